"""A house is packed into one file, and unpacked where no house stands yet."""
