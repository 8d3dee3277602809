"""What is shown of calls that other programs wrote down: a quiet offer, and the sheet to look through them."""
