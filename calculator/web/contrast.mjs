/**
 * The same answers under another edition: total and verdict, then each metric with what made the
 * difference. The list of editions comes with the runtime's manifest, so that the pages of an edition
 * stay as they are when another is published.
 */
import { format, make, part, write } from "./dom.mjs";
import { newest } from "./download.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Newest} Newest
 * @typedef {import("./types").Both} Both
 * @typedef {import("./types").Change} Change
 */

/** @type {Promise<Newest | null> | undefined} */
let asked;

function build() {
  asked ??= newest().catch(() => null);
  return asked;
}

/** @param {HTMLFormElement} form */
function list(form) {
  const list = part(form, "other-edition");
  return list instanceof HTMLSelectElement ? list : null;
}

/**
 * Offer every other edition, the newest first; what is no published rule says so.
 * @param {HTMLFormElement} form
 * @param {Island} island
 */
export async function offerEditions(form, island) {
  const select = list(form);
  const known = await build();
  if (!select || !known || select.options.length > 1) return;
  const { language = "", edition: own } = form.dataset;
  for (const key of Object.keys(known.titles).sort().reverse()) {
    if (key === own || !known.editions[key]) continue;
    const title = known.titles[key]?.[language] ?? key;
    const status = known.status[key] ?? "";
    const option = new Option(format(island.words[`edition-${status}`], { title }) || title, key);
    option.dataset.status = status;
    select.add(option);
  }
  part(form, "contrast").hidden = select.options.length < 2;
  form.dataset.offered = "";
}

/**
 * The edition that the reader chose, or nothing.
 * @param {HTMLFormElement} form
 */
export function chosenEdition(form) {
  return list(form)?.value ?? "";
}

/**
 * Choose an edition, or none.
 * @param {HTMLFormElement} form
 * @param {string} edition
 * @returns {boolean}  Whether it can be chosen.
 */
export function wishEdition(form, edition) {
  const select = list(form);
  if (!select || ![...select.options].some((each) => each.value === edition)) return false;
  select.value = edition;
  return true;
}

/** @param {HTMLFormElement} form */
export function chooseNone(form) {
  const select = list(form);
  if (select) select.value = "";
}

/**
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {import("./types").Result["contrast"]} contrast
 */
export function drawContrast(form, island, contrast) {
  const box = part(form, "contrast-result");
  box.hidden = !contrast;
  const both = contrast?.sides ? contrast : null;
  part(box, "contrast-absent").hidden = !contrast?.absent;
  write(part(box, "contrast-absent"), contrast?.absent ?? "");
  for (const name of ["contrast-table", "contrast-notes"]) part(box, name).hidden = !both;
  drawLink(form, both);
  if (!both) return;
  both.sides.forEach((side, place) => {
    const day = make("span", "calc-of", side.day);
    part(box, place === 0 ? "contrast-before" : "contrast-after").replaceChildren(side.edition, " ", day);
  });
  const table = part(box, "contrast-table");
  for (const body of table.querySelectorAll("tbody")) body.remove();
  table.append(total(island, both), ...both.metrics.map((each) => metric(island, both, each)));
  part(box, "contrast-notes").replaceChildren(...notes(island, both));
}

/**
 * The page of all changes, which there is for every pair of published editions, the older one first.
 * @param {HTMLFormElement} form
 * @param {Both | null} both
 */
function drawLink(form, both) {
  const link = part(form, "contrast-link");
  link.hidden = !both || list(form)?.selectedOptions[0]?.dataset.status === "draft";
  const [older, newer] = (both?.sides ?? []).map((side) => side.edition).sort();
  link.querySelector("a")?.setAttribute("href", `${form.dataset.editions}${older}/to/${newer}/`);
}

/**
 * @param {Island} island
 * @param {Both} both
 */
function total(island, both) {
  // Where neither edition has metrics there are no points to set side by side.
  const scored = both.metrics.length > 0;
  const cells = both.sides.map((side) => {
    const points = make("p", "", make("strong", "", side.display), side.maximum ? ` / ${side.maximum}` : "");
    const verdict = make("p", "calc-verdict", side.verdict);
    verdict.dataset.outcome = side.status;
    const cell = make("td", "", ...(scored ? [points] : []), verdict, make("p", "calc-of", side.track));
    cell.dataset.side = side.edition;
    cell.dataset.points = side.points;
    return cell;
  });
  const row = make("tr", "", ...cells, make("td", "calc-change", scored ? both.difference.display : ""));
  const body = make("tbody", "calc-versus-total", ...(scored ? [titleRow(island.words.whole ?? "")] : []), row);
  if (both.level.length) body.append(wide(changes(island, both, both.level, true)));
  return body;
}

/**
 * @param {Island} island
 * @param {Both} both
 * @param {Both["metrics"][number]} each
 */
function metric(island, both, each) {
  const cells = each.points.map((points, place) => {
    const cell = make("td", "", points);
    cell.dataset.points = each.exact[place] ?? "";
    return cell;
  });
  const change = make("td", "calc-change", each.difference?.display ?? "–");
  const body = make("tbody", "", titleRow(each.title), make("tr", "", ...cells, change));
  body.dataset.contrast = each.metric;
  if (each.only) body.append(wide(make("p", "calc-help", each.only)));
  const differs = each.exact[0] !== each.exact[1];
  if (each.changes.length) body.append(wide(changes(island, both, each.changes, differs)));
  return body;
}

/** @param {string} title */
function titleRow(title) {
  const head = make("th", "", title);
  head.setAttribute("scope", "rowgroup");
  head.setAttribute("colspan", "3");
  return make("tr", "", head);
}

/** @param {HTMLElement} content */
function wide(content) {
  const cell = make("td", "", content);
  cell.setAttribute("colspan", "3");
  return make("tr", "", cell);
}

/**
 * What differs, unfolded where it may have made the difference.
 * @param {Island} island
 * @param {Both} both
 * @param {Change[]} found
 * @param {boolean} open
 */
function changes(island, both, found, open) {
  const summary = make("summary", "", format(island.words.causes, { count: found.length }));
  const details = make("details", "calc-causes", summary, changeList(island, both, found));
  details.toggleAttribute("open", open);
  return details;
}

/**
 * @param {Island} island
 * @param {Both} both
 * @param {Change[]} found
 */
function changeList({ words }, { sides }, found) {
  const items = found.map((each) => {
    const texts = [each.before, each.after].map((lines, place) => {
      const edition = make("span", "calc-of", sides[place]?.edition ?? "");
      const said = lines.length ? lines : [words.nothing ?? ""];
      return make("li", "", edition, ...said.map((line) => make("span", "calc-said", line)));
    });
    const item = make("li", "", each.label, make("ul", "calc-sides", ...texts));
    item.dataset.about = each.about;
    return item;
  });
  return make("ul", "calc-differences", ...items);
}

/**
 * Questions that only one edition asks, or that changed, and answers that the other cannot read.
 * @param {Island} island
 * @param {Both} both
 */
function notes(island, both) {
  const { words } = island;
  const edition = both.sides[1].edition;
  const shown = [];
  for (const [name, found] of /** @type {const} */ ([["not-asked", both.not_asked], ["asked", both.asked]])) {
    if (found.length) shown.push(note(name, format(words[name], { edition }), found.map((each) => each.ask)));
  }
  if (both.refused.length) {
    const told = both.refused.map((each) => [each.ask, each.problem, each.hint].filter(Boolean).join(" — "));
    shown.push(note("not-read", format(words["not-read"], { edition }), told));
  }
  if (both.questions.length) {
    const summary = make("summary", "", format(words["changed-questions"], { count: both.questions.length }));
    const items = both.questions.map((each) => {
      const item = make("li", "", each.ask, changeList(island, both, each.changes));
      item.dataset.changed = each.input;
      return item;
    });
    shown.push(make("details", "calc-causes", summary, make("ul", "calc-changed", ...items)));
  }
  return shown;
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string[]} items
 */
function note(name, title, items) {
  const box = make("div", "calc-note", make("p", "", title), make("ul", "", ...items.map((each) => make("li", "", each))));
  box.dataset.note = name;
  return box;
}
