"""The command line: `saiten check | build | serve | score`."""

from __future__ import annotations

import argparse
import locale
import sys
from collections.abc import Sequence
from pathlib import Path

from calculator.__main__ import add_arguments, score_answers
from generator.errors import BuildError
from generator.findings import Finding, show
from generator.load import load_index
from generator.serve import serve
from generator.shelf import UnsoundError
from generator.site import Options, build
from generator.templating import LANGUAGES
from generator.verify import verify, verify_all

__all__ = ["main"]

MISTAKES = 1
REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `saiten`; the exit code says whether it went well."""
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="saiten", description="Publish a scoring programme's rules as a site."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--rules",
        type=Path,
        default=Path("rules"),
        metavar="DIR",
        help="the rules (default: rules)",
    )
    shared.add_argument(
        "--docs",
        type=Path,
        default=Path("docs"),
        metavar="DIR",
        help="the documents (default: docs)",
    )
    shared.add_argument(
        "--lang", choices=LANGUAGES, default=_language(), help="the language of messages"
    )

    check = commands.add_parser("check", parents=[shared], help="name every mistake in the rules")
    check.add_argument(
        "path", nargs="?", type=Path, help="one edition's folder, or a folder of rules"
    )
    check.set_defaults(run=_check)

    building = commands.add_parser("build", parents=[shared], help="build the site")
    building.add_argument(
        "--out", type=Path, default=Path("site"), metavar="DIR", help="where to (default: site)"
    )
    building.add_argument(
        "--site-url", default="", metavar="URL", help="the address that the site will have"
    )
    building.set_defaults(run=_build)

    serving = commands.add_parser(
        "serve", parents=[shared], help="build the site, serve it, and follow changes"
    )
    serving.add_argument("--port", type=int, default=8000)
    serving.set_defaults(run=_serve)

    scoring = commands.add_parser("score", parents=[shared], help="score answers")
    scoring.add_argument("--edition", metavar="DATE", help="the edition (default: the current one)")
    add_arguments(scoring)
    scoring.set_defaults(run=_score)
    return parser


def _language() -> str:
    """The locale's language, if the site has it; otherwise English."""
    name = locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith(("ja", "japanese")) else "en"


def _print(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(show(finding))


def _check(options: argparse.Namespace) -> int:
    if options.path and not (options.path / "index.yml").is_file():
        folder = options.path.resolve()
        if not folder.is_dir():
            raise BuildError(
                f"there is no folder {options.path}", "name an edition's folder, or leave it out"
            )
        findings = list(verify(folder.parent, folder.name).findings)
    else:
        index, editions = verify_all(options.path or options.rules)
        findings = [*index.findings, *(finding for one in editions for finding in one.findings)]
    _print(findings)
    print(f"{len(findings)} findings" if findings else "no findings")
    return MISTAKES if findings else 0


def _build(options: argparse.Namespace) -> int:
    rules = build(Options(options.rules, options.docs, options.out, options.site_url), _say)
    _print(rules.findings)
    print(f"built {options.out}/")
    return 0


def _serve(options: argparse.Namespace) -> int:
    serve(options.rules, options.docs, options.port, _say)
    return 0


def _say(message: str) -> None:
    print(f"saiten: {message}", flush=True)


def _score(options: argparse.Namespace) -> int:
    key = options.edition or load_index(options.rules).current
    if not (options.rules / key).is_dir():
        known = ", ".join(load_index(options.rules).editions)
        print(f"--edition: there is no '{key}' (known: {known})", file=sys.stderr)
        return REFUSED
    verified = verify(options.rules, key)
    if verified.edition is None or verified.obstacles:
        raise UnsoundError(verified.obstacles)
    return score_answers(verified.edition, options, options.lang)


if __name__ == "__main__":
    sys.exit(main())
