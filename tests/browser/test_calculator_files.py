"""Files of answers in the page: saved, opened again, and refused where they are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.calculator_page import ALL_MET, CalculatorPage, word

pytestmark = pytest.mark.browser

ROSTER = "山田 太郎\tAzure Administrator Associate\n"


def said(key: str, **values: str) -> str:
    return word(key, part="carry", **values)


def saved(calculator: CalculatorPage, kind: str) -> tuple[str, bytes]:
    with calculator.page.expect_download() as download:
        calculator.part(f"save-{kind}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def choose(calculator: CalculatorPage, name: str, content: bytes) -> None:
    payload: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": content}
    calculator.form.locator('[data-part="file"]').set_input_files(payload)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_saved_file_brings_everything_back(calculator: CalculatorPage, kind: str) -> None:
    calculator.open("infrastructure")
    calculator.answer(ALL_MET)
    name, content = saved(calculator, kind)
    assert name == f"2022-03-16-infrastructure.{kind}"
    if kind == "json":
        assert json.loads(content) == ALL_MET
    else:
        assert content.startswith(b"\xef\xbb\xbfkey,answer\r\n")
    calculator.part("clear").click()
    choose(calculator, name, content)
    expect(calculator.part("told-sentence")).to_have_text(said("file-read", name=name, count="9"))
    calculator.settle()
    assert calculator.total == "100"
    for key, typed in ALL_MET.items():
        expect(calculator.field(key)).to_have_value(typed)


def test_a_roster_is_saved_and_opened(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.form.locator('[name="by"][value="names"]').check()
    calculator.answer({"people": ROSTER, "deployments": "5"})
    name, content = saved(calculator, "json")
    held = {"person": "山田 太郎", "holds": ["azure-administrator-associate"]}
    assert json.loads(content) == {"deployments": "5", "people": [held]}
    calculator.form.locator('[name="by"][value="numbers"]').check()
    calculator.part("clear").click()
    choose(calculator, name, content)
    expect(calculator.field("people")).to_have_value(ROSTER)


def test_a_shift_jis_table_with_a_bad_row(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    table = "質問,回答\r\ndeployments,５\r\nナンセンス,1\r\ncustomers-gained,多い\r\n"
    choose(calculator, "回答.csv", table.encode("shift_jis"))
    expect(calculator.part("told-sentence")).to_have_text(
        said("file-partly", name="回答.csv", count="2")
    )
    lines = calculator.part("told-lines").locator("li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("3 行目 (ナンセンス)")
    expect(lines.last).to_contain_text("4 行目 (customers-gained)")
    expect(calculator.field("deployments")).to_have_value("５")
    expect(calculator.field("customers-gained")).to_have_value("多い")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("large.csv", b"x" * 1_000_001, "file-too-large"),
        ("picture.json", b"\x89PNG\r\n\x1a\n\xff\xfe\x80", "file-no-text"),
        ("zeros.csv", bytes(100), "file-unread"),
        ("letter.csv", b"<img src=x onerror=alert(1)>", "file-unread"),
    ],
)
def test_what_is_no_file_of_answers_changes_nothing(
    calculator: CalculatorPage, name: str, content: bytes, key: str
) -> None:
    calculator.open("infrastructure")
    calculator.answer({"deployments": "3"})
    choose(calculator, name, content)
    expect(calculator.part("told-sentence")).to_have_text(said(key, name=name, most="1"))
    expect(calculator.field("deployments")).to_have_value("3")
    expect(calculator.part("undo")).to_be_hidden()
    expect(calculator.form.locator("img")).to_have_count(0)
