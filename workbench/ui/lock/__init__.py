"""The lock: what stands before the window while nobody shall read it."""
