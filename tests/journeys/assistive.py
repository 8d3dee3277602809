"""A screen reader's view of the running program, over AT-SPI: what it finds, does and hears, as one JSON document.

Run by the system's Python, which has the bindings (gi), inside the D-Bus session of the program: it waits for the
window, presses Send, reads the verdict, types a token (first argument) and hears it expire at ten times the speed.
"""

from __future__ import annotations

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 20.0
heard: list[str] = []


def everything(part, depth=0):
    """All that is showing below a part."""
    if depth > 40:
        return
    for number in range(part.get_child_count()):
        child = part.get_child_at_index(number)
        if child is None:
            continue
        if child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
            yield from everything(child, depth + 1)


def window():
    """The frame of the program, once it is there."""
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_name() == "token-workbench" and program.get_child_count():
            return program.get_child_at_index(0)
    return None


def find(role: str, name: str):
    """The first part on show with this role whose name begins so."""
    frame = window()
    for part in everything(frame) if frame is not None else ():
        if part.get_role_name() == role and part.get_name().startswith(name):
            return part
    return None


def until(wanted: str, what):
    """Let events come until there is what is wanted, and give it."""
    context, end = GLib.MainContext.default(), time.monotonic() + PATIENCE
    while not (found := what()):
        if time.monotonic() > end:
            print(json.dumps({"waited in vain for": wanted, "heard": heard}))
            sys.exit(1)
        GLib.timeout_add(50, lambda: False)  # wakes the line below
        context.iteration(True)
    return found


def act(action: str, role: str, name: str) -> None:
    part = until(name, lambda: find(role, name))
    for number in range(part.get_n_actions()):
        if Atspi.Action.get_action_name(part, number) == action:
            Atspi.Action.do_action(part, number)
            return
    raise SystemExit(f"{name} has no {action}")


def describe(part) -> str:
    return f"{part.get_role_name()} {part.get_name()!r} in {part.get_parent().get_name()!r}"


def nameless() -> list[str]:
    """What can have the focus and says nothing, or not what it is."""
    wrong = []
    for part in everything(window()):
        focusable = part.get_state_set().contains(Atspi.StateType.FOCUSABLE)
        if focusable and (not part.get_name() or part.get_role_name() in ("unknown", "invalid")):
            wrong.append(describe(part))
    return wrong


def main() -> None:
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register("object:announcement")
    until("the profiles", lambda: find("list item", "Demo"))
    at_start = nameless()
    act("Press", "push button", "Send")
    verdict = until("the verdict", lambda: find("label", "Verdict: Valid")).get_name()
    after_the_call = nameless()
    until("an announcement", lambda: heard)
    of_the_call = heard.copy()
    entry = find("text", "Token or text with tokens")
    Atspi.EditableText.set_text_contents(entry, sys.argv[1])
    until("the typed token", lambda: find("label", "State: 0:"))
    act("Toggle", "check box", "Speed 10")
    until("the expiry", lambda: any("expired" in words for words in heard))
    print(
        json.dumps(
            {
                "nameless": at_start + after_the_call,
                "verdict": verdict,
                "heard of the call": of_the_call,
                "heard of the token": heard[len(of_the_call) :],
            }
        )
    )


main()
