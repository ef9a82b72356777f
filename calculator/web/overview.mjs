/**
 * All areas at once: a row for each form of the page, filled in as the forms are scored, and what
 * follows from the designations held. All of it stands on the page already, with its sources: here it
 * is shown, and numbers are put in.
 */
import { begin, keep, snapshot } from "./answers.mjs";
import { drawBar } from "./bars.mjs";
import { isKeeping, recall, remember } from "./device.mjs";
import { format, island, part, write, writeLines } from "./dom.mjs";
import { SCORED } from "./form.mjs";

/**
 * @typedef {import("./types").Overview} Overview
 * @typedef {import("./types").Result} Result
 * @typedef {import("./runtime.mjs").RuntimeType} RuntimeType
 */

/**
 * Wire the overview of every chooser of the page, before its forms are.
 * @param {RuntimeType} runtime
 */
export function wireOverview(runtime) {
  for (const form of document.querySelectorAll("form[data-overview]:not([data-connected])")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.dataset.connected = "";
    new AllAreas(form, runtime).connect();
  }
}

class AllAreas {
  /**
   * @param {HTMLFormElement} form
   * @param {RuntimeType} runtime
   */
  constructor(form, runtime) {
    this.form = form;
    this.runtime = runtime;
    /** @type {Record<string, string>} */
    this.words = island(form);
    this.rows = new Map(marked(form, "standing").map((row) => [row.dataset.standing ?? "", row]));
    /** The verdict of each area, as far as it was scored. @type {Record<string, string>} */
    this.verdicts = {};
    this.revision = 0;
    this.drawn = 0;
    this.asking = false;
  }

  connect() {
    const { form } = this;
    if (begin(form, recall(form)?.now)) this.#keep();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      this.#keep();
      void this.#ask();
    });
    form.closest("[data-calculator-chooser]")?.addEventListener(SCORED, (event) => {
      if (event instanceof CustomEvent && event.target instanceof HTMLFormElement) {
        this.#scored(event.target.dataset.area ?? "", event.detail.result, event.detail.level);
      }
    });
  }

  #keep() {
    const { form } = this;
    keep(form);
    if (isKeeping()) remember(form, { now: snapshot(form), before: [] });
  }

  /**
   * @param {string} area
   * @param {Result} result
   * @param {string} level  The title of the level that is reached, where there are several.
   */
  #scored(area, { score, words }, level) {
    const row = this.rows.get(area);
    if (!row) return;
    const points = row.querySelector('[data-part="points"]');
    if (points) write(points, score.display);
    drawBar(row, "earned", score.points, score.maximum);
    drawBar(row, "reach", score.reachable, score.maximum);
    const verdict = part(row, "verdict");
    verdict.dataset.verdict = score.status;
    write(verdict, words.status);
    write(part(row, "level"), level);
    const unanswered = score.missing.length;
    const said = (/** @type {string | undefined} */ text) => ({ words: text ?? "", holds: null, lines: [] });
    const lacks = [...words.blocked, ...(unanswered ? [said(format(this.words.unanswered, { count: unanswered }))] : [])];
    writeLines(part(row, "lacks"), lacks.length ? lacks : [said(this.words.nothing)]);
    this.verdicts[area] = score.status;
    // What follows from some areas alone would be wrong a moment later.
    if (Object.keys(this.verdicts).length === this.rows.size) void this.#ask();
  }

  async #ask() {
    this.revision += 1;
    this.form.dataset.asked = String(this.revision);
    const { form, runtime } = this;
    if (this.asking || !form.querySelector('[data-part="follows"]') || runtime.state.name !== "ready") return;
    this.asking = true;
    while (this.drawn !== this.revision) {
      const revision = this.revision;
      const { edition = "", language = "" } = form.dataset;
      const request = { edition, language, overview: this.verdicts, specializations: snapshot(form) };
      this.#draw(await runtime.call("overview", request));
      this.drawn = revision;
      form.dataset.drawn = String(revision);
    }
    this.asking = false;
  }

  /** @param {Overview} told */
  #draw(told) {
    const { form, words } = this;
    part(form, "none-held").hidden = told.held.length > 0;
    part(form, "some-held").hidden = told.held.length === 0;
    const badge = form.querySelector('[data-part="badge-count"]');
    if (told.badge && badge) {
      const { held, areas, lacking } = told.badge;
      const rest = lacking.length ? format(words["badge-lacks"], { areas: this.#titles(lacking) }) : words["badge-whole"];
      write(badge, `${format(words["badge-count"], { held, areas })} ${rest}`);
    }
    this.#drawGroups(told);
    this.#drawBenefits(told);
  }

  /** @param {Overview} told */
  #drawGroups({ groups, refusals }) {
    const { form, words } = this;
    const open = groups.flatMap((each) => each.open);
    const count = form.querySelector('[data-part="opened-count"]');
    if (count) write(count, format(words.opened, { count: open.length }));
    for (const item of marked(form, "specialization")) item.hidden = !open.includes(item.dataset.specialization ?? "");
    for (const box of marked(form, "group")) box.hidden = !groups.some((each) => each.group === box.dataset.group && each.open.length);
    for (const box of marked(form, "asked")) {
      const told = groups.find((each) => each.group === box.dataset.asked);
      const sentence = told?.cut ? words.cut : words.counted;
      write(part(box, "counted"), told?.counted ? format(sentence, { count: told.counted }) : "");
      const refused = refusals[box.dataset.asked ?? ""];
      part(box, "refusal").hidden = !refused;
      write(part(box, "refusal"), refused ? `${refused.problem} ${refused.hint}` : "");
      box.querySelector("input")?.setAttribute("aria-invalid", String(Boolean(refused)));
      box.hidden = told?.open.length === 0;
    }
  }

  /** @param {Overview} told */
  #drawBenefits({ products, unsaid }) {
    const { form, words } = this;
    const count = form.querySelector('[data-part="benefits-count"]');
    if (count) write(count, format(words.benefits, { count: products?.length ?? 0 }));
    for (const row of marked(form, "product")) {
      const product = products?.find((each) => each.product === row.dataset.product);
      row.hidden = !product;
      if (!product) continue;
      write(part(row, "total"), format(row.dataset.unit, { amount: product.total }));
      for (const item of marked(row, "grant")) {
        const grant = product.grants.find((each) => each.grant === item.dataset.grant);
        item.hidden = !grant;
        if (!grant) continue;
        write(part(item, "amount"), format(row.dataset.unit, { amount: grant.amount }));
        write(part(item, "times"), grant.times === "1" ? "" : format(words.times, { times: grant.times }));
      }
    }
    const line = form.querySelector('[data-part="unsaid"]');
    if (!(line instanceof HTMLElement)) return;
    line.hidden = unsaid.length === 0;
    write(line, format(words.unsaid, { areas: this.#titles(unsaid) }));
  }

  /** @param {string[]} areas */
  #titles(areas) {
    return areas.map((area) => this.rows.get(area)?.querySelector("a")?.textContent ?? area).join(this.words.comma);
  }
}

/**
 * @param {ParentNode} parent
 * @param {string} name
 */
function marked(parent, name) {
  return [...parent.querySelectorAll(`[data-${name}]`)].filter((each) => each instanceof HTMLElement);
}
