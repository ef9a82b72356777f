/**
 * What is typed outlives the page: as a link, on the device, as a file and as a report; and what is
 * replaced by something else can be had back.
 */
import { begin, fill, putBack, read, snapshot } from "./answers.mjs";
import { chosenEdition, wishEdition } from "./contrast.mjs";
import { canKeep, erase, isKeeping, keepFromNow, recall, remember } from "./device.mjs";
import { format, make, part, write } from "./dom.mjs";
import { wireFiles } from "./files.mjs";
import { isLink, shown, writeLink } from "./link.mjs";
import { countPeople } from "./roster.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Result} Result
 * @typedef {import("./link.mjs").Linked} Linked
 * @typedef {import("./link.mjs").Problem} Problem
 * @typedef {Record<string, string>} Values
 */

/** Links longer than this are cut by some mail programs. */
const LONG = 1800;
const LISTED = 20;
/** So many times what was replaced can be had back. */
const UNDONE = 5;

/** Those of the page. @type {Set<Carrying>} */
export const carryings = new Set();

export class Carrying {
  /**
   * @param {HTMLFormElement} form
   * @param {Island} island
   * @param {import("./runtime.mjs").RuntimeType} runtime
   * @param {() => void} edited  Called when the form holds something else.
   */
  constructor(form, island, runtime, edited) {
    this.form = form;
    this.island = island;
    this.words = island.carry.words;
    this.runtime = runtime;
    this.tellForm = edited;
    this.box = part(form, "carry");
    /** @type {Values[]} What undoing brings back, the last first. */
    this.before = [];
    /** @type {Values} What the form held after the last edit. */
    this.last = {};
    /** Whether the form shows a link or an example in which nothing was typed yet. */
    this.shown = false;
    /** @type {"" | "shown" | "kept"} What the next edit is, where it is not the reader's typing. */
    this.replacing = "";
    /** Another edition that a link asks for, once editions can be chosen. */
    this.wished = "";
    /** @type {Result | undefined} */
    this.result = undefined;
  }

  /**
   * Fill the form with what was typed before, on this tab or on this device.
   * @returns {boolean}  Whether it holds more than was kept. What a link is about to replace need not be.
   */
  begin() {
    const { form } = this;
    const kept = recall(form);
    const typed = begin(form, kept?.now);
    this.before = kept?.before ?? [];
    this.last = snapshot(form);
    return typed && !isLink(location.hash);
  }

  /** Wire the buttons, once the form is filled. */
  connect() {
    for (const each of carryings) if (!each.form.isConnected) carryings.delete(each);
    carryings.add(this);
    const { box, form } = this;
    // What is switched here is no answer.
    box.addEventListener("input", (event) => event.stopPropagation());
    part(box, "copy").addEventListener("click", () => void this.#copy());
    part(box, "erase").addEventListener("click", () => this.#erase());
    part(box, "print").addEventListener("click", () => void this.#report());
    part(form, "undo").addEventListener("click", () => this.#undo());
    wireFiles(this);
    const keeping = part(box, "keep");
    if (keeping instanceof HTMLInputElement) {
      keeping.addEventListener("change", () => this.#switch(keeping.checked));
    }
    this.#drawDevice();
    this.#draw();
  }

  /**
   * What was typed is replaced, and the form is about to be told.
   * @param {"shown" | "kept"} how  What is only shown is not kept on the device until something is typed in it.
   */
  replaced(how) {
    const lost = this.shown ? how === "kept" : true;
    if (lost && this.#isAnswered(this.last)) this.before = [...this.before, this.last].slice(-UNDONE);
    this.replacing = how;
    part(this.form, "told").hidden = true;
  }

  /** The form holds something else. */
  edited() {
    const { replacing } = this;
    this.replacing = "";
    this.shown = replacing === "shown";
    this.last = snapshot(this.form);
    if (!this.shown) {
      this.#leaveLink();
      this.#save();
    }
    this.#draw();
  }

  /** @param {Result} result */
  drawn(result) {
    this.result = result;
  }

  /** Other editions can be chosen now. */
  offered() {
    const { wished } = this;
    this.wished = "";
    if (!wished || wished === chosenEdition(this.form)) return;
    if (wishEdition(this.form, wished)) {
      this.replacing = "shown";
      this.tellForm();
    } else {
      this.tell([{ code: "other", name: shown(wished) }]);
    }
  }

  /**
   * Fill the form with what a link says; what cannot be filled in is told.
   * @param {Linked} linked
   * @param {Problem[]} problems
   */
  open({ answers, roster, as_of, track, other }, problems) {
    const { form } = this;
    this.replaced("shown");
    countPeople(form, roster === null ? "numbers" : "names");
    fill(form, { answers, roster: roster ?? "", as_of, track });
    this.wished = other;
    wishEdition(form, "");
    this.tellForm();
    this.tell([...problems, ...missed(form, answers, roster, { as_of, in_track: track })], this.words.opened);
    if (form.dataset.offered !== undefined) this.offered();
    if (form.getBoundingClientRect().top > innerHeight / 2) form.scrollIntoView();
  }

  /**
   * Say what happened, and what of a link cannot be followed.
   * @param {Problem[]} problems
   * @param {string} [sentence]
   */
  tell(problems, sentence = "") {
    this.say(sentence || (this.words.unopened ?? ""), problems.map(({ code, name }) => (
      format(this.words[`link-${code}`], { name })
    )));
  }

  /**
   * @param {string} sentence
   * @param {string[]} [lines]
   */
  say(sentence, lines = []) {
    const told = part(this.form, "told");
    told.hidden = false;
    write(part(told, "told-sentence"), sentence);
    const more = lines.length > LISTED ? [format(this.words.more, { count: lines.length - LISTED })] : [];
    part(told, "told-lines").replaceChildren(...[...lines.slice(0, LISTED), ...more].map((line) => make("li", "", line)));
    this.#draw();
  }

  /** What the form holds, as an address of this page. */
  link() {
    const { form } = this;
    const { edition = "", area = "" } = form.dataset;
    const { answers, roster, as_of, track = "" } = read(form);
    const byNames = snapshot(form).by === "names";
    const text = writeLink({ edition, area, track, as_of, other: chosenEdition(form), answers, roster: byNames ? roster : null });
    return `${location.origin}${location.pathname}#${text}`;
  }

  /** @param {Values} values */
  #isAnswered(values) {
    const day = this.form.elements.namedItem("as_of");
    const own = day instanceof HTMLInputElement ? day.defaultValue : "";
    return Object.entries(values).some(([name, value]) => (
      name !== "by" && value !== "" && !(name === "as_of" && value === own)
    ));
  }

  #draw() {
    const { box, words } = this;
    const address = this.link();
    const link = part(box, "link");
    write(link, address);
    link.setAttribute("href", address.slice(address.indexOf("#")));
    const named = snapshot(this.form).people && snapshot(this.form).by === "names";
    const notes = [
      words["link-private"],
      named ? words["link-names"] : "",
      address.length > LONG ? format(words["link-long"], { count: address.length }) : "",
    ];
    write(part(box, "link-note"), notes.filter(Boolean).join(" "));
    part(this.form, "undo").hidden = this.before.length === 0;
  }

  async #copy() {
    const { box, words } = this;
    const link = part(box, "link");
    try {
      await navigator.clipboard.writeText(link.textContent ?? "");
      write(part(box, "copied"), words.copied ?? "");
    } catch {
      getSelection()?.selectAllChildren(link);
      write(part(box, "copied"), words["copy-by-hand"] ?? "");
    }
  }

  #undo() {
    const [last, ...rest] = [...this.before].reverse();
    if (!last) return;
    const typed = !this.shown && this.#isAnswered(this.last) ? [this.last] : [];
    this.before = [...rest.reverse(), ...typed];
    putBack(this.form, last);
    countPeople(this.form, last.by ?? "numbers");
    this.replacing = "kept";
    part(this.form, "told").hidden = true;
    this.tellForm();
  }

  /** The address no longer says what the form holds. */
  #leaveLink() {
    if (!isLink(location.hash)) return;
    const chosen = this.form.closest("[data-calculator-area]");
    history.replaceState(history.state, "", `${location.pathname}${location.search}${chosen ? `#${chosen.id}` : ""}`);
  }

  #save() {
    if (!isKeeping()) return;
    const anything = this.before.length > 0 || this.#isAnswered(this.last);
    if (!remember(this.form, anything ? { now: this.last, before: this.before } : null)) this.#drawDevice();
  }

  #drawDevice() {
    const { box, words } = this;
    const can = canKeep();
    const keeping = part(box, "keep");
    if (keeping instanceof HTMLInputElement) {
      keeping.checked = can && isKeeping();
      keeping.disabled = !can;
    }
    write(part(box, "device"), (can ? (isKeeping() ? words["device-on"] : words["device-off"]) : words["device-none"]) ?? "");
  }

  /** @param {boolean} on */
  #switch(on) {
    keepFromNow(on);
    if (!on) erase();
    else this.#save();
    for (const each of carryings) each.#drawDevice();
  }

  #erase() {
    erase();
    for (const each of carryings) each.before = [];
    for (const each of carryings) each.#draw();
    write(part(this.box, "device"), this.words.erased ?? "");
  }

  async #report() {
    if (!this.result) {
      this.say(this.words["not-ready"] ?? "");
      return;
    }
    const { openReport } = await import("./report.mjs");
    openReport(this.form, this.island, this.result, this.link());
  }
}

/**
 * What of a link the form could not take.
 * @param {HTMLFormElement} form
 * @param {Record<string, string | boolean>} answers
 * @param {string | null} roster
 * @param {Record<string, string>} others  The day and the track, by the names of their fields.
 * @returns {Problem[]}
 */
function missed(form, answers, roster, others) {
  const holds = snapshot(form);
  const wanted = Object.entries(answers);
  if (roster !== null) wanted.push(["people", roster]);
  wanted.push(...Object.entries(others).filter(([, value]) => value));
  return wanted.flatMap(([name, value]) => {
    const code = !Object.hasOwn(holds, name) ? "unknown" : holds[name] !== value ? "impossible" : "";
    return code ? [/** @type {Problem} */ ({ code, name: shown(name.replace("as_of", "as-of").replace("in_track", "track")) })] : [];
  });
}
