"""HTTPS on the own machine: its local CA, its certificate, what phones are given.

Not business: nothing here is in a table, and nothing of it is in a backup.
"""
