/**
 * The page's end of the worker. There is one worker for as long as the tab stays on the site:
 * Material's navigation replaces the page around it.
 */
import { Downloads, newest } from "./download.mjs";
import { Failure } from "./failure.mjs";
import { files, own } from "./manifest.mjs";
import { address, scripts } from "./places.mjs";

/**
 * @typedef {import("./types").Entry} Entry
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Request} Request
 * @typedef {import("./types").Result} Result
 */

/** Silence for this long, while an answer is due, counts as failure. */
const PATIENCE = 60_000;

/** What the worker imports: verified before it does. */
const IN_THE_WORKER = ["worker.mjs"];

/** The one file that nobody needs: without it starting takes longer. */
const SNAPSHOT = "python.snapshot";

class Runtime {
  constructor() {
    /** @type {State} */
    this.state = { name: "loading", loaded: 0, total: 0, starting: false };
    /** @type {Set<(state: State) => void>} */
    this.listeners = new Set();
    /** @type {Map<number, (result: any) => void>} */
    this.waiting = new Map();
    this.asked = 0;
    /** @type {Worker | undefined} */
    this.worker = undefined;
    /** Counts starts and failures, so that what belongs to an earlier start changes nothing. */
    this.turn = 0;
    /** Whether a worker runs, or is about to. */
    this.started = false;
    /** @type {number | undefined} */
    this.watchdog = undefined;
    this.downloads = new Downloads((loaded, total) => this.#progress(loaded, total));
    /**
     * The files of Python, from when somebody first wanted them until the worker has them.
     * @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>}
     */
    this.fetched = new Map();
    /**
     * The rules that pages of this tab name, by edition.
     * @type {Map<string, Entry>}
     */
    this.rules = new Map();
    /**
     * Rules that are fetched before the worker asks for them, by edition.
     * @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>}
     */
    this.early = new Map();
    /**
     * The editions whose rules the worker has, or is about to get.
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
   * Keep what a page says of the rules of its edition: they belong to what stands on it.
   * @param {string} edition
   * @param {Entry} entry
   */
  learn(edition, entry) {
    if (this.rules.get(edition)?.path !== entry.path) {
      this.sent.delete(edition);
      this.early.delete(edition);
    }
    this.rules.set(edition, entry);
  }

  /**
   * Read the rules that a page will ask for soon. If that fails, asking tries again.
   * @param {string} edition
   * @param {Entry} entry
   */
  expect(edition, entry) {
    this.learn(edition, entry);
    if (this.sent.has(edition) || this.early.has(edition)) return;
    const bytes = this.downloads.verified(entry);
    this.early.set(edition, bytes);
    bytes.then(() => this.worker && this.#send(edition)).catch(() => this.early.delete(edition));
  }

  /** Fetch what Python starts from, and start nothing yet. */
  prepare() {
    // The service worker has brought the snapshot, after the first visit: to fetch it first would take
    // longer than to start without.
    const kept = navigator.serviceWorker?.controller != null;
    for (const [name, entry] of Object.entries(files)) {
      if (this.fetched.has(name) || (name === SNAPSHOT && !kept)) continue;
      const bytes = this.downloads.verified(entry);
      // While nobody waits for it, that it failed says nothing: starting tries again.
      bytes.catch(() => {
        if (!this.started) this.fetched.delete(name);
      });
      this.fetched.set(name, bytes);
    }
  }

  /**
   * Start, or start again after a failure.
   * @param {string[]} editions  The rules to fetch along with Python.
   */
  start(editions) {
    if (this.state.name === "failed" && this.state.failed === "outdated") {
      location.reload();
      return;
    }
    this.turn += 1;
    this.started = true;
    this.#become({ name: "loading", loaded: 0, total: 0, starting: false });
    this.prepare();
    this.#wait();
    this.#mind(this.#startWorker(editions));
  }

  /** @param {string[]} editions */
  async #startWorker(editions) {
    const { turn } = this;
    await this.#verifyScripts(IN_THE_WORKER);
    if (turn !== this.turn) return;
    this.worker = moduleWorker(this.fetched.has(SNAPSHOT) ? "with snapshot" : "");
    this.worker.addEventListener("message", (event) => this.#hear(event.data));
    // The worker's own script, or one that it imports, could not be loaded.
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new Failure("missing", "worker.mjs", event.message ?? "").told());
    });
    for (const edition of new Set([...editions, ...this.early.keys()])) this.#mind(this.#send(edition));
    await this.#handOver(this.worker);
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
   * Plan. As for a score, the promise stays open when the runtime fails.
   * @param {import("./types").PlanRequest} request
   * @returns {Promise<import("./types").PlanResult>}
   */
  plan(request) {
    const id = ++this.asked;
    const answered = new Promise((/** @type {(result: any) => void} */ resolve) => this.waiting.set(id, resolve));
    this.#mind(this.#send(request.edition).then(() => this.#tell({ id, plan: request })));
    return answered;
  }

  /**
   * Score. The promise stays open when the runtime fails; the state tells of that.
   * @param {Request} request
   * @returns {Promise<Result>}
   */
  ask(request) {
    return this.#ask(request);
  }

  /**
   * Write or read a file of answers: `for_page` of calculator/files.py.
   * @param {import("./types").FileRequest} request
   * @returns {Promise<import("./types").Written & import("./types").FileRead>}
   */
  carry(request) {
    return this.#ask({ ...request, call: "carry" });
  }

  /**
   * @param {Request | import("./types").FileRequest & {call: "carry"}} request
   * @returns {Promise<any>}
   */
  #ask(request) {
    const id = ++this.asked;
    const answered = new Promise((/** @type {(result: any) => void} */ resolve) => this.waiting.set(id, resolve));
    const other = "compare_with" in request && request.compare_with;
    const editions = [request.edition, ...(other ? [other] : [])];
    const sent = Promise.all(editions.map((edition) => this.#send(edition)));
    this.#mind(sent.then(() => this.#tell({ id, ...request })));
    return answered;
  }

  /**
   * Ask something about many partners. As with `ask`, the promise stays open when the runtime fails.
   * @template {keyof import("./types").Calls} Name
   * @param {Name} call
   * @param {import("./types").BatchRequest} request
   * @param {Uint8Array<ArrayBuffer>} [bytes]
   * @returns {Promise<import("./types").Calls[Name]>}
   */
  call(call, request, bytes) {
    const id = ++this.asked;
    const answered = new Promise((/** @type {(result: any) => void} */ resolve) => this.waiting.set(id, resolve));
    this.#mind(this.#send(request.edition).then(() => this.#tell({ id, call, request, ...(bytes ? { bytes } : {}) })));
    return answered;
  }

  /**
   * Give the worker each file as soon as it is there.
   * @param {Worker} worker
   */
  async #handOver(worker) {
    await Promise.all([...this.fetched].map(async ([file, fetched]) => {
      const bytes = await fetched.catch((error) => {
        this.fetched.delete(file);
        if (file === SNAPSHOT) return new Uint8Array();
        throw error;
      });
      // After a failure another worker waits for it.
      if (worker !== this.worker) return;
      this.fetched.delete(file);
      worker.postMessage({ file, bytes }, [bytes.buffer]);
    }));
    if (worker === this.worker && this.state.name === "loading") this.#become({ ...this.state, starting: true });
  }

  /**
   * Give the worker the rules of an edition, once.
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
    const early = this.early.get(edition);
    this.early.delete(edition);
    const rules = await (early ?? this.downloads.verified(this.rules.get(edition) ?? (await this.#entryOf(edition))));
    if (turn === this.turn) this.worker?.postMessage({ edition, rules }, [rules.buffer]);
  }

  /**
   * Fail when this does, unless something else has failed since.
   * @param {Promise<void>} done
   */
  #mind(done) {
    const { turn } = this;
    done.catch((error) => {
      if (turn === this.turn) this.#fail(Failure.from(error).told());
    });
  }

  /**
   * @param {number} loaded
   * @param {number} total
   */
  #progress(loaded, total) {
    if (!this.started) return;
    this.#wait();
    if (this.state.name === "loading") this.#become({ ...this.state, loaded, total });
  }

  /** @param {import("./types").ToWorker} message */
  #tell(message) {
    this.#wait();
    // A file may be large: it is handed over, not copied.
    this.worker?.postMessage(message, "bytes" in message && message.bytes ? [message.bytes.buffer] : []);
  }

  /** @param {import("./types").FromWorker} message */
  #hear(message) {
    if ("failed" in message) {
      this.#fail(message);
      return;
    }
    this.#wait();
    if ("ready" in message) {
      this.#rest();
      this.#become({ name: "ready" });
      // The page's own, which run already: a damaged one must not go unnoticed.
      const others = Object.keys(own).filter((name) => !IN_THE_WORKER.includes(name));
      this.#mind(this.#verifyScripts(others));
    } else {
      this.waiting.get(message.id)?.(JSON.parse(message.result));
      this.waiting.delete(message.id);
      if (this.waiting.size === 0) this.#rest();
    }
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
    this.worker?.terminate();
    this.worker = undefined;
    this.waiting.clear();
    this.sent.clear();
    this.downloads.forget();
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

/**
 * A module worker, or a failure where the browser has none: old ones ignore the option.
 * @param {string} name
 */
function moduleWorker(name) {
  if (typeof Worker !== "function") throw new Failure("no-worker");
  let understood = false;
  const options = {
    name,
    /** @returns {WorkerType} */
    get type() {
      understood = true;
      return "module";
    },
  };
  const worker = new Worker(new URL("./worker.mjs", import.meta.url), options);
  if (understood) return worker;
  worker.terminate();
  throw new Failure("no-worker");
}

/** The runtime of this tab. It starts with the first form that asks for it. */
export const runtime = new Runtime();

/** @typedef {Runtime} RuntimeType */
