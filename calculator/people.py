"""A roster in words: who was read, and which certification of whom counted for which question."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calculator.area import Area
from calculator.edition import Edition
from calculator.inputs import Holders, Person
from calculator.roster import Attribution, attribute
from calculator.wording import Wording, day_in_words
from calculator.words import WORDS

__all__ = ["describe"]


def describe(
    edition: Edition, area: Area, people: tuple[Person, ...], day: str, language: str
) -> dict[str, object]:
    """The people of a roster, and for each question that counts them who counted and who did not.

    A person counts once, with all certifications that count there.
    """
    words = _Words(edition, area, language)
    counted = {
        name: attribute(question.origin, people, edition.certifications, day)
        for name, question in area.inputs.items()
        if isinstance(question.origin, Holders)
    }
    return {
        "people": [
            {
                "person": each.person,
                "holds": [edition.certifications[key].title for key in each.holds],
            }
            for each in people
        ],
        "questions": {name: words.question(name, found) for name, found in counted.items()},
    }


class _Words:
    """The words about the people of an area."""

    def __init__(self, edition: Edition, area: Area, language: str) -> None:
        self._certifications = edition.certifications
        self._wording = Wording(edition, area, language)
        self._language = language
        self._words = WORDS[language]

    def question(self, name: str, found: tuple[Attribution, ...]) -> dict[str, object]:
        """Who counted for a question, each once, and which certifications did not count."""
        counted = [each for each in found if each.when == "counts"]
        persons = dict.fromkeys(each.person for each in counted)
        return {
            "count": self._wording.quantity(Fraction(len(persons)), name),
            "counted": [
                self._counted(person, (each for each in counted if each.person == person))
                for person in persons
            ],
            "not_counted": [self._not_counted(each) for each in found if each.when != "counts"],
        }

    def _counted(self, person: str, found: Iterable[Attribution]) -> str:
        titles = dict.fromkeys(self._title(each) for each in found)
        return self._words["counted"].format(
            person=person, titles=self._words["counted.comma"].join(titles)
        )

    def _title(self, each: Attribution) -> str:
        """The title of a certification, with the days on which it ceases to count or retires."""
        certification = self._certifications[each.certification]
        known = {"retires": certification.retires, "until": each.days.last}
        dates = {key: day_in_words(day, self._language) for key, day in known.items() if day}
        if not dates:
            return certification.title
        form = self._words[f"counted.{'-'.join(dates)}"]
        return form.format(title=certification.title, **dates)

    def _not_counted(self, each: Attribution) -> str:
        """Why a certification did not count on the day of scoring."""
        day = each.days.first if each.when == "later" else each.days.last
        return self._words[f"not-counted.{each.when}"].format(
            person=each.person,
            title=self._certifications[each.certification].title,
            day=day_in_words(day, self._language),
        )
