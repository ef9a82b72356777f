// @ts-check
import Engine from "./files/publicodes.js";

const rules = await (await fetch("files/rules.json")).json();
const engine = new Engine(rules);
engine.setSituation(Object.fromEntries(new URLSearchParams(location.search.replaceAll("-", "+"))));
const total = engine.evaluate("total").nodeValue;
const qualified = engine.evaluate("qualified").nodeValue;
const output = document.querySelector("output");
if (output) {
  output.textContent = `${total} ${qualified ? "qualified" : "not qualified"}`;
  output.dataset.points = String(total);
  output.dataset.scored = "0";
}
