"""Kills a command before every step that changes a file, and says in which state the rules are.

Run as `python -m tests.generator.killing COMMAND FOLDER`: a process of its own, since it forks. A
step is a call that creates, writes, renames or deletes something below the folder.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from generator import published
from generator.drafts import drop_draft, new_edition
from generator.load import load_edition, load_index
from generator.published import Note
from tests.generator.guild import KEY
from tests.generator.publications import DAY, DRAFT, edit, every_finding, publish_guild

NEXT = "1820-01-01"
NOTE = Note(DAY, "直した。", "Mended.")
COMMANDS: dict[str, Callable[[Path], object]] = {
    "new": lambda rules: new_edition(rules, NEXT, KEY),
    "drop": lambda rules: drop_draft(rules, DRAFT),
    "publish": lambda rules: published.publish(rules, load_edition(rules, DRAFT), DAY),
    "correct": lambda rules: published.correct(rules, load_edition(rules, KEY), NOTE),
    "withdraw": lambda rules: published.withdraw(rules, KEY, NOTE),
}
CHANGES = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.link")


def state(rules: Path) -> str:
    """What the rules are for whoever reads them."""
    publications = {key: published.read(rules, key) for key in load_index(rules).editions}
    said = {
        key: each and (each.date, [note.text for note in each.corrections], bool(each.withdrawn))
        for key, each in publications.items()
    }
    return json.dumps([said, [each.message for each in every_finding(rules)]], ensure_ascii=False)


def die_before(step: int, folder: Path) -> None:
    """Kill this process as soon as it is about to take a step."""
    taken = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if event not in CHANGES or not str(arguments[0]).startswith(str(folder)):
            return
        if event == "open" and not int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR):
            return
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def was_killed(command: str, rules: Path, step: int) -> bool:
    """Run a command in a process that dies before a step; whether there was such a step."""
    child = os.fork()
    if child == 0:
        die_before(step, rules)
        COMMANDS[command](rules)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(command: str, folder: Path) -> None:
    """Print the state before, after, and after every kill and another try, as JSON."""
    origin = publish_guild(folder / "origin")
    if command == "correct":
        edit(origin / KEY / "score.yml", "en: Craft", "en: Crafts")
    done = Path(shutil.copytree(origin, folder / "done"))
    COMMANDS[command](done)
    killed, tried_again = [], []
    step = 1
    while True:
        rules = Path(shutil.copytree(origin, folder / str(step)))
        if not was_killed(command, rules, step):
            break
        killed.append(state(rules))
        if killed[-1] == state(origin):
            COMMANDS[command](rules)
        tried_again.append(state(rules))
        step += 1
    found = {"before": state(origin), "after": state(done), "killed": killed, "again": tried_again}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
