"""How the house is served: one tree of processes behind one port.

Not business: nothing here knows what an order is.
"""
