"""Templates: Jinja with everything escaped, and the words of one language at hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import jinja2
import jinja2.bccache

from generator import bundle
from generator.dates import day_in_words, days_in_words
from generator.load import Fields
from generator.prose import in_language
from generator.words import word_in

__all__ = ["COMPILED", "environment"]

HERE = Path(__file__).parent


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept for as long as the program runs.

    Every page has an environment of its own, and all of them read the same few templates.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket, if its template has been compiled as it is now."""
        code = self._codes.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self._codes[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = _Compiled()
"""Shared by all environments of one kind: of our own templates, and of the theme's."""


def environment(language: str, fields: Fields) -> jinja2.Environment:
    """A strict environment: undefined names and missing words are errors, all values are escaped.

    In a template, `x|t` is a text of the edition in the page's language, and `w("file.key", …)` a
    word of the site; `sources()` names the scripts and rules that a form is scored with.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=COMPILED,
        # Otherwise filters of one page would be applied to constants while compiling for all.
        optimized=False,
    )
    env.filters["t"] = lambda text: in_language(text, language)
    word = word_in(language, fields)
    env.filters["day"] = partial(day_in_words, language=language)
    env.filters["days"] = partial(days_in_words, language=language, word=word)
    env.globals["w"] = word
    env.globals["language"] = language
    env.globals["sources"] = partial(bundle.sources, fields)
    return env
