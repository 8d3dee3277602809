"""What each phase is called, what it means, and the tone it is painted in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.timeline import Phase, PhaseName
from workbench.language import mark, number, tr


@dataclass(frozen=True, slots=True)
class PhaseLook:
    """A phase's word and meaning as marked texts, said in the language spoken by ``word`` and ``meaning``; a tone."""

    name: str
    explained: str
    tone: str

    @property
    def word(self) -> str:
        return tr(self.name)

    @property
    def meaning(self) -> str:
        """In a few words."""
        return tr(self.explained)


PHASE_LOOKS: Mapping[PhaseName, PhaseLook] = {
    "connect": PhaseLook(mark("Connect"), mark("name look-up, opening a line"), "info"),
    "tls": PhaseLook(mark("TLS"), mark("the host proves who it is"), "host-violet"),
    "send": PhaseLook(mark("Send"), mark("the request goes out"), "host-teal"),
    "wait": PhaseLook(mark("Wait"), mark("server at work, plus the trip"), "soon"),
    "receive": PhaseLook(mark("Receive"), mark("the reply’s body comes in"), "good"),
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
        return tr("{seconds} s", seconds=number(milliseconds / 1000, 2))
    return tr("{milliseconds} ms", milliseconds=number(milliseconds, 0 if milliseconds >= 10 else 1))


def describe_phase(phase: Phase) -> str:
    """One phase in a line: "Wait: 61 ms, from 12 ms to 73 ms"."""
    return tr(
        "{phase}: {time}, from {begin} to {end}",
        phase=PHASE_LOOKS[phase.name].word,
        time=describe_ms(duration_of(phase)),
        begin=describe_ms(phase.begins_ms),
        end=describe_ms(phase.ends_ms),
    )
