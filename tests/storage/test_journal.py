"""The journal of unsaved edits: one file a window, found again only when its window is no more, never a secret."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.core.profile import Profile
from workbench.storage.journal import Journal, KeptDraft

BASE = Profile("a", "A", "mobile", "https://auth.example", {"brand": "Old"})
DRAFT = KeptDraft(replace(BASE, fields={"brand": "New"}), BASE, ("key",))
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl"


def test_drafts_are_found_once_their_window_is_no_more_until_they_are_dropped(tmp_path: Path) -> None:
    first, second = Journal(tmp_path / "drafts"), Journal(tmp_path / "drafts")
    first.write([DRAFT])
    assert second.find_leftovers().drafts == ()
    first.close()
    found = second.find_leftovers()
    assert found.drafts == (DRAFT,)
    assert second.find_leftovers() == found
    second.drop(found)
    assert second.find_leftovers().drafts == ()


def test_no_draft_leaves_no_file(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "drafts")
    journal.write([])
    assert not (tmp_path / "drafts").exists()
    journal.write([DRAFT])
    journal.write([])
    journal.close()
    assert list((tmp_path / "drafts").iterdir()) == []


@pytest.mark.parametrize(
    "typed",
    [
        replace(BASE, fields={"brand": TOKEN}),
        replace(BASE, note=f"for {TOKEN}"),
        replace(BASE, host=f"https://{TOKEN}@auth.example"),
        replace(BASE, host="https://me:hunter2@auth.example"),
        replace(BASE, basic_username=TOKEN),
        replace(BASE, header_names=(TOKEN,)),
        replace(BASE, proxy="http://me:hunter2@proxy.example:3128"),
        replace(BASE, proxy_username=TOKEN),
        replace(BASE, ca_file=TOKEN),
    ],
    ids=["field", "note", "token in host", "password in host", "user", "header", "proxy", "proxy user", "file"],
)
def test_what_is_secret_wherever_it_was_typed_stays_out(tmp_path: Path, typed: Profile) -> None:
    journal = Journal(tmp_path / "drafts")
    journal.write([KeptDraft(typed, BASE)])
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "drafts").iterdir())
    assert "Old" in written
    assert TOKEN not in written
    assert "hunter2" not in written
    journal.close()


@pytest.mark.parametrize(
    "text", ["", "{", "schema = 99", "schema = 1\ndrafts = 3", "schema = 1\ndrafts = [4]", "schema = 1\n[[drafts]]\n"]
)
def test_a_journal_that_cannot_be_read_is_kept_under_another_name_and_told_once(tmp_path: Path, text: str) -> None:
    bad = tmp_path / "drafts" / "bad.toml"
    bad.parent.mkdir()
    bad.write_text(text)
    journal = Journal(tmp_path / "drafts")
    found = journal.find_leftovers()
    assert found.drafts == ()
    assert [str(bad) in problem and "bad.unread-1.toml" in problem for problem in found.problems] == [True]
    assert (bad.parent / "bad.unread-1.toml").read_text() == text
    assert journal.find_leftovers().problems == ()
    journal.wipe()
    assert list(bad.parent.glob("*.toml")) == []
