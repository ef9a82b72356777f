"""How the benefits that can be counted differ: each product once, a line for each grant."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.changed import Change, Line, bare, cites
from generator.comparison.pairing import differing
from generator.comparison.records import one_sided, others
from generator.load import Fields
from generator.references import mapping

__all__ = ["product_changes"]


def product_changes(old: Fields, new: Fields) -> Iterator[Change]:
    """The changes of products by key."""
    for key in dict.fromkeys([*old, *new]):
        was, now = mapping(old.get(key)), mapping(new.get(key))
        title = (now or was).get("title", key)
        if not was or not now:
            listed = tuple(_grants(was or now)) or (Line(("title",), title),)
            yield Change("benefit", None, key, title, one_sided(listed, gone=bool(was)))
            continue
        found = differing(_lines(was), _lines(now), lambda line: line.key)
        if found:
            yield Change("benefit", None, key, title, found)
        known = ("title", "unit", "grants")
        yield from others(None, (was, now), known, ("benefits", "products", key))


def _lines(product: Fields) -> list[Line]:
    """The title, the unit and the grants of a product, with the places of its grants."""
    grants = list(_grants(product))
    around = tuple(dict.fromkeys(place for line in grants for place in line.cite))
    named = [Line((name,), product[name], around) for name in ("title", "unit") if name in product]
    return [*named, *grants]


def _grants(product: Fields) -> Iterator[Line]:
    """A line for each grant; its words need the unit, which is compared by itself."""
    for key, each in mapping(product.get("grants")).items():
        value = {**mapping(each), "unit": product.get("unit")}
        yield Line(("grant", key), value, cites(each), bare(each))
