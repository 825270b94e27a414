"""The plan follows what happens: who watches the journal, asks the engine, publishes.

The planner has a process of its own (`greenlane planner`); `silence` runs in the
follower. What-if (`dispatch/asking.py`) asks the engine from a page, which waits.
"""
