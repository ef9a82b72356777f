/** The levels with what each requires: what holds, what does not, and what is still open. */
import { make, writeLines } from "./dom.mjs";

/** @typedef {import("./types").Outcome} Outcome */

/**
 * @param {HTMLFormElement} form
 * @param {import("./types").Island} island
 * @param {Outcome[]} outcomes
 */
export function drawLevels(form, { words }, outcomes) {
  const list = form.querySelector('[data-part="levels"]');
  list?.replaceChildren(...outcomes.map((each) => level(words, each)));
}

/**
 * @param {Record<string, string>} words
 * @param {Outcome} outcome
 */
function level(words, { level, title, reached, lines }) {
  const come = reached === null ? "open" : reached ? "yes" : "no";
  const list = make("ul", "calc-reasons");
  writeLines(list, lines);
  const head = make("p", "calc-level-head", make("strong", "", title), " ", make("span", "calc-state", words[`reached-${come}`] ?? ""));
  const item = make("li", "calc-level", head, list);
  item.dataset.level = level;
  item.dataset.is = { yes: "met", no: "unmet", open: "open" }[come];
  return item;
}
