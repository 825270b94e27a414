"""The pages on which people do things: log in, and one page for every verb."""
