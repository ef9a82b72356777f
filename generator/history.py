"""The pages across editions: the list of editions, and what changed between any two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator.comparison.changes import changes, describe, titles_of
from generator.comparison.outcomes import outcomes
from generator.comparison.verdicts import shared_ranges, verdicts
from generator.frames import said_below
from generator.pages import Frame, Page, front, list_pages
from generator.prose import Prose, heading, in_language, tidy
from generator.shelf import Shelf
from generator.templating import environment
from generator.words import word_in

__all__ = ["pages", "prepare"]

HOME = "home"


def prepare(shelf: Shelf) -> None:
    """Compare the editions, which is the same in every language, before languages go apart."""
    for old, new in shelf.pairs():
        before, after = shelf.sources[old], shelf.sources[new]
        changes(before, after)
        outcomes(before.edition, after.edition)


def pages(shelf: Shelf, language: str, root: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """The path of each page's Markdown file, and how to render it.

    `root` leads from the root of the language to that of the site.
    """
    yield "editions/index.md", partial(_editions, shelf, language, root)
    for old, new in shelf.pairs():
        yield f"editions/{old}/to/{new}/index.md", partial(_comparison, shelf, old, new, language)


def _editions(shelf: Shelf, language: str, root: str) -> str:
    """The list of editions."""
    fields = shelf.sources[shelf.current].fields
    word = word_in(language, fields)
    page = Page(
        "editions", "editions.jinja", word("changes.editions"), word("changes.about-editions")
    )
    env = environment(language, fields)
    prose = Prose(fields, language, page.base)
    env.filters["prose"] = prose.prose
    body = env.get_template(page.template).render(
        shelf=shelf,
        base=page.base,
        root=page.base + root,
        named={
            key: {each.path or HOME: each.title for each in list_pages(source, language)}
            for key, source in shelf.sources.items()
        },
        editions=[(key, source.fields) for key, source in reversed(list(shelf.sources.items()))],
        pairs=[(old, new) for old, new in shelf.pairs()],
        titles={
            key: in_language(source.fields["title"], language)
            for key, source in shelf.sources.items()
        },
    )
    return (
        f"{front(page, Frame('editions/'), word)}# {heading(page.title)} {{#top}}\n\n{tidy(body)}"
    )


def _comparison(shelf: Shelf, old: str, new: str, language: str) -> str:
    """What changed from one edition to another."""
    before, after = shelf.sources[old], shelf.sources[new]
    word = word_in(language, after.fields)
    titles = titles_of(before, after, language)
    path = f"editions/{old}/to/{new}"
    title = word("changes.title", before=titles[0], after=titles[1])
    page = Page(path, "comparison.jinja", title, word("changes.about-comparison"))
    env = environment(language, after.fields)
    sides = {
        "before": Prose(before.fields, language, f"{page.base}v/{old}/"),
        "after": Prose(after.fields, language, f"{page.base}v/{new}/"),
    }
    env.filters["heading"] = heading
    env.filters["chips"] = lambda cite, side: sides[side].cites(list(cite))
    env.globals["printed"] = {
        "before": {each.path for each in list_pages(before, language)},
        "after": {each.path for each in list_pages(after, language)},
    }
    found = verdicts(before, after, language)
    body = env.get_template(page.template).render(
        groups=describe(before, after, language),
        verdicts=found,
        ranges=shared_ranges(found),
        titles=titles,
        base=page.base,
        old=old,
        new=new,
    )
    frame = Frame(f"{path}/", foot=said_below(after.fields, language))
    return f"{front(page, frame, word)}# {heading(page.title)} {{#top}}\n\n{tidy(body)}"
