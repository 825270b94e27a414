"""The exact model, for the solver CP-SAT of OR-Tools; imported only when asked."""
