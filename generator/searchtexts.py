"""Parts the search index from its texts, which a page needs only when somebody searches.

The theme fetches the index with every page and hands it to its search worker. Ours reads the texts
by itself: docs/theme/assets/javascripts/workers/search.js.
"""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["part_texts"]


def part_texts(folder: Path) -> None:
    """Move the texts of a folder's `search_index.json` into a file of their own, `texts.json`."""
    path = folder / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    (folder / "texts.json").write_text(_json({"docs": index["docs"]}), encoding="utf-8")
    path.write_text(_json(index | {"docs": []}), encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
