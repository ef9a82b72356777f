/**
 * The page's end of the worker. There is one worker for as long as the tab stays on the site:
 * Material's navigation replaces the page around it.
 */
import { Failure } from "./failure.mjs";

/**
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Request} Request
 * @typedef {import("./types").Result} Result
 */

/** Silence for this long, while an answer is due, counts as failure. */
const PATIENCE = 60_000;

class Runtime {
  /** @param {string} manifest  Its address. */
  constructor(manifest) {
    this.manifest = manifest;
    /** @type {State} */
    this.state = { name: "loading", loaded: 0, total: 0, starting: false };
    /** @type {Set<(state: State) => void>} */
    this.listeners = new Set();
    /** @type {Map<number, (result: Result) => void>} */
    this.waiting = new Map();
    this.asked = 0;
    /** @type {Worker | undefined} */
    this.worker = undefined;
    /** @type {number | undefined} */
    this.watchdog = undefined;
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
   * Start, or start again after a failure.
   * @param {string[]} editions  The rules to fetch along with Python.
   */
  start(editions) {
    this.#become({ name: "loading", loaded: 0, total: 0, starting: false });
    try {
      this.worker = moduleWorker();
    } catch (error) {
      this.#fail(Failure.from(error).told());
      return;
    }
    this.worker.addEventListener("message", (event) => this.#hear(event.data));
    // The worker's own script, or one that it imports, could not be loaded.
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new Failure("missing", "worker.mjs", event.message ?? "").told());
    });
    this.#tell({ manifest: this.manifest, editions });
  }

  /**
   * Score. The promise stays open when the runtime fails; the state tells of that.
   * @param {Request} request
   * @returns {Promise<Result>}
   */
  ask(request) {
    const id = ++this.asked;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.#tell({ id, ...request });
    });
  }

  /** @param {import("./types").ToWorker} message */
  #tell(message) {
    this.#wait();
    this.worker?.postMessage(message);
  }

  /** @param {import("./types").FromWorker} message */
  #hear(message) {
    if ("failed" in message) {
      this.#fail(message);
      return;
    }
    this.#wait();
    if ("progress" in message) {
      // The rules of another edition may be fetched later: the calculator stays ready meanwhile.
      if (this.state.name === "loading") this.#become({ name: "loading", ...message.progress, starting: false });
    } else if ("starting" in message) {
      if (this.state.name === "loading") this.#become({ ...this.state, starting: true });
    } else if ("ready" in message) {
      this.#rest();
      this.#become({ name: "ready" });
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
    this.worker?.terminate();
    this.worker = undefined;
    this.waiting.clear();
    this.#become({ name: "failed", ...failed });
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}

/** A module worker, or a failure where the browser has none: old ones ignore the option. */
function moduleWorker() {
  if (typeof Worker !== "function") throw new Failure("no-worker");
  let understood = false;
  const options = {
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

/** @type {Runtime | undefined} */
let only;

/**
 * The runtime, started with the first form that asks for it.
 * @param {string} manifest
 * @param {string[]} editions
 */
export function runtime(manifest, editions) {
  if (!only) {
    only = new Runtime(manifest);
    only.start(editions);
  }
  return only;
}

/** @typedef {Runtime} RuntimeType */
