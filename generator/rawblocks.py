"""A short cut through Markdown for blocks of HTML, which our pages consist of.

Python-Markdown reads raw HTML tag by tag, MkDocs does so once more for its anchors, and both leave
it as it is. That took three quarters of MkDocs' time. This extension puts such blocks aside first.
It changes no byte of what comes out, and a page with any HTML that is less than plain is left to
Markdown as a whole: without the extension the site is the same, later.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import groupby

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

__all__ = ["RawBlocks"]

BEFORE, AFTER = 26, 20.5
"""Before fenced code, whose place is 25, and after MkDocs has looked for anchors, which it does at
21; Markdown's own reader of HTML comes at 20."""
MKDOCS = "mkdocs_raw_html"
"""The preprocessor by which MkDocs looks for anchors."""

_TAG = re.compile(
    r"""<(/?)([a-z][a-z0-9-]*)(?:\s+[a-zA-Z][\w:.-]*(?:="[^"<>]*"|='[^'<>]*')?)*\s*(/?)>(\n?)"""
)
_ID = re.compile(r"""<[a-z][^<>]*?\sid=(?:"([^"]*)"|'([^']*)')""")
_NOT_PLAIN = re.compile(
    r"""<(?:script|style|hr)\b|\smarkdown\b|<a\s(?:[^<>]*\s)?name="""
    r"""|&(?=[a-zA-Z#])(?!(?:#[0-9]+|#x[0-9a-f]+|[a-zA-Z][a-zA-Z0-9]*);)"""
)
"""What is treated in ways of its own: some elements, two attributes, half an entity."""
_FENCE = re.compile("```|~~~")


class RawBlocks(Extension):
    """Puts blocks of plain HTML aside before Markdown and MkDocs take them apart."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register what puts blocks aside, and what tells MkDocs of their anchors."""
        aside = _Aside(md)
        md.preprocessors.register(aside, "saiten_raw_blocks", BEFORE)
        md.preprocessors.register(_Anchors(md, aside), "saiten_anchors", AFTER)


class _Aside(Preprocessor):
    """Puts every block of a page aside, or none."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.anchors: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        """The page with a placeholder for each block."""
        if any(map(_FENCE.search, lines)):
            return lines
        parts = [list(part) for _, part in groupby(lines, key=lambda line: line.strip(" ") == "")]
        wanted = [place for place, part in enumerate(parts) if part[0].startswith("<")]
        blocks = {place: "\n".join(parts[place]) for place in wanted}
        rest = (line for place, part in enumerate(parts) if place not in blocks for line in part)
        if any(line.lstrip().startswith("<") for line in rest):
            return lines
        if not all(self._is_plain(block) for block in blocks.values()):
            return lines
        for place, block in blocks.items():
            self.anchors.update(unescape("".join(each)) for each in _ID.findall(block))
            # Markdown keeps the blank line behind a block.
            parts[place] = [self.md.htmlStash.store(f"{block}\n")]
        return [line for part in parts for line in part]

    def _is_plain(self, block: str) -> bool:
        """Whether Markdown would keep a block: whole elements, each on lines of its own."""
        if _NOT_PLAIN.search(block):
            return False
        open_tags: list[str] = []
        seen = end = 0
        for tag in _TAG.finditer(block):
            closing, name, alone, newline = tag.groups()
            seen += 1
            if not open_tags and not (tag.start() == end and self._opens(closing, name, alone)):
                return False
            if closing:
                _close(open_tags, name)
            elif not alone:
                open_tags.append(name)
            if not open_tags:
                end = tag.end()
                if not newline and end < len(block):
                    return False
        return not open_tags and end == len(block) and seen == block.count("<")

    def _opens(self, closing: str, name: str, alone: str) -> bool:
        return not closing and not alone and self.md.is_block_level(name)


def _close(open_tags: list[str], name: str) -> None:
    """Close the innermost element of a name, and those that were left open within it."""
    if name in open_tags:
        while open_tags.pop() != name:
            pass


class _Anchors(Preprocessor):
    """Tells MkDocs, which has looked for anchors by then, of those in the blocks."""

    def __init__(self, md: Markdown, aside: _Aside) -> None:
        super().__init__(md)
        self._aside = aside

    def run(self, lines: list[str]) -> list[str]:
        """The same lines."""
        if MKDOCS in self.md.preprocessors:
            found: set[str] = getattr(self.md.preprocessors[MKDOCS], "present_anchor_ids", set())
            found |= self._aside.anchors
        return lines
