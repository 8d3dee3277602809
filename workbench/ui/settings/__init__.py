"""The settings dialog: every setting with its explanation, the keys of every action, and the files beneath."""
