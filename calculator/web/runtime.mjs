/**
 * The page's end of the worker. There is one worker for as long as the tab stays on the site:
 * Material's navigation replaces the page around it.
 */
import { Downloads, newest } from "./download.mjs";
import { Failure } from "./failure.mjs";
import { own } from "./manifest.mjs";
import { address, scripts } from "./places.mjs";
import { take } from "./starting.mjs";

/**
 * @typedef {import("./types").Calls} Calls
 * @typedef {import("./types").Entry} Entry
 * @typedef {import("./types").State} State
 */

/** Silence for this long, while an answer is due, counts as failure. */
const PATIENCE = 60_000;

/** What a page imports only when the reader asks for it. */
const LATER = ["report.mjs", "uqr.mjs"];

class Runtime {
  constructor() {
    /** @type {State} */
    this.state = { name: "loading", loaded: 0, total: 0, starting: false };
    /** @type {Set<(state: State) => void>} */
    this.listeners = new Set();
    /** @type {Map<number, (answer: any) => void>} */
    this.waiting = new Map();
    this.asked = 0;
    /** @type {import("./starting.mjs").Begun | undefined} */
    this.worker = undefined;
    /** Counts starts and failures, so that what belongs to an earlier start changes nothing. */
    this.turn = 0;
    /** Whether Python runs, or is about to. */
    this.started = false;
    /** @type {number | undefined} */
    this.watchdog = undefined;
    this.downloads = new Downloads(() => {});
    /** @type {Promise<void>} */
    this.verified = Promise.resolve();
    /**
     * The rules that pages of this tab name, by edition.
     * @type {Map<string, Entry>}
     */
    this.rules = new Map();
    /**
     * The editions that somebody will ask about.
     * @type {Set<string>}
     */
    this.expected = new Set();
    /**
     * The editions whose rules the worker knows of.
     * @type {Map<string, Promise<void>>}
     */
    this.sent = new Map();
  }

  /**
   * Be told the state, now and whenever it changes.
   * @param {(state: State) => void} listener
   */
  follow(listener) {
    this.listeners.add(listener);
    listener(this.state);
  }

  /** @param {(state: State) => void} listener */
  leave(listener) {
    this.listeners.delete(listener);
  }

  /**
   * Keep what a page says of the rules of its edition, which belong to what stands on it, and let them
   * be read before somebody asks.
   * @param {string} edition
   * @param {Entry} entry
   */
  expect(edition, entry) {
    if (this.rules.get(edition)?.path !== entry.path) this.sent.delete(edition);
    this.rules.set(edition, entry);
    this.expected.add(edition);
    if (this.started) this.#mind(this.#send(edition));
  }

  /** Fetch what Python starts from, and start nothing yet. Where no worker can be had, starting says so. */
  prepare() {
    try {
      this.#begun();
    } catch {
      // As said.
    }
  }

  /**
   * Start, or start again after a failure.
   * @param {string[]} editions  The rules to read along with Python.
   */
  start(editions) {
    if (this.state.name === "failed" && this.state.failed === "outdated") {
      location.reload();
      return;
    }
    this.turn += 1;
    this.started = true;
    for (const edition of editions) this.expected.add(edition);
    this.#become({ name: "loading", loaded: 0, total: 0, starting: false });
    this.#wait();
    this.#mind(this.#start());
  }

  async #start() {
    this.verified = this.#verifyScripts(Object.keys(own).filter((name) => !LATER.includes(name)));
    this.#begun().tell({ start: true });
    for (const edition of this.expected) this.#mind(this.#send(edition));
    await this.verified;
  }

  /** The worker, which fetches from the moment that it is there. */
  #begun() {
    if (!this.worker) {
      const worker = (this.worker = take(`${scripts}worker.mjs`));
      worker.listen((heard) => {
        if (worker === this.worker) this.#hear(heard);
      });
    }
    return this.worker;
  }

  /** @param {string[]} names  Scripts beside this one. */
  async #verifyScripts(names) {
    await Promise.all(names.map(async (name) => {
      const entry = own[name];
      if (!entry) throw new Failure("missing", name);
      await this.downloads.verified({ ...entry, path: `${scripts}${name}` });
    }));
  }

  /**
   * Ask Python. The promise stays open when the runtime fails; the state tells of that.
   * @template {keyof Calls} Name
   * @param {Name} call
   * @param {Calls[Name]["request"]} request
   * @param {Uint8Array<ArrayBuffer>} [bytes]
   * @returns {Promise<Calls[Name]["answer"]>}
   */
  call(call, request, bytes) {
    const id = ++this.asked;
    /** @type {Promise<Calls[Name]["answer"]>} */
    const answered = new Promise((resolve) => this.waiting.set(id, resolve));
    const other = "compare_with" in request && request.compare_with;
    const editions = [request.edition, ...(other ? [other] : [])];
    const sent = Promise.all(editions.map((edition) => this.#send(edition)));
    this.#mind(sent.then(() => {
      this.#wait();
      this.worker?.tell({ id, call, request, ...(bytes ? { bytes } : {}) });
    }));
    return answered;
  }

  /**
   * Tell the worker of the rules of an edition, once.
   * @param {string} edition
   */
  #send(edition) {
    const known = this.sent.get(edition) ?? this.#sendRules(edition);
    this.sent.set(edition, known);
    return known;
  }

  /** @param {string} edition */
  async #sendRules(edition) {
    const { turn } = this;
    const rules = this.rules.get(edition) ?? (await this.#entryOf(edition));
    if (turn === this.turn) this.worker?.tell({ edition, rules });
  }

  /**
   * Fail when this does, unless something else has failed since. A script that is not the right one may
   * fail in any way: then that is what is told.
   * @param {Promise<void>} done
   */
  #mind(done) {
    const { turn } = this;
    done.catch(async (error) => {
      const cause = await this.verified.then(() => error, (wrong) => wrong);
      if (turn === this.turn) this.#fail(Failure.from(cause).told());
    });
  }

  /** @param {import("./starting.mjs").Heard} heard */
  #hear(heard) {
    if (!(heard instanceof MessageEvent)) {
      heard.preventDefault();
      // Nobody waits for it yet: starting tries again.
      if (!this.started) {
        this.worker = undefined;
        return;
      }
      // Its script, or one that it imports, could not be loaded.
      this.#mind(Promise.reject(new Failure("missing", "worker.mjs", "message" in heard ? heard.message : "")));
    } else if (this.started) {
      this.#understand(heard.data);
    }
  }

  /** @param {import("./types").FromWorker} message */
  #understand(message) {
    if ("failed" in message) {
      this.#mind(Promise.reject(new Failure(message.failed, message.file, message.detail)));
      return;
    }
    if ("ready" in message) {
      this.#mind(this.#ready());
    } else if ("id" in message) {
      this.waiting.get(message.id)?.(JSON.parse(message.result));
      this.waiting.delete(message.id);
    } else if (this.state.name === "loading") {
      this.#become({ ...this.state, ...message });
    }
    if (this.state.name === "loading" || this.waiting.size > 0) this.#wait();
    else this.#rest();
  }

  /** Nothing is shown before all scripts that had a part in it are known to be right. */
  async #ready() {
    const { turn } = this;
    await this.verified;
    if (turn !== this.turn) return;
    this.#rest();
    this.#become({ name: "ready" });
    await this.#verifyScripts(LATER);
  }

  #wait() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      // A browser may put hidden pages to sleep, and the worker with them.
      if (document.hidden) this.#wait();
      else this.#fail(new Failure("stalled").told());
    }, PATIENCE);
  }

  #rest() {
    clearTimeout(this.watchdog);
  }

  /** @param {import("./types").Failed} failed */
  #fail(failed) {
    this.#rest();
    this.turn += 1;
    this.started = false;
    this.worker?.worker.terminate();
    this.worker = undefined;
    this.waiting.clear();
    this.sent.clear();
    void this.#diagnose(failed);
  }

  /**
   * Files that are gone or changed are no fault when another build has taken this one's place.
   * @param {import("./types").Failed} failed
   */
  async #diagnose(failed) {
    const { turn } = this;
    const suspect = failed.failed === "missing" || failed.failed === "wrong-hash";
    const replaced = suspect && (await newest().then((build) => this.#differs(build), () => false));
    if (turn === this.turn) this.#become({ name: "failed", ...(replaced ? new Failure("outdated").told() : failed) });
  }

  /**
   * The rules of an edition that no page has named, if the newest build is still this one.
   * @param {string} edition
   */
  async #entryOf(edition) {
    const build = await newest();
    if (this.#differs(build)) throw new Failure("outdated");
    const entry = build.editions[edition];
    if (!entry) throw new Failure("missing", `${edition}.json`);
    return entry;
  }

  /**
   * Whether a build has other scripts, or other rules than the pages of this tab.
   * @param {import("./types").Newest} build
   */
  #differs(build) {
    const other = [...this.rules].some(([edition, { path }]) => build.editions[edition]?.path !== path);
    return other || address(build.scripts) !== scripts;
  }

  /** A page of another build asks for this runtime: only loading the page anew helps. */
  refuse() {
    this.#fail(new Failure("outdated").told());
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}

/** The runtime of this tab. It starts with the first form that asks for it. */
export const runtime = new Runtime();

/** @typedef {Runtime} RuntimeType */
