"""The design tokens: every colour, size and distance the window uses, once for light and once for dark.

Sizes are logical pixels at zoom 1.0. Each foreground has a contrast of at least 4.5 : 1 on each background it is used
on (WCAG 2.1, 1.4.3), and what is painted to be understood one of 3 : 1 (1.4.11); `text_pairs` and `graphic_pairs`
list those pairs and a test computes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QColor, QFont

UI_FAMILY = "Inter"
MONO_FAMILY = "JetBrains Mono"

# name: (pixel size, weight)
TYPE_SCALE: dict[str, tuple[float, QFont.Weight]] = {
    "caption": (12, QFont.Weight.Normal),
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "title": (16, QFont.Weight.DemiBold),
    "display": (24, QFont.Weight.DemiBold),
}
MONO_SIZE = 12.5


@dataclass(frozen=True, slots=True)
class Tone:
    """One meaning in three strengths: text (`fg`), quiet background (`soft`), loud one (`solid`, with `on_solid`)."""

    fg: str
    soft: str
    solid: str
    on_solid: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class Theme:
    """All tokens of one mode. Colours are "#rrggbb"; `zoom` multiplies type and distances."""

    name: str
    surface: str  # the window
    raised: str  # cards, inputs, tables, menus
    sunken: str  # wells, hovered rows, pressed buttons
    border: str  # hairlines between areas
    outline: str  # edges of inputs: 3 : 1 is not asked of them because the label names the field
    text: str
    muted: str
    faint: str
    disabled: str  # disabled controls only: exempt from the contrast rule, and 2 : 1 all the same
    accent: str  # links, selected tab, focus
    accent_soft: str  # selected rows
    accent_solid: str  # primary button
    accent_hover: str
    on_accent: str
    focus: str
    focus_solid: str  # on what is filled: primary buttons, loud chips
    tooltip: str
    on_tooltip: str
    good: Tone
    soon: Tone
    critical: Tone
    bad: Tone
    info: Tone
    neutral: Tone
    token_header: str  # the three parts of a JWT
    token_payload: str
    token_signature: str
    hosts: tuple[tuple[str, Tone], ...]
    zoom: float = 1.0

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def tone(self, name: str) -> Tone:
        """A state tone: good, soon, critical, bad, info, neutral. KeyError in words for another name."""
        tones = {
            "good": self.good,
            "soon": self.soon,
            "critical": self.critical,
            "bad": self.bad,
            "info": self.info,
            "neutral": self.neutral,
        }
        if name in tones:
            return tones[name]
        for host_name, tone in self.hosts:
            if name == f"host-{host_name}":
                return tone
        raise KeyError(f"There is no tone named {name!r}; there are {', '.join(tones)} and host-<colour>.")

    def host(self, color_name: str) -> Tone:
        """The tone of a host's colour (see HOST_COLORS). A name from a newer or edited file falls back to slate."""
        known = dict(self.hosts)
        return known.get(color_name, known["slate"])

    def color(self, name: str) -> QColor:
        """A token ("muted", "accent" …), a tone's text ("good" …), its background ("good-solid") or "#rrggbb"."""
        if name.startswith("#"):
            return QColor(name)
        plain = getattr(self, name, None)
        if isinstance(plain, str) and plain.startswith("#"):
            return QColor(plain)
        tone_name, _, strength = name.partition("-") if not name.startswith("host-") else (name, "", "")
        return QColor(getattr(self.tone(tone_name), strength or "fg"))

    def px(self, size: float) -> int:
        """A distance of the grid (4, 8, 12, 16, 24) at the current zoom."""
        return max(1, round(size * self.zoom))

    def font(self, name: str = "body") -> QFont:
        """The font of a step of the type scale, or "mono". Figures are tabular, so countdowns do not jump."""
        if name == "mono":
            font, size = QFont([MONO_FAMILY, "DejaVu Sans Mono", "monospace"]), MONO_SIZE
            font.setStyleHint(QFont.StyleHint.Monospace)
            font.setFeature(QFont.Tag("calt"), 0)  # no ligatures: `!=` and `->` in a token are what they are
        else:
            size, weight = TYPE_SCALE[name]
            font = QFont([UI_FAMILY, "DejaVu Sans", "sans-serif"])
            font.setWeight(weight)
            font.setFeature(QFont.Tag("tnum"), 1)
        font.setPixelSize(round(size * self.zoom))
        return font

    def zoomed(self, zoom: float) -> Theme:
        return replace(self, zoom=zoom)

    def text_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Every (what, foreground, background) that carries text."""
        for back in ("surface", "raised", "sunken", "accent_soft"):
            for fore in ("text", "muted", "faint", "accent"):
                yield f"{fore} on {back}", getattr(self, fore), getattr(self, back)
            for part in ("token_header", "token_payload", "token_signature"):
                yield f"{part} on {back}", getattr(self, part), getattr(self, back)
            for tone_name in ("good", "soon", "critical", "bad", "info", "neutral"):
                yield f"{tone_name} on {back}", self.tone(tone_name).fg, getattr(self, back)
        yield "accent button", self.on_accent, self.accent_solid
        yield "accent button, hovered", self.on_accent, self.accent_hover
        yield "tooltip", self.on_tooltip, self.tooltip
        for tone_name in ("good", "soon", "critical", "bad", "info", "neutral", *(f"host-{n}" for n, _ in self.hosts)):
            tone = self.tone(tone_name)
            yield f"{tone_name} soft", tone.fg, tone.soft
            yield f"text on {tone_name} soft", self.text, tone.soft
            yield f"{tone_name} solid", tone.on_solid, tone.solid

    def graphic_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Every (what, colour, neighbour) that must be told apart to use or understand something."""
        for back in ("surface", "raised", "sunken", "accent_soft"):
            yield f"focus on {back}", self.focus, getattr(self, back)
            yield f"edge of a box to tick on {back}", self.faint, getattr(self, back)
        yield "focus of the accent button", self.focus_solid, self.accent_solid
        yield "focus of the accent button, outside", self.focus_solid, self.surface
        for tone_name in ("good", "soon", "critical", "bad", "info", "neutral", *(f"host-{n}" for n, _ in self.hosts)):
            tone = self.tone(tone_name)
            yield f"focus on {tone_name} soft", self.focus, tone.soft
            yield f"focus on {tone_name} solid", self.focus_solid, tone.solid
            for back in ("surface", "raised"):
                yield f"{tone_name} solid on {back}: dots, swatches, phases", tone.solid, getattr(self, back)
            ink = self.ink(tone_name)
            yield f"life-line in {tone_name}, passed and to come", ink, self.border
            yield f"life-line in {tone_name} on its card", ink, self.raised
            yield f"ring in {tone_name}, left and gone", tone.fg, self.outline
        yield "ring without an end", self.faint, self.raised

    def ink(self, name: str) -> str:
        """A tone as lines are drawn in it: the stronger of its two on this mode's ground."""
        tone = self.tone(name)
        return tone.fg if self.is_dark else tone.solid


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of one colour over the other."""
    a, b = QColor(one), QColor(other)
    return QColor(
        round(a.red() * share + b.red() * (1 - share)),
        round(a.green() * share + b.green() * (1 - share)),
        round(a.blue() * share + b.blue() * (1 - share)),
    ).name()


def _luminance(color: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    shade = QColor(color)
    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


_HOST_LIGHT = {
    "blue": ("#1f4fc0", "#e3ecfd", "#2b62d9"),
    "teal": ("#0b6666", "#dcf3f2", "#0e7a7a"),
    "green": ("#22662f", "#e1f3e4", "#2c7a3a"),
    "amber": ("#7d4f06", "#fbf0d4", "#97600a"),
    "orange": ("#99410a", "#fdeadd", "#b9500f"),
    "red": ("#a82530", "#fde7e8", "#c4303a"),
    "pink": ("#9c286b", "#fbe6f2", "#b8327f"),
    "violet": ("#6335b8", "#efe8fc", "#7440cf"),
    "slate": ("#4a5361", "#e9ecf1", "#566174"),
}
_HOST_DARK = {
    "blue": ("#92b4ff", "#1a2a4d", "#2f65da"),
    "teal": ("#66cfcb", "#12302f", "#0e7a7a"),
    "green": ("#86d493", "#18301d", "#2e7b3c"),
    "amber": ("#eebd62", "#35290f", "#97600a"),
    "orange": ("#ffab78", "#3b2413", "#b9500f"),
    "red": ("#ff9ba1", "#3e1a1f", "#c63640"),
    "pink": ("#f79bcd", "#391c2d", "#ba3883"),
    "violet": ("#c0a6ff", "#2a2047", "#7f4fd6"),
    "slate": ("#b3bbc8", "#282e37", "#626e83"),
}
HOST_COLORS = tuple(_HOST_LIGHT)

LIGHT = Theme(
    name="light",
    surface="#f5f6f8",
    raised="#ffffff",
    sunken="#eceef2",
    border="#dfe3e9",
    outline="#c9cfd8",
    text="#1a1e26",
    muted="#4d5766",
    faint="#616b7a",
    disabled="#a0a8b4",
    accent="#2f55d4",
    accent_soft="#e8edfc",
    accent_solid="#3559d8",
    accent_hover="#2746b8",
    on_accent="#ffffff",
    focus="#5b7cf0",
    focus_solid="#000000",
    tooltip="#242a34",
    on_tooltip="#f2f4f7",
    good=Tone("#0f6b3c", "#def3e6", "#15803d"),
    soon=Tone("#8a4b06", "#fdf0d2", "#a65a08"),
    critical=Tone("#b4231f", "#fde7e4", "#cf3a2e"),
    bad=Tone("#a8183a", "#fde6eb", "#c22349"),
    info=Tone("#1f57b8", "#e2edfd", "#2563c9"),
    neutral=Tone("#4a5361", "#e9ecf1", "#5a6474"),
    token_header="#b3245e",  # noqa: S106 (a colour)
    token_payload="#6a3fc4",  # noqa: S106
    token_signature="#0b6e7c",  # noqa: S106
    hosts=tuple((name, Tone(*colors)) for name, colors in _HOST_LIGHT.items()),
)

DARK = Theme(
    name="dark",
    surface="#15181d",
    raised="#1d2127",
    sunken="#101318",
    border="#2b313a",
    outline="#3d4551",
    text="#e7eaef",
    muted="#aab2bf",
    faint="#939caa",
    disabled="#5d6673",
    accent="#8fa8ff",
    accent_soft="#242c47",
    accent_solid="#4263e0",
    accent_hover="#3757d3",
    on_accent="#ffffff",
    focus="#7290ff",
    focus_solid="#ffffff",
    tooltip="#313843",
    on_tooltip="#f2f4f7",
    good=Tone("#6fd69a", "#15301f", "#1c7d45"),
    soon=Tone("#f2bd5c", "#372a10", "#9c5e11"),
    critical=Tone("#ff9a8a", "#3d1d19", "#c9402f"),
    bad=Tone("#ff93ab", "#3d1722", "#c33858"),
    info=Tone("#8ab8ff", "#172a47", "#326bc6"),
    neutral=Tone("#b3bbc8", "#282e37", "#646d7c"),
    token_header="#ff8fb3",  # noqa: S106
    token_payload="#b9a0ff",  # noqa: S106
    token_signature="#5fd0de",  # noqa: S106
    hosts=tuple((name, Tone(*colors)) for name, colors in _HOST_DARK.items()),
)


def theme_of(_widget: QObject | None = None) -> Theme:
    """The theme a widget stands in; the light one before `theme.apply_theme`."""
    app = QCoreApplication.instance()
    theme = app.property("theme") if app is not None else None
    return theme if isinstance(theme, Theme) else LIGHT
