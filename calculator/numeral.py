"""Numbers: from typed text to an exact fraction, and back to text for people.

One strict grammar for typed text: digits, commas or spaces in threes, one decimal point, 万 and 億.
Full-width forms and the usual minus signs are recognised first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from calculator.errors import RefusedValue

__all__ = ["display", "exact", "from_exact", "read", "whole"]

# Full-width ASCII is 0xFEE0 above ASCII; the rest are forms of space and minus that people type.
_NORMAL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(form): plain
    for plain, forms in {" ": "\u3000\u00a0\u202f\t", "-": "−–‐‑ー▲△", ",": "、"}.items()
    for form in forms
}
_DIGITS = frozenset("0123456789")
_LONGEST = 40
_UNITS = (("億", 10**8), ("万", 10**4))
_NUMERIC = re.compile(r"(?<![0-9.億万])[0-9][0-9,.億万]*")


def read(typed: str | int, *, percent: bool = False) -> Fraction:
    """Read a typed number exactly; `percent` says that a percent sign is welcome.

    Raises:
        RefusedValue: with the code of the reason and, where one is near, a `suggestion`.
    """
    plain = typed.translate(_NORMAL).strip() if isinstance(typed, str) else ""
    if len(plain) > _LONGEST or (isinstance(typed, int) and abs(typed) >= 10**_LONGEST):
        raise RefusedValue("too-long", longest=str(_LONGEST))
    if isinstance(typed, int):
        return Fraction(typed)
    bare = plain.removesuffix("%").rstrip()
    if percent:
        plain = bare
    elif plain.endswith("%") and _is_number(bare):
        raise RefusedValue("percent-sign", suggestion=bare)
    negative = plain.startswith("-")
    value = _amount(plain[1:] if negative else plain, typed)
    return -value if negative else value


def whole(typed: str | int) -> Fraction:
    """Read a typed number of things that can be counted.

    Raises:
        RefusedValue: as `read`; or the number is negative or not whole.
    """
    value = read(typed)
    if value < 0:
        raise RefusedValue("negative")
    if value.denominator != 1:
        raise RefusedValue("not-whole", typed=str(typed))
    return value


def _amount(plain: str, typed: str) -> Fraction:
    """Read an unsigned number that may be counted in 億 and 万."""
    total, rest, limit = Fraction(0), plain, None
    for unit, size in _UNITS:
        head, found, tail = rest.partition(unit)
        if found:
            total += _below(_decimal(head, typed) * size, limit, typed)
            rest, limit = tail, size
    if limit is None or rest.strip():
        total += _below(_decimal(rest, typed), limit, typed)
    return total


def _below(value: Fraction, limit: int | None, typed: str) -> Fraction:
    """What follows 億 or 万 is smaller than that unit: 1万20000 is a slip, not 30000."""
    if limit is not None and value >= limit:
        raise RefusedValue("not-a-number", typed=typed)
    return value


def _decimal(text: str, typed: str) -> Fraction:
    """Read digits in ordinary notation, grouped in threes or not at all."""
    whole, point, part = text.strip().partition(".")
    groups = whole.replace(" ", ",").split(",")
    if not all(_digits(group) for group in groups) or (point and not _digits(part)):
        raise _not_a_number(typed)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:])):
        raise RefusedValue("grouping", typed=typed)
    digits = "".join(groups)
    return Fraction(int(digits + part), 10 ** len(part))


def _digits(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text)


def _not_a_number(typed: str) -> RefusedValue:
    """Say that it is no number and, where words surround just one (5人, $1,000), which number."""
    plain = typed.translate(_NORMAL).strip()
    found = [f"0{plain}"] if plain.startswith(".") else _NUMERIC.findall(plain)
    suggestion = found[0].rstrip(".,") if len(found) == 1 else typed
    if "-" not in plain and suggestion != typed and _is_number(suggestion):
        return RefusedValue("extra-text", typed=typed, suggestion=suggestion)
    return RefusedValue("not-a-number", typed=typed)


def _is_number(plain: str) -> bool:
    """Whether a text could have been typed as it is."""
    try:
        _amount(plain, plain)
    except RefusedValue:
        return False
    return True


def exact(value: Fraction) -> str:
    """The exact value as text: `20`, or a fraction such as `208/3`."""
    return str(value)


def from_exact(value: object) -> Fraction:
    """Read an exact number of an edition: a whole number, or text such as `12.5` or `1/1250`.

    Raises:
        ValueError: the value is a float, a flag or no number.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(value)  # noqa: TRY004 (Fraction's own error for the same mistake)
    try:
        return Fraction(value)
    except ZeroDivisionError:
        raise ValueError(value) from None


def display(value: Fraction, limits: Iterable[Fraction] = ()) -> str:
    """At most two decimals, for people; never rounded onto or across one of the `limits`.

    A value below a limit is shown below it (69.996 of 70 needed is 69.99), and a value above 0
    never as 0.
    """
    number, denominator = value.as_integer_ratio()
    rounded, rest = divmod(number * 100, denominator)
    if 2 * rest >= denominator:
        # Rounded up, unless that would reach a limit.
        up = Fraction(rounded + 1, 100)
        rounded += not any(value < limit <= up for limit in limits)
    if rounded == 0 and value > 0:
        rounded = 1
    sign, cents = ("-", -rounded) if rounded < 0 else ("", rounded)
    whole, part = divmod(cents, 100)
    decimals = f"{part:02d}".rstrip("0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
