"""Screens that only read: the list of orders, one order, what stands still.

Not here: pages on which something is done. They are in `desk`, one for every verb.
"""
