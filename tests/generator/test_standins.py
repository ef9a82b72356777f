"""What stands in for modules of the browser's Python says what they say, as far as it is asked."""

from __future__ import annotations

import io
import json
import traceback
from contextlib import redirect_stderr

import pytest

from calculator.errors import InvalidEdition
from generator.runtime.slim import _base
from generator.runtime.slim import traceback as small


def _noted() -> ValueError:
    error = ValueError("two\nlines")
    error.add_note("and a note")
    return error


ERRORS = [
    KeyError("areas"),
    InvalidEdition("a mapping is expected", ("areas",)),
    json.JSONDecodeError("Expecting value", "", 0),
    RuntimeError(),
    _noted(),
]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_an_error_ends_in_the_same_lines(error: Exception) -> None:
    wanted = "".join(traceback.format_exception(error)).splitlines()
    assert "".join(small.format_exception(error)).splitlines() == wanted
    assert small.format_exception(type(error), error, None) == small.format_exception(error)


def test_an_error_says_where_it_happened() -> None:
    with pytest.raises(KeyError) as raised:
        _base.pyimport_impl({"areas": ""}["area"])
    caught = raised.value
    said = io.StringIO()
    with redirect_stderr(said):
        small.print_exception(caught)
    lines = said.getvalue().splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1].endswith("in test_an_error_says_where_it_happened")
    assert lines[-1] == "KeyError: 'area'"


def test_code_gives_the_value_of_its_last_expression() -> None:
    names: dict[str, object] = {}
    assert _base.eval_code("a = 2\nb = 3\na * b", names) == 6
    assert names["b"] == 3
    assert _base.eval_code("a = 4", names) is None
    assert _base.eval_code("", names) is None
    assert _base.eval_code("a", names) == 4


def test_a_module_is_found_by_its_whole_name() -> None:
    assert _base.pyimport_impl("json.decoder") is json.decoder
