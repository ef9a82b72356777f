"""The pages of an edition: `render` gives Markdown by path, and touches no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import jinja2
import yaml
from markupsafe import Markup

from calculator.numeral import display
from calculator.wording import Wording, in_words
from calculator.words import WORDS
from generator import countable, finder, form, tables
from generator.dates import day_in_words
from generator.errors import BuildError
from generator.form import Form
from generator.grids import grids
from generator.island import island
from generator.leveltables import LevelTable, asks_for_answers, level_table, sees_of
from generator.load import Fields
from generator.prose import Prose, heading, tidy
from generator.references import as_list, mapping
from generator.source import Source
from generator.templating import environment
from generator.thresholds import Line
from generator.words import Word, word_in

__all__ = [
    "PARTS",
    "Frame",
    "Notice",
    "Page",
    "Switch",
    "Tree",
    "forms",
    "front",
    "list_pages",
    "render",
]


@dataclass(frozen=True)
class Tree:
    """Where pages stand.

    Attributes:
        language: their language.
        path: their folder below the root of that language, such as `v/2022-03-16/`.
        root: from the root of the language to the root of the site, such as `../`.
        links: from the tree to that of the pages that its own link to, where it differs.
    """

    language: str
    path: str = ""
    root: str = ""
    links: str = ""


class Switch(NamedTuple):
    """A page in some edition: its title, the address below the root if any, whether this is it."""

    title: str
    href: str | None
    here: bool


class Notice(NamedTuple):
    """A dated note on a page: its day, its words, and the places where it is stated."""

    date: str
    text: str
    cites: tuple[tuple[str, str, str], ...] = ()


class Frame(NamedTuple):
    """What stands around a page.

    Attributes:
        canonical: its canonical address, below the root of its language.
        banner: a line above it, if any, and `link`, an address below the root and its words.
        robots: what robots are told, if anything.
        searched: whether the site's search finds it.
        switches: the same page in other editions.
        errata: known errors of what the page says, with the note's heading.
        corrections: what was corrected after publication, with the note's heading.
        foot: what the foot of the page says of its edition: its `notice`, and when it was
            `checked`; that of a page of no edition says what the current one does.
    """

    canonical: str
    banner: str = ""
    link: tuple[str, str] | None = None
    robots: str = ""
    searched: bool = True
    switches: tuple[Switch, ...] = ()
    errata: tuple[str, tuple[Notice, ...]] = ("", ())
    corrections: tuple[str, tuple[Notice, ...]] = ("", ())
    foot: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """A page: its address below the root of its tree, its template, title, and area, if any."""

    path: str
    template: str
    title: str
    description: str
    area: str | None = None

    @property
    def file(self) -> str:
        """Its Markdown file, below the edition's root."""
        return f"{self.path}/index.md" if self.path else "index.md"

    @property
    def base(self) -> str:
        """From the page to the root of its edition's pages."""
        return "../" * len([part for part in self.path.split("/") if part])


PARTS = (
    ("programme", "sections"),
    ("score", "score"),
    ("competencies", "competencies"),
    ("benefits", "benefits"),
    ("specializations", "specializations"),
    ("timeline", "timeline"),
    ("transition", "transition"),
    ("readings", "readings"),
    ("sources", "sources"),
)
"""The pages that one part of an edition fills, each with the part's name."""


FAST: type = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""libyaml's writer, where PyYAML was built with it."""

OPENING = ("", "programme", "score")
"""The pages that stand before the areas."""


@lru_cache(maxsize=200)
def list_pages(source: Source, language: str) -> tuple[Page, ...]:
    """The pages that an edition fills, in the order of the site.

    Kept, since every page names its counterparts in all editions.
    """
    word = word_in(language, source.fields)
    prose = Prose(source.fields, language, "")
    pages = [Page("", "home.jinja", word("site.home-title"), prose.plain(source.fields["summary"]))]
    for path, part in PARTS:
        if source.fields.get(part):
            title = word(f"site.{path}")
            pages.append(Page(path, f"{path}.jinja", title, word(f"site.about-{path}")))
    areas = [
        _area_page(prose, key, mapping(area))
        for key, area in mapping(source.fields["areas"]).items()
    ]
    calculator = Page(
        "calculator", "calculator.jinja", word("site.calculator"), word("site.about-calculator")
    )
    first = [page for page in pages if page.path in OPENING]
    rest = [page for page in pages if page.path not in OPENING]
    return (*first, *areas, calculator, *rest)


def _area_page(prose: Prose, key: str, area: Fields) -> Page:
    title, designation = prose.plain(area["title"]), prose.plain(area["designation"])
    return Page(f"areas/{key}", "area.jinja", title, designation, key)


UP = "\x01"
"""Stands in a body for the way from the page to the root of its tree; rules cannot hold it."""


def render(source: Source, tree: Tree, page: Page, frame: Frame) -> str:
    """One page as Markdown: its front matter, then its template."""
    body = _body(source, tree.language, page, page.base + tree.links, tree.root)
    body = body.replace(UP, page.base + "../" * tree.path.count("/"))
    meta = front(page, frame, word_in(tree.language, source.fields))
    return f"{meta}# {heading(page.title)} {{#top}}\n\n{body}"


@lru_cache(maxsize=100)
def _body(source: Source, language: str, page: Page, base: str, root: str) -> str:
    """What a page says, wherever its tree stands.

    Kept, since all pages of the current edition stand in two trees.
    """
    env = environment(language, source.fields)
    env.filters.update(_filters(source, Prose(source.fields, language, base), language))
    try:
        body = env.get_template(page.template).render(
            **_context(source, page, language),
            edition=source.fields,
            base=base,
            tree_root=UP,
            root=UP + root,
        )
    except jinja2.UndefinedError as error:
        problem = f"{page.template}: {error.message}"
        raise BuildError(problem, "the template names something the edition lacks") from error
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None)
        place = f"{page.template}, line {line}" if line else page.template
        raise BuildError(f"{place}: {error}") from error
    return tidy(body)


def front(page: Page, frame: Frame, word: Word) -> str:
    """What the theme shows of a page outside its text."""
    meta: dict[str, object] = {
        "title": page.title,
        "description": page.description,
        "canonical": frame.canonical,
        **dict(frame.foot),
    }
    if frame.banner:
        meta["edition_banner"] = frame.banner
    if frame.link:
        href, text = frame.link
        meta["edition_link"] = {"href": href or ".", "text": text}
    if frame.switches:
        meta["edition_switch"] = {
            "label": word("changes.switch"),
            "none": word("changes.not-in-edition"),
            "editions": [each._asdict() for each in frame.switches],
        }
    if frame.robots:
        meta["robots"] = frame.robots
    for name, (title, notices) in (("errata", frame.errata), ("corrections", frame.corrections)):
        if notices:
            meta[name] = {"title": title, "notices": [_notice(each) for each in notices]}
    if page.path == "calculator":
        meta["hide"] = ["toc"]
    if not frame.searched:
        meta["search"] = {"exclude": True}
    text = yaml.dump(meta, Dumper=FAST, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n\n"


def _notice(notice: Notice) -> dict[str, object]:
    """A dated note as the theme reads it; its day stays text."""
    cites = [dict(zip(("href", "label", "title"), cite, strict=True)) for cite in notice.cites]
    return {"date": notice.date, "text": notice.text, "cites": cites}


def _context(source: Source, page: Page, language: str) -> dict[str, object]:
    """What a page's template shows beyond the edition itself."""
    fields = source.fields
    context: dict[str, object] = {
        "pass_mark": tables.pass_mark(fields),
        "moments": tables.moments(mapping(fields["timeline"])) if "timeline" in fields else [],
    }
    if page.area is not None:
        context |= {
            "area": mapping(mapping(fields["areas"])[page.area]),
            "area_key": page.area,
            "is_counted": page.area in countable.areas_counted(fields),
            "groups": tables.requirements(source.edition, fields, page.area, language),
            "forms": forms(source, [page.area], language),
            "rate_cards": tables.rate_cards(source.edition.area(page.area)),
            **_judging(source, page.area, language),
        }
    if page.path == "calculator":
        context["forms"] = forms(source, source.edition.areas, language)
    if page.path == "score":
        areas = source.edition.areas.values()
        scored = any(track.metrics for area in areas for track in area.tracks)
        context["matrix"] = tables.matrix(source.edition, fields, language) if scored else None
        context["shared_levels"] = _shared_levels(source, language)
        context["own_levels"] = [each.name for each in areas if each.levels is not None]
    if page.path == "competencies":
        context["competency_cites"] = _competency_cites(fields)
    if page.path == "benefits":
        context["countable"] = countable.products(fields)
    if page.path in ("competencies", "transition"):
        context |= finder.context(fields, page.path, language, word_in(language, fields))
    return context


def _judging(source: Source, area_key: str, language: str) -> dict[str, object]:
    """The tables of an area's levels and points."""
    area, word = source.edition.area(area_key), word_in(language, source.fields)
    wording = Wording(source.edition, area, language)
    levels = next(iter(source.edition.levels_of(area).variants.values()))
    shown = area.levels is not None or asks_for_answers(levels)
    table = level_table(source, area, wording, word, language)
    asked = mapping(mapping(mapping(source.fields["areas"])[area_key])["inputs"]).values()
    seen = (str(key) for each in asked for key in as_list(mapping(each).get("see")))
    return {
        "levels": table if shown else None,
        "other_readings": list(dict.fromkeys((*table.readings, *seen))),
        "grids": {
            (track.name, name): grids(next(iter(metric.rules.values())), area, wording, word)
            for track in area.tracks
            for name, metric in track.metrics.items()
        },
    }


def _shared_levels(source: Source, language: str) -> LevelTable | None:
    """The levels that areas share, as a table, where they are several or ask for answers."""
    judged = [area for area in source.edition.areas.values() if area.levels is None]
    levels = next(iter(source.edition.levels.variants.values()))
    if not judged or not (len(levels) > 1 or asks_for_answers(levels)):
        return None
    wording = Wording(source.edition, judged[0], language)
    word = word_in(language, source.fields)
    return level_table(source, judged[0], wording, word, language)


def forms(source: Source, areas: Iterable[str], language: str) -> dict[str, tuple[Form, object]]:
    """The calculator's form of each area, with what its scripts need."""
    word = word_in(language, source.fields)
    forms = {area: form.build(source, area) for area in areas}
    return {key: (each, island(each, source, language, word)) for key, each in forms.items()}


def _competency_cites(fields: Fields) -> dict[str, list[str]]:
    """For each area, the places that map a competency to it."""
    competencies = mapping(mapping(fields["competencies"])["competencies"]).values()
    return {
        area: [
            str(cite)
            for each in competencies
            if area in as_list(mapping(each)["areas"])
            for cite in as_list(mapping(each)["cite"])
        ]
        for area in mapping(fields["areas"])
    }


def _filters(source: Source, prose: Prose, language: str) -> dict[str, object]:
    word = word_in(language, source.fields)

    def value_words(value: object) -> str:
        text = str(value)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return day_in_words(text, language)
        return in_words(text, WORDS[language])

    def level_line(line: Fields) -> str:
        return _level_line(line, WORDS[language], word)

    return {
        "prose": prose.prose,
        "spelled": prose.spelled,
        "plain": prose.plain,
        "heading": heading,
        "cites": prose.cites,
        "sees": prose.sees,
        "keys": lambda value: " ".join(dict.fromkeys(str(each) for each in as_list(value))),
        "line_cites": _line_cites,
        "line_sees": sees_of,
        "reading_cites": _reading_cites,
        "capital": lambda words: words[:1].upper() + words[1:],
        "grouped": lambda products: any(grant.group for each in products for grant in each.grants),
        "gridded": lambda lines: any(line.grid for line in lines),
        "first_requires": lambda levels: mapping(next(iter(levels.values())))["requires"],
        "level_line": level_line,
        "number": lambda number: display(Fraction(number)),
        "shares": tables.shares,
        "defined_rows": tables.defined_rows,
        "readings": tables.readings,
        "value": value_words,
        "is_shown": lambda words: not re.fullmatch(r"[a-z]+(-[a-z]+)*", words),
        "is_japanese": lambda text: any(ord(letter) > 0x2FFF for letter in text),
    }


def _line_cites(lines: Iterable[Fields | Line]) -> list[object]:
    """The places that several lines cite, as data or as lines of a table."""
    return [
        cite
        for line in lines
        for cite in as_list(line.get("cite") if isinstance(line, Mapping) else line.cite)
    ]


def _reading_cites(reading: Fields) -> list[object]:
    says = [
        cite for said in as_list(reading.get("says")) for cite in as_list(mapping(said)["cite"])
    ]
    return [*says, *as_list(reading.get("evidence"))]


def _level_line(line: Fields, words: Mapping[str, str], site: Word) -> Markup:
    """What a level requires, in words."""
    test = next(test for test in ("at_least", "more_than", "below", "is") if test in line)
    bound = words["points.number"].format(points=line[test])
    asked = "every" if "every" in line else "total" if line.get("score") == "total" else "score"
    return Markup.escape(
        site(
            f"site.requires-{asked}",
            test=words[f"test.{test}"].format(bound=bound),
            name=line.get("score", ""),
        )
    )
