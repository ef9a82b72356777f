"""Makes what the theme brings with every page lighter: joined, shortened, nothing that can wait."""

from __future__ import annotations

from pathlib import Path

from generator.joining import join_in_place, shorten
from generator.searchtexts import part_texts

__all__ = ["lighten"]

JOINED = ("assets/javascripts/saiten.mjs", "assets/stylesheets/saiten.css")
"""What the theme's pages load of our own, which then holds what it imports."""
PLAIN = ("assets/javascripts/prelude.js", "assets/javascripts/workers/search.js")
"""Its scripts that import nothing."""


def lighten(folder: Path, modules: Path) -> None:
    """Make the built pages of one language lighter, in place.

    Args:
        folder: where they are.
        modules: the folder into which npm installed esbuild.

    Raises:
        BuildError: esbuild is not installed, or a file imports what is not there.
    """
    for entry in JOINED:
        join_in_place(folder / entry, modules)
    for script in PLAIN:
        path = folder / script
        path.write_bytes(shorten(path.read_bytes(), "js", modules))
    part_texts(folder / "search")
