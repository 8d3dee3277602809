"""The compare pane: two tokens side by side, and what of their difference nobody expected."""
