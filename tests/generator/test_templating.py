"""Compiled templates are kept between builds, and only as long as they say the same."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from generator.templating import Compiled


def said(text: str, folder: Path) -> str:
    """What a template says, in an environment as of a new process."""
    loader = jinja2.DictLoader({"page.jinja": text})
    env = jinja2.Environment(loader=loader, autoescape=True, bytecode_cache=Compiled(folder))
    return env.get_template("page.jinja").render(name="<Ada>")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("Hello {{ name }}", tmp_path) == "Hello &lt;Ada&gt;"
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert said("Hello {{ name }}", tmp_path) == "Hello &lt;Ada&gt;"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    said("Hello {{ name }}", tmp_path)
    assert said("Good day {{ name }}", tmp_path) == "Good day &lt;Ada&gt;"


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    said("Hello {{ name }}", tmp_path)
    (folder,) = tmp_path.iterdir()
    assert [path.name.count("-") for path in folder.iterdir()] == [1]
