"""Qt plumbing that would serve any program: theme, fields, chips, tasks, ticker, actions, clipboard, toasts.

Nothing in here knows a token, a call or a profile; the kit imports no other package of this program.
"""
