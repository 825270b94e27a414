"""What comes over the wire is bounded, and the tree of processes ends as one."""
