"""The mission: a place must get electricity now. From request to handover and term.

Not here: repair of faults. An emergency connection is not an emergency repair.
"""
