"""What others wrote and we carry along; `python -m tests.vendor` brings it anew."""
