"""What others reuse: the API tree as static JSON, the scoring module, feed, calendar and pointers.

Everything derives from the editions and their publications; no clock is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.apischema import cases_schema, index_schema
from generator.calendar import calendar
from generator.feed import feed
from generator.load import Fields
from generator.prose import in_language
from generator.published import Note, digest
from generator.references import mapping
from generator.schema import SCHEMA_VERSION, edition_schema
from generator.shelf import Shelf
from generator.source import Source
from generator.wheel import build_wheel

__all__ = ["api", "exports"]

ROOT = "api/v1"
HISTORY = Path(__file__).resolve().parents[1] / "API_CHANGELOG.md"
"""What changed in the API, told where the API is."""


def exports(shelf: Shelf, site_url: str) -> dict[str, bytes]:
    """Every exported file by its path below the root of the site."""
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    files = dict(api(shelf))
    files["changes.atom"] = feed(shelf, base)
    files["timeline.ics"] = calendar(shelf, base)
    files["llms.txt"] = _for_models(shelf, base)
    # GitHub Pages would otherwise leave out what begins with an underscore.
    files[".nojekyll"] = b""
    if base:
        sitemaps = "".join(f"Sitemap: {base}{prefix}sitemap.xml\n" for prefix in ("", "en/"))
        files["robots.txt"] = f"User-agent: *\nAllow: /\n\n{sitemaps}".encode()
    return files


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def api(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """The index, the schemas, the scoring module, and each edition with its cases."""
    wheel = build_wheel()
    index = {
        "schema": "schema.json",
        "index_schema": "index.schema.json",
        "cases_schema": "cases.schema.json",
        "schema_version": SCHEMA_VERSION,
        "license": shelf.license.url if shelf.license else None,
        "license_name": shelf.license.name if shelf.license else None,
        "calculator": {
            "url": wheel.name,
            "version": wheel.version,
            "requires_python": wheel.requires_python,
            "sha256": wheel.sha256,
            "license": "MIT",
        },
        "current": shelf.current,
        "editions": [_entry(shelf, key) for key in shelf.sources],
    }
    yield f"{ROOT}/index.json", _json(index)
    yield f"{ROOT}/index.schema.json", _json(index_schema())
    yield f"{ROOT}/schema.json", _json(edition_schema())
    yield f"{ROOT}/cases.schema.json", _json(cases_schema())
    yield f"{ROOT}/CHANGELOG.md", HISTORY.read_bytes()
    yield f"{ROOT}/{wheel.name}", wheel.content
    for key, source in shelf.sources.items():
        yield f"{ROOT}/editions/{key}.json", _json(source.fields)
        yield f"{ROOT}/editions/{key}/cases.json", _json(_conformance(key, source))


def _entry(shelf: Shelf, key: str) -> dict[str, object]:
    publication, fields = shelf.publications[key], shelf.sources[key].fields
    withdrawn = publication.withdrawn if publication else None
    return {
        "edition": key,
        "title": fields["title"],
        "status": shelf.status(key),
        "published": publication.date if publication else None,
        "digest": digest(fields),
        "url": f"editions/{key}.json",
        "cases": f"editions/{key}/cases.json",
        "corrections": [_noted(note) for note in (publication.corrections if publication else ())],
        "withdrawn": _noted(withdrawn) if withdrawn else None,
        "errata": [
            {
                "key": each.key,
                "date": each.date,
                "text": each.text,
                "cite": list(each.cite),
                "pages": list(each.pages),
            }
            for each in shelf.errata[key]
        ],
    }


def _noted(note: Note) -> dict[str, object]:
    return {"date": note.date, "text": note.words}


def _conformance(key: str, source: Source) -> dict[str, object]:
    """The worked examples with the whole result that this implementation gives for each."""
    cases = mapping(source.fields["cases"])
    return {
        "edition": key,
        "cases": [
            {
                "key": trial.name,
                "title": mapping(cases[trial.name])["title"],
                "area": mapping(cases[trial.name])["area"],
                "track": mapping(cases[trial.name]).get("track"),
                "as_of": mapping(cases[trial.name]).get("as_of", key),
                "answers": mapping(cases[trial.name])["answers"],
                "result": trial.result,
            }
            for trial in source.cases
        ],
    }


def _for_models(shelf: Shelf, base: str) -> bytes:
    """`llms.txt`: where a program finds the rules, as data and as pages."""
    fields = shelf.sources[shelf.current].fields
    lines = [
        f"# Saiten: {in_language(fields['programme'], 'en')}",
        "",
        f"> {in_language(fields['summary'], 'en')}",
        "",
        in_language(fields["notice"], "en"),
        "",
        "## Data",
        "",
        f"- [Index]({base}{ROOT}/index.json): editions, digests, licence, the scoring module",
        f"- [JSON Schema]({base}{ROOT}/schema.json): what each field of an edition means",
        *_editions(shelf, base),
        f"- [Changes]({base}changes.atom): a feed of publications, corrections and errata",
        f"- [Dates]({base}timeline.ics): a calendar",
        "",
        "## Pages",
        "",
        *_areas(fields, base),
        f"- [Editions]({base}en/editions/): every edition, and what changed between any two",
        *_readings(fields, base),
        f"- [Sources]({base}en/sources/): where every figure is printed",
    ]
    return "\n".join([*lines, ""]).encode()


def _readings(fields: Fields, base: str) -> Iterator[str]:
    if fields.get("readings"):
        yield f"- [Readings]({base}en/readings/): contradictions and silences of the sources"


def _editions(shelf: Shelf, base: str) -> Iterator[str]:
    for key, source in shelf.sources.items():
        status, title = shelf.status(key), in_language(source.fields["title"], "en")
        if status != "draft":
            path = f"{base}{ROOT}/editions/{key}"
            yield f"- [{title}]({path}.json): {status}; [worked examples]({path}/cases.json)"


def _areas(fields: Fields, base: str) -> Iterator[str]:
    for key, area in mapping(fields["areas"]).items():
        yield f"- [{in_language(mapping(area)['title'], 'en')}]({base}en/areas/{key}/)"
