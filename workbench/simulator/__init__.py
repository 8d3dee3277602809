"""A stand-in for the auth engine: answers like it over loopback, with a clock, a secret and a story of its own.

It imports nothing of the client that it helps to test. Inside: ``server`` (the loopback server) over ``engine`` (one
request in, one answer out, no sockets) over the actions (``login``, ``renewal``, ``changes``) over what the engine
remembers (``accounts``, ``sessions``, ``credentials``) and the paper everything is written on (``mint``, ``endpoints``,
``fields``, ``call``, ``answers``, ``stories``, ``api_codes``). ``openapi`` describes it all by those same tables.
"""

from workbench.simulator.api_codes import API_MESSAGES
from workbench.simulator.server import ReceivedCall, Simulator
from workbench.simulator.stories import STORIES, Story

__all__ = ["API_MESSAGES", "STORIES", "ReceivedCall", "Simulator", "Story"]
