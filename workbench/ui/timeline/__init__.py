"""When what happened on the way to the host and back, and over which connection."""
