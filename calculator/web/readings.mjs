/**
 * Where the sources contradict themselves: the outcome under the adopted readings, then under the
 * others. Those that turn the verdict stand first; the rest can be opened.
 */
import { format, make, part, write } from "./dom.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Alternative} Alternative
 */

/**
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {import("./types").Result} result
 */
export function drawReadings(form, island, { score, words }) {
  const box = part(form, "readings");
  box.hidden = words.readings.length === 0;
  box.dataset.depends = String(score.status === "depends-on-reading");
  const turning = words.readings.filter((each) => each.turns);
  const others = words.readings.filter((each) => !each.turns);
  write(part(box, "readings-lead"), (turning.length ? island.words.turning : island.words.agreed) ?? "");
  write(part(box, "adopted"), outcome(island, score.readings[0]?.display ?? "", words.adopted));
  part(box, "turning").replaceChildren(...turning.map((each) => alternative(island, each)));
  part(box, "turning").hidden = turning.length === 0;
  part(box, "agreeing-box").hidden = others.length === 0;
  write(part(box, "agreeing-count"), format(island.words.agreeing, { count: others.length }));
  part(box, "agreeing").replaceChildren(...others.map((each) => alternative(island, each)));
}

/**
 * @param {Island} island
 * @param {string} points
 * @param {string} verdict
 */
function outcome({ words }, points, verdict) {
  return format(words.outcome, { points, verdict });
}

/**
 * @param {Island} island
 * @param {Alternative} other
 */
function alternative(island, other) {
  const changes = other.changed.map((each) => {
    const said = { adopted: value(island, each.adopted), value: value(island, each.value) };
    return make("li", "", make("span", "", each.question), " ", make("strong", "", format(island.words.instead, said)));
  });
  return make(
    "li",
    "",
    make("p", "calc-outcome", outcome(island, other.points, other.status)),
    make("ul", "calc-changes", ...changes),
  );
}

/**
 * @param {Island} island
 * @param {string} printed
 */
function value({ values }, printed) {
  return values[printed] ?? printed;
}
