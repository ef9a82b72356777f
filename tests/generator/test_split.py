"""WebAssembly in two parts: what was called comes first, the rest when something calls it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import bundle
from generator.runtime import built

ROOT = Path(__file__).resolve().parents[2]
WASM = bytes.fromhex(
    # Signatures: () and (i32) -> i32; an import; two functions; a table, a memory, a global.
    "0061736d01000000 01 09 02 600000 60017f017f 02 09 01 03656e76 0166 00 00 03 03 02 01 01"
    "04 04 01 700001 05 03 01 0001 06 06 01 7f01 41000b"
    # "call" is the second function; the first stands in the table too.
    "07 11 02 0463616c6c 00 02 066d656d6f7279 02 00 09 07 01 00 41000b 01 01"
    # Twice the number, counting calls in the global; and that, or 0 for 0.
    "0a 1f 02 0e 00 2300 4101 6a 2400 2000 2000 6a 0b 0e 00 2000 047f 2000 1001 05 4100 0b 0b"
)
TRY = """
import { counted, counting, split } from "%(root)s/generator/runtime/split.mjs";
import { Rest } from "%(root)s/calculator/web/rest.mjs";
const module = Uint8Array.from(%(module)s);
const imports = { env: { f() {} } };
const all = await WebAssembly.instantiate(counting(module), imports);
all.instance.exports.call(0);
const called = counted(all.instance.exports);
const { first, rest } = split(module, called, (name) => name === "call");
const { instance } = await WebAssembly.instantiate(first, imports);
const seen = { called: [...called], names: Object.keys(instance.exports), asked: [] };
new Rest(instance, imports, () => (seen.asked.push("rest"), new WebAssembly.Module(rest)));
seen.gives = [0, 3, 4].map((number) => [instance.exports.call(number), seen.asked.length]);
console.log(JSON.stringify(seen));
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, list[object]]:
    script = TRY % {"root": ROOT.as_posix(), "module": list(WASM)}
    node = shutil.which("node") or "node"
    command = [node, "--input-type=module", "--eval", script]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seen: dict[str, list[object]] = json.loads(said)
    return seen


def test_what_is_called_is_counted(seen: dict[str, list[object]]) -> None:
    assert seen["called"] == [1]


def test_the_rest_is_asked_for_once_and_when_something_calls_it(
    seen: dict[str, list[object]],
) -> None:
    assert seen["gives"] == [[0, 0], [6, 1], [8, 1]]


def test_what_nobody_asks_for_is_not_exported(seen: dict[str, list[object]]) -> None:
    own = [name for name in seen["names"] if not str(name).startswith("saiten ")]
    assert own == ["call"]


def test_pyodide_comes_first_without_most_of_its_code() -> None:
    files = built.python_files(bundle.MODULES)
    folder = bundle.MODULES / "pyodide"
    for name in ("pyodide.asm.wasm", "pyodide.asm.mjs"):
        assert len(files[name]) < 0.65 * (folder / name).stat().st_size
    assert len(files["rest.wasm"]) > 0.6 * (folder / "pyodide.asm.wasm").stat().st_size
