"""What is put on paper for the day when the house cannot be asked.

A sheet says what stood in the records at one moment, and leaves room to write by hand.
It gives no permission: only the records do.
"""
