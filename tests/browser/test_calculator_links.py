"""Links of the calculator in Chromium: another profile gets exactly what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_page import ALL_MET, CalculatorPage, word
from tests.browser.calculator_site import Site
from tests.chance import seeded

pytestmark = pytest.mark.browser

NAMES = (
    "山田 太郎\tAzure Administrator Associate\n"
    "Doe & Söhne = 100% + 🎉\tAzure Network Engineer Associate\n"
)


@pytest.fixture
def other(chromium: Browser, site: Site) -> Iterator[CalculatorPage]:
    """The calculator in a profile that never saw this site."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield CalculatorPage(context.new_page(), site)
    context.close()


def link(calculator: CalculatorPage) -> str:
    return calculator.part("link").text_content() or ""


def follow(calculator: CalculatorPage, address: str) -> None:
    calculator.page.goto(address)
    calculator.settle()


def held(calculator: CalculatorPage) -> Mapping[str, str]:
    values: Mapping[str, str] = calculator.form.evaluate(
        "form => Object.fromEntries(new FormData(form))"
    )
    return values


def told(calculator: CalculatorPage) -> list[str]:
    return calculator.part("told-lines").locator("li").all_text_contents()


def test_another_profile_gets_what_was_typed(
    calculator: CalculatorPage, other: CalculatorPage
) -> None:
    calculator.open("infrastructure")
    calculator.answer({**ALL_MET, "customers-lost": " ０ ", "deployments": "five & 1=2 + 3%"})
    follow(other, link(calculator))
    assert held(other) == held(calculator)
    assert other.total == calculator.total
    assert other.metrics == calculator.metrics
    assert link(other) == link(calculator)


def test_random_text_comes_back_as_typed(calculator: CalculatorPage, other: CalculatorPage) -> None:
    chance = seeded(81)
    letters = "09 ,.+&=%#?/'\"<>；名ー１🎉é"
    calculator.open("infrastructure")
    for _ in range(5):
        calculator.answer({key: "".join(chance.choices(letters, k=9)) for key in ALL_MET})
        follow(other, link(calculator))
        assert held(other) == held(calculator)
        assert told(other) == []


def test_a_roster_a_day_and_another_edition_come_back(
    calculator: CalculatorPage, other: CalculatorPage
) -> None:
    calculator.open("2023-10-23-infrastructure", "en")
    calculator.form.locator('[name="by"][value="names"]').check()
    calculator.answer({"people": NAMES, "as_of": "2024-08-01", "customers-gained": "2"})
    calculator.part("other-edition").select_option("2022-03-16")
    calculator.settle()
    expect(calculator.part("link-note")).to_contain_text(word_of("link-names", "en"))
    follow(other, link(calculator))
    expect(other.part("other-edition")).to_have_value("2022-03-16")
    other.settle()
    assert held(other) == held(calculator)
    assert other.field("people").input_value() == NAMES
    expect(other.part("contrast-result")).to_be_visible()
    assert link(other) == link(calculator)


def test_a_link_chooses_its_area(calculator: CalculatorPage) -> None:
    page = calculator.site.page("calculator")
    follow(calculator, f"{page}#v=1&edition=2022-03-16&area=security&nonsense=1")
    expect(calculator.form).to_have_attribute("data-area", "security")
    assert told(calculator) == [word_of("link-unknown", name="nonsense")]


def word_of(key: str, language: str = "ja", **values: str) -> str:
    return word(key, language, part="carry", **values)


@pytest.mark.parametrize(
    ("end", "key", "name"),
    [
        ("v=9&edition=2022-03-16&area=infrastructure&deployments=7", "link-version", "9"),
        ("v=1&deployments=7", "link-unnamed", ""),
        ("v=1&edition=1999-01-01&area=infrastructure&deployments=7", "link-edition", "1999-01-01"),
        ("v=1&edition=__proto__&area=infrastructure", "link-edition", "__proto__"),
    ],
)
def test_a_link_that_cannot_be_followed_changes_nothing(
    ready: CalculatorPage, end: str, key: str, name: str
) -> None:
    ready.answer({"deployments": "3"})
    ready.page.evaluate("end => { location.hash = end; }", end)
    expect(ready.part("told-lines").locator("li")).to_have_text([word_of(key, name=name)])
    expect(ready.field("deployments")).to_have_value("3")


def test_a_hostile_link_is_only_text(calculator: CalculatorPage) -> None:
    hostile = "<img src=x onerror='document.title=1'>"
    calculator.open("infrastructure")
    calculator.answer({"deployments": "3"})
    own = "v=1&edition=2022-03-16&area=infrastructure"
    end = f"{own}&deployments={hostile}&{hostile}=1&broken=%E0%A4&as-of=never&by=names&__proto__=1"
    calculator.page.evaluate("end => { location.hash = end; }", end)
    expect(calculator.field("deployments")).to_have_value(hostile)
    calculator.settle()
    expect(calculator.form.locator("img")).to_have_count(0)
    assert len(told(calculator)) == 5
    calculator.part("undo").click()
    expect(calculator.field("deployments")).to_have_value("3")


def test_the_address_says_what_the_form_holds_or_nothing(calculator: CalculatorPage) -> None:
    end = "v=1&edition=2022-03-16&area=infrastructure&deployments=7"
    follow(calculator, f"{calculator.site.page('infrastructure')}#{end}")
    assert calculator.page.url.endswith(end)
    calculator.answer({"deployments": "8"})
    assert "#" not in calculator.page.url
    calculator.page.reload()
    expect(calculator.field("deployments")).to_have_value("8")


def test_a_link_that_is_only_looked_at_is_not_kept(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer({"deployments": "3"})
    for shown in ("7", "8"):
        end = f"v=1&edition=2022-03-16&area=infrastructure&deployments={shown}"
        calculator.page.goto("about:blank")
        follow(calculator, f"{calculator.site.page('infrastructure')}#{end}")
        expect(calculator.field("deployments")).to_have_value(shown)
    calculator.part("undo").click()
    expect(calculator.field("deployments")).to_have_value("3")


def test_copying(page: Page, calculator: CalculatorPage) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    calculator.open("infrastructure")
    calculator.answer({"deployments": "3"})
    calculator.part("copy").click()
    expect(calculator.part("copied")).to_have_text(word_of("copied"))
    assert page.evaluate("navigator.clipboard.readText()") == link(calculator)


def test_where_copying_is_forbidden_the_link_is_selected(
    page: Page, calculator: CalculatorPage
) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    calculator.open("infrastructure")
    calculator.part("copy").click()
    expect(calculator.part("copied")).to_have_text(word_of("copy-by-hand"))
    assert page.evaluate("String(getSelection())") == link(calculator)


def test_a_chosen_track_is_scored_and_comes_back(
    calculator: CalculatorPage, other: CalculatorPage
) -> None:
    calculator.open("modern-work")
    tracks = (
        calculator.field("in_track")
        .locator("option")
        .evaluate_all("all => all.map((option) => option.value)")
    )
    for track in tracks[1:]:
        calculator.field("in_track").select_option(track)
        calculator.settle()
        counting = calculator.form.locator("[data-track]").filter(has_text=word("counts", "ja"))
        expect(counting).to_have_attribute("data-track", track)
        assert f"&track={track}&" in link(calculator)
    follow(other, link(calculator))
    assert held(other) == held(calculator)
    follow(other, link(calculator).replace(f"track={tracks[-1]}", "track=nowhere"))
    assert told(other) == [word("link-impossible", "ja", "carry", name="track")]
