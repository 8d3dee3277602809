"""Token Workbench: renew, read and understand customer authentication tokens.

The map, outermost first (a package may use those below it, never those beside or above it):

- ``app``         reads the command, builds the session, opens a face
- ``cli``, ``ui`` the two faces: the command line and the window
- ``session``     the product without a face: perform a call and remember it
- ``formats``, ``net``, ``storage``, ``simulator``  the doors to the outside; they do not know each other
- ``core``        what is true about the API, its tokens and time: values and functions only
"""

__version__ = "0.1.0"
