/**
 * The worker: fetches Python at once, starts it when told to, then answers questions. What passes
 * between it and the page stands in types.d.ts.
 */
import { Downloads } from "./download.mjs";
import { Failure } from "./failure.mjs";
import { Fetched } from "./fetching.mjs";
import { probeWebAssembly, startPython } from "./python.mjs";

/** @typedef {Exclude<import("./types").ToWorker, {start: true} | {rules: import("./types").Entry, edition: string}>} Question */

/** @param {import("./types").FromWorker} message */
function say(message) {
  globalThis.postMessage(message);
}

/** @param {unknown} error */
function fail(error) {
  say(Failure.from(error).told());
}

const downloads = new Downloads((loaded, total) => say({ loaded, total }));
// The page named this worker after what it may fetch.
const withSnapshot = globalThis.name === "with snapshot";
let files = new Fetched(downloads, withSnapshot);

/** @type {(value?: unknown) => void} */
let wanted = () => {};
const python = new Promise((start) => (wanted = start)).then(start);
python.catch(fail);

async function start() {
  probeWebAssembly();
  // They may have been fetched for a page that was only read.
  if (files.failed) files = new Fetched(downloads, withSnapshot);
  const missing = new Promise((_, reject) => files.all.then(() => say({ starting: true }), reject));
  const started = await Promise.race([startPython(files), /** @type {Promise<never>} */ (missing)]);
  say({ ready: true });
  return started;
}

/**
 * The rules of each edition, from when the page names them; a later answer waits for them.
 * @type {Map<string, Promise<void>>}
 */
const rules = new Map();

/**
 * @param {string} edition
 * @param {import("./types").Entry} entry
 */
async function load(edition, entry) {
  const text = new TextDecoder().decode(await downloads.verified(entry));
  (await python).calculator.load(edition, text);
}

globalThis.addEventListener("message", (/** @type {MessageEvent<import("./types").ToWorker>} */ { data }) => {
  if ("start" in data) {
    wanted();
  } else if ("rules" in data) {
    const loaded = load(data.edition, data.rules);
    loaded.catch(fail);
    rules.set(data.edition, loaded);
  } else {
    answer(data).catch(fail);
  }
});

/** @param {Question} question */
async function answer({ id, call, request, bytes }) {
  const { calculator, code, library } = await python;
  // What fails with the rules is told once, where they are loaded.
  const other = "compare_with" in request ? request.compare_with : undefined;
  await Promise.allSettled([rules.get(request.edition), rules.get(other ?? "")]);
  const text = JSON.stringify(request);
  if (call === "score") {
    say({ id, result: await scored(() => calculator.score(text), code) });
    rehearse(() => calculator.rehearse(text));
    if (!savesData()) whenQuiet(() => library.begin());
    return;
  }
  await library.whole();
  if (call === "batch_open") say({ id, result: calculator.batch_open(text, bytes ?? new Uint8Array()) });
  else if (call === "plan") say({ id, result: attempt(() => calculator.plan(text)) });
  else say({ id, result: calculator[call](text) });
}

/**
 * Nothing is said before it is certain that all code was the right one; that some could not be had is
 * told in place of what Python makes of it.
 * @param {() => string} score
 * @param {{right: Promise<void>}} code
 */
async function scored(score, code) {
  try {
    return score();
  } finally {
    await code.right;
  }
}

/** So often something like the first question is scored for nobody, in pauses. */
let rehearsals = 8;

/** @param {() => void} score  What runs often the browser makes fast. */
function rehearse(score) {
  if (rehearsals-- <= 0) return;
  setTimeout(() => {
    try {
      score();
    } catch {
      // Whoever asks for a score is told.
      return;
    }
    rehearse(score);
  });
}

/** Milliseconds without a question after which nobody is typing. */
const QUIET = 1000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {() => void} begin  What would take time from the answers. */
function whenQuiet(begin) {
  clearTimeout(waiting);
  waiting = setTimeout(begin, QUIET);
}

function savesData() {
  /** @type {{saveData?: boolean} | undefined} */
  const connection = Reflect.get(navigator, "connection");
  return connection?.saveData === true;
}

/**
 * What goes wrong with a plan says nothing of scoring: that goes on.
 * @param {() => string} plan
 */
function attempt(plan) {
  try {
    return plan();
  } catch (error) {
    return JSON.stringify({ failed: Failure.from(error).told().detail });
  }
}
