/** The transition guide's result: situations that fit first, each with its days, reasons and sources. */
import { format, make, write } from "./dom.mjs";
import { title } from "./successors.mjs";

/**
 * @typedef {import("./types").FinderIsland} FinderIsland
 * @typedef {import("./types").Guide} Guide
 * @typedef {import("./types").Judged} Judged
 * @typedef {import("./types").Situation} Situation
 */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} result
 * @param {FinderIsland} island
 * @param {Guide} found
 */
export function drawGuide(form, result, island, found) {
  drawRefusals(form, island, found.refusals);
  const { words } = island;
  const fit = found.situations.filter((each) => each.state !== "fails");
  const rest = found.situations.filter((each) => each.state === "fails");
  const unsaid = found.unsaid.map((each) => {
    const line = make("p", "finder-unsaid", format(words.unsaid, { span: spellSpan(island, each) }));
    line.dataset.unsaid = each.from.milestone;
    return line;
  });
  result.replaceChildren(...unsaid, ...fit.map((each) => situation(island, each)));
  if (found.restrictions.length) {
    result.append(title(words.restrictions), make("ul", "saiten-rules", ...found.restrictions.map(copy)));
  }
  if (rest.length) {
    const summary = make("summary", "", format(words.otherwise, { count: rest.length }));
    result.append(make("details", "finder-rest", summary, ...rest.map((each) => situation(island, each))));
  }
}

/**
 * @param {FinderIsland} island
 * @param {Guide} found
 */
export function guideSentence({ words, situations }, found) {
  const titles = found.situations.filter((each) => each.state !== "fails").map((each) => situations[each.key] ?? "");
  const said = format(words["announce-transition"], { count: titles.length, titles: titles.join(", ") });
  return Object.keys(found.refusals).length ? `${words["announce-refused"]} ${said}` : said;
}

/**
 * @param {FinderIsland} island
 * @param {Situation} each
 */
function situation(island, each) {
  const { words } = island;
  const name = make("a", "", island.situations[each.key] ?? "");
  name.setAttribute("href", `#${each.key}`);
  const state = make("span", "finder-state", words[`state-${each.state}`] ?? "");
  const span = make("p", "finder-span", spellSpan(island, each), ...sources(each.key));
  const heading = make("h3", "finder-heading", name, " ", state);
  const box = make("section", "finder-card", heading, span, ...reasons(island, each));
  box.dataset.situation = each.key;
  box.dataset.is = each.state;
  box.append(...members(island, each));
  return box;
}

/**
 * The statements and choices of a situation that fit, or may fit.
 * @param {FinderIsland} island
 * @param {Situation} each
 */
function members(island, { state, statements, choices }) {
  if (state === "fails") return [];
  const { words } = island;
  const said = statements.filter((one) => one.state !== "fails");
  const open = choices.filter((one) => one.state !== "fails");
  const shown = [];
  if (said.length) shown.push(make("ul", "saiten-rules", ...said.map((one) => member(island, one))));
  if (open.length > 1) shown.push(make("p", "", words["choose-one"] ?? ""));
  if (open.length) shown.push(make("ul", "finder-cards", ...open.map((one) => member(island, one))));
  return shown.length ? shown : [make("p", "finder-unsaid", words["says-nothing"] ?? "")];
}

/**
 * @param {FinderIsland} island
 * @param {Judged} one
 */
function member(island, one) {
  const item = copy(one.key);
  item.dataset.option = one.key;
  item.dataset.is = one.state;
  if (one.reasons.length) item.append(...reasons(island, one));
  return item;
}

/**
 * @param {FinderIsland} island
 * @param {Judged} judged
 */
function reasons({ words, questions }, judged) {
  const told = judged.reasons
    .filter((each) => each.state === judged.state)
    .map((each) => {
      const values = { question: questions[each.question] ?? "", answer: (each.answer ? words.yes : words.no) ?? "" };
      return make("p", "finder-reason", format(words[`reason-${each.state}`], values));
    });
  return told.length ? told : [make("p", "finder-reason", words.always ?? "")];
}

/**
 * @param {FinderIsland} island
 * @param {{from: import("./types").Point, until: import("./types").Point | null}} span
 */
function spellSpan(island, { from, until }) {
  const start = spell(island, from);
  return until
    ? format(island.words["from-until"], { start, end: spell(island, until) })
    : format(island.words.from, { start });
}

/**
 * @param {FinderIsland} island
 * @param {import("./types").Point} point
 */
function spell({ words, milestones }, point) {
  const name = milestones[point.milestone] ?? "";
  return point.words
    ? format(words.point, { title: name, date: point.words })
    : format(words["point-unknown"], { title: name });
}

/**
 * A copy of something that stands on the page, with its sources and without its addresses.
 * @param {string} key
 */
function copy(key) {
  const found = document.getElementById(key);
  if (!found) throw new Error(`the page has no '${key}'`);
  const copied = /** @type {HTMLElement} */ (found.cloneNode(true));
  for (const each of [copied, ...copied.querySelectorAll("[id]")]) each.removeAttribute("id");
  for (const anchor of copied.querySelectorAll(".saiten-anchor")) anchor.remove();
  return copied;
}

/**
 * The sources of a situation stand in the line below its heading.
 * @param {string} key
 */
function sources(key) {
  const cites = document.getElementById(key)?.nextElementSibling?.querySelector(".saiten-cites");
  return cites ? [" ", cites.cloneNode(true)] : [];
}

/**
 * @param {HTMLFormElement} form
 * @param {FinderIsland} island
 * @param {Guide["refusals"]} refusals
 */
function drawRefusals(form, { words, milestones }, refusals) {
  for (const field of form.querySelectorAll("[data-milestone]")) {
    const refusal = refusals[field.getAttribute("data-milestone") ?? ""];
    const line = field.querySelector('[data-part="refusal"]');
    const input = field.querySelector("input");
    // A browser gives no text for a day that does not exist, and says so beside it.
    const unreadable = input?.validity.badInput ? words["not-a-day"] : "";
    const told = refusal ? format(words[refusal.code], { title: milestones[refusal.after ?? ""] ?? "" }) : unreadable;
    if (line instanceof HTMLElement) {
      line.hidden = !told;
      write(line, told ?? "");
    }
    if (told) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }
}
