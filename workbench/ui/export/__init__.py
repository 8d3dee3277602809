"""The sheet on which a call is written in another program's language."""
