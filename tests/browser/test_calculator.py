"""The calculator in the page, in Chromium, under the site's policy."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.load import load_edition
from generator.templating import load_words
from tests.browser.calculator_site import EDITION, POLICY, ROOT, Handler, Site

pytestmark = pytest.mark.browser

Cases = Mapping[str, Mapping[str, object]]

SLOW = 120_000
"""Python starts in seconds, on a busy machine in many."""
SETTLED = """() => [...document.querySelectorAll("form[data-calculator]")].every(
    (form) => form.dataset.scored !== undefined && form.dataset.scored === form.dataset.revision)"""
ALL_MET = {
    "customers-gained": "3",
    "customers-lost": "0",
    "administrators": "3",
    "intermediate-holders": "5",
    "solutions-architects": "3",
    "advanced-holders": "5",
    "acr-now": "12,000",
    "acr-year-ago": "１００００",
    "deployments": "5",
}


def settle(page: Page) -> None:
    page.wait_for_function(SETTLED, timeout=SLOW)


def form(page: Page) -> Locator:
    return page.locator("form[data-calculator]:visible")


def field(page: Page, name: str) -> Locator:
    return form(page).locator(f'[name="{name}"]')


def fill(page: Page, answers: Mapping[str, str]) -> None:
    for name, answer in answers.items():
        field(page, name).fill(answer)


def total(page: Page) -> str | None:
    return form(page).locator("output").get_attribute("data-points")


def verdict(page: Page) -> str | None:
    return form(page).locator("[data-verdict]").get_attribute("data-verdict")


def metrics(page: Page) -> dict[str, str]:
    rows = form(page).locator("[data-metric]:not([hidden])")
    return cast(
        dict[str, str],
        rows.evaluate_all("rows => Object.fromEntries(rows.map(row => [row.dataset.metric, row.dataset.points]))"),
    )


def word(key: str, language: str = "ja", **values: str) -> str:
    text = load_words(language)[f"calculator.{key}"]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


@pytest.fixture(scope="module")
def cases() -> Cases:
    return cast(Cases, load_edition(ROOT / "rules", EDITION).fields["cases"])


@pytest.fixture(scope="module")
def shared(chromium: Browser, served: Site) -> Iterator[Page]:
    """A page whose calculator is ready, for tests that only type and read."""
    page = chromium.new_page()
    page.goto(served.page("infrastructure"))
    settle(page)
    yield page
    page.close()


@pytest.fixture
def ready(shared: Page) -> Page:
    """The shared page with an empty form."""
    form(shared).locator('[data-part="clear"]').click()
    settle(shared)
    return shared


class TestScore:
    def test_everything_met(self, ready: Page) -> None:
        fill(ready, ALL_MET)
        settle(ready)
        assert total(ready) == "100"
        assert verdict(ready) == "qualified"
        assert metrics(ready) == {
            "net-customer-adds": "30",
            "intermediate-certifications": "20",
            "advanced-certifications": "20",
            "usage-growth": "20",
            "deployments": "10",
        }
        expect(form(ready).locator("output")).to_have_text("100")
        expect(form(ready).locator('[data-part="verdict"]')).to_have_text("要件を満たしています")

    def test_exact_points_and_what_is_shown_of_them(self, ready: Page) -> None:
        fill(ready, ALL_MET | {"customers-gained": "2", "acr-now": "11000", "acr-year-ago": "9000", "deployments": "1"})
        settle(ready)
        assert metrics(ready)["usage-growth"] == "20"
        fill(ready, {"acr-now": "9600"})
        settle(ready)
        assert metrics(ready)["usage-growth"] == "20/3"
        assert total(ready) == "206/3"
        expect(form(ready).locator("output")).to_have_text("68.67")
        assert verdict(ready) == "not-qualified"
        expect(form(ready).locator('[data-part="blocked"] li')).to_have_count(1)

    def test_nothing_answered(self, ready: Page) -> None:
        assert total(ready) == "0"
        assert verdict(ready) == "incomplete"
        assert set(metrics(ready).values()) == {""}

    def test_reasons_stand_below_each_metric(self, ready: Page) -> None:
        fill(ready, {"customers-gained": "4", "customers-lost": "2"})
        settle(ready)
        row = form(ready).locator('[data-metric="net-customer-adds"]')
        expect(row.locator('[data-part="reasons"] li')).to_have_text(
            ["4社 − 2社 = 2社", "純増顧客 2社 (基準値 3社)、20 / 30 ポイント"]
        )
        expect(row.locator('[data-part="state"]')).to_have_text("達成")

    def test_the_latest_edit_wins(self, ready: Page) -> None:
        ready.evaluate(
            """() => {
                const field = document.querySelector('[name="customers-gained"]');
                for (let typed = 0; typed <= 300; typed += 1) {
                    field.value = String(typed % 4);
                    field.dispatchEvent(new Event("input", {bubbles: true}));
                }
                document.querySelector('[name="customers-lost"]').value = "0";
                field.dispatchEvent(new Event("input", {bubbles: true}));
            }"""
        )
        settle(ready)
        assert metrics(ready)["net-customer-adds"] == "0"
        fill(ready, {"customers-gained": "1"})
        settle(ready)
        assert metrics(ready)["net-customer-adds"] == "10"

    def test_a_missing_answer_leads_to_its_field(self, ready: Page) -> None:
        fill(ready, {name: answer for name, answer in ALL_MET.items() if name != "deployments"})
        settle(ready)
        missing = form(ready).locator('[data-part="missing"]')
        expect(missing.locator("summary")).to_have_text(word("missing", count="1"))
        missing.locator("summary").click()
        missing.get_by_role("button").click()
        expect(field(ready, "deployments")).to_be_focused()
        missing.locator("summary").click()

    def test_both_outcomes_where_the_verdict_depends_on_the_reading(self, ready: Page) -> None:
        fill(ready, ALL_MET | {"administrators": "2", "customers-gained": "1"})
        settle(ready)
        assert verdict(ready) == "depends-on-reading"
        box = form(ready).locator('[data-part="depends"]')
        expect(box.locator('[data-part="adopted"]')).to_have_text("80 ポイント、要件を満たしています")
        turning = box.locator('[data-part="turning"] > li')
        expect(turning).to_have_count(1)
        expect(turning.first).to_contain_text("60 ポイント、要件を満たしていません")
        expect(turning.first).to_contain_text("2 ではなく 3 とした場合")
        # The others: each of the two other contradictions, alone, together, and with the first.
        expect(form(ready).locator('[data-part="others"] > li')).to_have_count(6)

    def test_readings_that_change_nothing_stay_folded(self, ready: Page) -> None:
        fill(ready, ALL_MET)
        settle(ready)
        expect(form(ready).locator('[data-part="depends"]')).to_be_hidden()
        expect(form(ready).locator('[data-part="others"]')).to_be_hidden()

    def test_the_summary_is_announced_once(self, ready: Page) -> None:
        fill(ready, ALL_MET)
        settle(ready)
        said = word("announcement", points="100", verdict="要件を満たしています")
        expect(form(ready).locator('[data-part="announcement"]')).to_have_text(said)
        expect(form(ready).locator("output")).to_have_attribute("aria-live", "off")


class TestRefusal:
    def test_a_message_under_the_field_and_the_others_stay(self, ready: Page) -> None:
        fill(ready, ALL_MET | {"deployments": "五"})
        settle(ready)
        refused = field(ready, "deployments")
        message = form(ready).locator('[data-question="deployments"] [data-part="refusal"]')
        expect(message).to_be_visible()
        expect(message).to_contain_text("数として読めません")
        expect(refused).to_have_attribute("aria-invalid", "true")
        assert (message.get_attribute("id") or "?") in (refused.get_attribute("aria-describedby") or "").split()
        assert total(ready) == "90"
        assert metrics(ready)["deployments"] == ""
        expect(form(ready).locator('[data-part="refusal"]:visible')).to_have_count(1)

    def test_it_goes_when_the_answer_is_corrected(self, ready: Page) -> None:
        fill(ready, {"deployments": "-1"})
        settle(ready)
        before = field(ready, "deployments").get_attribute("aria-describedby")
        fill(ready, {"deployments": "1"})
        settle(ready)
        expect(form(ready).locator('[data-part="refusal"]:visible')).to_have_count(0)
        expect(field(ready, "deployments")).not_to_have_attribute("aria-invalid", "true")
        assert field(ready, "deployments").get_attribute("aria-describedby") != before


class TestExamples:
    def test_one_fills_the_form_and_clears_the_rest(self, ready: Page, cases: Cases) -> None:
        key, case = next(
            (key, case)
            for key, case in cases.items()
            if case["area"] == "infrastructure" and len(cast(dict[str, object], case["answers"])) == 2
        )
        fill(ready, ALL_MET)
        form(ready).locator(".calc-examples summary").click()
        example = form(ready).locator(f'[data-example="{key}"]')
        example.click()
        settle(ready)
        answers = cast(dict[str, object], case["answers"])
        for name in ALL_MET:
            expect(field(ready, name)).to_have_value(str(answers.get(name, "")))
        expect(example).to_have_attribute("aria-current", "true")
        field(ready, "deployments").fill("1")
        expect(example).not_to_have_attribute("aria-current", "true")
        form(ready).locator(".calc-examples summary").click()

    def test_an_address_can_name_one(self, page: Page, site: Site) -> None:
        page.goto(site.page("infrastructure") + "#case-infra-all-met")
        settle(page)
        assert total(page) == "100"

    @pytest.mark.parametrize(
        "area",
        ["infrastructure", "data-ai", "digital-app-innovation", "modern-work", "security", "business-applications"],
    )
    def test_each_gives_what_it_says(self, page: Page, site: Site, cases: Cases, area: str) -> None:
        page.goto(site.page(area))
        settle(page)
        examples = form(page).locator("[data-example]")
        keys = cast(list[str], examples.evaluate_all("all => all.map(each => each.dataset.example)"))
        for key in keys:
            # By script, because most of them stand in a list that is folded.
            form(page).locator(f'[data-example="{key}"]').evaluate("button => button.click()")
            settle(page)
            expected = cast(Mapping[str, object], cases[key]["expect"])
            assert (key, verdict(page)) == (key, expected["status"])
            if "points" in expected:
                assert (key, total(page)) == (key, str(expected["points"]))
            wanted = {
                name: "" if points == "open" else str(points)
                for name, points in cast(Mapping[str, object], expected.get("metrics", {})).items()
            }
            assert (key, metrics(page)) == (key, metrics(page) | wanted)
        assert keys or not [case for case in cases.values() if case["area"] == area]


class TestStart:
    def test_what_is_typed_before_is_kept_and_scored(self, page: Page, site: Site) -> None:
        arrive = threading.Event()
        site.faults["pyodide.asm.wasm"] = lambda handler: not arrive.wait(60)
        page.goto(site.page("infrastructure"))
        expect(form(page)).to_have_attribute("data-state", "loading")
        fill(page, ALL_MET)
        loaded = form(page).locator("progress")
        page.wait_for_function("() => document.querySelector('progress').value > 1e6", timeout=SLOW)
        assert float(loaded.get_attribute("max") or 0) > 10e6
        expect(form(page).locator('[data-part="bytes"]')).to_contain_text(" MB")
        arrive.set()
        settle(page)
        expect(form(page)).to_have_attribute("data-state", "ready")
        assert total(page) == "100"

    def test_nothing_moves_when_the_result_arrives(self, page: Page, site: Site) -> None:
        page.add_init_script(
            """window.moved = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.moved += entry.value;
            }).observe({type: "layout-shift", buffered: true});"""
        )
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(site.page("infrastructure"))
            settle(page)
            assert page.evaluate("window.moved") < 0.02

    def test_one_worker_for_all_forms_of_a_page(self, page: Page, site: Site) -> None:
        workers: list[object] = []
        page.on("worker", lambda worker: workers.append(worker))
        page.goto(site.page("calculator"))
        settle(page)
        assert len(workers) == 1

    def test_answers_never_leave_the_browser(self, page: Page, site: Site) -> None:
        asked: list[str] = []
        page.goto(site.page("infrastructure"))
        settle(page)
        page.on("request", lambda request: asked.append(request.url))
        fill(page, ALL_MET)
        field(page, "deployments").press("Enter")
        settle(page)
        assert asked == []
        assert "?" not in page.url


def not_found(handler: Handler) -> bool:
    handler.send_error(404)
    return True


def hang_up(handler: Handler) -> bool:
    handler.close_connection = True
    handler.connection.close()
    return True


def one_byte_flipped(handler: Handler) -> bool:
    content = bytearray(Path(handler.translate_path(handler.path)).read_bytes())
    content[len(content) // 2] ^= 1
    return answer(handler, bytes(content))


def answer(handler: Handler, content: bytes) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Type", handler.guess_type(handler.path))
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
    return True


def rules_that_are_none(handler: Handler) -> bool:
    """A manifest that is consistent, but names the package as the rules."""
    manifest = json.loads(Path(handler.translate_path(handler.path)).read_bytes())
    manifest["editions"][EDITION] = manifest["files"]["calculator.zip"]
    return answer(handler, json.dumps(manifest).encode())


class TestFailure:
    def check(self, page: Page, address: str, code: str, file: str) -> None:
        """The page says what failed, keeps what was typed, and goes on taking answers."""
        page.goto(address)
        fill(page, {"customers-gained": "3"})
        expect(form(page)).to_have_attribute("data-state", "failed", timeout=SLOW)
        expect(form(page).locator('[data-part="problem"]')).to_have_text(word(f"failed-{code}", file=file))
        expect(form(page).locator('[data-part="remedy"]')).to_have_text(word(f"remedy-{code}"))
        expect(field(page, "customers-gained")).to_have_value("3")
        fill(page, {"customers-lost": "1"})
        expect(field(page, "customers-lost")).to_have_value("1")

    @pytest.mark.parametrize(
        ("part", "fault", "code", "file"),
        [
            ("pyodide.asm.wasm", not_found, "missing", "pyodide.asm.wasm"),
            ("python_stdlib.zip", not_found, "missing", "python_stdlib.zip"),
            ("manifest.json", not_found, "missing", "manifest.json"),
            ("worker.mjs", not_found, "missing", "worker.mjs"),
            ("pyodide.asm.wasm", one_byte_flipped, "wrong-hash", "pyodide.asm.wasm"),
            ("python_stdlib.zip", one_byte_flipped, "wrong-hash", "python_stdlib.zip"),
            ("pyodide.asm.mjs", one_byte_flipped, "wrong-hash", "pyodide.asm.mjs"),
            ("pyodide.asm.wasm", hang_up, "network", "pyodide.asm.wasm"),
            ("manifest.json", rules_that_are_none, "python", ""),
        ],
    )
    def test_files(
        self, page: Page, site: Site, part: str, fault: Callable[[Handler], bool], code: str, file: str
    ) -> None:
        site.faults[part] = fault
        self.check(page, site.page("infrastructure"), code, file)

    def test_a_package_that_is_damaged(self, page: Page, site: Site) -> None:
        site.faults["/calculator-"] = one_byte_flipped
        page.goto(site.page("infrastructure"))
        expect(form(page)).to_have_attribute("data-state", "failed", timeout=SLOW)
        expect(form(page).locator('[data-part="problem"]')).to_contain_text("calculator-")

    def test_no_webassembly(self, chromium: Browser, site: Site) -> None:
        site.set_policy(POLICY.replace(" 'wasm-unsafe-eval'", ""))
        page = chromium.new_page()
        self.check(page, site.page("infrastructure"), "no-webassembly", "")
        page.close()

    @pytest.mark.parametrize(
        "script",
        [
            "delete window.Worker",
            # As browsers do that know workers, but not modules in them: the option is never looked at.
            "window.Worker = class { constructor(address) {} terminate() {} }",
        ],
    )
    def test_no_module_worker(self, page: Page, site: Site, script: str) -> None:
        page.add_init_script(script)
        self.check(page, site.page("infrastructure"), "no-worker", "")

    def test_trying_again_scores_what_was_kept(self, page: Page, site: Site) -> None:
        site.faults["pyodide.asm.wasm"] = not_found
        self.check(page, site.page("infrastructure"), "missing", "pyodide.asm.wasm")
        site.faults.clear()
        form(page).locator('[data-part="retry"]').click()
        settle(page)
        expect(form(page)).to_have_attribute("data-state", "ready")
        assert metrics(page)["net-customer-adds"] == "20"

    def test_a_damaged_copy_in_the_cache_is_replaced(self, page: Page, site: Site) -> None:
        damaged = iter([one_byte_flipped])
        site.faults["python_stdlib.zip"] = lambda handler: next(damaged, lambda _: False)(handler)
        page.goto(site.page("infrastructure"))
        settle(page)
        expect(form(page)).to_have_attribute("data-state", "ready")


class TestTracks:
    def test_the_one_that_counts_is_named(self, page: Page, site: Site) -> None:
        page.goto(site.page("modern-work"))
        settle(page)
        fill(page, {"smb-customers-gained": "10", "smb-customers-lost": "0", "intermediate-holders": "2"})
        settle(page)
        smb = form(page).locator('[data-track="smb"]')
        expect(smb).to_have_attribute("data-counts", "true")
        expect(smb).to_have_attribute("data-points", "30")
        expect(smb).to_contain_text(word("counts"))
        assert metrics(page)["net-customer-adds"] == "20"
        assert total(page) == "30"

    def test_a_flag_can_be_yes_no_or_unanswered(self, page: Page, site: Site) -> None:
        page.goto(site.page("modern-work"))
        settle(page)
        flag = form(page).get_by_role("group", name="300を超える顧客がいますか")
        expect(flag.get_by_role("radio", name=word("unanswered"))).to_be_checked()
        flag.get_by_role("radio", name=word("no")).check()
        settle(page)
        expect(form(page).locator('[data-track="enterprise"]')).to_contain_text(word("closed"))
        flag.get_by_role("radio", name=word("unanswered")).check()
        settle(page)
        expect(form(page).locator('[data-track="enterprise"]')).not_to_contain_text(word("closed"))


class TestKeyboard:
    def test_from_the_first_field_to_an_example(self, ready: Page) -> None:
        field(ready, "customers-gained").focus()
        ready.keyboard.type("3")
        for _ in range(40):
            ready.keyboard.press("Tab")
            if ready.evaluate("document.activeElement.name") == "customers-lost":
                break
        ready.keyboard.type("0")
        settle(ready)
        assert metrics(ready)["net-customer-adds"] == "30"
        form(ready).locator(".calc-examples summary").focus()
        ready.keyboard.press("Enter")
        ready.keyboard.press("Tab")
        ready.keyboard.press("Enter")
        settle(ready)
        expect(form(ready).locator("[data-example][aria-current]")).to_have_count(1)
        form(ready).locator(".calc-examples summary").click()

    def test_what_has_focus_is_never_under_the_summary(self, page: Page, site: Site) -> None:
        page.set_viewport_size({"width": 360, "height": 700})
        page.goto(site.page("infrastructure"))
        settle(page)
        for name in ALL_MET:
            field(page, name).focus()
            hidden = page.evaluate(
                """() => {
                    const field = document.activeElement.getBoundingClientRect();
                    const summary = document.querySelector('[data-part="summary"]').getBoundingClientRect();
                    return field.bottom > summary.top && field.top < summary.bottom;
                }"""
            )
            assert (name, hidden) == (name, False)


class TestChooser:
    def test_one_area_at_a_time(self, page: Page, site: Site) -> None:
        page.goto(site.page("calculator") + "#security")
        settle(page)
        expect(form(page)).to_have_attribute("data-area", "security")
        link = page.get_by_role("link", name="Modern Work", exact=True)
        link.focus()
        page.keyboard.press("Enter")
        expect(form(page)).to_have_attribute("data-area", "modern-work")
        expect(link).to_have_attribute("aria-current", "true")
        assert page.url.endswith("#modern-work")
        page.go_back()
        expect(form(page)).to_have_attribute("data-area", "security")

    def test_the_first_without_a_name_in_the_address(self, page: Page, site: Site) -> None:
        page.goto(site.page("calculator"))
        expect(form(page)).to_have_attribute("data-area", "infrastructure")

    def test_without_scripts(self, chromium: Browser, site: Site) -> None:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(site.page("calculator") + "#security")
        expect(page.locator("section:visible")).to_have_count(1)
        expect(page.locator("#security")).to_be_visible()
        expect(page.locator("#security .calc-noscript")).to_have_text(word("noscript"))
        page.get_by_role("link", name="Modern Work", exact=True).click()
        expect(page.locator("#modern-work")).to_be_visible()
        expect(page.locator("#security")).to_be_hidden()
        context.close()


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["default", "slate"])
    @pytest.mark.parametrize("width", [320, 1280])
    @pytest.mark.parametrize(("name", "language"), [("infrastructure", "ja"), ("modern-work", "en"), ("calculator", "en")])
    def test_axe_finds_nothing(
        self, page: Page, site: Site, name: str, language: str, width: int, scheme: str
    ) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site.page(name, language, scheme))
        settle(page)
        if name == "infrastructure":
            fill(page, ALL_MET | {"administrators": "2", "customers-gained": "1", "deployments": "x"})
            settle(page)
        for summary in form(page).locator("summary:visible").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert findings(page) == []

    def test_axe_finds_nothing_after_a_failure(self, page: Page, site: Site) -> None:
        site.faults["pyodide.asm.wasm"] = not_found
        page.goto(site.page("infrastructure"))
        expect(form(page)).to_have_attribute("data-state", "failed", timeout=SLOW)
        assert findings(page) == []


def findings(page: Page) -> list[str]:
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document)")
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in result["violations"]]
