"""What came behind the end of a reply, octets or the end of the stream: the connection is then not fit for another
call.

httpcore 1.0.9 keeps such octets with the connection and takes them for the reply to the *next* call, which they are
not; and a reply that ended with the stream leaves it a connection that it holds for open (h11 knows, httpcore does not
ask). Where TLS alone was ended, not the socket, the next call would meet that as a reset. There is no public way to ask
either, so this reaches through three private attributes of httpx 0.28 and httpcore 1.0; where one of them is gone it
says yes, and connections are simply not reused, which a test would show.
"""

from __future__ import annotations

from typing import Any


def has_leftovers(response: Any) -> bool:
    """Whether something waits behind a reply that was read to its end; false for a transport without connections."""
    if "network_stream" not in response.extensions:
        return False
    try:
        connection = response.stream._httpcore_stream._stream._connection
        octets, is_ended = connection._h11_state.trailing_data
        return bool(octets) or bool(is_ended)
    except AttributeError:
        return True
