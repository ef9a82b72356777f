"""The lines of a change in words: each line of each kind, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator.days import Days
from calculator.numeral import from_exact
from calculator.words import WORDS
from generator.comparison.changed import Kind, Line, is_text
from generator.comparison.condition_words import ConditionWords
from generator.countable import AMOUNT, in_words
from generator.dates import day_in_words, days_in_words
from generator.load import Fields
from generator.references import as_list, mapping
from generator.source import Source
from generator.words import Word, load_words

__all__ = ["LineWords"]

DATE = re.compile(r"\d{4}-\d\d-\d\d")
TESTS = ("at_least", "more_than", "below", "is", "in")
UNLABELLED = (
    "title",
    "ask",
    "answer",
    "areas",
    "date",
    "measures",
    "designation",
    "statements",
    "about",
    "attribution",
    "choose",
    "abbreviations",
    "units",
    "nouns",
    "cap",
)
"""Fields that need no name beside their words."""


class At(NamedTuple):
    """A line, and the change and area in which it stands."""

    kind: Kind
    area: str | None
    line: Line


class LineWords:
    """The words for the lines of one side."""

    def __init__(self, source: Source, language: str, word: Word) -> None:
        """Bind the words of a language to the names of an edition."""
        self._source = source
        self._language = language
        self._word = word
        self._words = WORDS[language]
        self._asked = ConditionWords(source, language, word)
        self._known = load_words(language)
        self._writers: Mapping[str, Callable[[At], str]] = {
            "linear": self._linear,
            "row": self._row,
            "cap": self._cap,
            "when": self._when,
            "form": self._form,
            "order": self._order,
            "days": self._days,
            "settled": self._settled,
            "confidence": self._confidence,
            "formula": self._formula,
            "rate": self._rate,
            "counted": self._rate,
            "certification": self._certification,
            "areas": self._areas,
            "category": self._category,
            "grant": self._grant,
            "unit": self._unit,
        }

    def line(self, kind: Kind, area: str | None, line: Line) -> str:
        """One line of a change."""
        key = line.key[0]
        write = self._writers.get(key)
        if write is None or (key == "cap" and kind == "specialization"):
            return self._field(kind, area, line)
        return write(At(kind, area, line))

    def text(self, text: object) -> str:
        """A text of the edition."""
        return self._asked.text(text)

    def raw(self, value: object) -> str:
        """Any value as it is, for what no other words tell apart."""
        return self._asked.raw(value)

    def _listed(self, members: list[str]) -> str:
        return self._word("site.list-comma").join(members)

    def _labelled(self, label: str, words: str) -> str:
        return f"{label}{self._word('site.colon')}{words}"

    def _label(self, key: str) -> str:
        return self._word(f"changes.field-{key}") if f"changes.field-{key}" in self._known else key

    def _column(self, area: str | None, key: str) -> str:
        """The title of a column of an area's table of benefits."""
        fields = mapping(mapping(self._source.fields["areas"]).get(str(area)))
        columns = mapping(mapping(fields.get("benefits")).get("columns"))
        return self.text(columns[key]) if key in columns else self._label(key)

    def _field(self, kind: Kind, area: str | None, line: Line) -> str:
        """A field of a record: a statement alone, anything else after its label."""
        key, value = line.key, line.value
        if isinstance(value, Mapping) and "text" in value:
            return self._statement(value)
        words = self._value(kind, key, value)
        if kind == "benefit" and area is not None and len(key) == 1 and key != ("title",):
            return self._labelled(self._column(area, key[0]), words)
        if key[0] in UNLABELLED and len(key) == 1:
            return words
        if kind == "other":
            return self._labelled(key[0], words)
        return self._labelled(self._label(key[-1] if len(key) > 1 else key[0]), words)

    def _value(self, kind: Kind, key: tuple[str, ...], value: object) -> str:
        named = f"changes.value-{value}"
        if isinstance(value, str) and named in self._known:
            return self._word(named)
        if key[0] in ("from", "until") and kind == "option":
            milestones = mapping(mapping(self._source.fields.get("transition")).get("milestones"))
            return self.text(mapping(milestones.get(str(value))).get("title", value))
        if key[-1] == "areas":
            return self._area_titles(value)
        if key == ("group",):
            groups = mapping(mapping(self._source.fields.get("specializations")).get("groups"))
            return self.text(mapping(groups.get(str(value))).get("title", value))
        if isinstance(value, Mapping) and not is_text(value):
            return self.raw({name: each for name, each in value.items() if name != "cite"})
        return self.raw(value)

    def _statement(self, value: Fields) -> str:
        said = [self.text(mapping(value)["text"])]
        if "title" in value:
            said.insert(0, self.text(value["title"]))
        said += [f"({self.text(mapping(link)['title'])})" for link in as_list(value.get("links"))]
        if str(value.get("confidence", "high")) != "high":
            said.append(f"[{self._word('site.confidence-' + str(value['confidence']))}]")
        if "url" in value:
            return self._labelled(said[0], str(value["url"]))
        return " ".join(said)

    def _measured(self, area: str | None, value: Fields) -> str:
        """What a linear rule measures, and where it is full."""
        name, wording = str(value["per"]), self._asked.wording(area)
        if wording is None:
            return f"{name}: {value['full_at']}"
        asked = self._source.edition.areas[str(area)].inputs.get(name)
        if asked is not None and asked.type == "points":
            return self._word("site.not-published")
        amount = Fraction(from_exact(value["full_at"]))
        noun, quantity = wording.noun(name), wording.counted(amount, name)
        if noun and quantity.endswith(wording.noun(name, amount)):
            return quantity
        return self._words["requirement"].format(noun=noun, test=quantity)

    def _titled(self, value: Fields, words: str) -> str:
        return self._labelled(self.text(value["title"]), words) if value.get("title") else words

    def _within(self, value: Fields) -> str:
        days = Days(str(value.get("from", "")), str(value.get("until", "")))
        return days_in_words(days, self._language, self._word)

    def _linear(self, at: At) -> str:
        value = mapping(at.line.value)
        measured = self._measured(at.area, value) + self._within(value)
        if at.kind == "threshold":
            return self._titled(value, measured)
        points = self._asked.points(value["points"])
        return self._titled(value, self._word("changes.points-at", points=points, full=measured))

    def _row(self, at: At) -> str:
        value = mapping(at.line.value)
        asked = [
            self._asked.condition(at.area, mapping(each)) for each in as_list(value.get("when"))
        ]
        words = self._listed(asked) or self._word("changes.otherwise")
        points = self._asked.points(value["points"])
        return self._titled(value, self._word("changes.row", points=points, when=words))

    def _cap(self, at: At) -> str:
        return self._word("site.at-most", points=self._asked.number(mapping(at.line.value)["cap"]))

    def _when(self, at: At) -> str:
        return self._asked.condition(at.area, mapping(at.line.value))

    def _form(self, at: At) -> str:
        form = (
            next(iter(at.line.value)) if isinstance(at.line.value, Mapping) else str(at.line.value)
        )
        return self._word(f"changes.form-{form}")

    def _order(self, at: At) -> str:
        words = [
            self._row(At(at.kind, at.area, Line(("row",), each)))
            if isinstance(each, Mapping) and "points" in each
            else self.raw(each)
            for each in as_list(at.line.value)
        ]
        return self._labelled(self._label("order"), " → ".join(words))

    def _days(self, at: At) -> str:
        value = mapping(at.line.value)
        bounds = [("from", "first"), ("until", "last")]
        shown = [
            self._word(f"changes.{word}-day", day=day_in_words(value[key], self._language))
            for key, word in bounds
            if key in value
        ]
        name, wording = str(value.get("per") or ""), self._asked.wording(at.area)
        noun = wording.noun(name) if wording is not None and name else ""
        return self._labelled(noun, self._listed(shown)) if noun else self._listed(shown)

    def _settled(self, at: At) -> str:
        readings = mapping(self._source.fields.get("readings"))
        keys = [str(each) for each in mapping(at.line.value).values()]
        asked = [self.text(mapping(readings.get(key)).get("question", key)) for key in keys]
        return self._word("changes.depends-on", questions=" ".join(dict.fromkeys(asked)))

    def _confidence(self, at: At) -> str:
        key = f"site.confidence-{at.line.value}"
        return self._word(key) if key in self._known else str(at.line.value)

    def _formula(self, at: At) -> str:
        function, terms = next(iter(mapping(at.line.value).items()))
        wording = self._asked.wording(at.area)
        nouns = [
            wording.noun(str(each)) if wording is not None else str(each)
            for each in mapping(terms).values()
        ]
        return self._word(f"changes.formula-{function}", first=nouns[0], second=nouns[1])

    def _rate(self, at: At) -> str:
        value, wording = mapping(at.line.value), self._asked.wording(at.area)
        name = str(value["input"])
        noun = wording.noun(name) if wording is not None else name
        return self._labelled(noun, str(value["rate"])) if "rate" in value else noun

    def _certification(self, at: At) -> str:
        value = mapping(at.line.value)
        key = str(value.get("certification"))
        known = mapping(self._source.fields.get("certifications"))
        title = str(mapping(known.get(key)).get("title", key))
        return f"{title}{self._within(value)}"

    def _areas(self, at: At) -> str:
        return self._area_titles(at.line.value)

    def _area_titles(self, keys: object) -> str:
        areas = mapping(self._source.fields["areas"])
        return self._listed(
            [self.text(mapping(areas.get(str(key))).get("title", key)) for key in as_list(keys)]
        )

    def _grant(self, at: At) -> str:
        """Who brings how much of a product."""
        grant = mapping(at.line.value)
        amount = self.text(in_words(grant.get("unit"), grant.get("amount")))
        if "group" in grant:
            form, who = "-group", self._group(grant["group"])
        else:
            several = len(as_list(grant.get("areas"))) > 1
            form = "" if not several else "-once" if grant.get("once") else "-each"
            who = self._area_titles(grant.get("areas"))
        said = self._word(f"benefits.compared{form}", who=who, amount=amount)
        sure = str(grant.get("confidence", "high"))
        return said if sure == "high" else f"{said} [{self._word('site.confidence-' + sure)}]"

    def _unit(self, at: At) -> str:
        """A unit of what is counted: its key, or of a product, words around the amount."""
        if not is_text(at.line.value):
            return self._field(at.kind, at.area, at.line)
        words = self.text(at.line.value).replace(AMOUNT, "…")
        return self._labelled(self._label("unit"), words)

    def _group(self, key: object) -> str:
        """The specializations of a group."""
        groups = mapping(mapping(self._source.fields.get("specializations")).get("groups"))
        title = mapping(groups.get(str(key))).get("title", key)
        return self._word("benefits.group", group=self.text(title))

    def _category(self, at: At) -> str:
        categories = mapping(mapping(self._source.fields.get("score")).get("categories"))
        title = mapping(categories.get(str(at.line.value))).get("title", at.line.value)
        return self._labelled(self._word("changes.category"), self.text(title))
