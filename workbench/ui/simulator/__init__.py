"""The panel that steers the built-in simulator."""
