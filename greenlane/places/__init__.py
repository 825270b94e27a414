"""Where power is wanted: sites, supply points, contacts, access zones, supply state.

Not here: the customer's business, and personal health data of any kind.
"""
