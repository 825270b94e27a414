"""The ledger against readable cases and against a slow second opinion."""
