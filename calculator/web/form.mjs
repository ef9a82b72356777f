/**
 * One form: every edit raises its revision, the latest edit is scored, and the result is drawn. While
 * one question is with Python no other is asked, so quick typing never builds up a queue.
 */
import { Announcer } from "./announcer.mjs";
import { fill, keep, requestOf } from "./answers.mjs";
import { Carrying } from "./carry.mjs";
import { chosenEdition, chooseNone, drawContrast, offerEditions } from "./contrast.mjs";
import { format, island, part } from "./dom.mjs";
import { wireForecast } from "./forecast.mjs";
import { forgetExample, wireExamples } from "./examples.mjs";
import { score } from "./latest.mjs";
import { drawLevels } from "./levels.mjs";
import { drawMetrics, drawTracks } from "./metrics.mjs";
import { drawMissing } from "./missing.mjs";
import { Planner } from "./plan.mjs";
import { drawReadings } from "./readings.mjs";
import { drawRefusals } from "./refusals.mjs";
import { drawRoster, wireRoster } from "./roster.mjs";
import { drawState } from "./status.mjs";
import { wireSteps } from "./stepping.mjs";
import { drawTotal } from "./total.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Result} Result
 * @typedef {import("./types").State} State
 */

/**
 * Tells those around a form of its result, and of the level that it reaches; and the page that Python
 * has answered, for what can wait until then: assets/javascripts/offline.mjs.
 */
export const SCORED = "saiten:scored";

export class CalculatorForm {
  /**
   * @param {HTMLFormElement} form
   * @param {import("./runtime.mjs").RuntimeType} runtime
   */
  constructor(form, runtime) {
    this.form = form;
    this.runtime = runtime;
    /** @type {Island} */
    this.island = island(form);
    this.planner = new Planner(form, this.island, runtime, () => this.#edited());
    this.announcer = new Announcer(part(form, "announcement"));
    this.revision = 0;
    this.scored = -1;
    this.asking = false;
    this.carrying = new Carrying(form, this.island, runtime, () => this.#edited());
    this.lookAhead = () => {};
  }

  /** Wire the form, and score what it holds as soon as that is possible. */
  connect() {
    const { form } = this;
    const typed = this.carrying.begin();
    this.lookAhead = wireForecast(form, this.runtime);
    wireRoster(form, () => this.#edited());
    wireSteps(form, this.island.words);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#edited());
    part(form, "clear").addEventListener("click", () => this.#clear());
    part(form, "retry").addEventListener("click", () => this.runtime.start([form.dataset.edition ?? ""]));
    this.carrying.connect();
    wireExamples(form, this.island, () => this.#replaced("shown"));
    if (typed) this.#edited();
    this.runtime.follow(this.#follow);
  }

  #edited() {
    this.revision += 1;
    this.form.dataset.revision = String(this.revision);
    forgetExample(this.form);
    keep(this.form);
    this.carrying.edited();
    void this.#score();
  }

  /** @param {"shown" | "kept"} how  As `replaced` of carry.mjs. */
  #replaced(how) {
    this.carrying.replaced(how);
    this.#edited();
  }

  #clear() {
    fill(this.form, { answers: {}, roster: "", as_of: "" });
    this.#replaced("kept");
  }

  /** @param {State} state */
  #follow = (state) => {
    if (!this.form.isConnected) {
      this.runtime.leave(this.#follow);
      return;
    }
    drawState(this.form, this.island, state);
    if (state.name === "loading") return;
    this.asking = false;
    this.planner.begin();
    if (state.name === "failed") {
      // The rules of the other edition may be what failed: trying again gives at least the score.
      chooseNone(this.form);
      this.announcer.say(part(this.form, "problem").textContent ?? "");
    } else {
      void offerEditions(this.form, this.island).then(() => this.carrying.offered());
      void this.#score();
    }
  };

  async #score() {
    if (this.asking || this.runtime.state.name !== "ready") return;
    this.asking = true;
    while (this.scored !== this.revision) {
      const revision = this.revision;
      const told = score(this.runtime, requestOf(this.form, chosenEdition(this.form)));
      // Without a pause it is there before the page is laid out.
      const result = told instanceof Promise ? await told : told;
      this.scored = revision;
      this.#draw(result);
      this.form.dataset.scored = String(revision);
    }
    this.asking = false;
    this.planner.follow();
  }

  /** @param {Result} result */
  #draw(result) {
    const { form, island } = this;
    drawTotal(form, island, result);
    drawMetrics(form, island, result);
    drawTracks(form, island, result.score);
    drawLevels(form, island, result.words.levels);
    drawMissing(form, island, result);
    drawReadings(form, island, result);
    drawRefusals(form, result.refusals);
    drawRoster(form, island, result.roster);
    drawContrast(form, island, result.contrast);
    this.carrying.drawn(result);
    this.lookAhead();
    const levels = Object.keys(island.levels).length > 1 ? island.levels : {};
    const detail = { result, level: levels[result.score.level ?? ""] ?? "" };
    form.dispatchEvent(new CustomEvent(SCORED, { bubbles: true, detail }));
    if (this.revision > 0) this.announcer.say(this.#sentence(result));
  }

  /** @param {Result} result */
  #sentence({ score, words, refusals, contrast }) {
    const said = this.island.words;
    const refused = Object.keys(refusals).length;
    const other = contrast?.sides?.[1];
    const [points, verdict] = [score.display, words.status];
    const scored = Object.keys(score.metrics).length > 0;
    const under = format(said[scored ? "announcement-other" : "announcement-other-level"], {
      edition: other?.edition ?? "", points: other?.display ?? "", verdict: other?.verdict ?? "",
    });
    return [
      format(scored ? said.announcement : said["announcement-level"], { points, verdict }),
      other ? under : "",
      contrast?.absent ?? "",
      refused ? format(said.refused, { count: refused }) : "",
    ].filter(Boolean).join(" ");
  }
}
