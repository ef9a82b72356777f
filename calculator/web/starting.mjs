/**
 * The worker of this tab, from when a page first wants one: that is before the page's other scripts are
 * there. It fetches for itself, so that neither it nor the page waits for the other.
 */
import { Failure } from "./failure.mjs";

/** @typedef {MessageEvent<import("./types").FromWorker> | ErrorEvent} Heard */

/** A worker, and what it says. */
export class Begun {
  constructor() {
    // The service worker has brought the snapshot along, after the first visit: to fetch it before that
    // would take longer than to start without.
    const kept = navigator.serviceWorker?.controller != null;
    this.worker = moduleWorker(kept ? "with snapshot" : "");
    /** @type {Heard[]} */
    this.heard = [];
    /** @type {(heard: Heard) => void} */
    this.listener = (heard) => this.heard.push(heard);
    for (const kind of /** @type {const} */ (["message", "error"])) {
      this.worker.addEventListener(kind, (event) => this.listener(event));
    }
  }

  /**
   * From now on, and what was said until now.
   * @param {(heard: Heard) => void} listener
   */
  listen(listener) {
    this.listener = listener;
    for (const heard of this.heard.splice(0)) listener(heard);
  }

  /** @param {import("./types").ToWorker} message */
  tell(message) {
    // A file may be large: it is handed over, not copied.
    this.worker.postMessage(message, "bytes" in message && message.bytes ? [message.bytes.buffer] : []);
  }
}

/**
 * A module worker, or a failure where the browser has none: old ones ignore the option.
 * @param {string} name  Says what the worker may fetch.
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

/** @type {Begun | undefined} */
let early;

/** Begin before anybody is there to listen, and start Python. Where that fails, `take` fails again. */
export function beginEarly() {
  try {
    early = new Begun();
    early.tell({ start: true });
  } catch {
    early = undefined;
  }
}

/** The worker that was begun early, or else a new one. */
export function take() {
  const begun = early ?? new Begun();
  early = undefined;
  return begun;
}
