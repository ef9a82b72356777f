/**
 * The worker of this tab, from when a page first wants one: that is before the page's other scripts are
 * there. It fetches for itself, so that neither it nor the page waits for the other.
 */
import { Failure } from "./failure.mjs";

/** @typedef {MessageEvent<import("./types").FromWorker> | ErrorEvent | Event} Heard */

/** A worker, and what it says. */
export class Begun {
  /** @param {string} address  Of worker.mjs. */
  constructor(address) {
    // The service worker has brought the snapshot along, after the first visit: to fetch it before that
    // would take longer than to start without.
    const kept = navigator.serviceWorker?.controller != null;
    this.worker = moduleWorker(address, kept ? "with snapshot" : "");
    /** @type {Heard[]} */
    this.heard = [];
    /** @type {(heard: Heard) => void} */
    this.listener = (heard) => this.heard.push(heard);
    for (const kind of /** @type {const} */ (["message", "error"])) {
      this.worker.addEventListener(kind, (event) => this.listener(event));
    }
  }

  /**
   * From now on, and what was said until now: that comes once the caller is done.
   * @param {(heard: Heard) => void} listener
   */
  listen(listener) {
    this.listener = listener;
    queueMicrotask(() => this.heard.splice(0).forEach(listener));
  }

  /** @param {import("./types").ToWorker} message */
  tell(message) {
    // A file may be large: it is handed over, not copied.
    this.worker.postMessage(message, "bytes" in message && message.bytes ? [message.bytes.buffer] : []);
  }
}

/**
 * A module worker, or a failure where the browser has none: old ones ignore the option.
 * @param {string} address
 * @param {string} name  Says what the worker may fetch.
 */
function moduleWorker(address, name) {
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
  const worker = new Worker(address, options);
  if (understood) return worker;
  worker.terminate();
  throw new Failure("no-worker");
}

/** Where a script that runs before all others leaves the worker for those. */
const PLACE = "saitenBegun";

/**
 * Begin before anybody is there to listen, and start Python. Where that fails, `take` fails again.
 * @param {string} address  Of worker.mjs.
 */
export function beginEarly(address) {
  try {
    const early = new Begun(address);
    early.tell({ start: true });
    Reflect.set(globalThis, PLACE, early);
  } catch {
    // As said.
  }
}

/**
 * The worker that was begun early, or else a new one.
 * @param {string} address  Of worker.mjs.
 */
export function take(address) {
  const early = /** @type {Begun | undefined} */ (Reflect.get(globalThis, PLACE));
  Reflect.deleteProperty(globalThis, PLACE);
  return early ?? new Begun(address);
}
