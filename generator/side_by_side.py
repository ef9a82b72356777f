"""Runs one piece of work for each language, side by side where the machine can.

Each piece but the first runs in a copy of this process, which has read the rules already. Only for
programs without other threads, such as the command line: a copy has the thread that made it alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection

from generator.errors import BuildError

__all__ = ["side_by_side"]

Work = Callable[[str], None]


def side_by_side(work: Work, languages: Iterable[str]) -> None:
    """Do the work of every language.

    Raises:
        BuildError: of the first language whose work failed.
    """
    first, *others = languages
    if (os.cpu_count() or 1) < 2 or "fork" not in get_all_start_methods():
        for language in (first, *others):
            work(language)
        return
    started = [_start(work, language) for language in others]
    try:
        work(first)
    finally:
        problems = [_wait(*each) for each in started]
    for problem in problems:
        if problem is not None:
            raise BuildError(problem)


def _start(work: Work, language: str) -> tuple[Connection, Callable[[], None]]:
    ours, theirs = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_tell, args=(work, language, theirs))
    process.start()
    theirs.close()
    return ours, process.join


def _tell(work: Work, language: str, to: Connection) -> None:
    """Do the work, and tell what kept it from being done."""
    try:
        work(language)
    except BuildError as error:
        to.send(str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        to.send(f"{where}{error.strerror or error}")
    else:
        to.send("")


def _wait(told: Connection, join: Callable[[], None]) -> str | None:
    """What kept a piece of work from being done, if anything did."""
    try:
        problem = str(told.recv())
    except EOFError:
        problem = "a part of the build ended without a word; what it wrote stands above"
    join()
    return problem or None
