"""Sites come in as a table: where power may be wanted, its points, whom to call."""
