"""The JSON surface: commands in, reads and events out. No rule lives here."""
