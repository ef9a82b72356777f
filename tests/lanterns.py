"""An invented programme: lantern makers, two ways of being judged, bands, no maximum.

It shares no limit, noun, key or count with the published programmes, so that a test which passes
on it has not passed because of a 70, a 100, five metrics or one level.
"""

from __future__ import annotations

__all__ = ["lantern_guild"]

Fields = dict[str, object]


def _text(ja: str, en: str) -> Fields:
    return {"ja": ja, "en": en}


def _input(kind: str, ask: str, **others: object) -> Fields:
    return {"type": kind, "ask": _text(f"{ask}?", ask), "cite": "scroll", **others}


def _noun(ja: str, one: str, many: str) -> Fields:
    return {"ja": ja, "en": [one, many]}


def lantern_guild() -> Fields:
    """A new copy of the programme's canonical mapping."""
    return {
        "edition": "1811-02-28",
        "units": {
            "lanterns": _noun("個", "lantern", "lanterns"),
            "crowns": _noun("クラウン", "crown", "crowns"),
            "percent": _noun("%", "%", "%"),
            "people": _noun("人", "person", "people"),
        },
        "certifications": {
            "wick-master": {"title": "Wick Master", "cite": "scroll"},
            "glass-blower": {"title": "Glass Blower", "cite": "scroll"},
        },
        "readings": _readings(),
        "score": _score(),
        "areas": {"harbour": _harbour(), "hill": _hill()},
    }


def _readings() -> Fields:
    return {
        "oil-needed": {
            "kind": "contradiction",
            "question": _text("油は4か6か", "4 or 6 of oil?"),
            "says": [
                {"value": 4, "cite": "scroll"},
                {"value": 6, "cite": "tablet"},
                {"value": 4, "cite": "tablet"},
            ],
            "adopted": 4,
        },
        "bonus": {
            "kind": "contradiction",
            "question": _text("加点は2か5/2か", "A bonus of 2 or of 5/2?"),
            "says": [{"value": "5/2", "cite": "scroll"}, {"value": 2, "cite": "tablet"}],
            "adopted": 2,
        },
        "moonlight": {
            "kind": "silence",
            "question": _text("月夜は", "What of moonlight?"),
            "adopted": "ignored",
        },
    }


def _score() -> Fields:
    """Two levels and no maximum; the first asks for little, the second for a choice of crafts."""
    return {
        "categories": {"craft": {"title": _text("技", "Craft"), "cite": "scroll"}},
        "levels": {
            "journeyman": {
                "title": _text("職人", "Journeyman"),
                "requires": [
                    {"score": "total", "at_least": "15/2", "cite": "scroll"},
                    {"every": "metric", "more_than": 0, "cite": "scroll"},
                ],
            },
            "master": {
                "title": _text("親方", "Master"),
                "requires": [
                    {"score": "total", "at_least": 11, "cite": "scroll"},
                    {"every": "metric", "at_least": 1, "cite": "scroll"},
                    {
                        "count": 1,
                        "of": [
                            {"score": "light", "at_least": 6, "cite": "scroll"},
                            {"score": "trade", "at_least": 5, "cite": "scroll"},
                        ],
                    },
                ],
            },
        },
    }


def _harbour() -> Fields:
    """An area with two tracks, of which the better one counts."""
    return {
        "area": "harbour",
        "title": _text("港", "Harbour"),
        "designation": _text("港の灯", "Harbour Light"),
        "inputs": {
            "at-sea": _input("flag", "Do you sell at sea", unanswered=False),
            "lit": _input(
                "count", "Lit", unit="lanterns", noun=_noun("灯", "lit lantern", "lit lanterns")
            ),
            "broken": _input(
                "count", "Broken", unit="lanterns", noun=_noun("破損", "loss", "losses")
            ),
            "oil": _input("number", "Oil"),
            "crowns-now": _input("money", "Crowns now", unit="crowns", noun=_text("今", "now")),
            "crowns-before": _input(
                "money", "Crowns before", unit="crowns", noun=_text("前", "before")
            ),
        },
        "derived": {
            "shining": {
                "net": {"gained": "lit", "lost": "broken"},
                "noun": _noun("純増の灯", "net lantern", "net lanterns"),
                "unit": "lanterns",
                "cite": "scroll",
            },
            "trade-growth": {
                "growth": {"now": "crowns-now", "before": "crowns-before"},
                "noun": _text("取引の伸び", "growth of trade"),
                "unit": "percent",
                "cite": "scroll",
            },
        },
        "tracks": {
            "choose": "best",
            "of": {
                "shore": {"title": _text("岸", "Shore"), "metrics": _shore()},
                "sea": {
                    "title": _text("海", "Sea"),
                    "when": [{"input": "at-sea", "is": True, "cite": "scroll"}],
                    "metrics": _sea(),
                },
            },
        },
    }


def _shore() -> Fields:
    return {
        "light": {
            "category": "craft",
            "title": _text("灯り", "Light"),
            "rule": {"points": 6, "per": "shining", "full_at": 9},
            "cite": "scroll",
        },
        "trade": {
            "category": "craft",
            "title": _text("取引", "Trade"),
            "rule": {
                "points": 7,
                "per": "trade-growth",
                "full_at": 35,
                "when": [
                    {
                        "input": "oil",
                        "at_least": 4,
                        "cite": "scroll",
                        "readings": {"at_least": "oil-needed"},
                    },
                    {"input": "crowns-before", "at_least": 20, "cite": "scroll"},
                ],
            },
            "cite": "scroll",
        },
    }


def _sea() -> Fields:
    return {
        "light": {
            "category": "craft",
            "title": _text("灯り", "Light"),
            "rule": {"points": 8, "per": "shining", "full_at": 16},
            "cite": "scroll",
        },
        "trade": {
            "category": "craft",
            "title": _text("取引", "Trade"),
            "rule": {
                "table": [
                    {
                        "points": 5,
                        "when": [{"input": "crowns-now", "at_least": 900, "cite": "scroll"}],
                    },
                    {
                        "points": "5/2",
                        "when": [{"input": "crowns-now", "at_least": 300, "cite": "scroll"}],
                    },
                    {
                        "points": 1,
                        "when": [{"input": "crowns-now", "more_than": 0, "cite": "scroll"}],
                    },
                ]
            },
            "cite": "scroll",
        },
    }


def _hill() -> Fields:
    """An area with one track and three metrics, one of each remaining rule."""
    return {
        "area": "hill",
        "title": _text("丘", "Hill"),
        "designation": _text("丘の灯", "Hill Light"),
        "inputs": {
            "season": _input(
                "choice",
                "Season",
                options={"dark": _text("冬", "Dark"), "bright": _text("夏", "Bright")},
            ),
            "lit": _input(
                "count", "Lit", unit="lanterns", noun=_noun("灯", "lit lantern", "lit lanterns")
            ),
            "makers": _input(
                "count",
                "Makers",
                unit="people",
                noun=_noun("作り手", "maker", "makers"),
                **{"from": {"holders": ["wick-master", "glass-blower"]}},
            ),
            "masters": _input(
                "count",
                "Masters",
                unit="people",
                noun=_noun("名人", "wick master", "wick masters"),
                **{"from": {"holders": ["wick-master"]}},
            ),
            "guild-points": _input("points", "Points that the guild shows"),
            "tally": _input("percent", "Tally", unit="percent", noun=_text("割合", "share")),
        },
        "derived": {
            "others": {
                "difference": {"now": "makers", "before": "masters"},
                "noun": _noun("ほかの作り手", "other maker", "other makers"),
                "unit": "people",
                "cite": "scroll",
            },
        },
        "metrics": {
            "light": {
                "category": "craft",
                "title": _text("灯り", "Light"),
                "rule": {
                    "best_of": [
                        {"points": 6, "per": "lit", "full_at": 4, "title": _text("数", "Number")},
                        {
                            "points": 6,
                            "per": "tally",
                            "full_at": 50,
                            "title": _text("割合", "Share"),
                        },
                    ]
                },
                "cite": "scroll",
            },
            "trade": {
                "category": "craft",
                "title": _text("取引", "Trade"),
                "rule": {"points": 3, "per": "guild-points", "full_at": 3},
                "cite": "scroll",
            },
            "people": {
                "category": "craft",
                "title": _text("人", "People"),
                "rule": {
                    "sum": [
                        {"points": 2, "per": "makers", "full_at": 3},
                        {
                            "points": 2,
                            "per": "others",
                            "full_at": 1,
                            "when": [
                                {
                                    "count": 1,
                                    "of": [
                                        {"input": "masters", "at_least": 2, "cite": "scroll"},
                                        {"input": "season", "is": "dark", "cite": "scroll"},
                                    ],
                                }
                            ],
                            "readings": {"points": "bonus"},
                        },
                    ],
                    "cap": 4,
                },
                "cite": "scroll",
            },
        },
    }
