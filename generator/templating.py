"""Templates: Jinja with everything escaped, and the words of one language at hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2
import yaml

from generator.errors import BuildError

__all__ = ["LANGUAGES", "environment", "load_words"]

LANGUAGES = ("ja", "en")
HERE = Path(__file__).parent


@cache
def load_words(language: str) -> Mapping[str, str]:
    """The words of a language, by `file.key`."""
    words: dict[str, str] = {}
    for path in sorted((HERE / "words" / language).glob("*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        words |= {f"{path.stem}.{key}": str(value) for key, value in entries.items()}
    return words


def environment(language: str) -> jinja2.Environment:
    """A strict environment: undefined names and missing words are errors, all values are escaped.

    In a template, `x|t` is a text of the edition in the page's language, and `w("file.key", …)` a word
    of the site with its `{placeholders}` filled in.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = load_words(language)

    def text(value: Mapping[str, object]) -> str:
        words_of_language = value[language]
        return str(words_of_language[-1] if isinstance(words_of_language, list) else words_of_language)

    def word(key: str, **values: object) -> str:
        if key not in words:
            raise BuildError(f"the word '{key}' is missing in {language}")
        return words[key].format(**values)

    env.filters["t"] = text
    env.globals["w"] = word
    env.globals["language"] = language
    return env
