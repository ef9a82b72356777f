"""Changes in words: both languages, line by line, with sources; as Markdown and as a page."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator.edition import Edition
from generator import history
from generator.comparison.change_log import as_markdown
from generator.comparison.changes import Described, Group, describe
from generator.comparison.compare import compare
from generator.shelf import Shelf
from generator.source import Source
from generator.words import LANGUAGES, load_words
from tests.editions import EDITIONS, verified_edition

Fields = dict[str, Any]


@cache
def published(key: str) -> Source:
    verified = verified_edition(key)
    assert verified.edition is not None
    return Source(verified.loaded.fields, verified.edition, verified.cases)


def edited(edit: Callable[[Fields], object], key: str = "2022-03-16") -> tuple[Source, Source]:
    """An edition, and a later one that differs by an edit."""
    old = published(key)
    fields = copy.deepcopy(dict(old.fields))
    edit(fields)
    return old, Source(fields, Edition.from_dict(fields), ())


def infrastructure(fields: Fields) -> Fields:
    area = fields["areas"]["infrastructure"]
    assert isinstance(area, dict)
    return area


def everything(groups: list[Group]) -> list[Described]:
    return [each for group in groups for section in group.sections for each in section.changes]


def the_line(sides: tuple[Source, Source], language: str) -> tuple[str, str]:
    (each,) = everything(describe(*sides, language))
    (line,) = each.lines
    return (line.before.text if line.before else "", line.after.text if line.after else "")


def set_rule(metric: str, **values: object) -> Callable[[Fields], object]:
    return lambda new: infrastructure(new)["metrics"][metric]["rule"].update(values)


def grant(product: str, key: str, **values: object) -> Callable[[Fields], object]:
    return lambda new: new["benefits"]["products"][product]["grants"][key].update(values)


PEOPLE = {
    "ja": "Azure Administrator Associate の有資格者",
    "en": "people with Azure Administrator Associate",
}
ANY_OF = {
    "ja": f"次のどれか ({PEOPLE['ja']} 2名以上; 導入した上級 Azure サービス 9件未満)",
    "en": f"any of ({PEOPLE['en']}: at least 2; advanced Azure services: below 9)",
}

LINES: dict[str, tuple[Callable[[Fields], object], tuple[str, str], tuple[str, str]]] = {
    "a threshold of counted things": (
        set_rule("net-customer-adds", full_at=4),
        ("純増顧客 3社", "純増顧客 4社"),
        ("3 net customers", "4 net customers"),
    ),
    "a threshold of a measure": (
        set_rule("usage-growth", full_at=25),
        ("ACR の成長率 20%", "ACR の成長率 25%"),
        ("ACR growth: 20%", "ACR growth: 25%"),
    ),
    "points": (
        set_rule("net-customer-adds", points=25),
        ("30ポイント (基準値 純増顧客 3社)", "25ポイント (基準値 純増顧客 3社)"),
        ("30 points (full at 3 net customers)", "25 points (full at 3 net customers)"),
    ),
    "a condition": (
        lambda new: infrastructure(new)["metrics"]["usage-growth"]["rule"]["when"][0].update(
            at_least=2000
        ),
        ("12か月前の ACR 1,000ドル以上", "12か月前の ACR 2,000ドル以上"),
        (
            "ACR 12 months ago: at least 1,000 US dollars",
            "ACR 12 months ago: at least 2,000 US dollars",
        ),
    ),
    "a date": (
        lambda new: new["timeline"]["dates"]["designations-open"].update(date="2022-10-04"),
        ("2022年10月3日", "2022年10月4日"),
        ("3 October 2022", "4 October 2022"),
    ),
    "a pass mark": (
        lambda new: new["score"]["levels"]["solutions-partner"]["requires"][0].update(at_least=75),
        ("合計が 70ポイント以上", "合計が 75ポイント以上"),
        ("The total: at least 70 points", "The total: at least 75 points"),
    ),
    "a formula": (
        lambda new: infrastructure(new)["derived"]["net-customers"]["net"].update(
            lost="deployments"
        ),
        ("新規顧客 − 減少した顧客", "新規顧客 − 導入した上級 Azure サービス"),
        ("new customers − lost customers", "new customers − advanced Azure services"),
    ),
    "a certification": (
        lambda new: infrastructure(new)["inputs"]["administrators"]["from"]["holders"].append(
            "azure-solutions-architect-expert"
        ),
        ("", "Azure Solutions Architect Expert"),
        ("", "Azure Solutions Architect Expert"),
    ),
    "a condition of several": (
        lambda new: infrastructure(new)["metrics"]["deployments"]["rule"].update(
            when=[
                {
                    "count": 1,
                    "of": [
                        {"input": "administrators", "at_least": 2, "cite": "scoring"},
                        {"input": "deployments", "below": 9, "cite": "scoring"},
                    ],
                }
            ]
        ),
        ("", ANY_OF["ja"]),
        ("", ANY_OF["en"]),
    ),
    "an amount": (
        grant("azure-production-credits", "infrastructure", amount=7000),
        ("Infrastructure (Azure): 年6,000ドル", "Infrastructure (Azure): 年7,000ドル"),
        (
            "Infrastructure (Azure): 6,000 US dollars a year",
            "Infrastructure (Azure): 7,000 US dollars a year",
        ),
    ),
    "an amount of each specialization": (
        grant("microsoft-365-e3", "specializations", amount=31),
        (
            "Azure の Specialization (持っている数だけ): 30ユーザー",
            "Azure の Specialization (持っている数だけ): 31ユーザー",
        ),
        ("Azure specializations (each): 30 users", "Azure specializations (each): 31 users"),
    ),
    "a designation that brings a benefit, too": (
        grant("power-bi-premium", "infrastructure", areas=["infrastructure", "security"]),
        (
            "Infrastructure (Azure): 100ユーザー",
            "Infrastructure (Azure)、Security (それぞれ): 100ユーザー",
        ),
        (
            "Infrastructure (Azure): 100 users",
            "Infrastructure (Azure), Security (each): 100 users",
        ),
    ),
    "a unit": (
        lambda new: new["benefits"]["products"]["power-bi-premium"].update(
            unit={"ja": "月{amount}人", "en": "{amount} people a month"}
        ),
        ("単位: …ユーザー", "単位: 月…人"),
        ("Unit: … users", "Unit: … people a month"),
    ),
    "a product": (
        lambda new: new["benefits"]["products"].pop("sql-server"),
        ("Infrastructure (Azure): 16ライセンス", ""),
        ("Infrastructure (Azure): 16 licences", ""),
    ),
    "how many designations are needed": (
        lambda new: new["specializations"]["groups"]["azure"]["specializations"]["kubernetes"]
        .update(count=2),
        ("", "必要な数: 2"),
        ("", "How many are needed: 2"),
    ),
    "a field that nobody knows": (
        lambda new: new["score"].update(weather={"sky": "clear"}),
        ("", "score: sky: clear"),
        ("", "score: sky: clear"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "japanese", "english"), LINES.values(), ids=LINES)
def test_a_change_is_one_line_in_words(
    edit: Callable[[Fields], object], japanese: tuple[str, str], english: tuple[str, str]
) -> None:
    sides = edited(edit)
    assert the_line(sides, "ja") == japanese
    assert the_line(sides, "en") == english


def test_words_of_one_language_are_no_change_in_the_other() -> None:
    sides = edited(lambda new: infrastructure(new)["title"].update(en="Infra"))
    assert everything(describe(*sides, "ja")) == []
    (change,) = everything(describe(*sides, "en"))
    assert change.kind == "name"


def test_words_that_differ_are_marked() -> None:
    def edit(new: Fields) -> None:
        for sentence in infrastructure(new)["metrics"]["deployments"]["definition"].values():
            sentence["text"]["en"] = sentence["text"]["en"].replace("at least", "not even")

    sides = edited(edit)
    marked = [
        piece
        for each in everything(describe(*sides, "en"))
        for line in each.lines
        for side in (line.before, line.after)
        for piece, differs in (side.pieces if side else ())
        if differs
    ]
    assert set(marked) <= {"at least", "not even"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", [*combinations(EDITIONS, 2), *combinations(EDITIONS[::-1], 2)])
def test_every_change_between_two_editions_is_told_at_an_address_of_its_own(
    pair: tuple[str, str], language: str
) -> None:
    old, new = map(published, pair)
    told = everything(describe(old, new, language))
    keys = [each.key for each in told]
    assert len(keys) == len(set(keys))
    assert len(told) <= len(compare(old.fields, new.fields))
    for each in told:
        assert each.title
        assert all(line.before or line.after for line in each.lines)
        for line in each.lines:
            texts = [side.text for side in (line.before, line.after) if side is not None]
            assert all(texts)
            assert len(set(texts)) == len(texts), f"{each.key} says the same on both sides"
            assert not any(re.search(r"\{'|\bja:|Fraction\(", text) for text in texts), texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_and_leads_to_what_it_counts(language: str) -> None:
    groups = describe(published("2022-03-16"), published("2026-07-01"), language)
    assert groups[0].key == "programme"
    assert [group.key for group in groups][-2:] == ["parts", "evidence"]
    for group in groups:
        changes = everything([group])
        assert group.number == len(changes)
        for count in group.counts:
            of_kind = [each for each in changes if each.kind == count.kind]
            assert (count.number, count.first) == (len(of_kind), of_kind[0].key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markdown_says_what_the_page_says(language: str) -> None:
    old, new = published("2023-10-23"), published("2026-07-01")
    text = as_markdown(old, new, language)
    word = load_words(language)
    assert f"## {word['changes.verdicts']}" in text
    assert "| 12,257 (3.75%) |" in text
    changes = everything(describe(old, new, language))
    assert len(re.findall(r"^- \*\*", text, re.MULTILINE)) == len(changes)
    lines = sum(bool(line.before) + bool(line.after) for each in changes for line in each.lines)
    assert len(re.findall(r"^  - ", text, re.MULTILINE)) == lines
    assert "azure-infra-intermediate" in text


def test_markdown_takes_no_markup_from_the_rules() -> None:
    hostile = "<img src=x onerror=alert(1)> **bold** `code` [link](https://example.org) | cell"
    sides = edited(lambda new: infrastructure(new)["title"].update(ja=hostile, en=hostile))
    text = as_markdown(*sides, "en")
    assert "<img" not in text.replace("\\<img", "")
    assert "\\*\\*bold\\*\\*" in text


def shelf_of(old: Source, new: Source) -> Shelf:
    keys = ("2022-03-16", "2031-01-01")
    return Shelf(
        current=keys[1],
        sources=dict(zip(keys, (old, new), strict=True)),
        publications=dict.fromkeys(keys),
        findings=(),
        errata=dict.fromkeys(keys, ()),
        license=None,
    )


def page(old: Source, new: Source, language: str) -> str:
    return history._comparison(shelf_of(old, new), "2022-03-16", "2031-01-01", language)


def test_the_page_shows_both_sides_with_links_into_each_edition() -> None:
    old, new = edited(set_rule("net-customer-adds", full_at=4))
    text = page(old, new, "en")
    assert 'id="infrastructure-net-customer-adds-threshold" data-kind="threshold"' in text
    assert 'data-direction="stricter"' in text
    assert re.search(r'data-side="before"[^>]*>.*?3.*?v/2022-03-16/sources/#', text)
    assert re.search(r'data-side="after"[^>]*>.*?4.*?v/2031-01-01/sources/#', text)


def test_a_name_that_cites_nothing_leads_to_the_page_of_its_edition() -> None:
    old, new = edited(lambda new: infrastructure(new)["title"].update(en="Infra", ja="基盤"))
    text = page(old, new, "ja")
    assert 'href="../../../../v/2022-03-16/areas/infrastructure/"' in text
    assert 'href="../../../../v/2031-01-01/areas/infrastructure/"' in text


def test_editions_of_one_name_are_told_apart_by_their_dates() -> None:
    old, new = edited(lambda new: new.update(edition="2031-01-01"))
    assert as_markdown(old, new, "en").startswith("# What changed: 2022-03-16 → 2031-01-01\n")


def test_a_cell_of_a_table_of_benefits_is_named_by_its_column() -> None:
    def edit(new: Fields) -> None:
        infrastructure(new)["benefits"]["rows"]["production-credits"]["specialization"] = None

    before, after = the_line(edited(edit), "en")
    assert before == "Azure specialization: 12,000 US dollars a year (bulk)"
    assert after == ""


WINDOWS: dict[str, tuple[Callable[[Fields], object], tuple[str, str], tuple[str, str]]] = {
    "how long": (
        lambda windows: windows["enrolled"].update(months=12),
        ("判定期間の月数: 6", "判定期間の月数: 12"),
        ("Months of the window: 6", "Months of the window: 12"),
    ),
    "with which month it ends": (
        lambda windows: windows["enrolled"].update(
            ends={"ja": "支払いの月", "en": "the month of payment"}
        ),
        ("判定期間の最後の月: 更新日のある月", "判定期間の最後の月: 支払いの月"),
        (
            "Last month of the window: the month of the anniversary date",
            "Last month of the window: the month of payment",
        ),
    ),
    "no longer stated": (
        lambda windows: windows["enrolled"].pop("months"),
        ("判定期間の月数: 6", "判定期間の月数: 出典に記載なし"),
        ("Months of the window: 6", "Months of the window: not stated by the sources"),
    ),
    "how sure": (
        lambda windows: windows["enrolled"].update(confidence="low"),
        ("", "確度 低"),
        ("", "low confidence"),
    ),
}


@pytest.mark.parametrize(("edit", "japanese", "english"), WINDOWS.values(), ids=WINDOWS)
def test_a_change_of_a_window_is_one_line_in_words(
    edit: Callable[[Fields], object], japanese: tuple[str, str], english: tuple[str, str]
) -> None:
    sides = edited(lambda new: edit(new["score"]["windows"]), "2023-10-23")
    assert the_line(sides, "ja") == japanese
    assert the_line(sides, "en") == english


def test_a_window_that_is_gone_is_told_with_what_it_was() -> None:
    sides = edited(lambda new: new["score"]["windows"].pop("enrolled"), "2023-10-23")
    (change,) = everything(describe(*sides, "en"))
    assert (change.kind, change.page) == ("level", "score")
    assert [line.before.text for line in change.lines if line.before] == [
        "Months of the window: 6",
        "Last month of the window: the month of the anniversary date",
    ]
    assert all(line.after is None for line in change.lines)


def test_a_benefit_that_is_granted_once_says_so() -> None:
    sides = edited(grant("microsoft-365-e3", "azure", once=False), "2026-07-01")
    who = "Infrastructure, Data & AI, Digital & App Innovation"
    assert the_line(sides, "en") == (
        f"{who} (once, however many are held): 100 users [medium confidence]",
        f"{who} (each): 100 users [medium confidence]",
    )
    before, after = the_line(sides, "ja")
    assert "(重ねては付かない): 100ユーザー" in before
    assert "(それぞれ): 100ユーザー" in after


@pytest.mark.parametrize("language", LANGUAGES)
def test_editions_without_a_difference_say_so(language: str) -> None:
    old, new = edited(lambda new: None)
    assert load_words(language)["changes.same"] in page(old, new, language)
    assert load_words(language)["changes.same"] in as_markdown(old, new, language)


def test_the_page_takes_no_markup_from_the_rules() -> None:
    hostile = "<img src=x onerror=alert(1)> {{ 7 * 7 }}"
    old, new = edited(lambda new: infrastructure(new)["title"].update(ja=hostile, en=hostile))
    text = page(old, new, "en")
    assert "<img" not in text
    assert "onerror" in text


def test_verdicts_that_cannot_be_compared_name_the_inputs() -> None:
    text = page(published("2022-03-16"), published("2023-10-23"), "en")
    row = text[text.index('data-verdict-area="data-ai"') :]
    row = row[: row.index("</tr>")]
    assert "data-not-comparable" in row
    assert "people with Azure Solutions Architect Expert" in row


def banded(*rows: tuple[int, int]) -> Source:
    """An edition with a table of the deployments: points, and the least for them."""

    def edit(new: Fields) -> None:
        table = [
            {
                "points": points,
                "when": [{"input": "deployments", "at_least": least, "cite": "infra"}],
            }
            for points, least in rows
        ]
        infrastructure(new)["metrics"]["deployments"]["rule"] = {"table": table}

    return edited(edit)[1]


def test_every_line_of_a_change_has_its_source() -> None:
    text = page(banded((10, 4), (5, 2)), banded((10, 5), (5, 3)), "en")
    change = BeautifulSoup(text, "html.parser").select_one('li[data-kind="threshold"]')
    assert change is not None
    sides = change.select("[data-side]")
    assert len(sides) == 4
    assert all(each.select(".saiten-cite") for each in sides)
