"""Files survive: whole or untouched, for this user alone, and every trouble in plain words."""

from __future__ import annotations

import errno
import resource
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import pytest

from workbench.storage.files import (
    Action,
    StorageTrouble,
    make_folder,
    name_trouble,
    read_text,
    require_folder,
    set_aside,
    write_atomically,
)

_KNOWN = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.EIO)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    """What a full disk does to a write, also for root: the kernel refuses it part of the way."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("text", ["", "plain", "ä 漢 🙂\r\n\x00\u2028", "lone \ud800 surrogate", "x" * 1_000_000])
def test_text_reads_back_as_it_was_written(tmp_path: Path, text: str) -> None:
    write_atomically(tmp_path / "file", text)
    assert read_text(tmp_path / "file") == text


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("umask", [0, 0o077, 0o777], indirect=True, ids=oct)
def test_files_and_folders_are_for_this_user_alone_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file"
    write_atomically(path, "text")
    write_atomically(path, "again")
    assert (_mode(path), _mode(path.parent), _mode(path.parent.parent)) == (0o600, 0o700, 0o700)


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(0o755)
    shared.chmod(0o755)
    make_folder(shared)
    assert _mode(shared) == 0o755


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, "old")
    with _largest_file(4096), pytest.raises(StorageTrouble, match=rf"{path} could not be saved: the file would be"):
        write_atomically(path, "new" * 10_000)
    assert read_text(path) == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(StorageTrouble, match=r"home could not be made: a file stands where a folder should be"):
        write_atomically(tmp_path / "home" / "file", "text")
    with pytest.raises(StorageTrouble, match=r"a file stands where a folder should be"):
        write_atomically(tmp_path / "home" / "deeper" / "file", "text")


def test_a_folder_in_place_of_the_file_is_named_and_stays(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(StorageTrouble, match=r"file could not be saved: a folder stands where a file should be"):
        write_atomically(tmp_path / "file", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_system_without_writing_is_named() -> None:
    with pytest.raises(StorageTrouble, match=r"/proc/token-workbench could not be made"):
        write_atomically(Path("/proc/token-workbench/file"), "text")


def test_a_linked_file_is_replaced_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    write_atomically(tmp_path / "real" / "file", "old")
    (tmp_path / "link").symlink_to(tmp_path / "real" / "file")
    write_atomically(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert read_text(tmp_path / "real" / "file") == "new"


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(StorageTrouble, match=r"binary could not be read: it is not UTF-8 text"):
        read_text(tmp_path / "binary")
    with pytest.raises(StorageTrouble, match=r"absent could not be read: it is not there"):
        read_text(tmp_path / "absent")


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("number", sorted({*_KNOWN, errno.EMFILE, errno.ENAMETOOLONG, 0}))
def test_every_trouble_can_be_spoken_in_another_language(
    action: Action, number: int, pseudo: Callable[[str], bool]
) -> None:
    trouble = str(name_trouble(action, Path("/somewhere"), OSError(number, "x")))
    assert pseudo(trouble)
    assert "/somewhere" in trouble
    assert number == 0 or trouble.count("[") == 2  # the sentence and the cause in it


def test_what_is_read_and_written_in_vain_is_said_in_the_language_spoken(
    tmp_path: Path, pseudo: Callable[[str], bool]
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe" * 1024 * 1024)
    for call in (
        lambda: read_text(tmp_path / "binary"),
        lambda: read_text(tmp_path / "binary", 1024 * 1024),
        lambda: require_folder(tmp_path / "none" / "file"),
    ):
        with pytest.raises(StorageTrouble) as raised:
            call()
        assert pseudo(str(raised.value))


def test_what_is_set_aside_never_covers_another_file(tmp_path: Path) -> None:
    names = []
    for content in ("first", "second"):
        write_atomically(tmp_path / "history.sqlite", content)
        names.append(set_aside(tmp_path / "history.sqlite", "damaged"))
    assert [path.name for path in names] == ["history.damaged-1.sqlite", "history.damaged-2.sqlite"]
    assert [read_text(path) for path in names] == ["first", "second"]
