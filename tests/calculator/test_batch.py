"""A file of many partners: what is read, what is refused and where, and what is told."""

from __future__ import annotations

import csv
import io
import json

import pytest

from calculator import browser
from calculator.batch import Batch, template
from calculator.spreadsheets import BOM, safe_cell
from tests.calculator.partners import edition_of
from tests.editions import RULES

PUBLISHED = RULES / "published"
EDITION = edition_of("2022-03-16")
AREA = EDITION.area("infrastructure")
KEYS = ",".join(AREA.inputs)
FULL = "3,0,3,5,3,5,1200,1000,5"
POOR = "0,0,0,0,0,0,0,0,0"


class Read:
    """A file that was scored to its end."""

    def __init__(self, data: str | bytes, language: str = "en", slices: int = 100) -> None:
        raw = data if isinstance(data, bytes) else data.encode()
        self.batch = Batch(EDITION, AREA, io.BytesIO(raw), language)
        text = self.batch.head
        self.problems: list[tuple[int, int]] = []
        self.words: list[str] = []
        while not self.batch.done:
            text += self.batch.step(slices)
        for each in self.batch.take_problems():
            self.problems.append((each.line, each.column))
            self.words.append(each.words)
        assert text.startswith(BOM)
        self.rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))

    @property
    def statuses(self) -> list[str]:
        return [row["status"] for row in self.rows]


def test_partners_are_scored_with_their_reasons() -> None:
    read = Read(f"Partner,{KEYS}\nFull,{FULL}\nPoor,{POOR}\nOpen,3,,,,,,,,\n")
    assert read.statuses == ["qualified", "not-qualified", "incomplete"]
    full, poor, left = read.rows
    assert (full["Partner"], full["Line"], full["Points"]) == ("Full", "2", "100")
    assert full["Level"] == "Solutions Partner"
    assert full["Net customer adds (at most 30)"] == "30"
    assert "Deployments stays short of at least 1 point" in poor["What falls short"]
    assert left["Deployments (at most 10)"] == ""
    assert "lost customers" in left["Unanswered questions"]
    assert not read.problems


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_template_is_read_in_every_encoding(
    language: str, encoding: str, separator: str
) -> None:
    headings = template(AREA, language).removeprefix(BOM).strip().replace(",", separator)
    text = f"{headings}\r\n株式会社ソ能,{FULL}\r\n".replace(",", separator)
    read = Read(text.encode(encoding))
    assert read.statuses == ["qualified"], read.words
    assert read.rows[0]["Partner"] == "株式会社ソ能"


def test_questions_go_by_their_words_in_any_width_and_case() -> None:
    asked = AREA.inputs["customers-gained"].ask["ja"]
    read = Read(f'取引先名,"{asked}", Customers-LOST ,ＡＣＲ　ｎｏｗ\nA,3,0,1\n')
    assert read.batch.columns.inputs["customers-gained"] == 1
    assert read.batch.columns.inputs["customers-lost"] == 2
    assert read.words == [
        (
            "Line 1, column 4 (ＡＣＲ　ｎｏｗ): there is no question 'ＡＣＲ　ｎｏｗ'; "
            "this column was not read (did you mean 'acr-now'?)"
        )
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "the file has no row of headings"),
        ("\n \n,,\n", "the file has no row of headings"),
        (f"Partner,{KEYS}\n", "there is no row below the headings"),
        ("a,b\n1,2\n", "no column belongs to a question"),
        ("acr-now,Partner,acr-now\n1,A,2\n", "there are several columns 'acr-now'"),
    ],
)
def test_a_file_without_anything_to_score_says_why(data: str, said: str) -> None:
    read = Read(data)
    assert not read.rows
    assert any(said in each for each in read.words), read.words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "this is a spreadsheet's own file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is a spreadsheet's own file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "this is not a text file"),
        (f'"partner,{KEYS}\nA,{FULL}\n'.encode(), "Line 1: a quotation mark"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(data: bytes, said: str) -> None:
    read = Read(data)
    assert not read.rows
    assert len(read.words) == 1
    assert said in read.words[0]


def test_a_line_that_names_the_separator_is_no_row() -> None:
    read = Read(f"sep=;\r\npartner,{KEYS}\r\nA,{FULL}\r\n".replace(",", ";"))
    assert not read.problems
    assert [(row["Line"], row["Partner"], row["status"]) for row in read.rows] == [
        ("3", "A", "qualified")
    ]


def test_quick_and_careful_reading_give_the_same() -> None:
    """A slice with an odd number of quotation marks is read with care, the others at once."""
    rows = [f"P{place},{FULL if place % 2 else POOR}" for place in range(30)]
    rows[10] = f'"A\nB",{FULL}'
    rows[20] = f"C,{FULL},too,much"
    rows[21] = ""
    text = "\n".join([f"Partner,{KEYS}", *rows, ""])
    whole = Read(text, slices=1000)
    assert [Read(text, slices=each).rows for each in (1, 2, 7, 11, 12)] == [whole.rows] * 5
    assert [row["Line"] for row in whole.rows][9:13] == ["11", "12", "14", "15"]
    assert whole.problems == [(23, 0)]


def test_numbers_read_at_once_and_one_by_one_give_the_same() -> None:
    forms = ["1200", "1200.5", "1,200.50", "１２００", "1200.1234567", "0.0000001", "", "1.2.3"]
    rows = "".join(f'P,3,0,3,5,3,5,"{now}",1000,5\n' for now in forms)
    together = Read(f"Partner,{KEYS}\n{rows}", slices=100)
    assert Read(f"Partner,{KEYS}\n{rows}", slices=1).rows == together.rows
    assert together.statuses[-1] == "not-read"
    assert together.statuses[-2] == "incomplete"
    assert together.rows[3]["Points"] == together.rows[0]["Points"]


@pytest.mark.parametrize(
    "cell", ["1e3", "NaN", "inf", "=1+1", "-1", "3.5", "1\x00", "9" * 41, "5人", "1,00", "<b>"]
)
def test_a_cell_that_is_no_number_is_refused_where_it_stands(cell: str) -> None:
    bad = '"' + cell + '",' + FULL.partition(",")[2]
    read = Read(f"Partner,{KEYS}\nA,{FULL}\nB,{bad}\nC,{FULL}\n")
    assert read.statuses == ["qualified", "not-read", "qualified"]
    assert read.problems == [(3, 2)]
    assert read.rows[1]["Why it cannot be read"].startswith("Line 3, column 2 (customers-gained)")


def test_every_bad_cell_of_a_row_is_named() -> None:
    read = Read(f"Partner,{KEYS}\nA,x,0,y,5,2,5,1200,1000,z\n")
    assert read.problems == [(2, 2), (2, 4), (2, 10)]


def test_rows_of_other_lengths_are_refused_unless_the_rest_is_empty() -> None:
    read = Read(f"Partner,{KEYS}\nA,{FULL},,\nB,1,2\nC,{FULL},x\nD,{FULL}\n")
    assert read.statuses == ["qualified", "not-read", "not-read", "qualified"]
    assert read.problems == [(3, 0), (4, 0)]


def test_an_open_quotation_mark_spoils_its_own_line_only() -> None:
    text = (
        f'Partner,{KEYS}\n"A,{FULL}\nB,{FULL}\nC"D,{FULL}\n"E"x,{FULL}\n"F\nG",{FULL}\nH,{FULL}\n'
    )
    read = Read(text)
    assert [row["Partner"] for row in read.rows] == ["", "B", 'C"D', "", "F G", "H"]
    assert read.statuses == [
        "not-read", "qualified", "qualified", "not-read", "qualified", "qualified"
    ]  # fmt: skip
    assert read.problems == [(2, 0), (5, 0)]
    assert [row["Line"] for row in read.rows] == ["2", "3", "4", "5", "6", "8"]


def test_an_open_quotation_mark_on_the_last_line_is_told() -> None:
    read = Read(f'Partner,{KEYS}\nA,{FULL}\n"B,{FULL}')
    assert read.statuses == ["qualified", "not-read"]
    assert read.problems == [(3, 0)]


def test_a_very_long_cell_spoils_its_own_row_only() -> None:
    read = Read(f"Partner,{KEYS}\n{'x' * 200_000},{FULL}\nB,{FULL}\n")
    assert read.statuses == ["not-read", "qualified"]


def test_lines_may_end_in_any_way() -> None:
    read = Read(f"Partner,{KEYS}\r\nA,{FULL}\rB,{FULL}\n\n\r\nC,{FULL}")
    assert [row["Line"] for row in read.rows] == ["2", "3", "6"]
    assert read.statuses == ["qualified"] * 3


def test_broken_bytes_are_told_and_spoil_their_own_row_only() -> None:
    text = f"会社名,{KEYS}\n能率,{FULL}\nよい,{FULL}\n".encode("cp932")
    read = Read(text + b"\x81\xff," + FULL.encode() + b"\n")
    assert read.statuses == ["qualified", "qualified", "not-read"]
    assert read.rows[0]["Partner"] == "能率"
    assert read.problems == [(4, 1)]


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", " =1"]
)
def test_no_cell_of_the_results_is_a_formula(name: str) -> None:
    read = Read(f'Partner,{KEYS}\n"{name}",{FULL}\n')
    assert read.statuses == ["qualified"]
    assert read.rows[0]["Partner"] == f"'{name.strip()}"


def test_cells_are_quoted_where_they_must_be() -> None:
    assert safe_cell('a,b"c\r\nd\x00') == '"a,b""c  d"'
    assert safe_cell("plain") == "plain"


def test_slices_of_any_size_give_the_same() -> None:
    rows = "".join(f"P{place},{FULL if place % 3 else POOR}\n" for place in range(20))
    whole = Read(f"Partner,{KEYS}\n{rows}")
    assert Read(f"Partner,{KEYS}\n{rows}", slices=1).rows == whole.rows
    assert Read(f"Partner,{KEYS}\n{rows}", slices=10).rows == whole.rows


def test_the_summary_counts_verdicts_bands_and_metrics() -> None:
    read = Read(f"Partner,{KEYS}\nA,{FULL}\nB,{POOR}\nC,x,,,,,,,,\nD,{FULL}\n")
    summary = json.loads(json.dumps(read.batch.summary()))
    assert (summary["rows"], summary["scored"], summary["refused"]) == (4, 3, 1)
    assert {each["key"]: each["count"] for each in summary["verdicts"]} == {
        "qualified": 2,
        "depends-on-reading": 0,
        "incomplete": 0,
        "not-qualified": 1,
    }
    bands = {each["label"]: each["count"] for each in summary["bands"]}
    assert bands["0 to below 10"] == 1
    assert bands["90 and more"] == 2
    assert sum(bands.values()) == 3
    assert [each["counts"] for each in summary["metrics"]] == [[2, 1, 0]] * 5


class Bytes(bytes):
    """Bytes as JavaScript hands them over."""

    def to_bytes(self) -> bytes:
        return self


def test_the_page_opens_a_file_scores_slices_and_closes_it() -> None:
    published = next(PUBLISHED.glob("2022-03-16*.json")).read_text(encoding="utf-8")
    browser.load("2022-03-16", json.dumps(json.loads(published)["edition"]))
    request = {"edition": "2022-03-16", "area": "infrastructure", "language": "ja"}
    made = json.loads(browser.batch_template(json.dumps(request)))
    data = made["text"].strip() + f"\r\nA,{FULL}\r\nB,{POOR}\r\nC,x,,,,,,,,\r\n"
    opened = json.loads(browser.batch_open(json.dumps(request), Bytes(data.encode())))
    assert not opened["fatal"]
    assert not opened["problems"]
    first = json.loads(browser.batch_step(json.dumps({"rows": 2})))
    assert (first["done"], first["rows"]) == (False, 2)
    last = json.loads(browser.batch_step(json.dumps({"rows": 2})))
    assert (last["done"], last["rows"], last["refused"]) == (True, 3, 1)
    assert last["problems"][0].startswith("4行目 2列目")
    assert json.loads(browser.batch_close("{}"))["scored"] == 2
