/**
 * The report: one page to print, or to keep as PDF. It says what was typed, what came out and why,
 * under which edition and day, and carries the link that brings it all back.
 */
import { format, make, part, write, writeLines } from "./dom.mjs";
import { turnsByItself } from "./readings.mjs";
import { encode } from "./uqr.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Result} Result
 */

const SVG = "http://www.w3.org/2000/svg";
/** Lists of people longer than this are cut. */
const PEOPLE = 20;
/** Codes with more modules on a side are printed larger, so that a telephone can tell them apart. */
const DENSE = 90;
/** Outcomes under other readings that are told in full. */
const READINGS = 3;

/**
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {Result} result  What was drawn last.
 * @param {string} link
 */
export function openReport(form, island, result, link) {
  const report = part(form, "report");
  const home = report.parentElement;
  if (!(report instanceof HTMLDialogElement) || !home) return;
  draw(report, form, island, result, link);
  // Directly in the body, so that printing can leave out everything beside it. What the browser calls
  // modal lies above all pages, where long content prints wrongly: the rest is made inert instead.
  const others = [...document.body.children].filter((each) => each instanceof HTMLElement && !each.inert);
  const opener = document.activeElement;
  document.body.append(report);
  for (const each of others) each.toggleAttribute("inert", true);
  const close = () => {
    report.close();
    for (const each of others) each.toggleAttribute("inert", false);
    home.append(report);
    if (opener instanceof HTMLElement) opener.focus();
  };
  part(report, "report-close").onclick = close;
  part(report, "report-print").onclick = () => print();
  report.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
  report.show();
  part(report, "report-print").focus();
}

/**
 * @param {HTMLElement} report
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {Result} result
 * @param {string} link
 */
function draw(report, form, island, result, link) {
  const { carry: { words } } = island;
  const { language = "", edition = "" } = form.dataset;
  const day = new Date().toLocaleDateString(language, { dateStyle: "long" });
  const asOf = form.elements.namedItem("as_of");
  const on = asOf instanceof HTMLInputElement && asOf.value ? asOf.value : edition;
  write(part(report, "report-meta"), format(words["report-meta"], { edition, day: on, made: day }));
  drawOutcome(report, island, result);
  const cited = [...drawMetrics(report, island, result), ...drawLevels(report, island, result)];
  part(report, "report-sources").replaceChildren(...cited.map((title) => make("li", "", title)));
  part(report, "report-sources-box").hidden = cited.length === 0;
  drawReadings(report, island, result);
  drawAnswers(report, form, island, result);
  write(part(report, "report-link"), link);
  part(report, "report-link").setAttribute("href", link);
  drawCode(report, island, link);
}

/**
 * The points where there are any, the verdict, and among several levels the one reached and what the
 * next one needs.
 * @param {HTMLElement} report
 * @param {Island} island
 * @param {Result} result
 */
function drawOutcome(report, { levels, words: said }, { score, words }) {
  const most = score.maximum === null ? "" : ` / ${score.maximum}`;
  write(part(report, "report-total"), `${score.display}${most}`);
  const several = Object.keys(levels).length > 1;
  const [level, next] = [levels[score.level ?? ""], levels[score.next_level ?? ""]].map((each) => (several ? each : ""));
  part(report, "report-level").hidden = !level;
  write(part(report, "report-level"), format(said.level, { level: level ?? "" }));
  part(report, "report-next").hidden = !next || words.blocked.length === 0;
  write(part(report, "report-next"), format(said.next, { level: next ?? "" }));
  const verdict = part(report, "report-verdict");
  verdict.dataset.outcome = score.status;
  write(verdict, words.status);
  write(part(report, "report-track"), words.track);
  writeLines(part(report, "report-blocked"), words.blocked);
}

/**
 * The metrics with their reasons, and marks that lead to the sources.
 * @param {HTMLElement} report
 * @param {Island} island
 * @param {Result} result
 * @returns {string[]}  The sources in the order of their marks.
 */
function drawMetrics(report, { carry, metrics }, { score, words }) {
  const track = score.track ?? "";
  /** @type {string[]} */
  const cited = [];
  const rows = Object.entries(words.metrics).map(([name, each]) => {
    const head = make("th", "", metrics[track]?.[name] ?? name, " ", marks(carry, carry.cites[track]?.[name] ?? [], cited));
    head.setAttribute("scope", "row");
    const reasons = make("ul", "", ...each.reasons.map((line) => make("li", "", line)));
    const row = make("tr", "", head, make("td", "", each.points), make("td", "", each.state), make("td", "", reasons));
    row.dataset.reported = name;
    return row;
  });
  part(report, "report-metrics").replaceChildren(...rows);
  part(report, "report-metrics-box").hidden = rows.length === 0;
  return cited;
}

/**
 * Where no points are earned, the levels with what each requires.
 * @param {HTMLElement} report
 * @param {Island} island
 * @param {Result} result
 * @returns {string[]}  The sources in the order of their marks.
 */
function drawLevels(report, { carry, words: said }, { score, words }) {
  /** @type {string[]} */
  const cited = [];
  const levels = Object.keys(score.metrics).length > 0 ? [] : words.levels;
  const items = levels.map(({ level, title, reached, lines }) => {
    const state = said[`reached-${reached === null ? "open" : reached ? "yes" : "no"}`] ?? "";
    const list = make("ul", "");
    writeLines(list, lines);
    return make("li", "", make("p", "", make("strong", "", title), " ", state, " ", marks(carry, carry.levels[level] ?? [], cited)), list);
  });
  part(report, "report-levels").replaceChildren(...items);
  return cited;
}

/**
 * The numbers of some places among those that are cited, which grow with them.
 * @param {Island["carry"]} carry
 * @param {string[]} places
 * @param {string[]} cited
 */
function marks({ places: titles }, places, cited) {
  const numbers = places.map((place) => {
    const title = titles[place] ?? place;
    if (!cited.includes(title)) cited.push(title);
    return cited.indexOf(title) + 1;
  });
  return make("sup", "", [...new Set(numbers)].sort((one, other) => one - other).join(", "));
}

/**
 * The verdict under other readings, where it would be another.
 * @param {HTMLElement} report
 * @param {Island} island
 * @param {Result} result
 */
function drawReadings(report, { carry, values }, { score, words }) {
  const scored = Object.keys(score.metrics).length > 0;
  const turning = words.readings.filter((each) => turnsByItself(each, words.readings));
  const value = (/** @type {string} */ printed) => values[printed] ?? printed;
  const lines = turning.slice(0, READINGS).map((each) => {
    const changed = each.changed.map(({ question, adopted, value: other }) => (
      format(carry.words["report-reading"], { question, adopted: value(adopted), value: value(other) })
    ));
    const outcome = scored ? format(carry.words["report-outcome"], { points: each.points, verdict: each.status }) : each.status;
    return make("li", "", `${changed.join(" ")} ${outcome}`);
  });
  const more = turning.length - lines.length;
  if (more > 0) lines.push(make("li", "", format(carry.words.more, { count: more })));
  part(report, "report-readings").replaceChildren(...lines);
  part(report, "report-readings-box").hidden = lines.length === 0;
}

/**
 * What was asked and typed, in the words of the form.
 * @param {HTMLElement} report
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {Result} result
 */
function drawAnswers(report, form, { carry: { words } }, { refusals, roster }) {
  const rows = [...form.querySelectorAll("[data-question]")].flatMap((question) => {
    const name = question.getAttribute("data-question") ?? "";
    if (name === "in_track" && !question.querySelector("select")?.value) return [];
    if (name === "as_of" || (name === "people" && question.closest("[hidden]"))) return [];
    const asked = question.querySelector("label, legend")?.textContent ?? "";
    const answer = name === "people" ? people(roster, words) : typed(question, words);
    const refused = refusals[name] ? ` (${words["report-refused"]})` : "";
    const row = make("div", "", make("dt", "", asked), make("dd", "", `${answer}${refused}`));
    row.dataset.typed = name;
    return [row];
  });
  part(report, "report-answers").replaceChildren(...rows);
}

/**
 * @param {Element} question
 * @param {Record<string, string>} words
 */
function typed(question, words) {
  const none = words["report-unanswered"] ?? "";
  const counted = question.querySelector("[data-counted]:not([hidden]) [data-part=count]");
  if (counted) return counted.textContent ?? none;
  const field = question.querySelector("select, input:not([type=radio]), input:checked");
  if (field instanceof HTMLSelectElement) return field.value ? field.selectedOptions[0]?.textContent ?? "" : none;
  if (!(field instanceof HTMLInputElement) || field.value === "") return none;
  if (field.type === "radio") return field.closest("label")?.textContent?.trim() ?? "";
  const unit = question.querySelector(".calc-unit")?.textContent ?? "";
  return `${field.value}${unit ? ` ${unit}` : ""}`;
}

/**
 * @param {Result["roster"]} roster
 * @param {Record<string, string>} words
 */
function people(roster, words) {
  const all = roster?.people ?? [];
  const told = all.slice(0, PEOPLE).map(({ person, holds }) => `${person}: ${holds.join(", ") || "–"}`);
  const more = all.length - told.length;
  return [...told, ...(more > 0 ? [format(words.more, { count: more })] : [])].join(" / ") || words["report-unanswered"];
}

/**
 * The link as a QR code, where it fits into one.
 * @param {HTMLElement} report
 * @param {Island} island
 * @param {string} link
 */
function drawCode(report, { carry: { words } }, link) {
  const box = part(report, "report-code");
  try {
    const encoded = encode(link, { ecc: "L", border: 4 });
    box.classList.toggle("calc-code--dense", encoded.size > DENSE);
    box.replaceChildren(code(encoded, words["report-code"] ?? ""));
  } catch {
    box.replaceChildren(make("p", "", words["report-no-code"] ?? ""));
  }
}

/**
 * @param {import("./uqr.mjs").Encoded} encoded
 * @param {string} label
 */
function code({ size, data }, label) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  drawing.setAttribute("shape-rendering", "crispEdges");
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("class", "calc-code-ground");
  ground.setAttribute("width", String(size));
  ground.setAttribute("height", String(size));
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("class", "calc-code-dark");
  dark.setAttribute("d", data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join(""));
  drawing.append(ground, dark);
  return drawing;
}
