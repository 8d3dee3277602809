"""What decoding costs: against bare PyJWT, on texts of 10 MB, and for other threads.

Run it with ``python tests/bench/decode.py``. Measured on two busy cores with Python 3.11:

- against PyJWT's ``decode_complete``, which checks nothing here: the documented token takes 0.7 × as long, a payload of
  10 kB 0.3 ×, one of 1 MB 0.5 ×;
- a text of 10 MB, hostile ones too, takes at most 0.6 s, and lets another thread wait at most 31 ms;
- a token of 1 MB takes at most 0.1 s, and lets it wait at most 15 ms.
"""

from __future__ import annotations

import base64
import json
import random
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jwt as pyjwt

from workbench.core.finding import find_tokens
from workbench.core.token import decode

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
DOCUMENTED: str = SAMPLES[-1]["token"]
_BEAT = 0.001
_ROUNDS = 3  # of which the best counts: the machine does other things too


def make_token(payload: str, header: str = '{"alg":"HS256"}') -> str:
    """A token with a dead signature."""
    parts = (base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (header, payload))
    return ".".join((*parts, "A" * 43))


def make_payload(size: int) -> str:
    """Claims that take about ``size`` characters of JSON."""
    claim = {"name": "x" * 24, "at": 1760358606, "is": True}
    return json.dumps({f"claim {number}": claim for number in range(size // 80)})


def payload_tokens(largest: int = 1_000_000) -> dict[str, str]:
    """The tokens that are compared: the documented one, 10 kB and 1 MB (or less, for everyday tests)."""
    return {
        "documented": DOCUMENTED,
        "10 kB": make_token(make_payload(min(10_000, largest))),
        "1 MB": make_token(make_payload(largest)),
    }


def ratio(token: str, rounds: int) -> float:
    """How many times as long as PyJWT (which checks nothing here) ``decode`` takes; the median of paired runs."""
    times = []
    for _ in range(rounds):
        ours = _time(lambda: decode(token))
        theirs = _time(lambda: pyjwt.decode_complete(token, options={"verify_signature": False}))
        times.append(ours / theirs)
    return statistics.median(times)


def _time(work: Callable[[], object]) -> float:
    """Seconds of the processor in this thread: how long it takes on a machine that does nothing else."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def texts(size: int = 10_000_000) -> dict[str, str]:
    """Texts of about ``size`` characters: what people paste, and what somebody may paste to do harm."""

    def fill(piece: str) -> str:
        return piece * (size // len(piece) + 1)

    words = random.Random(1)
    log = f"2025-10-13 12:28:40 INFO Authorization: Bearer {DOCUMENTED} 200 OK\n"
    wrapped = "\n".join(DOCUMENTED[at : at + 76] for at in range(0, len(DOCUMENTED), 76))
    minimal = "".join(f"{make_token(json.dumps(number))} " for number in range(size // 100))
    return {
        "prose": fill("The quick brown fox jumps over the lazy dog. "),
        "log of one token": fill(log),
        "wrapped mails": fill(f"> Hello,\n\n{wrapped}\n\nThanks\n"),
        "different tokens": minimal,
        "tokens in lines": minimal.replace(" ", "\n"),
        "hexadecimal": f"{words.getrandbits(size * 4):x}",
        "one letter": fill("e"),
        "beginnings": fill("eyJ"),
        "beginnings as words": fill("eyAAAAAAAA "),
        "dots": fill("."),
        "headers": fill("eyAAAAAAAA."),
        "escapes": fill("%20eyAAAAAAA"),
        "escaped signs": "eyJhbGciOiJIUzI1NiJ9." + fill("%5F"),
        "lines that go on": "eyJhbGciOiJIUzI1NiJ9.AA\n" + fill("AAAAAAAAAAAAAAAAAAAA\n"),
        "lines of one sign": "eyJhbGciOiJIUzI1NiJ9.AA\n" + fill("A\n"),
        "quoted beginnings": fill("> eyAAAAAAA.A\n"),
        "quote marks": "eyJhbGciOiJIUzI1NiJ9.AA" + fill("\n>"),
        "spaces": "bearer" + fill(" ") + "x",
        "zero width": "eyJ" + fill("\u200b"),
        "quotation marks": fill('"'),
        "blobs": fill("ZXlK" + "A" * 44 + " "),
        "blob beginnings": fill("basic ZXlK "),
        "JSON begun": fill('{"payload":'),
        "JSON serialisation": fill('{"payload":"e30","signature":"AA"}'),
        "wrong signs": "eyJhbGciOiJIUzI1NiJ9." + fill("!") + ".A",
    }


def hostile_tokens(size: int = 1_000_000) -> dict[str, str]:
    """Tokens with payloads of about ``size`` bytes that are as hard to read as possible."""

    def fill(piece: str) -> str:
        return piece * (size // len(piece))

    members = ",".join(f'"member {number:06}":1' for number in range(size // 21))
    return {
        "claims": make_token(make_payload(size)),
        "one string": make_token('{"a":"' + fill("x") + '"}'),
        "escapes": make_token('{"a":"' + fill("\\n") + '"}'),
        "backslashes": make_token('{"a":"' + fill("\\\\") + '"}'),
        "members": make_token("{" + members + "}"),
        "duplicates": make_token("{" + members + "," + members[: size // 40].rpartition(",")[0] + "}"),
        "fractions": make_token("[" + "1.25e+00000000," * (size // 21) + "1]"),
        "objects": make_token("[" + fill('{"a":[]},')[:-1] + "]"),
        "depth": make_token(fill("[")),
        "closed": make_token(fill("]")),
        "one number": make_token(fill("1")),
        "constants": make_token('["' + fill("x") + '",NaN]'),
        "no text": make_token('{"a":"' + fill("ä") + '"}').replace("A" * 8, "_" * 8),
        "spaces": " ".join(make_token(make_payload(size))),
        "zero width": "\u200b".join(make_token(make_payload(size))),
        "equals signs": "eyJhbGciOiJIUzI1NiJ9." + fill("=") + ".A",
        "padded parts": fill("A=."),
    }


def longest_wait(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that ``work`` takes, and the longest that another thread had to wait for its turn meanwhile."""
    rounds = [_watch(work) for _ in range(_ROUNDS)]
    return min(seconds for seconds, _ in rounds), min(wait for _, wait in rounds)


def _watch(work: Callable[[], object]) -> tuple[float, float]:
    is_over = threading.Event()
    waits = [0.0]

    def beat() -> None:
        before = time.perf_counter()
        while not is_over.wait(_BEAT):
            now = time.perf_counter()
            waits.append(now - before - _BEAT)
            before = now

    heart = threading.Thread(target=beat)
    heart.start()
    seconds = _time(work)
    is_over.set()
    heart.join()
    return seconds, max(waits)


def main() -> None:
    """Print every figure."""
    print("decode against PyJWT's decode_complete without any check (median of the ratios of paired runs)")
    for name, token in payload_tokens().items():
        print(f"  {name:<22} {ratio(token, 2000 if len(token) < 1000 else 50):6.2f} ×")
    print("10 MB of text (seconds; longest wait of another thread, of which 5 ms are the interpreter's own turn)")
    for name, text in texts().items():
        _print_wait(name, partial(find_tokens, text))
    print("tokens with a payload of 1 MB")
    for name, token in hostile_tokens().items():
        _print_wait(name, partial(decode, token))


def _print_wait(name: str, work: Callable[[], object]) -> None:
    seconds, wait = longest_wait(work)
    print(f"  {name:<22} {seconds:6.2f} s {wait * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
