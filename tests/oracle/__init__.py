"""An oracle beside the gates: it reads rows and journal alone, and shares no code."""
