"""The command line, `saiten`."""

from __future__ import annotations

import argparse
import locale
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from calculator.__main__ import (
    add_arguments,
    add_plan_arguments,
    day,
    plan_answers,
    score_answers,
    told_whole,
)
from calculator.edition import Edition
from generator import published
from generator.comparison.change_log import as_markdown
from generator.damage import WORDING
from generator.drafts import drop_draft, new_edition
from generator.errors import BuildError
from generator.exports import api
from generator.findings import Finding, show
from generator.init import init
from generator.levelchecks import implied
from generator.load import Loaded, load_edition, load_index
from generator.misplaced import notes
from generator.prose import in_language
from generator.published import Note, Published, differences
from generator.recorded import ERRATA, record
from generator.schemafiles import outdated, write_schemas
from generator.serve import serve
from generator.shelf import UnsoundError, read_shelf
from generator.site import Options, build
from generator.verify import verify, verify_all
from generator.words import LANGUAGES

__all__ = ["main"]

Command = Callable[[argparse.Namespace], int]

NOTE = "note"
MISTAKES = 1
REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `saiten`; the exit code says whether it went well."""
    return told_whole("saiten", lambda: _main(arguments))


def _main(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UnsoundError as error:
        _print(error.findings)
        print(f"saiten: {error}", file=sys.stderr)
    except BuildError as error:
        print(f"saiten: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print()
    return MISTAKES


MANY = """\
many partners: a CSV file with a row for each, headed by the keys of the questions or their names
  printf 'partner,customers-gained,customers-lost\\nA,3,0\\nB,0,1\\n' > partners.csv
  saiten score --area infrastructure --csv partners.csv --out results.csv"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="saiten", description="Publish a scoring programme's rules as a site."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    folders = (("--rules", "rules", "the rules"), ("--docs", "docs", "the documents"))
    for name, folder, what in folders:
        help_text = f"{what} (default: {folder})"
        shared.add_argument(name, type=Path, default=Path(folder), metavar="DIR", help=help_text)
    shared.add_argument(
        "--lang", choices=LANGUAGES, default=_language(), help="the language of messages"
    )

    def command(name: str, run: Command, help_text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[shared], help=help_text)
        added.set_defaults(run=run)
        return added

    check = command("check", _check, "name every mistake in the rules")
    check.add_argument("path", nargs="?", type=Path, help="one edition, file, or folder of rules")

    building = command("build", _build, "build the site")
    building.add_argument("--out", type=Path, default=Path("site"), metavar="DIR", help="where to")
    building.add_argument("--site-url", default="", metavar="URL", help="the site's address")
    building.add_argument(
        "--plain",
        action="store_true",
        help="quicker, to look at: no compressed copies, and nothing kept for offline",
    )

    serving = command("serve", _serve, "build the site, serve it, and follow changes")
    serving.add_argument("--port", type=int, default=8000)

    scoring = command("score", _score, "score answers, of one partner or of many")
    scoring.formatter_class = argparse.RawDescriptionHelpFormatter
    scoring.epilog = MANY
    scoring.add_argument("--edition", metavar="DATE", help="the edition (default: the current one)")
    add_arguments(scoring)

    planning = command("plan", _plan, "find the cheapest ways to a level")
    planning.add_argument("--edition", metavar="DATE", help="the edition (default: current)")
    add_plan_arguments(planning)
    _add_publishing(command)
    return parser


def _add_publishing(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    """The commands that make, compare and publish editions."""
    new = command("new", _new, "begin a draft edition as a copy of another")
    new.add_argument("edition", metavar="EDITION", help="its date, as 2027-01-01")
    new.add_argument(
        "--from", dest="origin", required=True, metavar="EDITION", help="copy this one"
    )

    dropping = command("drop", _drop, "delete a draft edition")
    dropping.add_argument("edition", metavar="EDITION")

    command("schemas", _schemas, "write the schemas with which editors complete rule files")

    diff = command("diff", _diff, "print what changed between two editions, as Markdown")
    diff.add_argument("old", metavar="A")
    diff.add_argument("new", metavar="B")

    publishing = command("publish", _publish, "publish an edition, or correct its words")
    publishing.add_argument("edition", metavar="EDITION")
    instead = publishing.add_mutually_exclusive_group()
    instead.add_argument("--wording", metavar="NOTE", help="take over corrected words")
    instead.add_argument("--withdraw", metavar="REASON", help="withdraw the publication")
    instead.add_argument(
        "--errata", action="store_true", help="note its errata.yml as told, so that it stays"
    )
    publishing.add_argument("--en", metavar="TEXT", help="the note or reason in English")
    publishing.add_argument("--date", type=day, metavar="DATE", help="default: today")

    exporting = command("export", _export, "write the API tree alone")
    exporting.add_argument("folder", type=Path, metavar="DIR")

    starting = command("init", _init, "start an empty programme that builds")
    starting.add_argument("folder", type=Path, metavar="DIR")
    starting.add_argument("--date", type=day, metavar="DATE", help="its first edition")


def _today() -> str:
    return datetime.now(tz=UTC).date().isoformat()


def _language() -> str:
    """The locale's language, if the site has it; otherwise English."""
    name = locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith(("ja", "japanese")) else "en"


def _print(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(show(finding))


def _check(options: argparse.Namespace) -> int:
    findings = list(_found(options.path, options.rules))
    _print(findings)
    mistakes = [each for each in findings if each.code != NOTE]
    print((f"{len(mistakes)} findings" if mistakes else "no findings") + _looked_at(options.path))
    return MISTAKES if mistakes else 0


def _looked_at(path: Path | None) -> str:
    """What a check did not look at, where it was asked for a part of the rules."""
    if path is None or (path / "index.yml").is_file():
        return ""
    return f" in {path}; the index, the journal and other editions were not looked at"


def _found(path: Path | None, rules: Path) -> Iterator[Finding]:
    """The findings of all editions, of one edition's folder, or of one file of an edition."""
    if path is None or (path / "index.yml").is_file():
        index, editions = verify_all(path or rules)
        yield from index.findings
        verified = list(editions)
        for each in verified:
            yield from each.findings
        yield from notes(path or rules, [each.loaded for each in verified])
        for each in verified:
            yield from implied(each.loaded)
        yield from outdated(path or rules)
        return
    if not path.exists():
        raise BuildError(f"there is no {path}", "name an edition's folder, or leave it out")
    here = path.resolve()
    folders = [each for each in (here, *here.parents) if (each / "edition.yml").is_file()]
    folder = folders[0] if folders else here
    for finding in verify(folder.parent, folder.name).findings:
        if here.is_dir() or finding.mark.path.resolve() == here:
            yield finding


def _new(options: argparse.Namespace) -> int:
    folder = new_edition(options.rules, options.edition, options.origin)
    print(f"drafted {folder}/ as a copy of {options.origin}")
    fields = load_edition(options.rules, options.edition).fields
    print(f"its title is now: {in_language(fields['title'], options.lang)}")
    print(f"next: edit {folder}/ (in edition.yml title, summary and checked first), then")
    print("      saiten check, saiten serve,")
    print(f"      saiten diff {options.origin} {options.edition}, saiten publish {options.edition}")
    return 0


def _drop(options: argparse.Namespace) -> int:
    drop_draft(options.rules, options.edition)
    print(f"dropped the draft {options.edition}")
    return 0


def _schemas(options: argparse.Namespace) -> int:
    print(f"wrote {write_schemas(options.rules)}/")
    return 0


def _diff(options: argparse.Namespace) -> int:
    shelf = read_shelf(options.rules)
    for key in (options.old, options.new):
        if key not in shelf.sources:
            raise BuildError(f"there is no edition '{key}'", f"known: {', '.join(shelf.sources)}")
    print(as_markdown(shelf.sources[options.old], shelf.sources[options.new], options.lang))
    return 0


def _publish(options: argparse.Namespace) -> int:
    today = options.date or _today()
    if options.withdraw is not None:
        note = _note(options, options.withdraw, today)
        published.withdraw(options.rules, options.edition, note)
        print(f"withdrew {options.edition}; its pages stay, with the reason")
        return 0
    correcting = options.wording is not None
    loaded = _sound(options.rules, options.edition, {WORDING: correcting, ERRATA: options.errata})
    if options.errata:
        told = record(options.rules, loaded, today)
        print(f"noted the errata of {options.edition}: {', '.join(told)}")
    elif correcting:
        before = published.read(options.rules, options.edition)
        published.correct(options.rules, loaded, _note(options, options.wording, today))
        _show_words(before, loaded)
        print(f"corrected the words of {options.edition}; the note stands on its pages")
    else:
        published.publish(options.rules, loaded, today)
        print(f"published {options.edition}")
        current = load_index(options.rules).current
        if current != options.edition:
            print(f"{options.rules}/index.yml still names {current} as the current edition")
    return 0


def _note(options: argparse.Namespace, text: str, today: str) -> Note:
    """The note of a correction or withdrawal: one text stands for both languages."""
    words = [" ".join(each.split()) for each in (text, options.en or text)]
    if not all(each and each.isprintable() for each in words):
        raise BuildError("the note is empty", "readers see it: say what was corrected, or why")
    return Note(today, *words)


def _show_words(before: Published | None, loaded: Loaded) -> None:
    """Show each text that was corrected, since only a reader can tell what words mean."""
    for path, old, new in differences(before.edition if before else {}, loaded.fields):
        print(f"{'.'.join(path)}\n  - {old}\n  + {new}")
    print("only figures were compared: that the words still say the same is yours to answer for")


def _sound(rules: Path, key: str, taken_over: Mapping[str, bool]) -> Loaded:
    """An edition without findings, apart from those of a code that is being taken over."""
    if not (rules / key).is_dir():
        raise BuildError(f"there is no edition '{key}'", "name one of those in index.yml")
    verified = verify(rules, key)
    findings = [each for each in verified.findings if not taken_over.get(each.code)]
    if findings:
        raise UnsoundError(tuple(findings))
    return verified.loaded


def _export(options: argparse.Namespace) -> int:
    for path, content in api(read_shelf(options.rules)):
        target = options.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(f"exported {options.folder}/")
    return 0


def _init(options: argparse.Namespace) -> int:
    init(options.folder, options.date or _today())
    folder = options.folder
    print(f"build it: saiten build --rules {folder}/rules --docs {folder}/docs --out {folder}/site")
    return 0


def _build(options: argparse.Namespace) -> int:
    address = urlsplit(options.site_url)
    if options.site_url and (address.scheme not in ("http", "https") or not address.netloc):
        problem = f"--site-url: '{options.site_url}' is no address"
        raise BuildError(problem, "write it whole, as https://example.org/rules/")
    folders = (options.rules, options.docs, options.out)
    given = Options(*folders, options.site_url, hosted=not options.plain, alone=True)
    rules = build(given, _say)
    _print(rules.findings)
    print(f"built {options.out}/")
    return 0


def _serve(options: argparse.Namespace) -> int:
    serve(options.rules, options.docs, options.port, _say)
    return 0


def _say(message: str) -> None:
    # In one piece, since languages are built side by side.
    print(f"saiten: {message}\n", end="", flush=True)


def _score(options: argparse.Namespace) -> int:
    edition = _named(options)
    return REFUSED if edition is None else score_answers(edition, options, options.lang)


def _plan(options: argparse.Namespace) -> int:
    edition = _named(options)
    return REFUSED if edition is None else plan_answers(edition, options, options.lang)


def _named(options: argparse.Namespace) -> Edition | None:
    """The edition asked for, or the current one; says so if there is none of that name."""
    key = options.edition or load_index(options.rules).current
    if not (options.rules / key).is_dir():
        known = ", ".join(load_index(options.rules).editions)
        print(f"--edition: there is no '{key}' (known: {known})", file=sys.stderr)
        return None
    verified = verify(options.rules, key)
    if verified.edition is None or verified.obstacles:
        raise UnsoundError(verified.obstacles)
    return verified.edition


if __name__ == "__main__":
    sys.exit(main())
