"""One command at a time changes a folder of rules."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import BuildError

__all__ = ["locked"]


@contextmanager
def locked(rules: Path) -> Iterator[None]:
    """Wait until no other command changes the rules, and keep others out until this one is done.

    The lock lies on the folder itself, so that no file is left behind, and the system takes it back
    when the process ends, however it ends.

    Raises:
        BuildError: there is no such folder.
    """
    if not rules.is_dir():
        raise BuildError(f"there is no folder {rules}", "see --rules")
    folder = os.open(rules, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
