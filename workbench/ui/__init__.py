"""The window: the only package that knows Qt.

``run`` opens and closes it, ``wiring`` says who hears whom, ``window`` where each pane sits, ``bench`` what is being
worked on; the panes stand in folders of their own and do not know each other; ``kit`` is plumbing for any Qt program.
"""
