"""What is being done: orders, tasks, stints, handoffs, waits, stop-work, the ledger.

Not here: what the work is for. The missions know that.
"""
