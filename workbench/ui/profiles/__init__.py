"""The profile sidebar: saved profiles, found and chosen, with the time left of each one's latest token."""
