"""What waits for somebody reaches him outside the pages: webhooks, sent from a queue.

Not here: the work itself. A notice says that something waits, and where to look.
"""
