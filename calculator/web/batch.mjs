/**
 * Many partners at once: a file or a pasted table goes to Python, which scores it slice by slice, so
 * that a form on the page is still answered between two slices. Results are text that is kept as it
 * comes, for saving.
 */
import { format, island, make, part, write } from "./dom.mjs";

/** So many rows are scored at a time: some hundredths of a second. */
const SLICE = 500;

/** So many milliseconds lie between two words of progress. */
const BETWEEN = 1000;

/** So many problems are listed; the file of results has them all. */
const LISTED = 100;

/** @typedef {import("./types").Summary} Summary */

/** @param {import("./runtime.mjs").RuntimeType} runtime */
export function wireBatch(runtime) {
  for (const form of document.querySelectorAll("form[data-batch]:not([data-connected])")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.dataset.connected = "";
    new Batch(form, runtime).connect();
  }
}

class Batch {
  /**
   * @param {HTMLFormElement} form
   * @param {import("./runtime.mjs").RuntimeType} runtime
   */
  constructor(form, runtime) {
    this.form = form;
    this.runtime = runtime;
    /** @type {Record<string, string>} */
    this.words = island(form, "words");
    /** Counts the files, so that what belongs to an earlier one changes nothing. */
    this.turn = 0;
    this.cancelled = false;
    /** @type {File | undefined} */
    this.dropped = undefined;
    this.found = 0;
    this.address = "";
    /** When the progress was last told in words. */
    this.told = 0;
  }

  connect() {
    const { form } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#run();
    });
    part(form, "template").addEventListener("click", () => void this.#template());
    part(form, "cancel").addEventListener("click", () => {
      this.cancelled = true;
    });
    // What was chosen may have come back with the page.
    this.#showTrack();
    this.#field("area").addEventListener("change", () => this.#showTrack());
    this.#field("file").addEventListener("change", () => {
      this.dropped = undefined;
    });
    const drop = part(form, "drop");
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
    form.addEventListener("dragleave", () => delete drop.dataset.over);
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      this.dropped = event.dataTransfer?.files[0];
      if (this.dropped) void this.#run();
    });
    this.runtime.follow((state) => {
      if (state.name === "failed" && form.dataset.state === "running") this.#stop("failed");
    });
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  get #request() {
    const { edition = "", language = "" } = this.form.dataset;
    const area = this.#field("area").value;
    const track = this.form.querySelector(`[data-tracks="${CSS.escape(area)}"] select`);
    return { edition, language, area, as_of: this.#field("as_of").value, track: track instanceof HTMLSelectElement ? track.value : "" };
  }

  /** The tracks of the chosen area, where it has any. */
  #showTrack() {
    for (const each of this.form.querySelectorAll("[data-tracks]")) {
      if (each instanceof HTMLElement) each.hidden = each.dataset.tracks !== this.#field("area").value;
    }
  }

  async #template() {
    const made = await this.runtime.call("batch_template", this.#request);
    const link = make("a", "");
    const address = URL.createObjectURL(new Blob([made.text], { type: "text/csv" }));
    link.setAttribute("href", address);
    link.setAttribute("download", made.name);
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /** The bytes to score: a file before a pasted table; nothing where there is neither. */
  async #bytes() {
    const file = this.dropped ?? this.#field("file").files?.[0];
    if (file) return new Uint8Array(await file.arrayBuffer());
    const table = this.#field("table").value;
    return table.trim() ? new TextEncoder().encode(table) : undefined;
  }

  async #run() {
    const turn = ++this.turn;
    this.cancelled = false;
    this.#clear();
    const bytes = await this.#bytes().catch(() => null);
    if (!bytes) {
      write(part(this.form, "said"), this.words[bytes === null ? "unreadable" : "nothing"] ?? "");
      return;
    }
    this.#busy(true);
    write(part(this.form, "said"), this.words.waiting ?? "");
    const request = this.#request;
    const opened = await this.runtime.call("batch_open", request, bytes);
    if (turn !== this.turn) return;
    this.#tell(opened.problems);
    /** @type {Blob[]} */
    const results = [new Blob([opened.text])];
    const next = () => this.runtime.call("batch_step", { ...request, rows: SLICE });
    let asked = opened.fatal ? undefined : next();
    while (asked) {
      const step = await asked;
      if (turn !== this.turn) return;
      // Python goes on while this is put on the page.
      asked = step.done || this.cancelled ? undefined : next();
      results.push(new Blob([step.text]));
      this.#tell(step.problems);
      this.#progress(step.rows, step.done ? 1 : step.line / opened.lines);
    }
    const summary = await this.runtime.call("batch_close", request);
    if (turn !== this.turn) return;
    this.#draw(summary, opened.fatal);
    if (!opened.fatal) this.#offer(new Blob(results, { type: "text/csv" }), opened.name);
    this.#busy(false);
  }

  /** @param {boolean} running */
  #busy(running) {
    this.form.dataset.state = running ? "running" : "done";
    part(this.form, "run").hidden = running;
    part(this.form, "cancel").hidden = !running;
    part(this.form, "progress").hidden = !running;
    // Focus must not be lost with the button that had it.
    if (document.activeElement === document.body) part(this.form, running ? "cancel" : "run").focus();
  }

  #clear() {
    this.found = 0;
    this.told = -BETWEEN;
    part(this.form, "problems").replaceChildren();
    for (const name of ["problems-box", "save-box", "verdicts-box", "levels-box", "bands-box", "metrics-box"]) part(this.form, name).hidden = true;
    part(this.form, "progress").setAttribute("value", "0");
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = "";
  }

  /** @param {string} word */
  #stop(word) {
    this.turn += 1;
    this.#busy(false);
    write(part(this.form, "said"), this.words[word] ?? "");
  }

  /**
   * @param {number} rows
   * @param {number} share
   */
  #progress(rows, share) {
    part(this.form, "progress").setAttribute("value", String(share));
    // Screen readers say it: not with every slice.
    if (performance.now() - this.told < BETWEEN) return;
    this.told = performance.now();
    write(part(this.form, "said"), format(this.words.progress, { rows: rows.toLocaleString() }));
  }

  /** @param {string[]} problems */
  #tell(problems) {
    if (problems.length === 0) return;
    const shown = problems.slice(0, Math.max(LISTED - this.found, 0));
    part(this.form, "problems").append(...shown.map((each) => make("li", "", each)));
    this.found += problems.length;
    part(this.form, "problems-box").hidden = false;
    const more = this.found - LISTED;
    write(part(this.form, "more"), more > 0 ? format(this.words.more, { count: more.toLocaleString() }) : "");
  }

  /**
   * @param {Blob} results
   * @param {string} name
   */
  #offer(results, name) {
    this.address = URL.createObjectURL(results);
    const link = part(this.form, "save");
    link.setAttribute("href", this.address);
    link.setAttribute("download", name);
    part(this.form, "save-box").hidden = false;
  }

  /**
   * @param {Summary} summary
   * @param {boolean} fatal
   */
  #draw(summary, fatal) {
    const word = fatal ? "fatal" : this.cancelled ? "cancelled" : "done";
    const said = format(this.words[word], { scored: summary.scored.toLocaleString() });
    const refused = summary.refused ? format(this.words.refused, { count: summary.refused.toLocaleString() }) : "";
    write(part(this.form, "said"), [said, refused].filter(Boolean).join(" · "));
    if (fatal) return;
    this.#spread("verdicts", summary.verdicts, summary.scored);
    this.#spread("levels", summary.levels, summary.scored);
    this.#spread("bands", summary.bands, summary.scored);
    part(this.form, "states").replaceChildren(...[this.words.metric ?? "", ...summary.states].map((word) => heading(word, "col")));
    part(this.form, "metrics").replaceChildren(
      ...summary.metrics.map(({ label, counts }) =>
        make("tr", "", heading(label, "row"), ...counts.map((count) => make("td", "", count.toLocaleString()))),
      ),
    );
    part(this.form, "metrics-box").hidden = summary.metrics.length === 0;
  }

  /**
   * @param {string} name
   * @param {{label: string, count: number}[]} lines
   * @param {number} all
   */
  #spread(name, lines, all) {
    part(this.form, name).replaceChildren(
      ...lines.map(({ label, count }) => make("tr", "", heading(label, "row"), make("td", "", count.toLocaleString()), make("td", "", bar(count, all)))),
    );
    part(this.form, `${name}-box`).hidden = lines.length === 0;
  }
}

/**
 * @param {string} text
 * @param {string} scope
 */
function heading(text, scope) {
  const cell = make("th", "", text);
  cell.setAttribute("scope", scope);
  return cell;
}

/**
 * @param {number} count
 * @param {number} all
 */
function bar(count, all) {
  const meter = make("meter", "");
  meter.setAttribute("max", String(Math.max(all, 1)));
  meter.setAttribute("value", String(count));
  meter.setAttribute("aria-hidden", "true");
  return meter;
}
