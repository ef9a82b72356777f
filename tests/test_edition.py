"""What every edition in `rules/` must be, apart from what `saiten check` refuses."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from calculator import rules
from generator.load import Fields
from generator.references import as_list, find, mapping, metrics, walk
from tests.built.figures import figures
from tests.editions import AREAS, EDITIONS, FIRST, SETTLED, verified_edition


def fields_of(edition: str) -> Fields:
    return verified_edition(edition).loaded.fields


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_found_in_an_edition(edition: str) -> None:
    assert [finding.message for finding in verified_edition(edition).findings] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cited_place_is_listed_with_its_document_and_heading(edition: str) -> None:
    fields = fields_of(edition)
    places = mapping(mapping(fields["sources"])["places"])
    documents = mapping(mapping(fields["sources"])["documents"])
    cited = {str(found.value) for key in ("cite", "evidence") for found in find(fields, key)}
    assert cited <= set(places)
    for name in cited:
        place = mapping(places[name])
        assert place["document"] in documents, name
        assert str(place["heading"]).strip(), name
    used = {mapping(place)["document"] for place in places.values()}
    assert used == set(documents), "a document is listed only where a place of it is cited"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_place_listed_is_cited(edition: str) -> None:
    fields = fields_of(edition)
    places = set(mapping(mapping(fields["sources"])["places"]))
    assert places == {
        str(found.value) for key in ("cite", "evidence") for found in find(fields, key)
    }


def test_every_place_in_the_deck_has_its_page() -> None:
    places = mapping(mapping(fields_of(FIRST)["sources"])["places"])
    deck = [mapping(place) for place in places.values() if mapping(place)["document"] == "deck"]
    pages = [place["page"] for place in deck]
    assert pages == sorted(pages, key=lambda page: int(str(page)))
    assert len(set(pages)) == len(pages), "two places stand on one page under two headings"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_text_is_there_in_both_languages(edition: str) -> None:
    texts = 0
    for path, value in walk(fields_of(edition)):
        text = mapping(value)
        if "ja" in text or "en" in text:
            texts += 1
            words = [word for language in ("ja", "en") for word in as_list(text.get(language))]
            assert len(words) >= 2, path
            assert all(str(word).strip() for word in words), path
    assert texts > 100


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_points_of_every_track_add_up_to_the_total(edition: str) -> None:
    scored = verified_edition(edition).edition
    assert scored is not None
    adopted = {name: reading.values[0] for name, reading in scored.readings.items()}
    for area in scored.areas.values():
        for track in area.tracks:
            chosen = [each.rules[each.chosen(adopted)] for each in track.metrics.values()]
            total = sum((rules.maximum(rule) for rule in chosen), Fraction(0))
            assert total == scored.maximum, (area.name, track.name)


# The keys that links, tests and other people's files depend on: section 4 of the design.

METRICS = [
    "net-customer-adds",
    "intermediate-certifications",
    "advanced-certifications",
    "usage-growth",
    "deployments",
]
HOLDERS = "(intermediate|advanced)-holders"
AZURE = (
    "customers-(gained|lost)|acr-(now|year-ago)|deployments|administrators|solutions-architects"
    f"|{HOLDERS}|customers-smb-percent|enrolled|months-smb"
)
SECURITY = (
    "(azure|m365)-customers-(gained|lost)|security-acr-(now|year-ago)"
    "|protected-users-(now|year-ago)|(azure|m365)-deployments-(now|year-ago)"
)
INPUTS = {
    "infrastructure": AZURE,
    "data-ai": AZURE,
    "digital-app-innovation": AZURE,
    "modern-work": (
        "(enterprise|smb)-customers-(gained|lost)"
        "|(enterprise-(cpor|dpor)|smb-(cpor|csp))-(active-users|deployments)-(now|year-ago)"
        f"|{HOLDERS}"
    ),
    "security": f"((enterprise|smb)-)?({SECURITY})|security-(engineers|analysts)|{HOLDERS}",
    "business-applications": (
        "track-workloads|workloads-(gained|lost)|(deployments|mcv)-(now|year-ago)"
        f"|[a-z-]+-(users|profiles)-(now|year-ago)|{HOLDERS}"
    ),
}
EVERYWHERE = f"((enterprise|smb)-)?points-({'|'.join(METRICS)})|(enterprise|smb)-customers"


@pytest.mark.parametrize("edition", SETTLED)
def test_areas_and_metrics_keep_their_keys(edition: str) -> None:
    scored = verified_edition(edition).edition
    assert scored is not None
    assert list(scored.areas) == AREAS
    for area in scored.areas.values():
        for track in area.tracks:
            named = [metric for metric in METRICS if metric in track.metrics]
            assert list(track.metrics) == named, (area.name, track.name)


@pytest.mark.parametrize("edition", SETTLED)
def test_inputs_keep_their_keys(edition: str) -> None:
    scored = verified_edition(edition).edition
    assert scored is not None
    for area in scored.areas.values():
        allowed = re.compile(f"{INPUTS[area.name]}|{EVERYWHERE}")
        strange = [name for name in area.inputs if not allowed.fullmatch(name)]
        assert strange == [], area.name


@pytest.mark.parametrize("edition", SETTLED)
def test_infrastructure_is_answered_by_the_same_nine_keys(edition: str) -> None:
    scored = verified_edition(edition).edition
    assert scored is not None
    assert {
        "customers-gained",
        "customers-lost",
        "acr-now",
        "acr-year-ago",
        "deployments",
        "administrators",
        "solutions-architects",
        "intermediate-holders",
        "advanced-holders",
    } <= set(scored.area("infrastructure").inputs)


# What holds for the keys of every edition, whatever it asks.

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PAIRS = {"-gained": "-lost", "-lost": "-gained", "-now": "-year-ago", "-year-ago": "-now"}
ENDINGS = {"gained": "-gained", "lost": "-lost", "now": "-now", "before": "-year-ago"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_keys_are_words_joined_by_hyphens(edition: str) -> None:
    scored = verified_edition(edition).edition
    assert scored is not None
    keys = [*scored.areas]
    for area in scored.areas.values():
        keys += [*area.inputs, *area.derived]
        keys += [name for track in area.tracks for name in (*track.metrics,)]
    assert [key for key in keys if not KEY.fullmatch(key)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_keys_of_what_is_compared_end_alike_and_come_in_pairs(edition: str) -> None:
    for name, area in mapping(fields_of(edition)["areas"]).items():
        inputs = mapping(mapping(area).get("inputs"))
        for key in inputs:
            ending = next((each for each in PAIRS if key.endswith(each)), "")
            other = f"{key.removesuffix(ending)}{PAIRS.get(ending, '')}"
            assert other in inputs, (name, key, f"lacks {other}")
        for path, value in walk(mapping(mapping(area).get("derived"))):
            if path[-1:] in (("net",), ("growth",)):
                for role, each in mapping(value).items():
                    assert each not in inputs or str(each).endswith(ENDINGS[role]), (name, each)


@pytest.mark.parametrize(("before", "after"), list(pairwise(sorted(EDITIONS))))
def test_what_keeps_its_title_keeps_its_key(before: str, after: str) -> None:
    old, new = fields_of(before), fields_of(after)
    assert renamed(titles(mapping(old["areas"])), titles(mapping(new["areas"]))) == []
    for key, area in mapping(new["areas"]).items():
        known = mapping(mapping(old["areas"]).get(key))
        assert renamed(metric_titles(known), metric_titles(mapping(area))) == [], key


def titles(things: Fields) -> list[tuple[str, str]]:
    """The key of each thing, with its title."""
    return [(key, str(mapping(thing)["title"])) for key, thing in things.items()]


def metric_titles(area: Fields) -> list[tuple[str, str]]:
    """The keys of an area's metrics in all its tracks, with their titles."""
    return [each for _, named in metrics(area, ()) for each in titles(named)]


def renamed(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[str]:
    """The new keys of what had another key before, which nothing has any longer."""
    had = {title: key for key, title in before}
    kept = {key for key, _ in after}
    return [key for key, title in after if had.get(title, key) not in kept]


# What the benefits add up stands a second time, in the words of the tables and statements.

ROWS = {
    "production-credits": ["azure-production-credits"],
    "dev-test-credits": ["azure-dev-test-credits"],
    "visual-studio": ["visual-studio-enterprise"],
    "power-bi": ["power-bi-premium"],
    "microsoft-365": ["microsoft-365-e3"],
    "project-online": ["project-plan-5"],
    "visio-online": ["visio-plan-2"],
    "software-licences": [
        "windows-iot",
        "windows-server-standard",
        "windows-server-datacenter",
        "sql-server",
        "system-center-standard",
    ],
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_counted_of_march_2022_is_what_its_table_prints(language: str) -> None:
    fields: Any = fields_of(FIRST)
    table = fields["areas"]["infrastructure"]["benefits"]["rows"]
    counted = fields["benefits"]["products"]
    assert sorted(counted) == sorted(key for keys in ROWS.values() for key in keys)
    for row, keys in ROWS.items():
        for column, grant in (
            ("designation", "infrastructure"),
            ("specialization", "specializations"),
        ):
            cell = table[row][column]
            printed = figures(cell[language]) if cell is not None else []
            amounts = [
                str(counted[key]["grants"][grant]["amount"])
                for key in keys
                if grant in counted[key]["grants"]
            ]
            assert bool(printed) == bool(amounts), (row, column)
            assert Counter(amounts) <= Counter(printed), (row, column)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_counted_of_july_2026_is_what_its_statements_print(language: str) -> None:
    benefits: Any = fields_of("2026-07-01")["benefits"]
    stated = benefits["groups"]["product-benefits"]["statements"]
    amounts: dict[str, Counter[str]] = {}
    for product in benefits["products"].values():
        for key, grant in product["grants"].items():
            said = stated[f"{key}-benefits"]
            assert (said["cite"], said["confidence"]) == (grant["cite"], grant["confidence"])
            amounts.setdefault(key, Counter())[str(grant["amount"])] += 1
    assert sorted(f"{key}-benefits" for key in amounts) == sorted(stated)
    for key, counted in amounts.items():
        assert counted <= Counter(figures(stated[f"{key}-benefits"]["text"][language])), key


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("edition", SETTLED)
def test_windows_are_as_long_as_the_words_of_the_programme_say(edition: str, language: str) -> None:
    fields: Any = fields_of(edition)
    windows = fields["score"].get("windows", {})
    sections = fields["sections"]
    said = sections.get("qualification-window", {"statements": {}})["statements"]
    assert list(windows) == ["not-enrolled", "enrolled"] * bool(said)
    for name, window in windows.items():
        words = re.split(r"[。.]", said[f"window-{name}"]["text"][language])[0]
        # The sources count the months before the one with which a window ends.
        printed = [str(window["months"] - 1)] if "months" in window else []
        assert [each for each in figures(words) if len(each) == 1] == printed, name
