"""What must hold so that the finders of a site can follow what a transition's parts refer to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checking import finding, under, unknown
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import Found, find, mapping

__all__ = ["questions", "remains"]


def questions(loaded: Loaded) -> Iterator[Finding]:
    """Every question that a line of a transition names exists, and some line names each."""
    transition = mapping(loaded.fields.get("transition"))
    named = [*under(("transition",), find(transition, "input"))]
    known = loaded.keys("transition", "questions") if "questions" in transition else ()
    yield from unknown(loaded, named, known, "question", "question")
    asked = {str(each.value) for each in named}
    for key in known or ():
        if key not in asked:
            hint = "name it in a line under 'when', or delete it"
            path = ("transition", "questions", key)
            yield finding(loaded, path, "unused-question", f"no line names '{key}'", hint)


def remains(loaded: Loaded) -> Iterator[Finding]:
    """What `remains` names stands on the pages of the timeline and of the transition."""
    said = mapping(mapping(loaded.fields.get("competencies")).get("remains"))
    at = ("competencies", "remains")
    dates = mapping(mapping(loaded.fields.get("timeline")).get("dates"))
    known = {
        "dates": (*dates,),
        "timeline": (*_statements("timeline", loaded.fields),),
        "transition": (*_statements("transition", loaded.fields),),
    }
    for key, names in known.items():
        refers: Iterator[Found] = under(at, find({key: said.get(key)}, key))
        what = "date" if key == "dates" else "statement"
        yield from unknown(loaded, refers, names, what, what)


def _statements(part: str, fields: Fields) -> Iterator[str]:
    """The keys of all statements of a page."""
    page = mapping(fields.get(part))
    groups = [page, *mapping(page.get("dates")).values(), *mapping(page.get("situations")).values()]
    for group in groups:
        for name in ("statements", "restrictions"):
            yield from mapping(mapping(group).get(name))
