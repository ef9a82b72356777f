"""Benefits that can be counted: each product, with who brings how much of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.load import Fields
from generator.references import as_list, mapping

__all__ = ["AMOUNT", "Grant", "Product", "areas_counted", "in_words", "products"]

AMOUNT = "{amount}"
"""Where the number stands in a unit."""


class Grant(NamedTuple):
    """Who brings how much of a product.

    Attributes:
        areas: the areas, each of whose designations brings it.
        group: the group, each of whose specializations brings it; empty with areas.
        amount: how much, as a text in each language.
        once: whether it is granted once, however many of the areas' designations are held.
        maximum: how many of the group's specializations count at most, if that is limited.
        fields: the grant as the rules have it.
        cite: its places, with those of the limit.
    """

    areas: tuple[str, ...]
    group: str
    amount: Mapping[str, str]
    once: bool
    maximum: object
    fields: Fields
    cite: tuple[str, ...]


class Product(NamedTuple):
    """What can be counted, with who brings it, and the places of all of them."""

    key: str
    fields: Fields
    grants: tuple[Grant, ...]
    cite: tuple[str, ...]


def products(fields: Fields) -> list[Product]:
    """The products of an edition, in its order."""
    return [_product(fields, key, product) for key, product in _products(fields).items()]


def areas_counted(fields: Fields) -> set[str]:
    """The areas whose designation brings some of a product."""
    return {area for each in products(fields) for grant in each.grants for area in grant.areas}


def in_words(unit: object, amount: object) -> dict[str, str]:
    """An amount in words, in each language: `{amount}` of the unit is the number, as 12,000."""
    number = f"{amount:,}" if isinstance(amount, int) else str(amount)
    return {
        language: str(words).replace(AMOUNT, number) for language, words in mapping(unit).items()
    }


def _products(fields: Fields) -> Mapping[str, Fields]:
    products = mapping(mapping(fields.get("benefits")).get("products"))
    return {key: mapping(each) for key, each in products.items()}


def _product(fields: Fields, key: str, product: Fields) -> Product:
    grants = tuple(_grants(fields, product))
    cite = dict.fromkeys(place for grant in grants for place in grant.cite)
    return Product(key, product, grants, tuple(cite))


def _grants(fields: Fields, product: Fields) -> Iterator[Grant]:
    groups = mapping(mapping(fields.get("specializations")).get("groups"))
    for each in mapping(product["grants"]).values():
        grant = mapping(each)
        group = str(grant.get("group", ""))
        cap = mapping(mapping(groups.get(group)).get("cap"))
        cites = [*as_list(grant["cite"]), *as_list(cap.get("cite"))]
        yield Grant(
            areas=tuple(str(area) for area in as_list(grant.get("areas"))),
            group=group,
            amount=in_words(product["unit"], grant["amount"]),
            once=bool(grant.get("once")),
            maximum=cap.get("maximum"),
            fields=grant,
            cite=tuple(dict.fromkeys(str(each) for each in cites)),
        )
