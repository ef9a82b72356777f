"""The calculator in the page: what is typed, what is scored, what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest
from playwright.sync_api import expect

from generator.load import load_edition
from tests.browser.calculator_page import ALL_MET, CalculatorPage, word
from tests.browser.calculator_site import EDITION, EDITIONS, ROOT
from tests.editions import verified_edition

pytestmark = pytest.mark.browser

Case = Mapping[str, Mapping[str, object]]


@pytest.fixture(scope="module")
def cases() -> Mapping[str, Case]:
    return cast(Mapping[str, Case], load_edition(ROOT / "rules", EDITION).fields["cases"])


class TestScore:
    def test_everything_met(self, ready: CalculatorPage) -> None:
        ready.answer(ALL_MET)
        assert (ready.total, ready.verdict) == ("100", "qualified")
        assert ready.metrics == {
            "net-customer-adds": "30",
            "intermediate-certifications": "20",
            "advanced-certifications": "20",
            "usage-growth": "20",
            "deployments": "10",
        }
        expect(ready.part("total")).to_have_text("100")
        expect(ready.part("verdict")).to_have_text("要件を満たしています")

    def test_exact_points_and_what_is_shown_of_them(self, ready: CalculatorPage) -> None:
        ready.answer(ALL_MET | {"customers-gained": "2", "deployments": "1"})
        ready.answer({"acr-now": "9600", "acr-year-ago": "9000"})
        assert ready.metrics["usage-growth"] == "20/3"
        assert (ready.total, ready.verdict) == ("206/3", "not-qualified")
        expect(ready.part("total")).to_have_text("68.67")
        expect(ready.part("blocked").locator("li")).to_have_count(1)

    def test_nothing_answered(self, ready: CalculatorPage) -> None:
        assert (ready.total, ready.verdict) == ("0", "incomplete")
        assert set(ready.metrics.values()) == {""}

    def test_reasons_stand_below_each_metric(self, ready: CalculatorPage) -> None:
        ready.answer({"customers-gained": "4", "customers-lost": "2"})
        row = ready.form.locator('[data-metric="net-customer-adds"]')
        expect(row.locator("li")).to_have_text(
            ["4社 − 2社 = 2社", "純増顧客 2社 (基準値 3社)、20 / 30 ポイント"]
        )
        expect(row.locator('[data-part="state"]')).to_have_text("達成")

    def test_the_latest_edit_wins(self, ready: CalculatorPage) -> None:
        ready.page.evaluate(
            """() => {
                const field = document.querySelector('[name="customers-gained"]');
                for (let typed = 0; typed <= 301; typed += 1) {
                    field.value = String(typed % 4);
                    field.dispatchEvent(new Event("input", {bubbles: true}));
                }
            }"""
        )
        ready.answer({"customers-lost": "0"})
        assert ready.metrics["net-customer-adds"] == "10"

    def test_a_missing_answer_leads_to_its_field(self, ready: CalculatorPage) -> None:
        ready.answer({name: each for name, each in ALL_MET.items() if name != "deployments"})
        summary = ready.part("missing").locator("summary")
        expect(summary).to_have_text(word("missing", count="1"))
        summary.click()
        ready.part("missing").get_by_role("button").click()
        expect(ready.field("deployments")).to_be_focused()

    def test_the_result_is_announced_in_one_sentence(self, ready: CalculatorPage) -> None:
        ready.answer(ALL_MET)
        said = word("announcement", points="100", verdict="要件を満たしています")
        expect(ready.part("announcement")).to_have_text(said)
        expect(ready.part("total")).to_have_attribute("aria-live", "off")

    def test_a_programme_of_another_kind(self, calculator: CalculatorPage) -> None:
        calculator.open("hill", "en")
        calculator.type({"lit": "4", "guild-points": "3", "makers": "3", "masters": "2"})
        calculator.field("season").select_option("dark")
        calculator.settle()
        assert calculator.metrics == {"light": "6", "trade": "3", "people": "4"}
        expect(calculator.part("level")).to_have_text(word("level", "en", level="Master"))
        expect(calculator.part("summary").locator("svg")).to_have_count(0)
        expect(calculator.form).not_to_contain_text("100")


class TestReadings:
    def test_both_outcomes_where_they_decide(self, ready: CalculatorPage) -> None:
        ready.answer(ALL_MET | {"administrators": "2", "customers-gained": "1"})
        assert ready.verdict == "depends-on-reading"
        expect(ready.part("adopted")).to_have_text("80 ポイント、要件を満たしています")
        turning = ready.part("turning").locator("> li")
        expect(turning).to_have_count(1)
        expect(turning).to_contain_text("60 ポイント、要件を満たしていません")
        expect(turning).to_contain_text("2 ではなく 3")
        # The two other contradictions: each, both, and with the first.
        expect(ready.part("others").locator("> li")).to_have_count(6)

    def test_folded_where_they_change_nothing(self, ready: CalculatorPage) -> None:
        ready.answer(ALL_MET)
        expect(ready.part("depends")).to_be_hidden()
        expect(ready.part("others")).to_be_hidden()
        expect(ready.part("others-count")).to_have_text(word("all-readings", count="7"))


class TestRefusal:
    def test_a_message_under_the_field_and_the_others_stay(self, ready: CalculatorPage) -> None:
        ready.answer(ALL_MET | {"deployments": "五"})
        field = ready.field("deployments")
        message = ready.form.locator("#infrastructure-deployments-refusal")
        expect(message).to_be_visible()
        expect(message).to_contain_text("数として読めません")
        expect(field).to_have_attribute("aria-invalid", "true")
        assert field.evaluate("field => field.ariaDescribedByElements.map(each => each.id)")[0] == (
            "infrastructure-deployments-refusal"
        )
        assert ready.total == "90"
        assert ready.metrics["deployments"] == ""
        expect(ready.form.locator('[data-part="refusal"]:visible')).to_have_count(1)

    def test_it_goes_when_the_answer_is_corrected(self, ready: CalculatorPage) -> None:
        described = ready.field("deployments").get_attribute("aria-describedby") or ""
        ready.answer({"deployments": "-1"})
        expect(ready.form.locator('[data-part="refusal"]:visible')).to_have_count(1)
        ready.answer({"deployments": "1"})
        expect(ready.form.locator('[data-part="refusal"]:visible')).to_have_count(0)
        expect(ready.field("deployments")).not_to_have_attribute("aria-invalid", "true")
        expect(ready.field("deployments")).to_have_attribute("aria-describedby", described)


class TestExamples:
    def test_one_fills_the_form_and_clears_the_rest(
        self, ready: CalculatorPage, cases: Mapping[str, Case]
    ) -> None:
        infrastructure = (
            (key, case["answers"])
            for key, case in cases.items()
            if key.startswith("infra") and "people" not in case["answers"]
        )
        key, answers = min(infrastructure, key=lambda case: len(case[1]) or 99)
        assert answers.keys() < ALL_MET.keys()
        ready.answer(ALL_MET)
        ready.form.locator(".calc-examples summary").click()
        example = ready.form.locator(f'[data-example="{key}"]')
        example.click()
        ready.settle()
        for name in ALL_MET:
            expect(ready.field(name)).to_have_value(str(answers.get(name, "")))
        expect(example).to_have_attribute("aria-current", "true")
        ready.answer({"deployments": "1"})
        expect(example).not_to_have_attribute("aria-current", "true")

    def test_an_address_can_name_one(self, calculator: CalculatorPage) -> None:
        calculator.page.goto(calculator.site.page("calculator") + "#case-infra-all-met")
        calculator.settle()
        assert calculator.total == "100"

    # Those of the first edition are typed by tests/browser/test_site_cases.py.
    @pytest.mark.parametrize("edition", [each for each in EDITIONS if each != EDITION])
    def test_each_of_a_later_edition_gives_in_pyodide_what_it_says(
        self, calculator: CalculatorPage, edition: str
    ) -> None:
        verified = verified_edition(edition)
        cases = cast(Mapping[str, Case], verified.loaded.fields["cases"])
        calculator.open(f"{edition}-calculator")
        shown: dict[str, object] = {}
        for area in cast(Mapping[str, object], verified.loaded.fields["areas"]):
            calculator.page.locator(f'[data-chooses="{area}"]').click()
            examples = calculator.form.locator("[data-example]")
            for key in examples.evaluate_all("all => all.map(each => each.dataset.example)"):
                # By script, because most of them stand in a list that is folded.
                calculator.form.locator(f'[data-example="{key}"]').evaluate("each => each.click()")
                calculator.settle()
                shown[key] = (calculator.verdict, calculator.total, calculator.metrics)
        assert shown == {trial.name: outcome(trial.result or {}) for trial in verified.cases}
        assert shown.keys() == cases.keys()


def outcome(result: Mapping[str, object]) -> tuple[object, object, dict[str, object]]:
    """The verdict, total and metrics of a result in CPython, as the page shows them."""
    metrics = cast(Mapping[str, Mapping[str, object]], result["metrics"])
    points = {name: each["points"] or "" for name, each in metrics.items()}
    return result["status"], result["points"], points


class TestTracks:
    def test_the_one_that_counts_is_named(self, calculator: CalculatorPage) -> None:
        calculator.open("modern-work")
        calculator.answer(
            {"smb-customers-gained": "10", "smb-customers-lost": "0", "intermediate-holders": "2"}
        )
        smb = calculator.form.locator('[data-track="smb"]')
        expect(smb).to_have_attribute("data-counts", "true")
        expect(smb).to_have_attribute("data-points", "30")
        expect(smb).to_contain_text(word("counts"))
        assert calculator.metrics["net-customer-adds"] == "20"
        assert calculator.total == "30"

    def test_a_flag_can_be_yes_no_or_unanswered(self, calculator: CalculatorPage) -> None:
        calculator.open("modern-work")
        enterprise = calculator.form.locator('[data-track="enterprise"]')
        flag = calculator.form.locator('[data-question="enterprise-customers"]')
        expect(flag.get_by_role("radio", name=word("unanswered"))).to_be_checked()
        flag.get_by_role("radio", name=word("no")).check()
        calculator.settle()
        expect(enterprise).to_contain_text(word("closed"))
        flag.get_by_role("radio", name=word("unanswered")).check()
        calculator.settle()
        expect(enterprise).not_to_contain_text(word("closed"))
