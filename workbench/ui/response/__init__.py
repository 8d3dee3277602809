"""What came of a call: the row of chips, and the pane that explains the reply and shows all of it."""
