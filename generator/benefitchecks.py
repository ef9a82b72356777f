"""What must hold so that benefits can be added up, and needed designations counted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checking import finding, unknown
from generator.countable import AMOUNT
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import Found, as_list, mapping

__all__ = ["anchors", "grants", "needed", "units"]

Path = tuple[str, ...]

PRODUCTS = ("benefits", "products")
GROUPS = ("specializations", "groups")


def units(loaded: Loaded) -> Iterator[Finding]:
    """The unit of a product says in every language, once, where its amount stands."""
    for name, product in _products(loaded):
        for language, words in mapping(product.get("unit")).items():
            text = str(words)
            if text.count(AMOUNT) != 1:
                message = f"the unit '{text}' does not hold {AMOUNT} exactly once"
                hint = f"write {AMOUNT} where the number stands"
                yield finding(loaded, (*PRODUCTS, name, "unit", language), "unit", message, hint)


def grants(loaded: Loaded) -> Iterator[Finding]:
    """A grant brings more than 0, and names a group that exists or areas, each once."""
    groups = loaded.keys(*GROUPS)
    for name, product in _products(loaded):
        for key, each in mapping(product.get("grants")).items():
            grant, at = mapping(each), (*PRODUCTS, name, "grants", key)
            if grant.get("amount") == 0:
                message = "'amount' is 0"
                hint = "write more than 0; what brings nothing is left out"
                yield finding(loaded, (*at, "amount"), "number", message, hint)
            if "group" in grant:
                named = [Found((*at, "group"), grant["group"])]
                yield from unknown(loaded, named, groups, "group", "group of specializations")
                yield from _once(loaded, at, grant)
            elif "areas" in grant:
                yield from _areas(loaded, at, grant)


def _once(loaded: Loaded, at: Path, grant: Fields) -> Iterator[Finding]:
    if "once" in grant:
        message = "'once' goes with 'areas'"
        hint = "leave it out: each specialization of the group brings the amount, up to its cap"
        yield finding(loaded, (*at, "once"), "once", message, hint)


def anchors(loaded: Loaded) -> Iterator[Finding]:
    """Keys are addresses: no product has the anchor of something else on the page of benefits."""
    page = mapping(loaded.fields.get("benefits"))
    groups = mapping(page.get("groups"))
    taken = dict.fromkeys(groups, "groups")
    for group in ({"statements": page.get("statements")}, *map(mapping, groups.values())):
        taken |= dict.fromkeys(mapping(group.get("statements")), "statements")
    for name, _ in _products(loaded):
        if name in taken:
            message = f"'{name}' is the anchor of {taken[name]} too"
            yield finding(loaded, (*PRODUCTS, name), "anchor", message, "choose another key")


def needed(loaded: Loaded) -> Iterator[Finding]:
    """A specialization needs at least 1 of its areas, at most all of them, and names each once."""
    part = mapping(loaded.fields.get("specializations"))
    for group, fields in mapping(part.get("groups")).items():
        for key, each in mapping(mapping(fields).get("specializations")).items():
            at = (*GROUPS, group, "specializations", key)
            specialization = mapping(each)
            if "areas" in specialization:
                yield from _areas(loaded, at, specialization)
            yield from _count(loaded, at, specialization)


def _count(loaded: Loaded, at: Path, specialization: Fields) -> Iterator[Finding]:
    count, named = specialization.get("count"), as_list(specialization.get("areas"))
    if not isinstance(count, int) or not named or not loaded.is_whole(*at, "areas"):
        return
    if not 1 <= count <= len(named):
        message = f"'count' is {count}, and {len(named)} areas are named"
        hint = f"write 1 to {len(named)}: how many of the areas are needed"
        yield finding(loaded, (*at, "count"), "count", message, hint)


def _areas(loaded: Loaded, at: Path, holder: Fields) -> Iterator[Finding]:
    """Areas are named, and none of them twice: it would count twice."""
    named = as_list(holder.get("areas"))
    if not named and loaded.is_whole(*at, "areas"):
        yield finding(loaded, (*at, "areas"), "empty", "'areas' names no area", "name one or more")
    for place, area in enumerate(named):
        if area in named[:place]:
            message = f"'{area}' is named twice"
            yield finding(
                loaded, (*at, "areas", str(place)), "area", message, "keep one of the two"
            )


def _products(loaded: Loaded) -> Iterator[tuple[str, Fields]]:
    products = mapping(mapping(loaded.fields.get("benefits")).get("products"))
    return ((name, mapping(each)) for name, each in products.items())
