"""`make bench`: everything in turns, in one run.

    python -m benchmarks [--rounds 7] [--only starts,click,keys,rows,build,thousand] [--note TEXT]

Prints tables, writes build/bench/bench.json, and puts the tables into benchmarks/README.md. What
`--only` leaves out stays out of the tables.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from benchmarks import builds, report, rows, visits
from benchmarks.peers import AREA, EDITION, PEERS, write_peers
from benchmarks.served import LOCAL, SLOW, Host

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench"
README = Path(__file__).with_name("README.md")
PARTS = ("starts", "click", "keys", "rows", "build", "thousand")
ROUNDS = {"rows": 3, "build": 3, "thousand": 1}
"""The most rounds of parts that take long, and vary less."""
PAGE = f"v/{EDITION}/areas/{AREA}/"
PANEL = f"v/{EDITION}/calculator/"
READING = 10.0
KEYS = 40


class Bench:
    """A run: the hosts, and the samples by name."""

    def __init__(self, playwright: Playwright, count: int) -> None:
        self.playwright = playwright
        self.count = count
        self.samples: dict[str, list[float]] = defaultdict(list)
        self.programmes: dict[str, builds.Programme] = {}
        self.site = WORK / "site"
        folders = {"ours": self.site, **write_peers(self.site, WORK / "peers")}
        self.hosts = {
            link.name: {name: Host(folder, link) for name, folder in folders.items()}
            for link in (LOCAL, SLOW)
        }
        self.rules = next((self.site / "runtime/files/rules").glob(f"{EDITION}-*.json"))

    def check(self) -> None:
        """All pages give the same points for the same answers, or nothing is compared.

        Raises:
            RuntimeError: one does not.
        """
        for name, host in self.hosts[LOCAL.name].items():
            with visits.profile(self.playwright) as context:
                path = PAGE if name == "ours" else ""
                points = visits.check(context, host, path, form=name == "ours")
            if points != visits.TOTAL:
                raise RuntimeError(f"{name} gives {points}, not {visits.TOTAL}")

    def starts(self, turn: int) -> None:
        """Cold and later starts; whose turn is first changes from round to round."""
        names = ["ours", *PEERS]
        shift = turn % len(names)
        for link, hosts in self.hosts.items():
            for name in names[shift:] + names[:shift]:
                with visits.profile(self.playwright) as context:
                    seen = visits.start(context, hosts[name], PAGE if name == "ours" else "")
                for key, value in seen._asdict().items():
                    self.samples[f"start/{name}/{link}/{key}"].append(value)

    def click(self, _turn: int) -> None:
        host = self.hosts[LOCAL.name]["ours"]
        link = f'article a[href$="areas/{AREA}/"]'
        with visits.profile(self.playwright) as context:
            taken = visits.click_after_reading(context, host, "", link, READING)
        self.samples["click/localhost"].append(taken)

    def keys(self, _turn: int) -> None:
        host = self.hosts[LOCAL.name]["ours"]
        with visits.profile(self.playwright) as context:
            drawn, painted = visits.keystrokes(context, host, PAGE, KEYS)
        self.samples["keystroke/drawn"] += drawn
        self.samples["keystroke/painted"] += painted

    def rows(self, _turn: int) -> None:
        """The same files in the page's own panel and here."""
        host = self.hosts[LOCAL.name]["ours"]
        text = self.rules.read_text(encoding="utf-8")
        files = {kind: rows.partners(self.count, kind) for kind in rows.KINDS}
        with visits.profile(self.playwright) as context:
            for kind, taken in visits.files(context, host, PANEL, files).items():
                self.samples[f"rows-{kind}/{self.count}/browser"].append(taken)
        for kind in files:
            taken = rows.seconds(text, self.count, kind)
            self.samples[f"rows-{kind}/{self.count}/cpython"].append(taken)

    def build(self, _turn: int) -> None:
        self._build("build", 0)

    def thousand(self, _turn: int) -> None:
        self._build("build-1000", 1000)

    def _build(self, name: str, wanted: int) -> None:
        if name not in self.programmes:
            self.programmes[name] = builds.prepare(WORK / name, wanted)
        programme = self.programmes[name]
        group = f"{name}/{builds.pages(programme)}"
        self.samples[f"{group}/saiten"].append(builds.saiten_seconds(programme))
        self.samples[f"{group}/mkdocs"].append(builds.mkdocs_seconds(programme))


def main() -> None:
    options = _options()
    parts: list[str] = options.only.split(",")
    began = datetime.now(tz=UTC)
    load = os.getloadavg()[0]
    build = [sys.executable, "-m", "generator", "build", "--out", str(WORK / "site")]
    _say("building the site, with compressed copies")
    subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with sync_playwright() as playwright:
        bench = Bench(playwright, options.rows)
        _say("checking that all pages give the same points")
        bench.check()
        for turn in range(options.rounds):
            for part in parts:
                if turn >= ROUNDS.get(part, options.rounds):
                    continue
                _say(f"round {turn + 1} of {options.rounds}: {part}")
                measure: Callable[[int], None] = getattr(bench, part)
                measure(turn)
        version = _chromium(playwright)
    about = {
        "date": began.date().isoformat(),
        "rounds": options.rounds,
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        "chromium": version,
        "python": platform.python_version(),
        "load": round(load, 1),
        "note": options.note,
    }
    _write(about, dict(bench.samples))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default=",".join(PARTS), help="some of: %(default)s")
    parser.add_argument("--rows", type=int, default=100_000, help="rows scored in one go")
    parser.add_argument("--note", default="", help="what should be known about this run")
    options = parser.parse_args()
    unknown = set(options.only.split(",")) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return options


def _write(about: dict[str, object], samples: dict[str, list[float]]) -> None:
    found = report.medians(samples)
    result = {**about, "medians": found, "samples": samples}
    (WORK / "bench.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    told = (
        f"Measured on {about['date']}: medians of {about['rounds']} (of files and builds: 3, of "
        f"1,000 pages: 1), "
        f"{about['machine']}, "
        f"Chromium {about['chromium']}, Python {about['python']}, load {about['load']} at the "
        f"start. {about['note']}"
    )
    text = f"{told.strip()}\n\n{report.tables(found)}"
    report.put_between(README, text)
    print(text)


def _chromium(playwright: Playwright) -> str:
    with visits.profile(playwright) as context:
        page = context.new_page()
        agent = str(page.evaluate("navigator.userAgent"))
    return agent.partition("Chrome/")[2].partition(" ")[0].partition(".")[0]


def _processor() -> str:
    """What the system calls its processor."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
