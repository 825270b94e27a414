"""The pages in a real browser: found by axe, walked by keyboard, taken as pictures."""
