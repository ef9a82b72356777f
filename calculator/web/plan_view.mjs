/** A plan on the page: the cheapest way in the open, everything else to be unfolded. */
import { format, make, part, write, writeItems, writeLines } from "./dom.mjs";
import { leadTo } from "./missing.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Planned} Planned
 * @typedef {import("./types").Fill} Fill
 */

/** So many assumptions stand in the open. */
const FEW = 3;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} panel
 * @param {Island} island
 * @param {Planned} made
 * @param {Record<string, string>} wishes  Costs and locks as typed before.
 * @param {(fill: Fill) => void} use  Called when the reader wants a plan in the form.
 */
export function drawPlan(form, panel, island, made, wishes, use) {
  const { plan, words } = made;
  write(part(panel, "plan-status"), words.status);
  write(part(panel, "plan-holds"), words.readings);
  const lists = part(panel, "plan-readings-field");
  lists.hidden = plan.contradictions.length === 0;
  const asked = plan.status === "unanswered" ? plan.ask : [];
  part(panel, "plan-ask").replaceChildren(
    ...asked.map((key, place) => make("li", "", leadTo(form, key, words.ask[place] ?? key))),
  );
  part(panel, "plan-short").hidden = plan.status !== "out-of-reach";
  write(part(panel, "plan-farthest"), format(island.plan.farthest, { points: plan.farthest.display }));
  part(panel, "plan-farthest").hidden = part(form, "total").closest("[hidden]") !== null;
  writeLines(part(panel, "plan-blocked"), words.blocked);
  drawWays(panel, island, made, use);
  drawAssumed(panel, island, words.assumed);
  drawCosts(panel, island, made, wishes);
  drawOutlook(panel, island, made);
}

/**
 * @param {HTMLElement} panel
 * @param {Island} island
 * @param {Planned} made
 * @param {(fill: Fill) => void} use
 */
function drawWays(panel, island, { plan, words, fills }, use) {
  // Where the level is reached, the one way is to change nothing.
  const ways = plan.status === "reachable" ? words.ways : [];
  const drawn = ways.map((each, place) => way(island, each, fills[place] ?? null, use, place === 0 ? "div" : "li"));
  drawn.forEach((each, place) => {
    each.dataset.way = String(place);
    each.dataset.cost = plan.ways[place]?.cost ?? "";
  });
  part(panel, "plan-cheapest").replaceChildren(...drawn.slice(0, 1));
  part(panel, "plan-ways").replaceChildren(...drawn.slice(1));
  part(panel, "plan-more").hidden = ways.length === 0 || (drawn.length < 2 && plan.complete);
  write(part(panel, "plan-more-count"), format(island.plan.more, { count: Math.max(drawn.length - 1, 0) }));
  const told = plan.complete ? "all" : plan.proven ? "cut" : "unproven";
  write(part(panel, "plan-complete"), island.plan[told] ?? "");
}

/**
 * @param {Island} island
 * @param {import("./types").WayWords} words
 * @param {Fill | null} fill
 * @param {(fill: Fill) => void} use
 * @param {string} tag
 */
function way(island, words, fill, use, tag) {
  const head = make("p", "calc-way-head", make("strong", "", words.cost));
  if (words.after) head.append(" ", make("span", "calc-of", words.after));
  const changes = make("ul", "calc-way-changes", ...words.changes.map((each) => make("li", "", each)));
  const box = make(tag, "calc-way", head, changes);
  if (words.losing.length) {
    box.append(make("ul", "calc-way-losing", ...words.losing.map((each) => make("li", "", each))));
  }
  if (fill) {
    const button = make("button", "calc-button", island.plan.use ?? "");
    button.setAttribute("type", "button");
    button.addEventListener("click", () => use(fill));
    box.append(make("p", "calc-way-use", button));
  } else {
    box.append(make("p", "calc-help", island.plan.untyped ?? ""));
  }
  return box;
}

/**
 * @param {HTMLElement} panel
 * @param {Island} island
 * @param {string[]} assumed
 */
function drawAssumed(panel, island, assumed) {
  const box = part(panel, "plan-assumed-box");
  if (box instanceof HTMLDetailsElement && box.hidden) box.open = assumed.length > 0 && assumed.length <= FEW;
  box.hidden = assumed.length === 0;
  write(part(box, "plan-assumed-count"), format(island.plan.assumed, { count: assumed.length }));
  writeItems(part(box, "plan-assumed"), assumed);
}

/**
 * A row for each input that may be planned. Rows stay as they are, so that typing in one goes on.
 * @param {HTMLElement} panel
 * @param {Island} island
 * @param {Planned} made
 * @param {Record<string, string>} wishes
 */
function drawCosts(panel, island, { plan, words, refusals }, wishes) {
  const list = part(panel, "plan-costs");
  const keys = Object.keys(plan.inputs).filter((key) => plan.inputs[key]?.kind !== "fact");
  for (const row of [...list.children]) {
    if (row instanceof HTMLElement) row.hidden = !keys.includes(row.dataset.row ?? "");
  }
  for (const key of keys) {
    const row = list.querySelector(`[data-row="${CSS.escape(key)}"]`) ?? costRow(panel, island, key, wishes);
    if (!row.parentNode) list.append(row);
    const told = words.inputs[key];
    const [input, step] = [told?.noun ?? key, told?.step ?? ""];
    write(part(row, "noun"), input);
    write(part(row, "step"), format(island.plan.step, { step }));
    label(row, "[data-cost]", format(island.plan["cost-of"], { input, step }));
    label(row, "[data-lock]", format(island.plan["lock-of"], { input }));
    const refusal = refusals[`costs.${key}`];
    part(row, "cost-refusal").hidden = !refusal;
    write(part(row, "cost-refusal"), refusal ? [refusal.problem, refusal.hint].filter(Boolean).join(" ") : "");
    row.querySelector("[data-cost]")?.toggleAttribute("data-refused", refusal !== undefined);
    row.querySelector("[data-cost]")?.setAttribute("aria-invalid", String(refusal !== undefined));
  }
}

/**
 * @param {Element} row
 * @param {string} selector
 * @param {string} text
 */
function label(row, selector, text) {
  row.querySelector(selector)?.setAttribute("aria-label", text);
}

/**
 * @param {HTMLElement} panel
 * @param {Island} island
 * @param {string} key
 * @param {Record<string, string>} wishes
 */
function costRow(panel, island, key, wishes) {
  const cost = document.createElement("input");
  Object.assign(cost, { type: "text", inputMode: "decimal", placeholder: "1", autocomplete: "off" });
  cost.value = wishes[`cost ${key}`] ?? "";
  cost.dataset.cost = key;
  const lock = document.createElement("input");
  lock.type = "checkbox";
  lock.autocomplete = "off";
  lock.checked = `lock ${key}` in wishes;
  lock.dataset.lock = key;
  const noun = make("span", "calc-cost-noun");
  const step = make("span", "calc-unit");
  const refusal = make("p", "calc-refusal");
  refusal.id = `${panel.closest("form")?.dataset.area}-cost-${key}`;
  cost.setAttribute("aria-describedby", refusal.id);
  noun.dataset.part = "noun";
  step.dataset.part = "step";
  refusal.dataset.part = "cost-refusal";
  const row = make(
    "li", "calc-cost", noun,
    make("span", "calc-field", cost, step, make("label", "calc-option", lock, ` ${island.plan.lock ?? ""}`)),
    refusal,
  );
  row.dataset.row = key;
  return row;
}

/**
 * @param {HTMLElement} panel
 * @param {Island} island
 * @param {Planned} made
 */
function drawOutlook(panel, island, { words }) {
  const rows = Object.entries(words.inputs).flatMap(([key, each]) => {
    const title = make("th", "", each.noun);
    title.setAttribute("scope", "rowgroup");
    title.setAttribute("colspan", "3");
    const cells = [
      make("td", "", each.now || (island.plan.unanswered ?? "")),
      cell(island, each.more),
      cell(island, each.less),
    ];
    const row = make("tr", "", ...cells);
    row.dataset.worth = key;
    return [make("tr", "calc-worth-title", title), row];
  });
  part(panel, "plan-inputs").replaceChildren(...rows);
  const counting = Object.assign({}, ...Object.values(island.metrics));
  const losable = Object.entries(words.metrics).filter(([, told]) => told);
  part(panel, "plan-metrics-box").hidden = losable.length === 0;
  part(panel, "plan-metrics").replaceChildren(
    ...losable.map(([key, told]) => make("li", "", make("strong", "", counting[key] ?? key), " ", make("span", "", told))),
  );
}

/**
 * @param {Island} island
 * @param {string[]} told
 */
function cell(island, told) {
  if (told.length < 2) return make("td", "", told[0] ?? island.plan.nothing ?? "");
  return make("td", "", ...told.map((each) => make("p", "", each)));
}
