"""Follows what is saved while the site is served: first the page that is looked at, then the rest.

The whole site is built by a process of its own, so that the next change need not wait for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from generator import bundle, site
from generator.errors import BuildError
from generator.findings import show
from generator.onepage import build_page
from generator.served import Served
from generator.shelf import Shelf, UnsoundError, read_shelf
from generator.site import PREFIX, Options
from generator.watch import changes
from generator.words import LANGUAGES, load_words

__all__ = ["Follower"]

CODE = Path(__file__).resolve().parents[1]
BEHIND_THE_VIEWED_PAGE = 10
Say = Callable[[str], None]


class Follower:
    """Builds again whenever something is saved; after a mistake, what stood before stays."""

    def __init__(self, options: Options, served: Served, say: Say) -> None:
        """Follow the folders of `options` for the site that is `served`."""
        self._options = options
        self._served = served
        self._say = say
        self._stop = Event()
        self._wanted = Event()
        self._viewed: tuple[Path, bytes] | None = None

    def start(self) -> None:
        """Follow in the background."""
        Thread(target=self._follow, daemon=True).start()
        Thread(target=self._build_when_wanted, daemon=True).start()

    def stop(self) -> None:
        """Follow no longer."""
        self._stop.set()
        self._wanted.set()

    def _follow(self) -> None:
        package = CODE / "generator"
        own = (package / "templates", package / "wordlists", CODE / "calculator")
        for changed in changes((self._options.rules, self._options.docs, *own), self._stop):
            self._say(f"changed: {', '.join(sorted(path.name for path in changed))}")
            load_words.cache_clear()
            bundle.assets.cache_clear()
            try:
                self._build_viewed(read_shelf(self._options.rules))
            except UnsoundError as error:
                self._complain("\n".join(show(finding) for finding in error.findings))
            except BuildError as error:
                self._complain(str(error))
            except OSError as error:  # A file that an editor is just replacing.
                self._complain(f"{error.filename}: {error.strerror}")
            else:
                self._wanted.set()

    def _build_when_wanted(self) -> None:
        """Build the whole site, again and again while changes come in."""
        while not self._stop.is_set():
            self._wanted.wait()
            self._wanted.clear()
            if self._stop.is_set():
                return
            options = self._options
            folders = ("--rules", options.rules, "--docs", options.docs, "--out", options.out)
            building = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "generator", "build", "--plain", *map(str, folders)],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            os.setpriority(os.PRIO_PROCESS, building.pid, BEHIND_THE_VIEWED_PAGE)
            said, _ = building.communicate()
            if self._wanted.is_set():
                self._show_viewed()
            elif building.returncode == 0:
                self._say("built")
                self._served.say_changed()
            else:
                self._complain(said.strip())

    def _complain(self, problem: str) -> None:
        self._say(problem)
        self._served.say_changed(problem)

    def _build_viewed(self, shelf: Shelf) -> None:
        """Build the page that is being looked at, and show it."""
        language = self._language()
        path = self._served.viewed.removeprefix(f"/{PREFIX[language]}").strip("/")
        file = f"{path}/index.md" if path else "index.md"
        text = self._markdown(shelf, language, file)
        if text is None:
            return
        site.write_page(self._options, language, file, text)
        config = site.configure(self._options, shelf, language)
        config.site_dir = str(self._options.work / "viewed" / language)
        built = build_page(config, file)
        if built is not None:
            target = self._options.out / PREFIX[language] / path / "index.html"
            self._viewed = (target, built.read_bytes())
            self._show_viewed()

    def _show_viewed(self) -> None:
        if self._viewed is not None:
            target, content = self._viewed
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_suffix(".new")
            half.write_bytes(content)
            shutil.move(half, target)
            self._served.say_changed()

    def _language(self) -> str:
        """The language of the page that is being looked at."""
        second = LANGUAGES[1]
        return second if self._served.viewed.startswith(f"/{PREFIX[second]}") else LANGUAGES[0]

    def _markdown(self, shelf: Shelf, language: str, file: str) -> bytes | None:
        """The Markdown of one page, made from the rules or written by hand."""
        for path, render_page in site.rendered(shelf, language):
            if path == file:
                return render_page().encode()
        written = self._options.docs / language / file.replace("/index.md", ".md")
        return written.read_bytes() if written.is_file() else None
