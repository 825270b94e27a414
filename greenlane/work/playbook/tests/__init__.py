"""A playbook refuses at birth."""
