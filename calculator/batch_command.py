"""Many partners from the command line: a CSV file in, a CSV file out, both as they stream."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from calculator.batch import Batch
from calculator.edition import Edition

__all__ = ["score_file"]

SLICE = 1000
REFUSED = 2


def score_file(edition: Edition, options: argparse.Namespace, language: str) -> int:
    """Score the partners of `options.csv` into `options.out`, or to standard output.

    What cannot be read is told on standard error, by line and column; the other rows are scored all
    the same.

    Returns:
        0 when every row was scored; 2 when something could not be read, or nothing at all.

    Raises:
        UnknownName: the edition has no such area or track.
    """
    area = edition.area(options.area)
    try:
        with _opened(options.csv) as stream:
            batch = Batch(edition, area, stream, language, track=options.track, as_of=options.as_of)
            if batch.fatal:
                return _complain(options.csv, batch)
            if options.out is None:
                # Result lines end with CRLF, as CSV has it, on every system.
                sys.stdout.flush()
                return _stream(batch, options.csv, sys.stdout.buffer.write)
            with Path(options.out).open("wb") as out:
                return _stream(batch, options.csv, out.write)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = error.filename or options.csv
        print(f"{where}: {error.strerror or 'this file cannot be used'}", file=sys.stderr)
        return REFUSED


def _opened(path: str) -> nullcontext[io.BytesIO] | io.BufferedReader:
    """The file; standard input is read first, since its encoding shows only in the whole."""
    if path == "-":
        return nullcontext(io.BytesIO(sys.stdin.buffer.read()))
    return Path(path).open("rb")


def _stream(batch: Batch, path: str, write: Callable[[bytes], object]) -> int:
    write(batch.head.encode())
    refused = _complain(path, batch)
    while not batch.done:
        write(batch.step(SLICE).encode())
        refused = _complain(path, batch) or refused
    return refused


def _complain(path: str, batch: Batch) -> int:
    problems = batch.take_problems()
    for each in problems:
        print(f"{path}: {each.words}", file=sys.stderr)
    return REFUSED if problems else 0
