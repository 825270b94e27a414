"""Screens over all orders: list, order page, one page per verb. It only reads."""
