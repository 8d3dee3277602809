"""One command run to its end: the function for it found, its answer printed, whatever goes wrong told in a sentence.

Each command's module is imported when it is asked for: ``decode`` needs no session, and the session's doors cost
100 ms each. The texts of unexpected exceptions are never printed: they may quote what was being worked on.
"""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from workbench.cli.answer import INTERRUPTED, NO, STORAGE, WRONG_USAGE, Answer, WrongUsage, answer_trouble, show_answer
from workbench.cli.render import say
from workbench.core.visible import make_visible

if TYPE_CHECKING:
    from workbench.session.session import Session

    Work: TypeAlias = Callable[[Session], Awaitable[Answer]]


def run_command(arguments: Namespace, clock: Callable[[], float], build_session: Callable[[], Session]) -> int:
    """Run the command that ``cli.parser`` read; the exit code is that of the command-line contract.

    Printed to ``sys.stdout`` and ``sys.stderr``. ``build_session`` is called only by the commands that need one.
    """
    try:
        code = _run(arguments, clock, build_session)
        sys.stdout.flush()
        return code
    except WrongUsage as wrong:
        say(sys.stderr, f"token-workbench {arguments.command}: {wrong}")
        return WRONG_USAGE
    except BrokenPipeError:
        # Whoever read standard output has left. What is still buffered must not fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO
    except KeyboardInterrupt:
        return _give_up(arguments, INTERRUPTED, "Interrupted.")
    except Exception as error:
        from workbench.storage.files import StorageTrouble

        if isinstance(error, StorageTrouble):
            return _give_up(arguments, STORAGE, str(error))
        return _give_up(arguments, NO, f"This is a mistake in the program: {_describe_mistake(error)}.")


def _run(arguments: Namespace, clock: Callable[[], float], build_session: Callable[[], Session]) -> int:
    match arguments.command:
        case "decode":
            from workbench.cli.decode import run_decode

            return run_decode(arguments, clock, sys.stdin, sys.stdout, sys.stderr)
        case "diff":
            from workbench.cli.diff import diff

            answer = diff(arguments, sys.stdin, sys.stderr)
            show_answer(answer, as_json=arguments.json, stdout=sys.stdout)
            return answer.code
        case "simulate":
            from workbench.cli.simulate import run_simulate

            return run_simulate(arguments, clock, sys.stdout, sys.stderr)
        case "regenerate":
            from workbench.cli.regenerate import regenerate
            from workbench.cli.secrets import take_secrets

            given = take_secrets(arguments, sys.stdin, os.environ)
            return _run_in_session(arguments, build_session, lambda one: regenerate(arguments, given, one, sys.stderr))
        case "profiles":
            from workbench.cli.profiles import run_profiles
            from workbench.cli.secrets import take_secrets

            given = take_secrets(arguments, sys.stdin, os.environ)
            return _run_in_session(
                arguments,
                build_session,
                lambda one: run_profiles(arguments, given.passphrase, one, sys.stdin, sys.stderr),
            )
        case "history":
            from workbench.cli.history import run_history

            return _run_in_session(
                arguments, build_session, lambda one: run_history(arguments, one, sys.stdout, sys.stderr)
            )
        case "import":
            from workbench.cli.importing import answer_import, read_source, save_import

            found = read_source(arguments.source, sys.stdin, arguments.environment)
            if arguments.save is not None:
                return _run_in_session(
                    arguments, build_session, lambda one: save_import(found, arguments.save, one, sys.stderr)
                )
            answer = answer_import(found)
            show_answer(answer, as_json=arguments.json, stdout=sys.stdout)
            return answer.code
        case "export":
            from workbench.cli.export import export_call

            return _run_in_session(arguments, build_session, lambda one: export_call(arguments, one, sys.stderr))
        case "where":
            from workbench.cli.where import show_places

            return _run_in_session(arguments, build_session, show_places)
    raise WrongUsage("there is no such command")


def _run_in_session(arguments: Namespace, build_session: Callable[[], Session], work: Work) -> int:
    """The answer is printed before the loop closes, which may wait for a look-up that nobody waits for any more."""
    import asyncio

    with asyncio.Runner() as runner:
        answer = runner.run(_work_in_session(build_session, work))
        show_answer(answer, as_json=arguments.json, stdout=sys.stdout)
    return answer.code


async def _work_in_session(build_session: Callable[[], Session], work: Work) -> Answer:
    session = build_session()
    try:
        for trouble in filter(None, (session.playbook.trouble, session.glossary.trouble)):
            say(sys.stderr, make_visible(trouble))
        return await work(session)
    finally:
        await session.aclose()


def _give_up(arguments: Namespace, code: int, trouble: str) -> int:
    """Say why on standard error; standard output still gets its one document."""
    say(sys.stderr, f"token-workbench {arguments.command}: {trouble}")
    show_answer(answer_trouble(code, trouble), as_json=arguments.json, stdout=sys.stdout)
    return code


def _describe_mistake(error: Exception) -> str:
    """The exception's class and where it was raised, never its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = [one for one in frames if "workbench" in Path(one.filename).parts][-1]
    return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
