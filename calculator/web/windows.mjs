/** Under a look ahead, what each window of the edition makes of its months: drawn as Python gave it. */
import { format, make, part, write } from "./dom.mjs";

/** @typedef {import("./types").Forecast["windows"][number]} Window */

/**
 * Draw the months of every window; those without any are empty again.
 * @param {HTMLElement} panel
 * @param {Record<string, string>} words
 * @param {Window[]} found
 * @returns {string[]}  What to announce: the months that are enough, window by window.
 */
export function drawWindows(panel, words, found) {
  const told = [];
  for (const place of panel.querySelectorAll("[data-window]")) {
    const list = place.querySelector("dl");
    if (!(place instanceof HTMLElement) || !list) continue;
    const each = found.find(({ window }) => window === place.dataset.window);
    list.hidden = !each;
    const months = drawSpans(list, words, each?.spans ?? []);
    const title = part(place, "window-title").textContent ?? "";
    if (months) told.push(format(words.told, { title, months }));
    const carries = part(place, "window-carries");
    carries.hidden = !each?.carrier;
    write(carries, each?.carrier ? format(words.carries, { carrier: each.carrier, until: each.until ?? "" }) : "");
    place.dataset.until = each?.until ?? "";
  }
  return told;
}

/**
 * @param {HTMLElement} list
 * @param {Record<string, string>} words
 * @param {Window["spans"]} spans
 * @returns {string}  The months that are enough; empty where there are none.
 */
function drawSpans(list, words, spans) {
  let enough = "";
  for (const line of list.querySelectorAll("div")) {
    const own = spans.filter(({ state }) => state === line.dataset.state);
    line.hidden = own.length === 0;
    const months = own.flatMap(({ first, last }, place) => [
      place ? words.comma ?? "" : "",
      make("span", "forecast-span", first === last ? first : format(words.span, { first, last })),
    ]);
    const said = part(line, "window-months");
    said.replaceChildren(...months);
    if (line.dataset.state === "met") enough = said.textContent ?? "";
  }
  return enough;
}
