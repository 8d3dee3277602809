"""Languages that nobody speaks, for tests and pictures: English with accents, a third longer, and in brackets.

What is on the screen without brackets did not go through ``tr``; what is cut off has no room for other languages. The
same from right to left shows what is laid out for one direction only.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

from workbench.language import Language

_ACCENTS = str.maketrans("AEIOUaceinouy", "ÀÉÎÕÜàçéîñõüý")
_LONGEST_WORD = 12
"""Of the tildes, which may wrap as words do."""
_KEPT = re.compile(r"(\{[^{}]*\}|&\w|<[^<>]*>|%\S)")


class PseudoTranslations(NullTranslations):
    """Owns no catalogue: it makes its translations of the English text."""

    def gettext(self, message: str) -> str:
        return accent(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accent(msgid1 if n == 1 else msgid2)


def accent(text: str) -> str:
    """``[Çõpý fõr tîçkét~~~~~]``; places for values and mnemonics stay."""
    if not text:
        return text
    pieces = _KEPT.split(text)
    pieces[::2] = [piece.translate(_ACCENTS) for piece in pieces[::2]]
    longer = ("~" * _LONGEST_WORD + " ") * (len(text) // 3 // _LONGEST_WORD)
    return f"[{''.join(pieces)}{longer}{'~' * (len(text) // 3 % _LONGEST_WORD + 1)}]"


PSEUDO = Language("en-XA", PseudoTranslations())
RIGHT_TO_LEFT = Language("en-XB", PseudoTranslations(), is_right_to_left=True)
