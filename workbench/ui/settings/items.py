"""Which settings there are to choose, by page: their words, explanations and ways to be edited."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.route import DIRECT, MOST_RETRIES
from workbench.language import mark

MEGABYTE = 1_048_576
LANGUAGES = (("en", "English"), ("de", "Deutsch"))  # each in its own words


@dataclass(frozen=True, slots=True)
class Choices:
    """Some values with their words; with `free` any other text is one too, and `hint` says what may be typed."""

    values: tuple[tuple[object, str], ...]
    free: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, of which one is so many of the setting's own (`factor`)."""

    unit: str
    factor: int = 1
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A setting: its name in the file, its words, what it does in a line, and how it is edited."""

    name: str
    words: str
    explanation: str
    editor: Choices | Amount


PAGES: tuple[tuple[str, str, tuple[Item, ...]], ...] = (
    (
        "appearance",
        mark("Appearance"),
        (
            Item(
                "theme",
                mark("Theme"),
                mark("Light, dark, or as this computer has it."),
                Choices((("system", mark("As the system")), ("light", mark("Light")), ("dark", mark("Dark")))),
            ),
            Item(
                "zoom",
                mark("Size"),
                mark("How large everything is shown; the View menu changes it too."),
                Choices(tuple((size / 100, f"{size} %") for size in (80, 90, 100, 110, 125, 150, 175, 200))),
            ),
            Item(
                "language",
                mark("Language"),
                mark("Of the window; the command line speaks English. Takes effect at the next start."),
                Choices((("system", mark("As the system")), *LANGUAGES)),
            ),
            Item(
                "time_zone",
                mark("Time zone"),
                mark("The zone of every time on show, beside UTC. Nothing is recorded or judged by it."),
                Choices(
                    (("local", mark("Of this computer")), ("UTC", "UTC")),
                    free=True,
                    hint=mark("Type a city or a continent"),
                ),
            ),
        ),
    ),
    (
        "calls",
        mark("Calls"),
        (
            Item(
                "deadline_seconds",
                mark("Deadline"),
                mark("How long a call may take from the name look-up to the last byte, all its tries included."),
                Amount(mark("seconds"), is_whole=False),
            ),
            Item(
                "retries",
                mark("Try again"),
                mark(
                    "Only where nothing was sent, or the server said when to come back. The request pane can differ "
                    "for a session; on the command line --retries asks for it each time."
                ),
                Choices(
                    (
                        (0, mark("Never")),
                        (1, mark("Once")),
                        (2, mark("Twice")),
                        *((count, f"{count} ×") for count in range(3, MOST_RETRIES + 1)),
                    )
                ),
            ),
            Item(
                "body_cap_bytes",
                mark("Largest reply"),
                mark("A longer reply is not read to its end, and the call counts as failed."),
                Amount(mark("MB"), MEGABYTE),
            ),
            Item(
                "proxy",
                mark("Proxy"),
                mark(
                    "For profiles that name none. A proxy that asks for a password belongs into the profile, whose "
                    "secrets are kept safely. Calls to this computer go through none."
                ),
                Choices(
                    (("", mark("System or environment")), (DIRECT, mark("None, directly"))),
                    free=True,
                    hint="http://proxy:3128",
                ),
            ),
            Item(
                "confirm_production",
                mark("Ask before production"),
                mark("When a call to a host marked as production has to be confirmed."),
                Choices((("once", mark("Once a profile and run")), ("always", mark("Before every call")))),
            ),
        ),
    ),
    (
        "secrets",
        mark("Secrets"),
        (
            Item(
                "clipboard_seconds",
                mark("Clear the clipboard after"),
                mark("A copied secret is taken back, if it is still there. 0 leaves it until the program ends."),
                Amount(mark("seconds")),
            ),
            Item(
                "lock_after_minutes",
                mark("Lock after"),
                mark("Minutes in which nothing is done, until every secret leaves screen and memory. 0 never locks."),
                Amount(mark("minutes"), is_whole=False),
            ),
        ),
    ),
    (
        "history",
        mark("History"),
        (
            Item(
                "history_limit",
                mark("Keep at most"),
                mark(
                    "The oldest records go when there are more; starred ones stay. Heeded when the next call is kept."
                ),
                Amount(mark("records")),
            ),
            Item(
                "history_days",
                mark("Keep for"),
                mark("Older records go, starred ones stay. 0 keeps them whatever their age."),
                Amount(mark("days")),
            ),
        ),
    ),
)
