"""The token pane: a token taken apart, with its identity, its life and what it says, explained and counted down."""
