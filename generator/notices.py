"""Dated notes on the pages of an edition: its known errors, and what was corrected in it."""

from __future__ import annotations

from generator.errata import Erratum
from generator.frames import Placed
from generator.pages import Notice
from generator.prose import Prose, in_language
from generator.shelf import Shelf
from generator.words import word_in

__all__ = ["noted"]

HOME = "home"


def noted(shelf: Shelf, placed: Placed) -> Placed:
    """A page with the notes that concern it.

    An erratum stands on the pages that it names. A correction is told on every page of the edition,
    whose digest it changed.
    """
    key = str(placed.source.fields["edition"])
    publication = shelf.publications[key]
    here = placed.page.path or HOME
    errata = tuple(_erratum(placed, each) for each in shelf.errata[key] if here in each.pages)
    language = placed.tree.language
    corrections = tuple(
        Notice(note.date, note.words[language])
        for note in (publication.corrections if publication else ())
    )
    if not errata and not corrections:
        return placed
    word = word_in(language, placed.source.fields)
    frame = placed.frame._replace(
        errata=(word("changes.errata"), errata),
        corrections=(word("changes.corrections"), corrections),
    )
    return placed._replace(frame=frame)


def _erratum(placed: Placed, erratum: Erratum) -> Notice:
    tree = placed.tree
    chips = Prose(placed.source.fields, tree.language, tree.path or tree.links).cites(erratum.cite)
    text = in_language(erratum.text, tree.language)
    return Notice(erratum.date, text, tuple((chip.href, chip.label, chip.title) for chip in chips))
