"""The founding case: two rental blocks, playbook A, by the people who had to do it."""
