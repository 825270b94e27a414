"""What templates say about times."""
