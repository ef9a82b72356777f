"""What the finders' scripts need beside their forms, and the statements that a finder shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.countable import areas_counted
from generator.island import failures
from generator.load import Fields
from generator.prose import in_language
from generator.references import as_list, mapping
from generator.words import Word, sentences

__all__ = ["context"]

WORDS: Mapping[str, tuple[str, ...]] = {
    "designations": (),
    "in-place-of": (),
    "no-designation": (),
    "remains": (),
    "remains-unsaid": (),
    "dates": (),
    "dates-unsaid": (),
    "announce-competencies": ("held", "areas"),
    "announce-transition": ("count", "titles"),
    "announce-refused": (),
    "from": ("start",),
    "from-until": ("start", "end"),
    "point": ("title", "date"),
    "point-unknown": ("title",),
    "state-holds": (),
    "state-open": (),
    "state-fails": (),
    "reason-holds": ("question", "answer"),
    "reason-open": ("question", "answer"),
    "reason-fails": ("question", "answer"),
    "always": (),
    "choose-one": (),
    "says-nothing": (),
    "unsaid": ("span",),
    "otherwise": ("count",),
    "restrictions": (),
    "not-a-day": (),
    "too-early": ("title",),
}
"""The sentences that scripts complete, each with the names of what they put in."""

BORROWED: Mapping[str, tuple[str, ...]] = {
    "bytes": ("loaded", "total"),
    "starting": (),
    "detail": ("detail",),
    "yes": (),
    "no": (),
}
"""Words of the calculator that the finders use, too."""


def context(fields: Fields, part: str, language: str, word: Word) -> dict[str, object]:
    """What a page with a finder shows beyond the edition itself: `part` names the page."""
    transition = mapping(fields.get("transition")) if part == "transition" else {}
    specializations = mapping(mapping(fields.get("specializations")).get("groups")).values()

    def titles(members: object, name: str) -> dict[str, str]:
        return {
            key: in_language(mapping(each)[name], language)
            for key, each in mapping(members).items()
        }

    finder = {
        "words": {
            **sentences(word, "finders", WORDS),
            **sentences(word, "calculator", BORROWED),
        },
        "failures": failures(word),
        "questions": titles(transition.get("questions"), "ask"),
        "milestones": titles(transition.get("milestones"), "title"),
        "situations": titles(transition.get("situations"), "title"),
    }
    specialized = {
        area
        for group in specializations
        for each in mapping(mapping(group)["specializations"]).values()
        for area in as_list(mapping(each)["areas"])
        if mapping(each).get("count", 1) == 1
    }
    return {
        "finder": finder,
        "finder_specialized": specialized,
        "finder_counted": areas_counted(fields),
        "finder_statements": [*_remaining(fields)],
    }


def _remaining(fields: Fields) -> Iterator[tuple[str, str, Fields]]:
    """The statements of other pages that say what remains of benefits: page, key, statement."""
    remains = mapping(mapping(fields.get("competencies")).get("remains"))
    for page in ("timeline", "transition"):
        known = dict(_statements(mapping(fields.get(page))))
        for key in as_list(remains.get(page)):
            yield page, str(key), known[str(key)]


def _statements(page: Fields) -> Iterator[tuple[str, Fields]]:
    groups = [page, *mapping(page.get("dates")).values(), *mapping(page.get("situations")).values()]
    for group in groups:
        for name in ("statements", "restrictions"):
            for key, each in mapping(mapping(group).get(name)).items():
                yield key, mapping(each)
