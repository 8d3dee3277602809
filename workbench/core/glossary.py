"""The words for header fields and claims, looked up in a glossary file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.language import tr


@dataclass(frozen=True, slots=True)
class Term:
    """The people-word for a header field or claim, its meaning and an example."""

    name: str
    meaning: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Owns the terms of a glossary file, by the member's name as it stands in a token.

    ``trouble`` says in a sentence why the team's own file is not among them; empty where nothing is wrong.
    """

    terms: Mapping[str, Term]
    trouble: str = ""

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Glossary:
        """From a parsed TOML document of tables ``[idv]`` with ``name``, ``meaning`` and perhaps ``example``.

        :raises ValueError: names the entry that is not of this shape.
        """
        terms: dict[str, Term] = {}
        for member, entry in document.items():
            texts = [entry.get(key, "") for key in ("name", "meaning", "example")] if isinstance(entry, Mapping) else []
            if not texts or not all(isinstance(text, str) for text in texts) or not (texts[0] and texts[1]):
                raise ValueError(tr("glossary: [{entry}] needs the texts name and meaning", entry=member))
            terms[member] = Term(*texts)
        return cls(terms)

    def merge(self, team: Glossary) -> Glossary:
        """These terms with the team's own over them."""
        return Glossary({**self.terms, **team.terms})

    def explain(self, member: str) -> Term:
        """The term of a member; an unknown one is named by itself."""
        return self.terms.get(member) or Term(member, tr("Not in the glossary; a claim of this server's own."))
