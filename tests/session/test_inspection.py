"""What the user gives is read off the loop's thread, within limits, and refused in sentences."""

from __future__ import annotations

import codecs
import json
import threading
from pathlib import Path

import pytest

from workbench.core.secret import Secret
from workbench.core.token import decode
from workbench.session.inspection import LONGEST_KEY_FILE, LONGEST_TEXT_FILE, Unusable, inspect, verify

# RFC 7515, appendix A.1: a token and the secret that signed it.
TOKEN = (
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)
SECRET = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"


async def test_the_tokens_of_a_text_are_found_and_the_text_is_given_back() -> None:
    text = f"Hello,\nmy token is {TOKEN}\nbye"
    inspected = await inspect(text)
    assert inspected.text is text
    assert [one.text for one in inspected.found.tokens] == [TOKEN]


async def test_nothing_of_a_text_is_in_the_answer_s_repr() -> None:
    assert "eyJ" not in repr(await inspect(TOKEN))


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        ("token ä".encode(), "token ä"),
        (codecs.BOM_UTF8 + b"token", "token"),
        (codecs.BOM_UTF16_LE + "token".encode("utf-16-le"), "token"),
        (codecs.BOM_UTF16_BE + "token".encode("utf-16-be"), "token"),
        (b"a\xffb", "a\ufffdb"),
        (b"", ""),
        (b"x " * (LONGEST_TEXT_FILE // 2), "x " * (LONGEST_TEXT_FILE // 2)),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "neither", "empty", "10 MB"],
)
async def test_a_file_is_read_in_the_encoding_it_has(tmp_path: Path, octets: bytes, text: str) -> None:
    path = tmp_path / "token.txt"
    path.write_bytes(octets)
    assert (await inspect(path)).text == text


async def test_more_than_ten_megabytes_a_folder_a_device_and_nothing_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (LONGEST_TEXT_FILE + 1))
    for path, words in (
        (large, "“large.txt” is larger than 10 MB"),
        (tmp_path, "is not a file"),
        (Path("/dev/zero"), "“zero” is not a file"),
        (tmp_path / "gone.txt", "“gone.txt” is not a file"),
    ):
        with pytest.raises(Unusable, match=words):
            await inspect(path)


async def test_no_file_that_a_text_names_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "token.txt"
    path.write_text(TOKEN)
    for text in (str(path), f"file://{path}", f"@{path}", f"curl -d @{path}"):
        assert TOKEN not in [one.text for one in (await inspect(text)).found.tokens]


@pytest.mark.parametrize(
    ("secret", "form", "state"),
    [(SECRET, "base64url", "verified"), (SECRET, "text", "failed"), ("00ff", "hex", "failed")],
)
async def test_a_secret_is_checked_in_the_form_it_is_written_in(secret: str, form: str, state: str) -> None:
    verification = await verify(decode(TOKEN), Secret(secret), form, 30)  # type: ignore[arg-type]
    assert verification.state == state
    assert verification.leeway == 30


async def test_a_key_file_is_checked_and_what_is_none_is_refused_without_its_content(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text(json.dumps({"kty": "oct", "k": SECRET}))
    assert (await verify(decode(TOKEN), path, "text", 0)).state == "verified"
    path.write_text("hunter2")
    with pytest.raises(Unusable) as told:
        await verify(decode(TOKEN), path, "text", 0)
    assert "hunter2" not in str(told.value)
    path.write_bytes(b"x" * (LONGEST_KEY_FILE + 1))
    with pytest.raises(Unusable, match="larger than 1 MB"):
        await verify(decode(TOKEN), path, "text", 0)


async def test_a_secret_that_is_not_of_its_form_is_refused_in_words() -> None:
    with pytest.raises(Unusable, match="not hex"):
        await verify(decode(TOKEN), Secret("hunter2"), "hex", 0)


async def test_the_work_is_done_in_another_thread(tmp_path: Path) -> None:
    class Watched(type(tmp_path)):  # type: ignore[misc]
        threads: list[threading.Thread] = []  # noqa: RUF012 — of this one path

        def open(self, *arguments: object, **options: object) -> object:
            self.threads.append(threading.current_thread())
            return super().open(*arguments, **options)

    path = Watched(tmp_path / "token.txt")
    path.write_text("x")
    Watched.threads.clear()
    await inspect(path)
    assert threading.main_thread() not in Watched.threads
    assert len(Watched.threads) == 1
