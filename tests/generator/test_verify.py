"""Everything that `saiten check` looks at, for one edition or for all."""

from __future__ import annotations

from pathlib import Path

from generator.trials import CASE_DIFFERS
from generator.verify import verify, verify_all
from tests.chance import seeded
from tests.generator.guild import FILES, KEY, Mistake, plant, write_guild


def test_a_sound_edition_can_be_scored_and_its_examples_are_kept(tmp_path: Path) -> None:
    verified = verify(write_guild(tmp_path), KEY)
    assert verified.findings == verified.obstacles == ()
    assert verified.edition is not None
    assert list(verified.edition.areas) == ["harbour", "hill"]
    results = {trial.name: trial.result for trial in verified.cases}
    assert results["bright"] is not None
    assert results["bright"]["points"] == "13"


def test_an_edition_with_a_mistake_cannot_be_scored(tmp_path: Path) -> None:
    rules = write_guild(tmp_path)
    plant(rules / KEY, [Mistake("areas/hill.yml", "area: hill", "area: ⟦⟧hills", "area", "")])
    verified = verify(rules, KEY)
    assert verified.edition is None
    assert len(verified.obstacles) == 1


def test_an_example_that_differs_is_no_obstacle(tmp_path: Path) -> None:
    rules = write_guild(tmp_path)
    plant(rules / KEY, [Mistake("cases.yml", "points: 13", "points: ⟦⟧12", CASE_DIFFERS, "")])
    verified = verify(rules, KEY)
    assert [finding.code for finding in verified.findings] == [CASE_DIFFERS]
    assert verified.obstacles == ()
    assert verified.edition is not None


def test_changed_points_are_followed_by_the_examples(tmp_path: Path) -> None:
    hill = FILES["areas/hill.yml"]
    swapped = hill.replace("points: 4,", "points: 5,").replace("points: 9,", "points: 8,")
    verified = verify(write_guild(tmp_path, {"areas/hill.yml": swapped}), KEY)
    (finding,) = verified.findings
    assert finding.code == CASE_DIFFERS
    assert finding.message == "'makers' expects points: 11, the rules give 21/2"


def test_a_threshold_may_be_less_than_one(tmp_path: Path) -> None:
    harbour = FILES["areas/harbour.yml"].replace("full_at: 9", "full_at: 1/2")
    assert verify(write_guild(tmp_path, {"areas/harbour.yml": harbour}), KEY).findings == ()


def test_findings_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    rules = write_guild(tmp_path)
    mistakes = [
        Mistake("sources.yml", "page: 2", "page: ⟦⟧two", "number", ""),
        Mistake("areas/hill.yml", "    cite: scroll\n", "    ⟦⟧cite: skroll\n", "source", ""),
        Mistake("areas/hill.yml", "full_at: 9", "full_at: ⟦⟧x", "number", ""),
    ]
    plant(rules / KEY, mistakes)
    marks = [finding.mark for finding in verify(rules, KEY).findings]
    assert len(marks) == 3
    assert marks == sorted(marks)


def test_every_edition_of_the_index_is_looked_at(tmp_path: Path) -> None:
    rules = write_guild(tmp_path)
    (rules / "1812-01-01").mkdir()
    text = f"current: {KEY}\neditions: [{KEY}, 1812-01-01, 1813-01-01]\n"
    (rules / "index.yml").write_text(text, encoding="utf-8")
    index, editions = verify_all(rules)
    verified = list(editions)
    assert [each.loaded.key for each in verified] == [KEY, "1812-01-01"]
    assert [finding.code for finding in index.findings] == ["edition"]
    assert verified[0].findings == ()
    assert {finding.code for finding in verified[1].findings} == {"missing-file"}


def test_whatever_is_torn_out_of_a_file_checking_goes_on_to_its_end(tmp_path: Path) -> None:
    chance = seeded(28)
    whole = write_guild(tmp_path)
    for _ in range(80):
        name = chance.choice(list(FILES))
        text = FILES[name]
        at = chance.randrange(len(text))
        torn = text[:at] + text[at + chance.randint(1, 40) :]
        (whole / KEY / name).write_text(torn, encoding="utf-8")
        assert all(finding.message and finding.hint for finding in verify(whole, KEY).findings)
        (whole / KEY / name).write_text(text, encoding="utf-8")
    assert verify(whole, KEY).findings == ()
