"""The grid as far as work needs it: devices by their dual name (name and number).

Not here: live SCADA. There is no command path into the grid, ever.
"""
