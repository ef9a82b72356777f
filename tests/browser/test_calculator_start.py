"""How the calculator starts, and what it says when it cannot."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Worker, expect

from tests.browser.calculator_page import ALL_MET, SLOW, CalculatorPage, word
from tests.browser.calculator_site import EDITION, POLICY, Fault, Handler, Site

pytestmark = pytest.mark.browser


NEEDS_THE_REST = "𝟙𝟚"
"""Signs that hardly anybody types: what reads them was not called when the code was parted."""


class TestStart:
    def test_what_is_typed_before_is_kept_and_scored(self, calculator: CalculatorPage) -> None:
        arrive = threading.Event()
        calculator.site.faults["pyodide.asm.wasm"] = lambda _: not arrive.wait(60)
        calculator.go("infrastructure")
        calculator.expect_state("loading")
        calculator.type(ALL_MET)
        calculator.page.wait_for_function(
            "() => document.querySelector('progress').value > 1e6", timeout=SLOW
        )
        assert float(calculator.part("progress").get_attribute("max") or 0) > 5e6
        expect(calculator.part("bytes")).to_contain_text(" MB")
        arrive.set()
        calculator.settle()
        calculator.expect_state("ready")
        assert calculator.total == "100"

    def test_the_rest_of_the_code_is_not_waited_for(self, calculator: CalculatorPage) -> None:
        arrive = threading.Event()
        calculator.site.faults["rest.wasm"] = lambda _: not arrive.wait(60)
        calculator.open("infrastructure")
        calculator.answer(ALL_MET)
        assert calculator.total == "100"
        arrive.set()
        with calculator.page.expect_download():
            calculator.part("save-json").click()

    def test_an_answer_that_needs_the_rest_of_the_code_gets_it(
        self, calculator: CalculatorPage
    ) -> None:
        tries = threading.Semaphore(0)

        def counted(handler: Handler) -> bool:
            tries.release()
            return not_found(handler)

        calculator.site.faults["rest.wasm"] = counted
        calculator.open("infrastructure")
        # It is fetched ahead, from a cache and then from the server.
        assert tries.acquire(timeout=60)
        assert tries.acquire(timeout=60)
        calculator.site.mend()
        with calculator.page.expect_request(lambda request: request.resource_type == "xhr") as its:
            calculator.answer({"deployments": NEEDS_THE_REST})
        assert its.value.url.endswith("/rest.wasm")
        expect(calculator.field("deployments")).to_have_attribute("aria-invalid", "true")

    @pytest.mark.parametrize("width", [360, 1280])
    def test_nothing_moves_when_the_result_arrives(
        self, calculator: CalculatorPage, width: int
    ) -> None:
        calculator.page.set_viewport_size({"width": width, "height": 800})
        calculator.page.add_init_script(
            """window.moved = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.moved += entry.value;
            }).observe({type: "layout-shift", buffered: true});"""
        )
        calculator.open("infrastructure")
        assert calculator.page.evaluate("window.moved") < 0.02

    def test_one_worker_for_all_forms_of_a_page(self, calculator: CalculatorPage) -> None:
        workers: list[Worker] = []
        calculator.page.on("worker", lambda worker: workers.append(worker))  # noqa: PLW0108
        calculator.open("calculator")
        assert len(workers) == 1

    def test_answers_never_leave_the_browser(self, calculator: CalculatorPage) -> None:
        calculator.open("infrastructure")
        asked: list[str] = []
        calculator.page.on("request", lambda request: asked.append(request.url))
        calculator.type(ALL_MET)
        calculator.field("deployments").press("Enter")
        calculator.settle()
        assert asked == []
        assert "?" not in calculator.page.url


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
    return send(handler, bytes(content))


def rules_that_are_none(handler: Handler) -> bool:
    """A page in which everything fits, except that it names the library as the rules."""
    folder = Path(handler.directory)
    library = next((folder / "runtime" / "files").glob("python-*.zip"))
    entry = {
        "path": f"files/{library.name}",
        "size": library.stat().st_size,
        "sha256": hashlib.sha256(library.read_bytes()).hexdigest(),
    }
    page = (Path(handler.translate_path(handler.path)) / "index.html").read_text(encoding="utf-8")
    page = re.sub("data-rules='[^']*'", f"data-rules='{json.dumps(entry)}'", page)
    return send(handler, page.encode(), "text/html")


def send(handler: Handler, content: bytes, kind: str = "") -> bool:
    handler.send_response(200)
    handler.send_header("Content-Type", kind or handler.guess_type(handler.path))
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
    return True


class Broken(NamedTuple):
    """What goes wrong with which file, and what the page says about it."""

    part: str
    fault: Fault
    code: str
    file: str = ""


def expect_failure(calculator: CalculatorPage, code: str, file: str = "") -> None:
    """The page says what failed, keeps what was typed, and goes on taking answers."""
    calculator.go("infrastructure")
    calculator.type({"customers-gained": "3"})
    calculator.expect_state("failed")
    before, _, after = word(f"failed-{code}").partition("{file}")
    text = f"^{re.escape(before)}{re.escape(file)}.*{re.escape(after)}$"
    expect(calculator.part("problem")).to_have_text(re.compile(text))
    expect(calculator.part("remedy")).to_have_text(word(f"remedy-{code}"))
    expect(calculator.field("customers-gained")).to_have_value("3")
    calculator.type({"customers-lost": "1"})
    expect(calculator.field("customers-lost")).to_have_value("1")


class TestFailure:
    @pytest.mark.parametrize(
        "broken",
        [
            Broken("pyodide.asm.wasm", not_found, "missing", "pyodide.asm.wasm"),
            Broken("/python-", not_found, "missing", "python-"),
            Broken("/rules/", not_found, "missing", f"{EDITION}-"),
            Broken("worker.mjs", not_found, "missing", "worker.mjs"),
            Broken("pyodide.asm.wasm", hang_up, "network", "pyodide.asm.wasm"),
            Broken("/rules/", hang_up, "network", f"{EDITION}-"),
            Broken("default/infrastructure/", rules_that_are_none, "python"),
        ],
        ids=lambda broken: f"{broken.part} {broken.code}",
    )
    def test_a_file(self, calculator: CalculatorPage, broken: Broken) -> None:
        calculator.site.faults[broken.part] = broken.fault
        expect_failure(calculator, broken.code, broken.file)

    @pytest.mark.parametrize(
        "part",
        [
            *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "/python-", "/rules/"),
            *("worker.mjs", "early.js", "report.mjs"),
        ],
    )
    def test_one_byte_of_a_file_flipped(self, calculator: CalculatorPage, part: str) -> None:
        name = {"/python-": "python-", "/rules/": f"{EDITION}-"}.get(part, part)
        calculator.site.faults[part] = one_byte_flipped
        expect_failure(calculator, "wrong-hash", name)

    @pytest.mark.parametrize(
        ("fault", "code"), [(one_byte_flipped, "wrong-hash"), (not_found, "missing")]
    )
    def test_the_rest_of_the_code_when_an_answer_needs_it(
        self, calculator: CalculatorPage, fault: Fault, code: str
    ) -> None:
        calculator.site.faults["rest.wasm"] = fault
        calculator.open("infrastructure")
        calculator.type({"customers-gained": NEEDS_THE_REST})
        calculator.expect_state("failed")
        before, _, _ = word(f"failed-{code}").partition("{file}")
        expect(calculator.part("problem")).to_contain_text(f"{before}rest.wasm")

    def test_what_only_files_need_is_missed_when_a_file_is_wanted(
        self, calculator: CalculatorPage
    ) -> None:
        calculator.site.faults["/more-"] = one_byte_flipped
        calculator.open("infrastructure")
        calculator.type(ALL_MET)
        calculator.settle()
        assert calculator.total == "100"
        calculator.part("save-json").click()
        calculator.expect_state("failed")
        expect(calculator.part("problem")).to_contain_text("more-")
        calculator.site.mend()
        calculator.part("retry").click()
        calculator.settle()
        calculator.expect_state("ready")
        with calculator.page.expect_download():
            calculator.part("save-json").click()

    def test_no_webassembly(self, chromium: Browser, site: Site) -> None:
        site.server.policy = POLICY.replace(" 'wasm-unsafe-eval'", "")
        page = chromium.new_page()
        expect_failure(CalculatorPage(page, site), "no-webassembly")
        page.close()

    @pytest.mark.parametrize(
        "script",
        [
            "delete window.Worker",
            # As in browsers that know workers but no modules in them: they ignore the option.
            "window.Worker = class { constructor(address) {} terminate() {} }",
        ],
        ids=["no workers", "no modules in them"],
    )
    def test_no_module_worker(self, calculator: CalculatorPage, script: str) -> None:
        calculator.page.add_init_script(script)
        expect_failure(calculator, "no-worker")

    def test_trying_again_scores_what_was_kept(self, calculator: CalculatorPage) -> None:
        calculator.site.faults["pyodide.asm.wasm"] = not_found
        expect_failure(calculator, "missing", "pyodide.asm.wasm")
        calculator.site.mend()
        calculator.part("retry").click()
        calculator.settle()
        calculator.expect_state("ready")
        assert calculator.metrics["net-customer-adds"] == "20"

    def test_a_damaged_copy_in_a_cache_is_replaced(self, calculator: CalculatorPage) -> None:
        damaged = [one_byte_flipped]
        calculator.site.faults["/python-"] = lambda handler: (
            damaged.pop()(handler) if damaged else False
        )
        calculator.open("infrastructure")
        calculator.expect_state("ready")
        assert damaged == []
