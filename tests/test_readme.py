"""The examples of rules/README.md are rules that work: each is checked, scored and printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator import answers, scoring
from calculator.wire import for_page, to_json
from generator.findings import show
from generator.init import init
from generator.pages import Frame, Tree, list_pages, render
from generator.source import Source
from generator.verify import Verified, verify
from tests.editions import RULES

KEY = "2022-03-16"
TEXT = (RULES / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml example\n(.*?)```", TEXT, re.DOTALL)
FILES = dict(re.findall(r"```yaml example (\w+)\n(.*?)```", TEXT, re.DOTALL))
"""Examples that are a whole file of an edition, by its name."""
SILENCE = """
renewal-window:
  kind: silence
  question: {ja: 更新の期間は何か月か, en: "How many months has the window of renewal?"}
  adopted: unknown
  answer: {ja: 不明とする, en: It is unknown}
  because: {ja: 書かれていない, en: Nothing is written}
"""
"""The reading that an example names."""
CONSTRUCTS = (
    "holders", "weighted", "count_of", "net", "growth", "table", "best_of", "sum", "cap", "when",
    "count", "from", "until", "counts_until", "levels", "tracks", "choose", "every", "unanswered",
    "per", "flag", "choice", "percent", "money", "number", "people", "blank", "in", "below",
    "products", "grants", "group", "amount", "once", "windows", "ends", "months",
)  # fmt: skip

Fields = dict[str, Any]


def words(title: str) -> dict[str, str]:
    return {"ja": title, "en": title}


def completed(example: Fields) -> Fields:
    """An example as an area: with the fields that every area's file has."""
    for name, each in {**example.get("inputs", {}), **example.get("derived", {})}.items():
        each.setdefault("noun", words(name))
        each.setdefault("cite", "scoring")
    for name, each in example.get("inputs", {}).items():
        each.setdefault("ask", words(name))
    for each in example.get("derived", {}).values():
        each.setdefault("unit", "things")
    for metrics in _metrics(example):
        for name, each in metrics.items():
            each |= {"category": "work", "title": words(name), "cite": "scoring"}
    for name, each in example.get("tracks", {}).get("of", {}).items():
        each["title"] = words(name)
    for name, each in example.get("levels", {}).items():
        each["title"] = words(name)
    _cite_lines(example)
    return {"area": "first", "title": words("area"), "designation": words("area"), **example}


def _metrics(example: Fields) -> list[Fields]:
    if "rule" in example:
        example["metrics"] = {"only": {"rule": example.pop("rule")}}
    tracks = example.get("tracks", {}).get("of", {}).values()
    return [example["metrics"]] if "metrics" in example else [each["metrics"] for each in tracks]


def _cite_lines(value: object) -> None:
    """Every line of a condition cites a place."""
    if isinstance(value, dict):
        if {"input", "score", "every"} & value.keys():
            value.setdefault("cite", "scoring")
        for member in value.values():
            _cite_lines(member)
    elif isinstance(value, list):
        for member in value:
            _cite_lines(member)


def written(example: Fields, folder: Path) -> Path:
    """An edition with the example as its only area; gives the folder of rules."""
    init(folder, KEY)
    edition = folder / "rules" / KEY
    certifications = example.pop("certifications", None)
    score: Fields = {"categories": {"work": {"title": words("work"), "cite": "scoring"}}}
    if "levels" not in example:
        line = {"score": "total", "at_least": 1, "cite": "scoring"}
        score["levels"] = {"passed": {"title": words("passed"), "requires": [line]}}
    files = {"areas/first.yml": completed(example), "score.yml": score, "cases.yml": {"cases": {}}}
    if certifications:
        for each in certifications.values():
            each["cite"] = "scoring"
        files["certifications.yml"] = {"certifications": certifications}
    units = '"percent": {ja: "%", en: "%"}'
    text = (edition / "edition.yml").read_text(encoding="utf-8")
    (edition / "edition.yml").write_text(text.replace("units:\n", f"units:\n  {units}\n"), "utf-8")
    for name, fields in files.items():
        dumped = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        (edition / name).write_text(dumped, encoding="utf-8")
    return folder / "rules"


def read(block: str, folder: Path) -> tuple[Verified, list[Fields]]:
    example = yaml.safe_load(block)
    gives = example.pop("gives")
    return verify(written(example, folder), KEY), gives


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_an_example_is_sound_and_gives_what_it_says(block: str, tmp_path: Path) -> None:
    verified, gives = read(block, tmp_path)
    assert [show(each) for each in verified.findings] == []
    assert verified.edition is not None
    area = verified.edition.areas["first"]
    assert gives
    for given in gives:
        day = str(given.pop("as_of", KEY))
        amounts = answers.read(verified.edition, area, given.pop("answers"), day)
        result = to_json(scoring.score(verified.edition, area, amounts, as_of=day))
        expected = {key: str(each) if key == "points" else each for key, each in given.items()}
        assert {key: result[key] for key in expected} == expected


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_an_example_is_printed_and_explained(block: str, language: str, tmp_path: Path) -> None:
    verified, gives = read(block, tmp_path)
    assert verified.edition is not None
    source = Source(verified.loaded.fields, verified.edition, verified.cases)
    (page,) = [each for each in list_pages(source, language) if each.area == "first"]
    printed = render(source, Tree(language), page, Frame(""))
    inputs: Mapping[str, Any] = verified.loaded.fields["areas"]["first"]["inputs"]  # type: ignore[index]
    assert all(f'data-question="{name}"' in printed for name in inputs)
    for given in gives:
        asked = {"area": "first", "answers": given["answers"], "language": language}
        said: Any = for_page(verified.edition, asked)["words"]  # type: ignore[arg-type]
        assert said["status"]
        explained = [line for each in said["metrics"].values() for line in each["reasons"]]
        explained += [line["words"] for level in said["levels"] for line in level["lines"]]
        assert explained
        assert all(line for line in explained)


def whole(folder: Path) -> Verified:
    """An edition with the examples that are whole files, and an area for each that they name."""
    init(folder, KEY)
    edition = folder / "rules" / KEY
    first = (edition / "areas" / "first.yml").read_text(encoding="utf-8")
    named = dict.fromkeys(re.findall(r"\w+", " ".join(re.findall(r"areas: \[(.*?)\]", str(FILES)))))
    for name in named:
        text = first.replace("area: first", f"area: {name}")
        (edition / "areas" / f"{name}.yml").write_text(text, encoding="utf-8")
    path = edition / "edition.yml"
    text = path.read_text(encoding="utf-8").replace("[first]", f"[first, {', '.join(named)}]")
    path.write_text(text, encoding="utf-8")
    for name, block in FILES.items():
        (edition / f"{name}.yml").write_text(block, encoding="utf-8")
    with (edition / "readings.yml").open("a", encoding="utf-8") as readings:
        readings.write(SILENCE)
    return verify(folder / "rules", KEY)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_examples_that_are_whole_files_are_sound_and_printed(language: str, tmp_path: Path) -> None:
    verified = whole(tmp_path)
    assert sorted(FILES) == ["benefits", "score", "specializations"]
    assert [show(each) for each in verified.findings] == []
    assert verified.edition is not None
    source = Source(verified.loaded.fields, verified.edition, verified.cases)
    printed = {
        page.path: render(source, Tree(language), page, Frame(""))
        for page in list_pages(source, language)
        if page.path in FILES
    }
    said = {"ja": ("年12,000ドル", "重ねては"), "en": ("12,000 dollars a year", "granted once")}
    assert all(each in printed["benefits"] for each in said[language])
    assert {"ja": "の両方", "en": "both "}[language] in printed["specializations"]
    windows = {
        "ja": (
            "当月を含む、それまでの3か月",
            "更新月で終わる期間です。何か月あるかを示した出典がこの版にはなく、不明です。",
        ),
        "en": ("The 3 months up to and with the current month", "No source of this edition states"),
    }
    assert all(each in printed["score"] for each in windows[language])


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_every_construct_has_an_example_or_is_explained(construct: str) -> None:
    assert (
        re.search(rf"(?<![\w-]){construct}(?![\w-])", "\n".join([*BLOCKS, *FILES.values()]))
        or f"`{construct}" in TEXT
    )
