"""The language that the program speaks: every text for people goes through ``tr``, ``trn`` or ``mark``.

A text in the code is English and is its own key in the catalogues (gettext; ``resources/translations``). What stands in
braces is filled in after translation, so a translator may move it: ``tr("{name} was deleted", name=name)``. A sentence
is one text, never put together from pieces, because other languages order their words in another way.

The language is the one thing here that is the process's and not an object's, as the locale is in C and Qt: it is
chosen once, before the window is built (``speak``), and the command line never chooses one, so its words are English.
A text that is made when a module is imported would not be translated; such a constant is ``mark``-ed, and ``tr`` is
called where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its catalogue and its way to write numbers.

    ``code`` is its BCP 47 tag, ``group`` and ``decimal`` stand between thousands and before a fraction.
    """

    code: str
    catalogue: NullTranslations
    group: str = ","
    decimal: str = "."
    is_right_to_left: bool = False


ENGLISH = Language("en", NullTranslations())

_spoken = ENGLISH


def speak(language: Language) -> None:
    """Translate into this language from now on."""
    global _spoken
    _spoken = language


def spoken() -> Language:
    """The language that is spoken now."""
    return _spoken


def tr(text: str, /, **values: object) -> str:
    """The text in the language spoken, with the values filled in where it has a place for them.

    Without values nothing is filled in: braces stand for themselves.
    """
    said = _spoken.catalogue.gettext(text) if text else ""  # a catalogue keeps its own header under the empty text
    return said.format(**values) if values else said


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """The same for a text that depends on a number, which it may name as ``{count}``: "1 token", "2,000 tokens"."""
    return _spoken.catalogue.ngettext(one, many, count).format(count=number(count), **values)


def mark(text: str, /) -> str:
    """The text itself; its place in the code is found by whoever gathers what is to be translated with ``tr`` later."""
    return text


def number(value: float, decimals: int = 0) -> str:
    """A number as people write it: "1,234.5" in English, "1.234,5" in German."""
    written = f"{value:,.{decimals}f}"
    return written.translate(str.maketrans(",.", _spoken.group + _spoken.decimal))
