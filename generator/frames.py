"""What stands around a page: its canonical address, its banner, the switch to other editions."""

from __future__ import annotations

from typing import NamedTuple

from generator.load import Fields
from generator.pages import PARTS, Frame, Page, Switch, Tree, list_pages
from generator.prose import in_language
from generator.references import mapping
from generator.shelf import Shelf
from generator.source import Source
from generator.words import word_in

__all__ = ["Placed", "placed_pages", "said_below"]


class Placed(NamedTuple):
    """A page of an edition where it stands, with what stands around it."""

    source: Source
    tree: Tree
    page: Page
    frame: Frame


def placed_pages(shelf: Shelf, language: str, root: str) -> list[Placed]:
    """Every page made from an edition, in one language.

    The unversioned tree shows the current edition and, for parts that it lacks, the newest edition
    that has them; `/v/<edition>/` shows each edition for good.
    """
    placed = [*_unversioned(shelf, language, root)]
    for key, source in shelf.sources.items():
        tree = Tree(language, f"v/{key}/", root)
        placed += [
            Placed(source, tree, page, _frame(shelf, key, page, tree))
            for page in list_pages(source, language)
        ]
    return placed


def _unversioned(shelf: Shelf, language: str, root: str) -> list[Placed]:
    source = shelf.sources[shelf.current]
    tree = Tree(language, "", root)
    own = list_pages(source, language)
    placed = [Placed(source, tree, page, _frame(shelf, shelf.current, page, tree)) for page in own]
    paths = {page.path for page in own}
    for path, part in PARTS:
        key = shelf.newest_with(part)
        if path in paths or key is None:
            continue
        older = shelf.sources[key]
        page = next(page for page in list_pages(older, language) if page.path == path)
        lent = Tree(language, "", root, links=f"v/{key}/")
        placed.append(Placed(older, lent, page, _frame(shelf, key, page, lent)))
    return placed


def _frame(shelf: Shelf, key: str, page: Page, tree: Tree) -> Frame:
    status = shelf.status(key)
    address = page.path + ("/" if page.path else "")
    same = tree.path and key == shelf.current
    banner, link = _banner(shelf, key, page, tree)
    return Frame(
        canonical=address if same or not tree.path else tree.path + address,
        banner=banner,
        link=link,
        robots="noindex" if status == "draft" else "",
        searched=not tree.path,
        switches=_switches(shelf, key, page, tree),
        foot=said_below(shelf.sources[key].fields, tree.language),
    )


def said_below(fields: Fields, language: str) -> tuple[tuple[str, str], ...]:
    """What the foot of an edition's pages says: its notice, and when it was compared."""
    checked = word_in(language, fields)("site.checked", date=fields["checked"])
    return ("notice", in_language(fields["notice"], language)), ("checked", checked)


def _banner(shelf: Shelf, key: str, page: Page, tree: Tree) -> tuple[str, tuple[str, str] | None]:
    """The line above a page that is not the current edition's, and where it leads."""
    status, fields = shelf.status(key), shelf.sources[key].fields
    if status == "current":
        return "", None
    word = word_in(tree.language, fields)
    title = in_language(fields["title"], tree.language)
    publication = shelf.publications[key]
    if publication is not None and publication.withdrawn is not None:
        note = publication.withdrawn
        reason = note.words[tree.language]
        text = word("changes.withdrawn-on", date=note.date, reason=reason)
    elif not tree.path:
        return word("changes.banner-lent", edition=title), None
    else:
        text = word(f"changes.banner-{status}", edition=title)
    if status == "draft" or key == shelf.current:
        return text, None
    paths = {each.path for each in list_pages(shelf.sources[shelf.current], tree.language)}
    target = page.path if page.path in paths else ""
    return text, (target + ("/" if target else ""), word("changes.to-current"))


def _switches(shelf: Shelf, key: str, page: Page, tree: Tree) -> tuple[Switch, ...]:
    """The same page in every edition; without an address where an edition lacks it."""
    if len(shelf.sources) == 1:
        return ()
    switches = []
    for other, source in shelf.sources.items():
        has = page.path in {each.path for each in list_pages(source, tree.language)}
        address = "" if other == shelf.current else f"v/{other}/"
        href = f"{address}{page.path}{'/' if page.path else ''}" if has else None
        switches.append(Switch(_title(source.fields, tree.language), href, other == key))
    return tuple(switches)


def _title(fields: Fields, language: str) -> str:
    return in_language(mapping(fields["title"]), language)
