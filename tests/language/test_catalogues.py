"""Every catalogue is complete, up to date with the code, and keeps what is filled in."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "resources" / "translations").glob("*.po"))
PLACE = re.compile(r"\{[^{}]*\}")


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        for message in read_po(file, locale=path.stem):
            last = -1 if message.pluralizable else None  # of a text that depends on a number the one for many
            text, said = (one if last is None else one[last] for one in (message.id, message.string))  # type: ignore[index]
            if text:
                yield str(text), str(said)


def test_no_text_of_the_code_is_without_translation_and_the_compiled_catalogues_are_those_written():
    command = [sys.executable, str(ROOT / "packaging" / "translations"), "--check"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_places_mnemonics_and_ends_of_its_text(path):
    wrong = [
        (text, said)
        for text, said in read_pairs(path)
        if set(PLACE.findall(text)) != set(PLACE.findall(said))
        or text.count("&") != said.count("&")
        or text.endswith("…") != said.endswith("…")
        or (text[:1].isspace(), text[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace())
    ]
    assert wrong == []
