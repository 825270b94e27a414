"""`make bench-planner`: goal, measured, yardstick, all in one run."""
