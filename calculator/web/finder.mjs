/**
 * The finders: what takes the place of competencies held, and the guide through a transition. Python is
 * not started before the reader turns to a finder: the page around it says the same in full.
 */
import { Announcer } from "./announcer.mjs";
import { island, part } from "./dom.mjs";
import { SCORED } from "./form.mjs";
import { drawGuide, guideSentence } from "./guide.mjs";
import { scripts } from "./places.mjs";
import { runtime } from "./runtime.mjs";
import { drawState } from "./status.mjs";
import { drawSuccessors, successorsSentence } from "./successors.mjs";

/**
 * @typedef {import("./types").FinderIsland} FinderIsland
 * @typedef {import("./types").FinderRequest} FinderRequest
 * @typedef {import("./types").Found} Found
 */

/** Wire every finder of the page. */
export function connectFinders() {
  for (const form of document.querySelectorAll("form[data-finder]:not([data-connected])")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.dataset.connected = "";
    new Finder(form).connect();
  }
}

class Finder {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    /** @type {FinderIsland} */
    this.island = island(form);
    this.announcer = new Announcer(part(form, "announcement"));
    this.revision = 0;
    this.found = 0;
    this.asking = false;
    this.following = false;
  }

  connect() {
    const { form } = this;
    // Without scripts a form that answers nothing would only be in the way.
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const sign of ["focusin", "pointerover", "input"]) {
      form.addEventListener(sign, () => this.#start(), { once: true, passive: true });
    }
    form.addEventListener("input", () => this.#edited());
    part(form, "clear").addEventListener("click", () => {
      form.reset();
      this.#edited();
    });
    part(form, "retry").addEventListener("click", () => runtime.start([form.dataset.edition ?? ""]));
  }

  #start() {
    if (this.following) return;
    this.following = true;
    const { dataset } = this.form;
    // Instant navigation may bring a page of a newer build to the scripts of the one before.
    if (new URL(dataset.runtime ?? "", location.href).href === `${scripts}worker.mjs`) {
      runtime.expect(dataset.edition ?? "", JSON.parse(dataset.rules ?? "{}"));
      if (!runtime.started) runtime.start([]);
    } else {
      runtime.refuse();
    }
    runtime.follow(this.#follow);
  }

  #edited() {
    this.revision += 1;
    this.form.dataset.revision = String(this.revision);
    void this.#find();
  }

  /** @param {import("./types").State} state */
  #follow = (state) => {
    if (!this.form.isConnected) {
      runtime.leave(this.#follow);
      return;
    }
    drawState(this.form, this.island, state);
    if (state.name === "loading") return;
    this.asking = false;
    if (state.name === "failed") this.announcer.say(part(this.form, "problem").textContent ?? "");
    else void this.#find();
  };

  async #find() {
    if (this.asking || !this.following || runtime.state.name !== "ready") return;
    this.asking = true;
    while (this.found !== this.revision) {
      const revision = this.revision;
      const found = await runtime.call("find", this.#request());
      this.found = revision;
      this.#draw(found);
      this.form.dataset.found = String(revision);
      this.form.dispatchEvent(new CustomEvent(SCORED, { bubbles: true }));
    }
    this.asking = false;
  }

  /** @returns {FinderRequest} */
  #request() {
    const { finder = "", edition = "", language = "" } = this.form.dataset;
    const request = { finder, edition, language };
    const data = new FormData(this.form);
    if (finder === "competencies") return { ...request, held: data.getAll("held").map(String) };
    const days = [...this.form.querySelectorAll("[data-day]")].map((each) => each.getAttribute("name") ?? "");
    const asked = Object.keys(this.island.questions);
    return {
      ...request,
      answers: Object.fromEntries(asked.map((name) => [name, answer(data.get(name))])),
      dates: Object.fromEntries(days.map((name) => [name, String(data.get(name) ?? "")])),
    };
  }

  /** @param {Found} found */
  #draw(found) {
    const { form, island } = this;
    const result = part(form, "result");
    const pristine = "held" in found ? found.held.length === 0 : !this.#answered();
    if ("held" in found) drawSuccessors(result, island, found);
    else drawGuide(form, result, island, found);
    result.hidden = pristine;
    part(form, "empty").hidden = !pristine;
    const sentence = "held" in found ? successorsSentence(island, found) : guideSentence(island, found);
    this.announcer.say(pristine ? part(form, "empty").textContent ?? "" : sentence);
  }

  /** Whether the reader has told anything, a day that cannot be read included. */
  #answered() {
    return [...new FormData(this.form).values()].some(Boolean)
      || [...this.form.querySelectorAll("input")].some((each) => each.validity.badInput);
  }
}

/** @param {FormDataEntryValue | null} value */
function answer(value) {
  return value === "true" ? true : value === "false" ? false : null;
}
