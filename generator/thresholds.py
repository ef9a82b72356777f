"""What earns the points of a metric, line by line, and what must hold besides.

Lines of one cell of the requirement table: no HTML here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions, rules
from calculator.area import Area
from calculator.conditions import Condition, Count
from calculator.days import ALWAYS, Days
from calculator.rules import BestOf, Linear, Rule, Sum, Table
from calculator.steps import Text
from calculator.wording import Wording
from generator.dates import days_in_words
from generator.grids import bands, has_grid, is_choice
from generator.words import Word

__all__ = ["Cells", "Line"]


class Line(NamedTuple):
    """One line of a cell.

    Attributes:
        title: the title of a rule's member, if any.
        words: what it says; a line without words stands above those of a member.
        cite: its places.
        days: the days on which it is in force.
        points: what it earns, where a cell has several parts.
        at_most: whether the points are a cap on what it stands with.
        grid: whether a table of its own says the rest.
        depth: within how many members it stands that have lines of their own.
    """

    title: Text | None
    words: str
    cite: tuple[str, ...]
    days: Days = ALWAYS
    points: Fraction | None = None
    at_most: bool = False
    grid: bool = False
    depth: int = 0


class Cells:
    """The lines of the rules of one area in one language."""

    def __init__(self, area: Area, wording: Wording, word: Word, language: str) -> None:
        """Bind the words of a language to the names of an area."""
        self._area = area
        self._wording = wording
        self._word = word
        self._language = language

    def thresholds(self, rule: Rule) -> Iterator[Line]:
        """What earns all points: a line for each linear rule, and each row or band of a table."""
        if isinstance(rule, Linear):
            words = self._wording.counted(rule.full_at, rule.per)
            yield Line(rule.head.title, words, rule.head.cite, rule.head.days)
        elif isinstance(rule, Table):
            yield from self._rows(rule)
        else:
            for member in rule.rules:
                yield from self._member(rule, member)
            if isinstance(rule, Sum) and rule.cap is not None:
                yield Line(None, "", rule.head.cite, points=rule.cap, at_most=True)

    def _member(self, rule: Sum | BestOf, member: Rule) -> Iterator[Line]:
        """The lines of a member; those of a group of its own stand below its title."""
        lines = list(self.thresholds(member))
        if isinstance(member, Sum | BestOf) and member.head.title is not None:
            yield from self._group(member, lines)
            return
        points = rules.maximum(member) if isinstance(rule, Sum) else None
        for line in lines:
            told = line.points is not None or not line.words
            yield line if told else line._replace(points=points)

    def _group(self, member: Sum | BestOf, lines: list[Line]) -> Iterator[Line]:
        head = Line(member.head.title, "", member.head.cite, member.head.days)
        if isinstance(member, BestOf):
            yield head._replace(words=self._word("site.best-counts"), points=rules.maximum(member))
        elif member.cap is not None:
            yield head._replace(points=member.cap, at_most=True)
            lines = lines[:-1]
        else:
            yield head
        for line in lines:
            yield line._replace(depth=line.depth + 1)

    def _rows(self, table: Table) -> Iterator[Line]:
        head, gridded = table.head, has_grid(table)
        banded = None if gridded else bands(table, self._area, self._wording, self._word)
        if banded is not None:
            noun, rows = banded
            for words, points in rows:
                told = self._word("site.banded", noun=noun, band=words)
                yield Line(head.title, told, head.cite, head.days, points)
            return
        if len(table.rows) > 1 and not gridded and not is_choice(table, self._area):
            yield Line(head.title, self._word("site.first-counts"), head.cite, head.days)
        for row in table.rows:
            words = self._word("site.list-and").join(map(self._wording.required, row.when))
            yield Line(head.title, words, head.cite, head.days, row.points, grid=gridded)

    def conditions(self, rule: Rule) -> Iterator[Line]:
        """What gates a rule or a part of it; the lines of table rows stand with their points.

        What gates a member alone stands under that member's title.
        """
        gated: dict[Condition, list[Text | None]] = {}
        for condition, title in _gates(rule, None):
            gated.setdefault(condition, []).append(title)
        for condition, titles in gated.items():
            title = titles[0] if len(titles) == 1 else None
            if isinstance(condition, Count):
                cites = (cite for line in conditions.lines_of([condition]) for cite in line.cite)
                yield Line(title, self._asked(condition), tuple(dict.fromkeys(cites)))
            else:
                words = self._wording.requirement(condition)
                yield Line(title, words, condition.cite, condition.days)

    def _asked(self, condition: Condition) -> str:
        """A condition on one line: a group of which so many must hold stands in brackets."""
        if not isinstance(condition, Count):
            days = days_in_words(condition.days, self._language, self._word)
            return self._wording.requirement(condition) + days
        lines = "; ".join(map(self._asked, condition.of))
        least, among = condition.least, len(condition.of)
        form = "all" if least == among else "any" if least == 1 else "count"
        group = self._word(f"changes.{form}-of", least=least, lines=lines)
        if condition.title is None:
            return group
        title = self._wording.text(condition.title)
        return self._wording.say("group.titled", title=title, group=group)


def _gates(rule: Rule, title: Text | None) -> Iterator[tuple[Condition, Text | None]]:
    """Each condition with the title of the innermost member that it gates, if it has one."""
    for condition in rule.head.when:
        yield condition, title
    if isinstance(rule, BestOf | Sum):
        for member in rule.rules:
            yield from _gates(member, member.head.title or title)
