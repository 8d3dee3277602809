"""Text that other programs speak, and requests: both ways. Text in, calls and notes out; nothing opened or executed."""
