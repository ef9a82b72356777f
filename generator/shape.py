"""The shape of an edition, `rules/README.md` in code: which file holds which fields."""

from __future__ import annotations

from collections.abc import Mapping

from generator.fields import (
    Choice,
    Either,
    Flag,
    KeyField,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Reader,
    Record,
    Shape,
    Value,
    Whole,
    Word,
    WordIn,
    WordOr,
    date_field,
    url_field,
)
from generator.yamlsource import ListNode, Node, Scalar

__all__ = ["AREA", "ERRATA", "ERRATA_FILE", "FILES", "INDEX"]


class Later:
    """A shape that is named before it is written: rules and conditions hold their like."""

    def __init__(self) -> None:
        """Leave the shape open until it is `known`."""
        self.known: Shape = Word()

    def read(self, node: Node, path: tuple[str, ...], reader: Reader) -> object:
        """Read with the shape once it is known."""
        return self.known.read(node, path, reader)


TEXT = Record({"ja": Word("add the Japanese text"), "en": Word("add the English text")})
NOUN = Record({"ja": Word(), "en": OneOrMore(Word())})
CITE = OneOrMore(KeyField)
SEE = ListOf(KeyField)
CONFIDENCE = WordIn(("high", "medium", "low"))
LINKS = ListOf(Record({"title": TEXT, "url": url_field}))
SAID: Mapping[str, Shape] = {"text": TEXT, "cite": CITE}
ASIDE: Mapping[str, Shape] = {"links": LINKS, "confidence": CONFIDENCE, "see": SEE}
STATEMENT = Record(SAID, ASIDE)
STATEMENTS = MapOf(STATEMENT)
SETTLED = MapOf(KeyField, key=None)
ABBREVIATION = Word("an abbreviation of edition.yml")

CONDITION = Later()
CONDITIONS = ListOf(CONDITION)
TESTS: Mapping[str, Shape] = {
    "is": Value(),
    "in": ListOf(Value()),
    "at_least": Number(),
    "below": Number(),
    "more_than": Number(),
}


def _next(node: Node, test: str) -> str:
    """The test that stands for "at most" a whole number, such as `below: 30`."""
    if isinstance(node, Scalar) and node.text.isdecimal():
        return f"'{test}: {int(node.text) + 1}'"
    return f"'{test}' with the next value"


def _at_most(node: Node) -> str:
    return f"write {_next(node, 'below')}; of numbers with decimals, below what comes next"


def _between(node: Node) -> str:
    ends = node.items if isinstance(node, ListNode) else []
    if len(ends) != 2 or not isinstance(ends[0], Scalar):
        return "write two lines, one with 'at_least' and one with 'below'"
    return (
        f"write two lines, one with 'at_least: {ends[0].text}', one with {_next(ends[1], 'below')}"
    )


def _not(_node: Node) -> str:
    return "write 'is: false' of a flag; of a choice, list the other options under 'in'"


INSTEAD = {
    **dict.fromkeys(("at_most", "up_to", "max", "maximum"), _at_most),
    **dict.fromkeys(("between", "from_to", "range"), _between),
    **dict.fromkeys(("not", "is_not", "not_in"), _not),
    "less_than": lambda _node: "write 'below'",
    "equals": lambda _node: "write 'is'",
}
"""Tests that one looks for in a line, and how to write them."""
LINE = Record(
    {"cite": CITE},
    {
        "input": KeyField,
        "score": KeyField,
        "every": WordIn(("metric",)),
        "from": date_field,
        "until": date_field,
        "readings": SETTLED,
        "see": SEE,
        **TESTS,
    },
    INSTEAD,
)
CONDITION.known = Choice(
    {
        "input": LINE,
        "score": LINE,
        "every": LINE,
        "count": Record(
            {"count": Whole(), "of": CONDITIONS}, {"title": TEXT, "cite": CITE, "see": SEE}
        ),
    }
)

RULE = Later()
HEAD: Mapping[str, Shape] = {
    "when": CONDITIONS,
    "title": TEXT,
    "cite": CITE,
    "readings": SETTLED,
    "confidence": CONFIDENCE,
    "see": SEE,
    "from": date_field,
    "until": date_field,
}
ROW = Record({"points": Number()}, {"when": CONDITIONS, "cite": CITE, "readings": SETTLED})
RULE.known = Choice(
    {
        "per": Record({"points": Number(), "per": KeyField, "full_at": Number()}, HEAD),
        "table": Record({"table": ListOf(ROW)}, HEAD),
        "best_of": Record({"best_of": ListOf(RULE)}, HEAD),
        "sum": Record({"sum": ListOf(RULE)}, {"cap": Number(), **HEAD}),
    }
)

HELD = Record({"certification": KeyField}, {"from": date_field, "until": date_field})
ORIGIN = Choice(
    {
        "holders": Record({"holders": ListOf(WordOr(KeyField, HELD))}),
        "weighted": Record({"weighted": MapOf(Number())}, {"blank": Whole()}),
        "count_of": Record({"count_of": ListOf(KeyField)}),
    }
)
INPUT = Record(
    {
        "type": WordIn(("count", "number", "money", "percent", "flag", "choice", "points")),
        "ask": TEXT,
        "cite": CITE,
    },
    {
        "unit": Word("a unit of edition.yml"),
        "noun": NOUN,
        "help": TEXT,
        "look_up": TEXT,
        "from": ORIGIN,
        "options": MapOf(TEXT),
        "unanswered": Flag("only a flag takes 'unanswered', and it is true or false"),
        "step": Number(),
        "fixed": Flag(),
        "confidence": CONFIDENCE,
        "see": SEE,
    },
)
DERIVED_HEAD: Mapping[str, Shape] = {
    "noun": NOUN,
    "unit": Word("a unit of edition.yml"),
    "cite": CITE,
}
NOW_AND_BEFORE = Record({"now": KeyField, "before": KeyField})
DERIVED = Choice(
    {
        "net": Record(
            {"net": Record({"gained": KeyField, "lost": KeyField}), **DERIVED_HEAD}, {"see": SEE}
        ),
        "difference": Record({"difference": NOW_AND_BEFORE, **DERIVED_HEAD}, {"see": SEE}),
        "growth": Record({"growth": NOW_AND_BEFORE, **DERIVED_HEAD}, {"see": SEE}),
    }
)
METRIC = Record(
    {"category": KeyField, "title": TEXT, "rule": RULE, "cite": CITE},
    {
        "attribution": ListOf(ABBREVIATION),
        "definition": STATEMENTS,
        "confidence": CONFIDENCE,
        "see": SEE,
    },
)
METRICS = MapOf(METRIC)
TRACK = Record(
    {"title": TEXT, "metrics": METRICS},
    {"when": CONDITIONS, "cite": CITE, "statements": STATEMENTS},
)
TRACKS = Record(
    {"choose": WordIn(("best", "assigned")), "of": MapOf(TRACK)}, {"statements": STATEMENTS}
)
LEVELS = MapOf(Record({"title": TEXT, "requires": CONDITIONS}, {"see": SEE}))
WINDOWS = MapOf(
    Record(
        {"title": TEXT, "ends": TEXT, "cite": CITE},
        {"months": Whole(), "confidence": CONFIDENCE, "see": SEE},
    )
)
"""In how many months, up to and with the one that ends them, one day that qualifies is enough."""
ANSWERED = ListOf(Record({"input": KeyField, "is": Flag()}))
"""Lines about the yes-or-no questions of a transition."""
CELL = Either(TEXT)
BENEFITS = Record(
    {
        "cite": CITE,
        "columns": MapOf(TEXT),
        "rows": MapOf(MapOf(CELL)),
    },
    {"statements": STATEMENTS},
)
OF_GRANT: Mapping[str, Shape] = {"amount": Whole(), "cite": CITE}
GRANT_ASIDE: Mapping[str, Shape] = {"once": Flag(), "confidence": CONFIDENCE, "see": SEE}
GRANT = Choice(
    {
        "areas": Record({"areas": ListOf(KeyField), **OF_GRANT}, GRANT_ASIDE),
        "group": Record({"group": KeyField, **OF_GRANT}, GRANT_ASIDE),
    }
)
"""How much of a product the designations of some areas bring, or the specializations of a group."""
PRODUCT = Record({"title": TEXT, "unit": TEXT, "grants": MapOf(GRANT)}, {"see": SEE})
AREA = Record(
    {"area": KeyField, "title": TEXT, "designation": TEXT, "inputs": MapOf(INPUT)},
    {
        "statements": STATEMENTS,
        "activities": STATEMENTS,
        "unpublished": STATEMENT,
        "derived": MapOf(DERIVED),
        "levels": LEVELS,
        "metrics": METRICS,
        "tracks": TRACKS,
        "benefits": BENEFITS,
    },
)

PEOPLE = ListOf(Record({"person": Word(), "holds": ListOf(KeyField)}))


class Answer:
    """An answer of a case as it would be typed, or the roster."""

    def read(self, node: Node, path: tuple[str, ...], reader: Reader) -> object:
        """A flag, the typed text, or the list of people."""
        if path[-1] == "people":
            return PEOPLE.read(node, path, reader)
        value = Value().read(node, path, reader)
        return (
            node.text
            if isinstance(node, Scalar)
            and isinstance(value, int | str)
            and not isinstance(value, bool)
            else value
        )


READING_STATUS = WordIn(("qualified", "not-qualified", "incomplete"))
EXPECT = Record(
    {"status": WordIn(("qualified", "not-qualified", "depends-on-reading", "incomplete"))},
    {
        "points": Number(),
        "track": KeyField,
        "metrics": MapOf(Value()),
        "reachable": Number(),
        "missing": ListOf(KeyField),
        "blocked": ListOf(KeyField),
        "level": Either(KeyField),
        "next_level": Either(KeyField),
        "readings": ListOf(
            Record(
                {"choices": MapOf(Value())},
                {"status": READING_STATUS, "level": Either(KeyField), "points": Number()},
            )
        ),
    },
)
CASE = Record(
    {"title": TEXT, "area": KeyField, "answers": MapOf(Answer()), "expect": EXPECT},
    {"cite": CITE, "track": KeyField, "as_of": date_field, "see": SEE, "confidence": CONFIDENCE},
)

FILES: Mapping[str, Shape] = {
    "edition": Record(
        {
            "edition": date_field,
            "title": TEXT,
            "programme": TEXT,
            "publisher": TEXT,
            "summary": TEXT,
            "checked": date_field,
            "notice": TEXT,
            "areas": ListOf(KeyField),
            "nouns": MapOf(NOUN),
            "units": MapOf(NOUN, key=None),
        },
        {
            "abbreviations": MapOf(Record({"title": TEXT}, {"cite": CITE}), key=None),
            "statements": STATEMENTS,
        },
    ),
    "sources": Record(
        {
            "documents": MapOf(
                Record(
                    {
                        "title": TEXT,
                        "kind": WordIn(("official", "copy", "press", "independent")),
                        "about": TEXT,
                        "dated": Word("write it in quotes, as far as it is known"),
                    },
                    {"url": url_field},
                )
            ),
            "places": MapOf(
                Record({"document": KeyField, "heading": Word(), "title": TEXT}, {"page": Whole()})
            ),
        }
    ),
    "score": Record(
        {},
        {
            "total": Record({"maximum": Number(), "cite": CITE}),
            "categories": MapOf(
                Record({"title": TEXT, "cite": CITE}, {"measures": TEXT, "see": SEE})
            ),
            "levels": LEVELS,
            "windows": WINDOWS,
            "statements": STATEMENTS,
        },
    ),
    "certifications": Record(
        {
            "certifications": MapOf(
                Record(
                    {"title": Word(), "cite": CITE},
                    {
                        "url": url_field,
                        "retires": date_field,
                        "counts_until": date_field,
                        "see": SEE,
                    },
                )
            )
        }
    ),
    "programme": Record({"sections": MapOf(Record({"title": TEXT, "statements": STATEMENTS}))}),
    "competencies": Record(
        {
            "competencies": MapOf(
                Record(
                    {"title": Word(), "areas": ListOf(KeyField), "cite": CITE},
                    {"also": Record({"title": Word(), "cite": CITE}), "see": SEE},
                )
            )
        },
        {
            "statements": STATEMENTS,
            "remains": Record(
                {"dates": ListOf(KeyField)},
                {"timeline": ListOf(KeyField), "transition": ListOf(KeyField)},
            ),
        },
    ),
    "benefits": Record(
        {},
        {
            "groups": MapOf(Record({"title": TEXT, "cite": CITE, "statements": STATEMENTS})),
            "statements": STATEMENTS,
            "products": MapOf(PRODUCT),
        },
    ),
    "specializations": Record(
        {
            "groups": MapOf(
                Record(
                    {
                        "title": TEXT,
                        "specializations": MapOf(
                            Record(
                                {"title": Word(), "areas": ListOf(KeyField), "cite": CITE},
                                {"count": Whole(), "see": SEE},
                            )
                        ),
                    },
                    {
                        "cap": Record(
                            {
                                "maximum": Whole(),
                                "areas": ListOf(KeyField),
                                "text": TEXT,
                                "cite": CITE,
                            }
                        ),
                        "statements": STATEMENTS,
                    },
                )
            )
        },
        {
            "statements": STATEMENTS,
            "badge": Record({"title": TEXT, "areas": ListOf(KeyField), "statements": STATEMENTS}),
        },
    ),
    "timeline": Record(
        {
            "dates": MapOf(
                Record(
                    {
                        "date": date_field,
                        "title": TEXT,
                        "changeable": Flag(),
                        "cite": CITE,
                        "statements": STATEMENTS,
                    },
                    {"see": SEE},
                )
            )
        },
        {"statements": STATEMENTS},
    ),
    "transition": Record(
        {
            "milestones": MapOf(
                Record({"title": TEXT, "cite": CITE}, {"date": date_field, "see": SEE})
            ),
            "situations": MapOf(
                Record(
                    {
                        "title": TEXT,
                        "from": KeyField,
                        "cite": CITE,
                        "statements": MapOf(Record(SAID, {**ASIDE, "when": ANSWERED})),
                    },
                    {
                        "until": KeyField,
                        "when": ANSWERED,
                        "choices": MapOf(
                            Record(
                                {"title": TEXT, "text": TEXT, "cite": CITE},
                                {"see": SEE, "when": ANSWERED},
                            )
                        ),
                    },
                )
            ),
        },
        {
            "questions": MapOf(Record({"ask": TEXT, "cite": CITE}, {"help": TEXT})),
            "statements": STATEMENTS,
            "restrictions": STATEMENTS,
        },
    ),
    "readings": MapOf(
        Record(
            {
                "kind": WordIn(("contradiction", "silence", "wording")),
                "question": TEXT,
                "adopted": Value(),
                "answer": TEXT,
                "because": TEXT,
            },
            {
                "says": ListOf(Record({"cite": CITE}, {"value": Value(), "text": TEXT})),
                "evidence": ListOf(KeyField),
            },
        )
    ),
    "cases": Record({"cases": MapOf(CASE)}),
}
"""The files of an edition; the areas stand in a folder of their own."""

REQUIRED_FILES = ("edition", "sources", "cases")

INDEX = Record(
    {"current": date_field, "editions": ListOf(date_field)},
    {"license": Record({"name": Word(), "url": url_field})},
)

ERRATA_FILE = "errata.yml"
ERRATA = Record(
    {
        "errata": MapOf(
            Record(
                {
                    "date": date_field,
                    "text": TEXT,
                    "cite": CITE,
                    "pages": ListOf(Word("a page, as areas/security")),
                }
            )
        )
    }
)
"""Known errors of a published edition; the file may be missing, and is no part of the edition."""
