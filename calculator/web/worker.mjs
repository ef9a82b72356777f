/**
 * The worker: starts Python once, then answers questions. What it is told and what it says stands in
 * types.d.ts.
 */
import { Downloads, manifest as readManifest } from "./download.mjs";
import { Failure } from "./failure.mjs";
import { probeWebAssembly, startPython } from "./python.mjs";

/** @typedef {import("./types").Request} Request */

/** @type {Promise<(edition: string) => Promise<import("./python.mjs").Python>> | undefined} */
let runtime;

/** @param {import("./types").FromWorker} message */
function say(message) {
  globalThis.postMessage(message);
}

globalThis.addEventListener("message", (/** @type {MessageEvent<import("./types").ToWorker>} */ event) => {
  const told = event.data;
  const done = "manifest" in told ? begin(told.manifest, told.editions) : answer(told);
  done.catch((error) => say(Failure.from(error).told()));
});

/**
 * @param {string} address
 * @param {string[]} editions  Those that the page shows; more may follow.
 */
async function begin(address, editions) {
  runtime = start(address, editions);
  await runtime;
  say({ ready: true });
}

/**
 * Fetch everything at once; editions that nobody has asked for yet are fetched on demand.
 * @param {string} address
 * @param {string[]} first
 */
async function start(address, first) {
  probeWebAssembly();
  const manifest = await readManifest(address);
  const downloads = new Downloads(address, (loaded, total) => say({ progress: { loaded, total } }));
  /** @type {Map<string, Promise<Uint8Array>>} */
  const rules = new Map();
  /** @type {Set<string>} */
  const read = new Set();

  /** @param {string} edition */
  function fetched(edition) {
    const entry = manifest.editions[edition];
    if (!entry) throw new Failure("missing", `${edition}.json`);
    const known = rules.get(edition) ?? downloads.verified(entry);
    rules.set(edition, known);
    return known;
  }

  const texts = Promise.all(first.map(fetched));
  const [python] = await Promise.all([startPython(downloads, manifest, () => say({ starting: true })), texts]);

  return async (/** @type {string} */ edition) => {
    const text = new TextDecoder().decode(await fetched(edition));
    if (!read.has(edition)) python.load(edition, text);
    read.add(edition);
    return python;
  };
}

/** @param {{id: number} & Request} question */
async function answer({ id, ...request }) {
  if (request.compare_with) await (await runtime)?.(request.compare_with);
  const python = await (await runtime)?.(request.edition);
  if (python) say({ id, result: python.score(JSON.stringify(request)) });
}
