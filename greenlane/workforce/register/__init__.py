"""People come in as a table: who they are, where they belong, what they can show."""
