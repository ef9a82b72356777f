"""Links, in the script that writes and reads them: whatever is typed comes back as it was."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.chance import seeded

LINK = Path(__file__).resolve().parents[2] / "calculator" / "web" / "link.mjs"
SCRIPT = f"""
import {{ readLink, writeLink, namedBy }} from {json.dumps(LINK.as_uri())};
import {{ readFileSync }} from "node:fs";
const asked = JSON.parse(readFileSync(0, "utf8"));
const written = (asked.write ?? []).map(writeLink);
const read = [...written, ...(asked.read ?? [])].map((text) => readLink(`#${{text}}`));
const named = (asked.named ?? []).map(namedBy);
console.log(JSON.stringify({{ written, read, named }}));
"""
ALPHABET = "09aZ,. +&=%#?/\\'\"<>()[]{}|^`~!*;:@$\t\n名山田ー１２．５🎉é\u3000\u200b"
FILLED: Mapping[str, object] = {
    "edition": "2022-03-16",
    "area": "infrastructure",
    "track": "",
    "as_of": "",
    "other": "",
    "answers": {},
    "roster": None,
}


def run(**asked: object) -> dict[str, list]:  # type: ignore[type-arg]
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, list] = json.loads(done.stdout)  # type: ignore[type-arg]
    return answer


def problems(text: str) -> list[tuple[str, str]]:
    [read] = run(read=[text])["read"]
    return [(each["code"], each["name"]) for each in read["problems"]]


def test_random_answers_come_back_as_they_were() -> None:
    chance = seeded(80)

    def word() -> str:
        return "".join(chance.choices(ALPHABET, k=chance.randint(1, 30)))

    keys = ("customers-gained", "area", "people", "v", "answer.v", "acr-now", "as-of")
    filled = [
        {
            **FILLED,
            "track": chance.choice(["", "smb"]),
            "as_of": chance.choice(["", "2022-10-03"]),
            "other": chance.choice(["", "2026-07-01"]),
            "answers": {key: word() for key in chance.sample(keys, 3)},
            "roster": chance.choice([None, "", word()]),
        }
        for _ in range(500)
    ]
    done = run(write=filled)
    assert [each["problems"] for each in done["read"]] == [[]] * len(filled)
    assert [each["linked"] for each in done["read"]] == filled
    for text in done["written"]:
        assert re.fullmatch(r"[A-Za-z0-9_~,:/.=&%-]*[^.,:&]", text)


def test_a_link_is_readable_and_its_order_is_its_own() -> None:
    answers = {"deployments": "5", "acr-now": "12,000", "enrolled": True}
    turned = dict(reversed(answers.items()))
    first, second = run(
        write=[{**FILLED, "as_of": "2022-03-16", "answers": each} for each in (answers, turned)]
    )["written"]
    assert (
        first
        == second
        == (
            "v=1&edition=2022-03-16&area=infrastructure&as-of=2022-03-16"
            "&acr-now=12,000&deployments=5&enrolled=true"
        )
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("v=2&edition=a&area=b", ("version", "2")),
        ("edition=a&area=b", ("version", "")),
        ("v=1&area=b", ("unnamed", "")),
        ("v=1&edition=a&area=b&x=%E0%A4&y=1", ("broken", "x")),
        ("v=1&edition=a&area=b&=3", ("broken", "")),
        ("v=1&edition=a&area=b&x=1&x=2", ("twice", "x")),
        (f"v=1&edition=a&area=b&{'x' * 99}=%", ("broken", f"{'x' * 60}…")),
    ],
)
def test_what_is_wrong_with_a_link_is_told(text: str, told: tuple[str, str]) -> None:
    assert problems(text) == [told]


def test_what_is_no_link_is_left_alone() -> None:
    hashes = ["", "#", "#calculator", "#case-all-met", "#%E0", "#v=1&edition=a&area=b"]
    assert run(named=hashes)["named"] == ["", "", "calculator", "case-all-met", "", "b"]
    assert run(read=["calculator", ""])["read"] == [None, None]


def test_names_of_objects_own_parts_are_only_names() -> None:
    [read] = run(read=["v=1&edition=a&area=b&__proto__=x&constructor=y"])["read"]
    assert read["problems"] == []
    assert read["linked"]["answers"]["constructor"] == "y"
