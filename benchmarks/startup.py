"""From navigation to the first score, on built sites, one after the other in turns.

    python benchmarks/startup.py SITE [SITE ...] [--runs 7] [--page areas/infrastructure/] [--slow]

Each run has a fresh profile: the first visit, then, some time after the first score, a later one.
Sites are served with the compressed copies that lie beside their files, or compressed here with
the browser's encoding left out. `--slow` shapes the link to 9 Mbit/s and 170 ms.
Prints medians as JSON: milliseconds, and bytes on the wire.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SCORED = """() => {
    const form = document.querySelector("form[data-calculator]");
    return form && form.dataset.scored !== undefined;
}"""
WATCH = """new MutationObserver((_, watch) => {
    if (!document.querySelector("form[data-scored]")) return;
    window.firstScore ??= performance.now();
    watch.disconnect();
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-scored"]});"""


class Handler(SimpleHTTPRequestHandler):
    """Serves compressed copies, as a host does, and lets hashed files be kept for ever."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.with_name(path.name + ".br")
        content = (packed if packed.is_file() else path).read_bytes()
        self.send_response(200)
        if packed.is_file():
            self.send_header("Content-Encoding", "br")
        kept = "/runtime/files/" in self.path
        self.send_header("Cache-Control", "max-age=31536000, immutable" if kept else "no-cache")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.server.sent += len(content)  # type: ignore[attr-defined]

    def log_message(self, *args: object) -> None:
        pass


def visit(
    browser: Browser, address: str, server: ThreadingHTTPServer, *, slow: bool
) -> list[float]:
    """The first visit, its bytes, and a later visit in the same profile."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    times = []
    server.sent = 0  # type: ignore[attr-defined]
    for _ in range(2):
        page = context.new_page()
        if slow:
            client = context.new_cdp_session(page)
            rate = 9_000_000 / 8
            client.send("Network.enable")
            shaped = {"offline": False, "latency": 170, "downloadThroughput": rate}
            client.send("Network.emulateNetworkConditions", {**shaped, "uploadThroughput": rate})
        page.goto(address, wait_until="commit")
        page.wait_for_function(SCORED, timeout=120_000)
        times.append(page.evaluate("window.firstScore"))
        if len(times) == 1:
            times.append(server.sent)  # type: ignore[attr-defined]
            page.wait_for_timeout(4000)
        page.close()
    context.close()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--page", default="areas/infrastructure/")
    parser.add_argument("--slow", action="store_true")
    options = parser.parse_args()
    servers = {}
    for site in options.sites:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers[str(site)] = server
    seen: dict[str, list[list[float]]] = {site: [] for site in servers}
    with sync_playwright() as playwright:
        path = os.environ.get("SAITEN_CHROMIUM") or None
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        for _ in range(options.runs):
            for site, server in servers.items():
                address = f"http://127.0.0.1:{server.server_port}/{options.page}"
                seen[site].append(visit(browser, address, server, slow=options.slow))
        browser.close()
    for site, runs in seen.items():
        first, sent, later = (round(statistics.median(each)) for each in zip(*runs, strict=True))
        print(json.dumps({"site": site, "first": first, "bytes": sent, "later": later}))


if __name__ == "__main__":
    main()
