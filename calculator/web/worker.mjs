/**
 * The worker: starts Python once, then answers questions. The page fetches and verifies; what passes
 * between the two stands in types.d.ts.
 */
import { Failure } from "./failure.mjs";
import { probeWebAssembly, startPython } from "./python.mjs";

/** @typedef {import("./types").Request} Request */

/**
 * @typedef {object} Awaited  A file that somebody waits for, or that came before.
 * @property {Promise<Uint8Array<ArrayBuffer>>} promise
 * @property {(bytes: Uint8Array<ArrayBuffer>) => void} resolve
 */

/** @type {Map<string, Awaited>} */
const parts = new Map();

/** @param {string} name */
function part(name) {
  const known = parts.get(name) ?? awaited();
  parts.set(name, known);
  return known;
}

/** @returns {Awaited} */
function awaited() {
  /** @type {Awaited["resolve"]} */
  let resolve = () => {};
  /** @type {Awaited["promise"]} */
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** @param {import("./types").FromWorker} message */
function say(message) {
  globalThis.postMessage(message);
}

const python = start();
python.catch((error) => say(Failure.from(error).told()));

async function start() {
  probeWebAssembly();
  // The page names this worker after what it will send.
  const started = await startPython((name) => part(name).promise, globalThis.name === "with snapshot");
  say({ ready: true });
  return started;
}

globalThis.addEventListener("message", (/** @type {MessageEvent<import("./types").ToWorker>} */ event) => {
  const told = event.data;
  if ("file" in told) part(told.file).resolve(told.bytes);
  else answer(told).catch((error) => say(Failure.from(error).told()));
});

/** @param {Exclude<import("./types").ToWorker, {file: string}>} told */
async function answer(told) {
  const calculator = await python;
  if ("rules" in told) {
    calculator.load(told.edition, new TextDecoder().decode(told.rules));
  } else if ("request" in told) {
    const { id, call, request, bytes } = told;
    const text = JSON.stringify(request);
    say({ id, result: call === "batch_open" ? calculator.batch_open(text, bytes ?? new Uint8Array()) : calculator[call](text) });
  } else if ("plan" in told) {
    const { id, plan: request } = told;
    say({ id, result: attempt(() => calculator.plan(JSON.stringify(request))) });
  } else {
    const { id, call = "score", ...request } = told;
    say({ id, result: calculator[call](JSON.stringify(request)) });
  }
}

/**
 * What goes wrong with a plan says nothing of scoring: that goes on.
 * @param {() => string} answer
 */
function attempt(answer) {
  try {
    return answer();
  } catch (error) {
    return JSON.stringify({ failed: Failure.from(error).told().detail });
  }
}
