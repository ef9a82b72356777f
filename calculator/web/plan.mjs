/**
 * The cheapest way to a level, once the reader unfolds it: then it is made anew after each edit, but
 * only when the edit is scored and typing pauses, so that a score never waits behind plans.
 */
import { fields, read } from "./answers.mjs";
import { isKeeping, recall, remember } from "./device.mjs";
import { format, part, write } from "./dom.mjs";
import { drawPlan } from "./plan_view.mjs";
import { countPeople } from "./roster.mjs";

/**
 * @typedef {import("./types").Fill} Fill
 * @typedef {import("./types").PlanResult} PlanResult
 */

/** So long after an edit nothing else is typed. */
const PAUSE = 300;

/** How many plans are listed at first, and when the reader wants more. */
const FEW = 5;
const MANY = 60;

/** The part of what is kept for a form that says what its steps cost. */
const KEPT = "plan";

export class Planner {
  /**
   * @param {HTMLFormElement} form
   * @param {import("./types").Island} island
   * @param {import("./runtime.mjs").RuntimeType} runtime
   * @param {() => void} edited  Called once a plan is in the form.
   */
  constructor(form, island, runtime, edited) {
    this.form = form;
    this.island = island;
    this.runtime = runtime;
    this.edited = edited;
    this.limit = FEW;
    this.wanted = 0;
    /** Counts the runtimes that were asked, so that an answer of one that failed is not awaited. */
    this.turn = 0;
    this.asking = false;
    this.using = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {(() => void) | undefined} */
    this.undo = undefined;
    /** Costs and locks as typed, by `cost` or `lock` and the input. @type {Record<string, string>} */
    this.wishes = recall(form, KEPT)?.now ?? {};
    const panel = form.querySelector('details[data-part="plan"]');
    this.panel = panel instanceof HTMLDetailsElement ? panel : null;
    if (this.panel) this.#wire(this.panel);
  }

  /** @param {HTMLDetailsElement} panel */
  #wire(panel) {
    panel.addEventListener("toggle", (event) => {
      if (event.target === panel && panel.open) this.#want(0);
    });
    // What a step costs is no answer: the score does not depend on it.
    panel.addEventListener("input", (event) => {
      event.stopPropagation();
      this.#wish(event.target);
      this.#want();
    });
    part(panel, "plan-retry").addEventListener("click", () => this.#want(0));
    part(panel, "plan-undo").addEventListener("click", () => this.#undo());
    part(panel, "plan-list-all").addEventListener("click", () => {
      this.limit = MANY;
      this.#want(0);
    });
  }

  /** @param {EventTarget | null} field  What a step of an input costs, or whether it is locked. */
  #wish(field) {
    if (!(field instanceof HTMLInputElement)) return;
    const { cost, lock } = field.dataset;
    const [name, value] = cost === undefined ? [`lock ${lock}`, field.checked ? "on" : ""] : [`cost ${cost}`, field.value];
    const { [name]: _, ...others } = this.wishes;
    this.wishes = value ? { ...others, [name]: value } : others;
    const anything = Object.keys(this.wishes).length > 0;
    if (isKeeping()) remember(this.form, anything ? { now: this.wishes, before: [] } : null, KEPT);
  }

  /** Another runtime has come up, or none. */
  begin() {
    this.turn += 1;
    this.asking = false;
  }

  /** The last edit is scored. */
  follow() {
    if (!this.using) this.#forget();
    this.using = false;
    this.#want();
  }

  /** @param {number} [pause]  In milliseconds. */
  #want(pause = PAUSE) {
    if (!this.panel) return;
    this.wanted += 1;
    this.panel.dataset.wanted = String(this.wanted);
    clearTimeout(this.timer);
    if (this.panel.open) this.timer = setTimeout(() => void this.#make(), pause);
  }

  /** Whether the score of the last edit is drawn: before that, no plan is asked for. */
  #isScored() {
    const { revision, scored } = this.form.dataset;
    return this.runtime.state.name === "ready" && revision === scored;
  }

  async #make() {
    const { panel, turn, island } = this;
    if (!panel?.isConnected || this.asking || !this.#isScored()) return;
    this.asking = true;
    write(part(panel, "plan-busy"), island.plan.busy ?? "");
    part(panel, "plan-busy").hidden = false;
    part(panel, "plan-result").setAttribute("aria-busy", "true");
    const wanted = this.wanted;
    const made = await this.runtime.call("plan", this.#request(panel));
    if (turn !== this.turn) return;
    this.asking = false;
    // Meanwhile something was typed: what is drawn next is the plan for that.
    if (wanted === this.wanted) this.#draw(panel, made);
    else this.#want();
  }

  /** @param {HTMLDetailsElement} panel */
  #request(panel) {
    const { edition = "", area = "", language = "" } = this.form.dataset;
    const wished = (/** @type {string} */ kind) => Object.entries(this.wishes).flatMap(([name, value]) => (
      name.startsWith(`${kind} `) && this.form.elements.namedItem(name.slice(kind.length + 1)) ? [[name.slice(kind.length + 1), value]] : []
    ));
    return {
      edition, area, language, ...read(this.form),
      level: chosen(panel, "plan-level") || "next",
      readings: chosen(panel, "plan-readings") || "every",
      costs: Object.fromEntries(wished("cost")),
      locked: wished("lock").map(([name = ""]) => name),
      limit: this.limit,
    };
  }

  /**
   * @param {HTMLDetailsElement} panel
   * @param {PlanResult} made
   */
  #draw(panel, made) {
    const failed = made.failed !== undefined;
    part(panel, "plan-busy").hidden = true;
    part(panel, "plan-problem").hidden = !failed;
    part(panel, "plan-result").hidden = failed;
    part(panel, "plan-result").removeAttribute("aria-busy");
    if (made.failed !== undefined) {
      write(part(panel, "plan-detail"), format(this.island.plan.detail, { detail: made.failed }));
      panel.dataset.status = "failed";
    } else {
      panel.dataset.status = made.plan.status;
      drawPlan(this.form, panel, this.island, made, this.wishes, (fill) => this.#use(fill));
      part(panel, "plan-list-all").hidden = made.plan.complete || this.limit === MANY;
      const [cheapest] = made.words.ways;
      const said = cheapest ? `${cheapest.cost}: ${cheapest.changes.join(" ")}` : "";
      write(part(panel, "plan-announcement"), [made.words.status, said].filter(Boolean).join(" "));
    }
    panel.dataset.planned = String(this.wanted);
  }

  /** @param {Fill} fill */
  #use({ answers, by_numbers }) {
    const { form } = this;
    const before = fields(form).map((field) => ({ field, value: field.value, checked: field instanceof HTMLInputElement && field.checked }));
    const by = form.querySelector('[name="by"]:checked');
    const counted = by instanceof HTMLInputElement ? by.value : "";
    this.undo = () => {
      if (counted) countPeople(form, counted);
      for (const { field, value, checked } of before) {
        if (field instanceof HTMLInputElement && field.type === "radio") field.checked = checked;
        else field.value = value;
      }
    };
    if (by_numbers) countPeople(form, "numbers");
    for (const field of fields(form)) {
      const answer = answers[field.name];
      if (answer === undefined) continue;
      if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === (answer ?? "");
      else field.value = answer ?? "";
    }
    this.#tell(this.island.plan.used ?? "", false);
    this.using = true;
    this.edited();
    part(form, "plan-undo").focus();
  }

  #undo() {
    this.undo?.();
    this.undo = undefined;
    this.using = true;
    this.edited();
    this.#tell(this.island.plan.undone ?? "", true);
    this.panel?.querySelector("summary")?.focus();
  }

  /** Something else was typed: what was before a plan is no longer what the reader wants back. */
  #forget() {
    this.undo = undefined;
    if (this.panel) part(this.panel, "plan-used").hidden = true;
  }

  /**
   * @param {string} sentence
   * @param {boolean} done  Whether there is nothing left to undo.
   */
  #tell(sentence, done) {
    if (!this.panel) return;
    part(this.panel, "plan-used").hidden = false;
    part(this.panel, "plan-undo").hidden = done;
    write(part(this.panel, "plan-used-words"), sentence);
  }
}

/**
 * What is chosen in a list, where the page has it.
 * @param {HTMLElement} panel
 * @param {string} name
 */
function chosen(panel, name) {
  const list = panel.querySelector(`[data-part="${name}"]`);
  return list instanceof HTMLSelectElement && !list.closest("[hidden]") ? list.value : "";
}
