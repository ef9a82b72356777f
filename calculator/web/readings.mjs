/**
 * Where the sources contradict themselves. If the verdict depends on that, both outcomes stand in the
 * open: the adopted one, then the single changes that turn it. All other combinations can be unfolded.
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
  const { depends } = words;
  const scored = Object.keys(score.metrics).length > 0;
  const turning = depends ? words.readings.filter((each) => turnsByItself(each, words.readings)) : [];
  const others = words.readings
    .filter((each) => !turning.includes(each))
    .sort((one, other) => Number(other.turns) - Number(one.turns));

  part(form, "depends").hidden = !depends;
  write(part(form, "adopted"), outcome(island, scored, score.readings[0]?.display ?? "", words.adopted));
  part(form, "turning").replaceChildren(...turning.map((each) => alternative(island, scored, each)));

  const count = { count: others.length };
  part(form, "others-box").hidden = others.length === 0;
  write(part(form, "others-count"), format(depends ? island.words.others : island.words["all-readings"], count));
  part(form, "others").replaceChildren(...others.map((each) => alternative(island, scored, each)));
}

/**
 * Whether no part of the changes would turn the verdict already.
 * @param {Alternative} one
 * @param {Alternative[]} all
 */
export function turnsByItself(one, all) {
  const changes = new Set(one.changed.map((each) => `${each.reading} ${each.value}`));
  const within = (/** @type {Alternative} */ other) =>
    other.changed.length < changes.size
    && other.changed.every((each) => changes.has(`${each.reading} ${each.value}`));
  return one.turns && !all.some((other) => other.turns && within(other));
}

/**
 * @param {Island} island
 * @param {boolean} scored  Whether anything earns points.
 * @param {string} points
 * @param {string} verdict
 */
function outcome({ words }, scored, points, verdict) {
  return scored ? format(words.outcome, { points, verdict }) : verdict;
}

/**
 * @param {Island} island
 * @param {boolean} scored
 * @param {Alternative} other
 */
function alternative(island, scored, other) {
  const changes = other.changed.map((each) => {
    const values = { adopted: value(island, each.adopted), value: value(island, each.value) };
    return make("li", "", each.question, " ", make("strong", "", format(island.words.instead, values)));
  });
  return make(
    "li",
    "",
    make("p", "calc-outcome", outcome(island, scored, other.points, other.status)),
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
