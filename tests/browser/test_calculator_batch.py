"""Many partners at once, in the page: progress, cancelling, and results to save."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from calculator import answers, scoring
from tests.browser.calculator_page import CalculatorPage
from tests.editions import verified_edition

SLOW = 60_000
EDITION = "2023-10-23"


def partners(count: int) -> str:
    """A file with so many partners; each tenth one has a cell that cannot be read."""
    edition = verified_edition(EDITION).edition
    assert edition is not None
    keys = list(edition.area("infrastructure").inputs)
    lines = [",".join(["会社名", *keys])]
    for place in range(count):
        numbers = [str((place * (column + 3)) % 11) for column in range(len(keys))]
        numbers[keys.index("acr-now")] = str(100_000 + place)
        numbers[keys.index("acr-year-ago")] = "1e3" if place % 10 == 9 else str(90_000 + place)
        lines.append(",".join([f"=P{place}", *numbers]))
    return "\r\n".join(lines) + "\r\n"


def score_file(page: Page, text: str) -> None:
    file = FilePayload(name="partners.csv", mimeType="text/csv", buffer=text.encode("cp932"))
    page.locator('[name="file"]').set_input_files([file])
    page.locator('[data-part="run"]').click()


def saved(page: Page, folder: Path) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.locator('[data-part="save"]').click()
    path = folder / "results.csv"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="") as text:
        return list(csv.DictReader(text))


def test_thousands_of_partners_are_scored_shown_and_saved(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    calculator.open(f"{EDITION}-calculator", "en")
    page = calculator.page
    form = page.locator("form[data-batch]")
    page.evaluate(
        """() => {
            window.seen = [];
            const bar = document.querySelector('form[data-batch] progress');
            const watch = new MutationObserver(() => window.seen.push(bar.value));
            watch.observe(bar, {attributes: true});
        }"""
    )
    score_file(page, partners(3000))
    expect(form).to_have_attribute("data-state", "done", timeout=SLOW)
    expect(form.locator('[data-part="said"]')).to_have_text(
        "Scored: 2,700 · Rows that cannot be read: 300"
    )
    seen = page.evaluate("window.seen.filter(value => value > 0 && value < 1)")
    assert seen == sorted(seen)
    assert len(seen) >= 4
    expect(form.locator('[data-part="problems"] li')).to_have_count(100)
    expect(form.locator('[data-part="more"]')).to_contain_text("200")
    counts = form.locator('[data-part="bands"] td:nth-child(2)').all_inner_texts()
    assert sum(int(each.replace(",", "")) for each in counts) == 2700

    rows = saved(page, tmp_path)
    assert len(rows) == 3000
    assert [row["Partner"] for row in rows[:2]] == ["'=P0", "'=P1"]
    assert rows[9]["status"] == "not-read"
    edition = verified_edition(EDITION).edition
    assert edition is not None
    area = edition.area("infrastructure")
    given = list(csv.DictReader(io.StringIO(partners(3000))))
    for row, asked in list(zip(rows, given, strict=True))[:400:7]:
        if row["status"] == "not-read":
            continue
        typed = {name: asked[name] for name in area.inputs}
        score = scoring.score(edition, area, answers.read(edition, area, typed))
        assert row["status"] == score.status


def test_scoring_is_cancelled_and_the_page_answers_meanwhile(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    calculator.open(f"{EDITION}-calculator", "ja")
    page = calculator.page
    form = page.locator("form[data-batch]")
    score_file(page, partners(40_000))
    expect(form).to_have_attribute("data-state", "running", timeout=SLOW)
    expect(form.locator('[data-part="said"]')).to_contain_text("行を計算しました", timeout=SLOW)
    calculator.answer({"customers-gained": "3", "customers-lost": "0"})
    assert calculator.metrics["net-customer-adds"] == "30"
    form.locator('[data-part="cancel"]').click()
    expect(form).to_have_attribute("data-state", "done", timeout=SLOW)
    expect(form.locator('[data-part="said"]')).to_contain_text("中止しました")
    rows = saved(page, tmp_path)
    assert 0 < len(rows) < 40_000


def test_a_pasted_table_and_the_template(calculator: CalculatorPage, tmp_path: Path) -> None:
    calculator.open(f"{EDITION}-calculator", "ja")
    page = calculator.page
    form = page.locator("form[data-batch]")
    form.locator('[data-part="run"]').click()
    expect(form.locator('[data-part="said"]')).to_have_text(
        "ファイルを選ぶか、表を貼り付けてください"
    )
    with page.expect_download() as download:
        form.locator('[data-part="template"]').click()
    assert download.value.suggested_filename == f"partners-{EDITION}-infrastructure.csv"
    download.value.save_as(tmp_path / "template.csv")
    headings = (tmp_path / "template.csv").read_text(encoding="utf-8-sig").strip()
    cells = headings.count(",")
    table = headings.replace(",", "\t") + "\n能率\t" + "\t".join("3" * cells) + "\n"
    form.locator('[name="table"]').fill(table)
    form.locator('[data-part="run"]').click()
    expect(form).to_have_attribute("data-state", "done", timeout=SLOW)
    expect(form.locator('[data-part="said"]')).to_have_text("1社を計算しました")
    assert saved(page, tmp_path)[0]["パートナー"] == "能率"


def test_track_and_day_are_chosen_where_the_area_has_them(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    calculator.open("2026-07-01-calculator", "en")
    page = calculator.page
    form = page.locator("form[data-batch]")
    shown = form.locator("[data-tracks]:visible")
    expect(shown).to_have_count(1)
    form.locator('[name="area"]').select_option("modern-work")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("data-tracks", "modern-work")
    shown.locator("select").select_option("smb")
    expect(form.locator('[name="as_of"]')).to_have_value("2026-07-01")
    form.locator('[name="as_of"]').fill("2026-09-01")
    form.locator('[name="table"]').fill("partner,intermediate-holders\nA,3\n")
    form.locator('[data-part="run"]').click()
    expect(form.locator('[data-part="said"]')).to_have_text("Scored: 1", timeout=SLOW)
    save = form.locator('[data-part="save"]')
    expect(save).to_have_attribute("download", "results-2026-07-01-modern-work-smb-2026-09-01.csv")
    assert saved(page, tmp_path)[0]["Track"] == "SMB track"


def test_what_is_no_table_is_told_at_once(calculator: CalculatorPage) -> None:
    calculator.open(f"{EDITION}-calculator", "ja")
    page = calculator.page
    form = page.locator("form[data-batch]")
    for content, said in (
        (b"", "見出しの行がありません"),
        (b"PK\x03\x04\x14", "ブックは読めません"),
    ):
        file = FilePayload(name="partners.xlsx", mimeType="text/csv", buffer=content)
        page.locator('[name="file"]').set_input_files([file])
        form.locator('[data-part="run"]').click()
        expect(form.locator('[data-part="problems"]')).to_contain_text(said, timeout=SLOW)
        expect(form.locator('[data-part="said"]')).to_have_text("このファイルは計算できません")
        expect(form.locator('[data-part="save"]')).to_be_hidden()
