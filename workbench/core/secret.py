"""A string that does not print itself."""

from __future__ import annotations

from typing import Never, final


@final
class Secret:
    """Owns one secret text: a key, a token, a password or a header value.

    ``repr``, ``str`` and formatting say nothing, pickling is refused; ``reveal()`` is the one way to the text, so that
    every place where a secret leaves its wrapping can be found by searching for that word.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        import hmac  # late: it loads OpenSSL, and the window's form needs no comparison

        mine, theirs = (part.encode("utf-8", "surrogatepass") for part in (self._text, other._text))
        return hmac.compare_digest(mine, theirs)

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> Never:
        raise TypeError("a Secret is never pickled")
