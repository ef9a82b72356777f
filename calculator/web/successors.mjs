/** The competency finder's result, made of pieces that the build left in the page with their sources. */
import { format, make } from "./dom.mjs";

/**
 * @typedef {import("./types").FinderIsland} FinderIsland
 * @typedef {import("./types").Successors} Successors
 */

/**
 * @param {HTMLElement} result
 * @param {FinderIsland} island
 * @param {Successors} found
 */
export function drawSuccessors(result, { words }, { areas, dates, statements }) {
  const cards = areas.map((each) => {
    const held = make("ul", "finder-list", ...each.for.map((key) => piece(`competency/${key}`)));
    const card = make("li", "finder-card", piece(`area/${each.area}`), make("p", "calc-of", words["in-place-of"] ?? ""), held);
    card.dataset.area = each.area;
    return card;
  });
  const guide = optionalPiece("guide");
  result.replaceChildren(
    title(words.designations),
    cards.length ? make("ul", "finder-cards", ...cards) : make("p", "", words["no-designation"] ?? ""),
    title(words.remains),
    list(statements?.map((each) => `${each.part}/${each.key}`), words["remains-unsaid"]),
    title(words.dates),
    list(dates?.map((each) => `date/${each.key}`), words["dates-unsaid"]),
    ...(guide ? [guide] : []),
  );
}

/**
 * @param {FinderIsland} island
 * @param {Successors} found
 */
export function successorsSentence({ words }, { held, areas }) {
  const names = areas.map((each) => piece(`area/${each.area}`).querySelector(".finder-title")?.textContent ?? "");
  return format(words["announce-competencies"], { held: held.length, areas: names.join(", ") });
}

/** @param {string | undefined} words */
export function title(words) {
  return make("h3", "finder-heading", words ?? "");
}

/**
 * @param {string[] | undefined} names
 * @param {string | undefined} unsaid  What stands there when the edition names nothing.
 */
function list(names, unsaid) {
  if (!names?.length) return make("p", "finder-unsaid", unsaid ?? "");
  return make("ul", "saiten-rules", ...names.map((name) => piece(name)));
}

/** @param {string} name */
function piece(name) {
  const found = optionalPiece(name);
  if (!found) throw new Error(`the page has no piece '${name}'`);
  return found;
}

/**
 * A copy of a piece of the page.
 * @param {string} name
 */
function optionalPiece(name) {
  const template = document.querySelector("template[data-finder-pieces]");
  if (!(template instanceof HTMLTemplateElement)) return null;
  const found = template.content.querySelector(`[data-piece="${CSS.escape(name)}"]`);
  const copy = found?.cloneNode(true);
  return copy instanceof HTMLElement ? copy : null;
}
