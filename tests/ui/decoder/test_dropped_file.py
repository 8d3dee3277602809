"""Files are read as text, within limits, and refused in sentences."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from workbench.ui.decoder.dropped_file import LONGEST_FILE, UnreadableFile, read_text_file


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        ("token ä".encode(), "token ä"),
        (codecs.BOM_UTF8 + b"token", "token"),
        (codecs.BOM_UTF16_LE + "token".encode("utf-16-le"), "token"),
        (codecs.BOM_UTF16_BE + "token".encode("utf-16-be"), "token"),
        (b"a\xffb", "a\ufffdb"),
        (b"", ""),
        (b"x" * LONGEST_FILE, "x" * LONGEST_FILE),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "neither", "empty", "10 MB"],
)
def test_text_is_read_in_the_encoding_it_has(tmp_path: Path, octets: bytes, text: str) -> None:
    path = tmp_path / "token.txt"
    path.write_bytes(octets)
    assert read_text_file(path) == text


def test_more_than_ten_megabytes_a_folder_a_device_and_nothing_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (LONGEST_FILE + 1))
    for path, words in (
        (large, "“large.txt” is larger than 10 MB"),
        (tmp_path, "is not a file"),
        (Path("/dev/zero"), "“zero” is not a file"),
        (tmp_path / "gone.txt", "“gone.txt” is not a file"),
    ):
        with pytest.raises(UnreadableFile, match=words):
            read_text_file(path)
