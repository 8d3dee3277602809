"""The request pane: the fields of a call, what is wrong with them, the exact request, and the Send button."""
