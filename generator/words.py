"""The words of the site: a file for each part of it and each language, with the edition's nouns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import yaml

from generator.errors import BuildError
from generator.load import Fields
from generator.references import mapping

__all__ = ["LANGUAGES", "Word", "load_words", "sentences", "word_in"]

LANGUAGES = ("ja", "en")
FOLDER = Path(__file__).parent / "wordlists"

TIERS = "tiers."
"""Begins the words for programmes in which nothing earns points, before the key of another word."""

FAST: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's reader, where PyYAML was built with it."""

Word = Callable[..., str]
"""Gives a word of the site by its key, with its placeholders filled in."""


@cache
def load_words(language: str) -> Mapping[str, str]:
    """The words of a language, by `file.key`."""
    words: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.yml")):
        try:
            entries = yaml.load(path.read_text(encoding="utf-8"), Loader=FAST) or {}  # noqa: S506
        except yaml.YAMLError as error:
            raise BuildError(f"{path}: {error}", "correct the list of words") from error
        words |= {f"{path.stem}.{key}": str(value) for key, value in entries.items()}
    return words


class Noun(str):
    """A noun of the edition in a sentence of the site: `{area}` or `{area.many}`, `{area.Many}`."""

    def __new__(cls, words: object) -> Noun:
        """Read a noun: one word, or the pair of its one and its many."""
        forms = [str(each) for each in words] if isinstance(words, list | tuple) else [str(words)]
        noun = super().__new__(cls, forms[0])
        noun.many = forms[-1]
        noun.One = forms[0][:1].upper() + forms[0][1:]
        noun.Many = forms[-1][:1].upper() + forms[-1][1:]
        return noun

    many: str
    One: str
    Many: str


def word_in(language: str, fields: Fields) -> Word:
    """The words of the site in one language, with the nouns of an edition in their sentences.

    `w("file.key", name=…)` fills the `{placeholders}`; a missing word or noun is a BuildError.
    Where nothing earns points, the words of `tiers.yml` take the place of those about a score.
    """
    words = load_words(language)
    nouns = {
        name: Noun(mapping(noun)[language]) for name, noun in mapping(fields.get("nouns")).items()
    }
    nouns |= {
        name: Noun(mapping(fields[name])[language])
        for name in ("publisher", "programme")
        if name in fields
    }

    if not _earns_points(fields):
        own = {
            key.removeprefix(TIERS): each for key, each in words.items() if key.startswith(TIERS)
        }
        words = {**words, **own}

    def word(key: str, **values: object) -> str:
        if key not in words:
            raise BuildError(
                f"the word '{key}' is missing in {language}",
                f"add it to generator/wordlists/{language}/",
            )
        try:
            return words[key].format(**{**nouns, **values})
        except KeyError as error:
            raise BuildError(
                f"the word '{key}' needs the noun {error}", "add it to nouns in edition.yml"
            ) from None

    return word


def _earns_points(fields: Fields) -> bool:
    """Whether some area has metrics; true of what is no whole edition."""
    areas = mapping(fields.get("areas"))
    each_area = [mapping(area) for area in areas.values()]
    return not areas or any(area.get("metrics") or area.get("tracks") for area in each_area)


def sentences(word: Word, part: str, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Sentences that scripts complete: in each, the names of what they put in stay in braces.

    Args:
        word: the words of the site in one language.
        part: the part of the site that they belong to.
        wanted: the names of what is put in, by the key of the sentence.
    """
    return {
        key: word(f"{part}.{key}", **{name: f"{{{name}}}" for name in names})
        for key, names in wanted.items()
    }
