"""``where``: every path that this program keeps something in, and what is in it."""

from __future__ import annotations

import asyncio

from workbench.cli.answer import DONE, Answer
from workbench.cli.render import SCHEMA
from workbench.core.visible import make_visible
from workbench.session.session import Session
from workbench.storage.system_keyring import SERVICE


async def show_places(session: Session) -> Answer:
    """Measure the data folder; nothing in it is changed."""
    places = await asyncio.to_thread(session.home.places)
    document = {
        "schema": SCHEMA,
        "places": [
            {
                "purpose": place.purpose,
                "path": str(place.path),
                "bytes": place.bytes,
                "encrypted": place.encrypted,
            }
            for place in places
        ],
    }
    lines = [
        f"{make_visible(str(one.path))}\n  {one.purpose}: {one.bytes:,} bytes{', encrypted' if one.encrypted else ''}"
        for one in places
    ]
    keyring = f"The keyring of this system, service “{SERVICE}”\n  keys, expired tokens and other secrets of profiles"
    return Answer(DONE, document, "\n".join([*lines, keyring]))
