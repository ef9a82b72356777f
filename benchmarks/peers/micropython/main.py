"""One area in plain Python, since the calculator itself needs CPython's library.

It reads points, thresholds and conditions from the same rules; it knows floats instead of exact
fractions, one reading, one verdict, and no reasons, ranges or refusals.
"""

import json

from js import location
from pyscript import document


def answered() -> dict[str, float]:
    pairs = [each.split("=") for each in location.search[1:].split("&") if "=" in each]
    return {name: float(value) for name, value in pairs}


def amount(name: str, derived: dict, answers: dict[str, float]) -> float | None:
    rule = derived.get(name)
    if rule is None:
        return answers.get(name)
    if "net" in rule:
        gained, lost = answers.get(rule["net"]["gained"]), answers.get(rule["net"]["lost"])
        return None if gained is None or lost is None else gained - lost
    now, before = answers.get(rule["growth"]["now"]), answers.get(rule["growth"]["before"])
    return None if now is None or not before else (now - before) / before * 100


def points(rule: dict, derived: dict, answers: dict[str, float]) -> float:
    for gate in rule.get("when", []):
        if answers.get(gate["input"], 0) < gate["at_least"]:
            return 0
    value = amount(rule["per"], derived, answers)
    if value is None:
        return 0
    return rule["points"] * min(max(value, 0), rule["full_at"]) / rule["full_at"]


with open("rules.json") as file:  # noqa: PTH123  MicroPython has no pathlib
    rules = json.load(file)
area = rules["areas"]["infrastructure"]
given = answered()
metrics = [points(each["rule"], area["derived"], given) for each in area["metrics"].values()]
total = sum(metrics)
qualified = total >= 70 and min(metrics) >= 1
output = document.querySelector("output")
output.textContent = str(total) + (" qualified" if qualified else " not qualified")
output.setAttribute("data-points", str(round(total)))
output.setAttribute("data-scored", "0")
