"""The plan follows what happens: who watches the journal, asks the engine, publishes.

All of it runs in the planner's own process (`greenlane planner`); no page waits for it.
"""
