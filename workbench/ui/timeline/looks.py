"""What each phase is called, what it means, and the tone it is painted in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.timeline import Phase, PhaseName


@dataclass(frozen=True, slots=True)
class PhaseLook:
    """A phase's word, its meaning in a few words, and a tone of the theme."""

    word: str
    meaning: str
    tone: str


PHASE_LOOKS: Mapping[PhaseName, PhaseLook] = {
    "connect": PhaseLook("Connect", "name look-up, opening a line", "info"),
    "tls": PhaseLook("TLS", "the host proves who it is", "host-violet"),
    "send": PhaseLook("Send", "the request goes out", "host-teal"),
    "wait": PhaseLook("Wait", "server at work, plus the trip", "soon"),
    "receive": PhaseLook("Receive", "the reply’s body comes in", "good"),
}


def duration_of(phase: Phase) -> float:
    """Milliseconds, never negative."""
    return max(0.0, phase.ends_ms - phase.begins_ms)


def from_the_first(phases: Sequence[Phase]) -> tuple[Phase, ...]:
    """The phases with times since the first of them began: what comes before is this program's own."""
    begin = phases[0].begins_ms if phases else 0.0
    return tuple(Phase(one.name, one.begins_ms - begin, one.ends_ms - begin) for one in phases)


def describe_ms(milliseconds: float) -> str:
    """ "0.4 ms", "61 ms", and from a second on "1.24 s"."""
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.2f} s"
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.1f} ms"


def describe_phase(phase: Phase) -> str:
    """One phase in a line: "Wait: 61 ms, from 12 ms to 73 ms"."""
    begin, end = describe_ms(phase.begins_ms), describe_ms(phase.ends_ms)
    return f"{PHASE_LOOKS[phase.name].word}: {describe_ms(duration_of(phase))}, from {begin} to {end}"
