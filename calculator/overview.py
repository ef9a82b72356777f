"""All areas at once: what follows from the verdicts of several areas together.

Each area is scored by itself; this takes its verdict. Only a designation that is certain counts as
held: while answers are missing, or sources contradict each other, it is not. What the edition does
not say is told as None, never as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import numeral
from calculator.errors import Refusal, RefusedValue, UnknownName
from calculator.scoring import Status
from calculator.shapes import Fields, field, items, mapping, number, word
from calculator.wording import grouped, refusal

__all__ = ["Counted", "overview"]

HELD: Status = "qualified"
NONE = Fraction(0)


class Counted(NamedTuple):
    """How many specializations of a group a partner says it holds, and how many of them count.

    Attributes:
        open: the specializations that the held designations allow, by key.
        cap: the most that count, where the edition says so.
        given: the partner's number; None where it gave none, or one that was refused.
        counted: how many bring benefits: no more than allowed, and no more than the cap.
    """

    open: tuple[str, ...]
    cap: Fraction | None
    given: Fraction | None
    counted: Fraction


def overview(fields: Fields, request: Fields) -> dict[str, object]:
    """What follows from the verdicts of all areas.

    Args:
        fields: the edition's mapping, of which words and sources may be left out.
        request: `overview` has the status of each scored area by its key; `specializations`, how
            many the partner holds, as typed, by group; `language` is that of refusals.

    Returns:
        `held`, the areas whose designation is certain, in the order of the edition; `badge`, with
        the areas it still lacks, or None where the edition has none; `groups` of specializations;
        `products`, what the held designations add up to, or None where the edition counts none;
        `unsaid`, the held areas of which no product says anything; `refusals` by group.

    Raises:
        UnknownName: there is no such area or group.
    """
    areas, verdicts = mapping(field(fields, "areas")), mapping(request["overview"])
    _known("area", verdicts, areas)
    held = tuple(area for area in areas if verdicts.get(area) == HELD)
    part = mapping(fields.get("specializations", {}))
    groups, refusals = _groups(part, held, mapping(request.get("specializations", {})))
    products = mapping(mapping(fields.get("benefits", {})).get("products", {}))
    language = str(request.get("language", "ja"))
    return {
        "held": [*held],
        "badge": _badge(mapping(part["badge"]), held) if "badge" in part else None,
        "groups": [_told(key, group) for key, group in groups.items()],
        "products": _products(products, held, groups) if products else None,
        "unsaid": _unsaid(products, held),
        "refusals": {
            each.key: dict(zip(("problem", "hint"), refusal(each, language), strict=True))
            for each in refusals
        },
    }


def _badge(badge: Fields, held: tuple[str, ...]) -> dict[str, object]:
    areas = [str(area) for area in items(badge, "areas")]
    lacking = [area for area in areas if area not in held]
    return {"areas": len(areas), "held": len(areas) - len(lacking), "lacking": lacking}


# Specializations


def _groups(
    part: Fields, held: tuple[str, ...], typed: Fields
) -> tuple[dict[str, Counted], list[Refusal]]:
    groups, refusals = mapping(part.get("groups", {})), list[Refusal]()
    _known("group", typed, groups)
    counted = {
        key: _count(mapping(group), held, _given(key, typed.get(key), refusals))
        for key, group in groups.items()
    }
    return counted, refusals


def _count(group: Fields, held: tuple[str, ...], given: Fraction | None) -> Counted:
    allowed = tuple(
        key
        for key, each in mapping(field(group, "specializations")).items()
        if _is_allowed(mapping(each), held)
    )
    cap = number(mapping(group["cap"]), "maximum") if "cap" in group else None
    bounds = [Fraction(len(allowed)), *([] if cap is None else [cap])]
    return Counted(allowed, cap, given, min([given or NONE, *bounds]))


def _is_allowed(specialization: Fields, held: tuple[str, ...]) -> bool:
    """Whether as many of its designations are held as it needs: 1 where it says nothing."""
    needed = number(specialization, "count") if "count" in specialization else Fraction(1)
    return sum(area in held for area in items(specialization, "areas")) >= needed


def _given(group: str, typed: object, refusals: list[Refusal]) -> Fraction | None:
    """The partner's number as it typed it; a refused one counts as none."""
    if typed is None or not str(typed).strip(" \t\u3000"):
        return None
    try:
        return numeral.whole(str(typed))
    except RefusedValue as error:
        refusals.append(Refusal(group, error.code, error.details))
        return None


def _told(key: str, group: Counted) -> dict[str, object]:
    return {
        "group": key,
        "open": [*group.open],
        "cap": None if group.cap is None else grouped(group.cap),
        "counted": None if group.given is None else grouped(group.counted),
        "cut": group.given is not None and group.counted < group.given,
    }


# Benefits


def _products(
    products: Fields, held: tuple[str, ...], groups: Mapping[str, Counted]
) -> list[object]:
    """Each product of which something is held: its total, and the grants it adds up from."""
    told: list[object] = []
    for key, product in products.items():
        grants = mapping(field(mapping(product), "grants"))
        counted = {name: _granted(mapping(each), held, groups) for name, each in grants.items()}
        total = sum((times * amount for times, amount in counted.values()), NONE)
        if total:
            told.append(
                {
                    "product": key,
                    "total": grouped(total),
                    "grants": [
                        {
                            "grant": name,
                            "times": grouped(times),
                            "amount": grouped(amount),
                        }
                        for name, (times, amount) in counted.items()
                        if times
                    ],
                }
            )
    return told


def _granted(
    grant: Fields, held: tuple[str, ...], groups: Mapping[str, Counted]
) -> tuple[Fraction, Fraction]:
    """How often a grant is given, and its amount."""
    amount = number(grant, "amount")
    if "group" in grant:
        return groups[word(grant, "group")].counted, amount
    given = sum(area in held for area in items(grant, "areas"))
    return Fraction(min(given, 1) if grant.get("once") else given), amount


def _unsaid(products: Fields, held: tuple[str, ...]) -> list[str]:
    """The held areas that no grant names: what they bring is not known."""
    named = {
        area
        for product in products.values()
        for grant in mapping(field(mapping(product), "grants")).values()
        for area in items(mapping(grant), "areas")
    }
    return [area for area in held if area not in named] if products else []


def _known(kind: str, names: Iterable[str], known: Fields) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(kind, name, known)
