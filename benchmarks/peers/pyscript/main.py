"""The calculator in PyScript: the same modules, the same rules, drawn by Python."""

import json
from pathlib import Path
from urllib.parse import parse_qsl

from js import location
from pyscript import document

from calculator.browser import load, score

load("2022-03-16", Path("rules.json").read_text(encoding="utf-8"))
answers = dict(parse_qsl(location.search.removeprefix("?")))
request = {"edition": "2022-03-16", "area": "infrastructure", "language": "ja", "answers": answers}
result = json.loads(score(json.dumps(request)))
output = document.querySelector("output")
output.textContent = result["score"]["display"] + " " + result["words"]["status"]
output.setAttribute("data-points", result["score"]["points"])
output.setAttribute("data-scored", "0")
