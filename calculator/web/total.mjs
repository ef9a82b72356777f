/** The total against the line that passes, the verdict, and what stands in the way. */
import { drawBar } from "./bars.mjs";
import { format, part, write, writeLines } from "./dom.mjs";

/**
 * @param {HTMLFormElement} form
 * @param {import("./types").Island} island
 * @param {import("./types").Result} result
 */
export function drawTotal(form, { levels, words: pageWords }, { score, words }) {
  const output = part(form, "total");
  output.dataset.points = score.points;
  write(output, score.display);
  drawBar(part(form, "summary"), "earned", score.points, score.maximum);
  drawBar(part(form, "summary"), "reach", score.reachable, score.maximum);

  const verdict = part(form, "verdict");
  verdict.dataset.verdict = score.status;
  write(verdict, words.status);

  // Kept in place when there is nothing to say, so that what follows stays where it is.
  part(form, "reach").toggleAttribute("data-off", score.points === score.reachable || !score.maximum);
  const certain = part(form, "certain");
  certain.hidden = !words.certain;
  write(certain, words.certain);
  const several = Object.keys(levels).length > 1;
  drawLevel(part(form, "level"), pageWords.level, several && score.level, levels);
  drawLevel(part(form, "next"), pageWords.next, several && words.blocked.length > 0 && score.next_level, levels);
  writeLines(part(form, "blocked"), words.blocked);
}

/**
 * A sentence about a level, where there is one to name.
 * @param {HTMLElement} line
 * @param {string | undefined} sentence
 * @param {string | false | null} level
 * @param {Record<string, string>} titles
 */
function drawLevel(line, sentence, level, titles) {
  line.hidden = !level;
  write(line, format(sentence, { level: titles[level || ""] ?? "" }));
}
