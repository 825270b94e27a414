"""How people and machines come in over HTTP."""
