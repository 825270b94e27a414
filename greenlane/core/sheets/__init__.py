"""Tables that people keep in a spreadsheet come in: read, looked at, and said no to."""
