"""Templates: Jinja with everything escaped, and the words of one language at hand."""

from __future__ import annotations

import hashlib
import tempfile
from functools import partial
from pathlib import Path

import jinja2
import jinja2.bccache
import mkdocs

from generator import bundle
from generator.dates import day_in_words, days_in_words
from generator.load import Fields
from generator.prose import in_language
from generator.words import word_in

__all__ = ["COMPILED", "Compiled", "environment"]

HERE = Path(__file__).parent


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept in a folder by their name and what they say.

    Every page has an environment of its own, every language a process, and all of them use the same
    few templates: compiling them took a tenth of a build.
    """

    def __init__(self, folder: Path) -> None:
        """Keep them in `folder`, apart for each state of what decides how they are compiled."""
        versions = f"{jinja2.__version__} {mkdocs.__version__} ".encode()
        settings = hashlib.sha256(versions + Path(__file__).read_bytes())
        self._folder = folder / settings.hexdigest()[:16]
        self._codes: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """The same key wherever the file lies."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket, if its template has been compiled as it is now."""
        name = f"{bucket.key}-{bucket.checksum}"
        path = self._folder / name
        if name not in self._codes and path.is_file():
            self._codes[name] = path.read_bytes()
        if name in self._codes:
            bucket.bytecode_from_string(self._codes[name])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        name = f"{bucket.key}-{bucket.checksum}"
        self._codes[name] = bucket.bytecode_to_string()
        self._folder.mkdir(parents=True, exist_ok=True)
        # Other processes may read and write at the same time, so each file appears whole.
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as half:
            half.write(self._codes[name])
        Path(half.name).replace(self._folder / name)


COMPILED = Compiled(Path(__file__).resolve().parents[1] / "build" / "templates")
"""Shared by all environments: those of our own templates, and of the theme's."""


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
