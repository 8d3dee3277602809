"""The headless face: the parser of the command line, one function a command, and what they print."""
