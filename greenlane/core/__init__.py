"""The house itself: door, journal, locks, clock, units, accounts, packs.

There is no word of electricity in this room.
"""
