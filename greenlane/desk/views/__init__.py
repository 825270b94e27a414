"""What the addresses of the desk answer."""
