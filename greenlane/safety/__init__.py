"""What keeps people alive: isolations, tickets, earths, evidence, signatures, gates.

Not here: what the work is for, and any way round a gate.
"""
