"""What helps to find one's way: the tour of the first start, help for each pane, and what the program is made of."""
