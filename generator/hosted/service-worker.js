// @ts-check
/**
 * Keeps one whole build of the site and answers from it, so that the site works offline and never
 * mixes two builds. The build replaces the two words in capitals.
 *
 * Installing means fetching every file of the list and comparing it with its hash; a server that is
 * just getting another build fails that, and it is tried again later. A new build waits until the
 * reader wants it (assets/javascripts/offline.mjs), or until no page of the old one is open.
 */

const BUILD = "BUILD_ID";
const LIST = "LIST_PATH";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = new URL("./", worker.location.href);
const OURS = `saiten ${ROOT.pathname} `;
const CACHE = OURS + BUILD;
/** What the server alone knows: which build is the newest. */
const NEWEST = new URL("runtime/manifest.json", ROOT).href;
const AT_ONCE = 6;

/** @typedef {Record<string, string>} List  The hash of each file, by its path below the root. */

/** @param {Cache} cache @param {string} path */
async function listIn(cache, path) {
  const kept = await cache.match(new URL(path, ROOT));
  return /** @type {List} */ (kept ? await kept.json() : {});
}

/** Fill the cache; what an earlier build has in common with this one is not fetched again. */
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.add(new URL(LIST, ROOT));
  const list = Object.entries(await listIn(cache, LIST));
  const earlier = await earlierFiles();
  const next = async () => {
    for (let entry = list.pop(); entry; entry = list.pop()) await keep(cache, earlier, ...entry);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/**
 * @param {Cache} cache
 * @param {Map<string, Cache>} earlier
 * @param {string} path
 * @param {string} hash
 */
async function keep(cache, earlier, path, hash) {
  const address = new URL(path, ROOT);
  if (await cache.match(address)) return;
  const before = await earlier.get(`${path} ${hash}`)?.match(address);
  // Addresses with a hash in them never change; about the others the server is asked.
  const caching = path.startsWith("runtime/files/") ? "default" : "no-cache";
  const response = before ?? (await fetch(address, { integrity: hash, cache: caching }));
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  await cache.put(address, response);
}

/** The files of caches of ours, by path and hash. */
async function earlierFiles() {
  /** @type {Map<string, Cache>} */
  const files = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS) || name === CACHE) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!/\/runtime\/files\/site-[0-9a-f]+\.json$/.test(url)) continue;
      for (const [path, hash] of Object.entries(await listIn(cache, url))) files.set(`${path} ${hash}`, cache);
    }
  }
  return files;
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => name.startsWith(OURS) && name !== CACHE && caches.delete(name)));
  await worker.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  const address = new URL(request.url);
  address.search = "";
  address.hash = "";
  address.pathname = address.pathname.replace(/\/index\.html$/, "/");
  const cache = await caches.open(CACHE);
  const kept = async () => cache.match(address, { ignoreVary: true });
  if (address.href === NEWEST) return (await fetch(request).catch(() => kept())) ?? Response.error();
  // What was found damaged is asked of the server once more.
  if (request.cache === "reload" && request.mode !== "navigate") return fetch(request);
  return (await kept()) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", ({ data }) => {
  if (data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(ROOT.href)) event.respondWith(answer(request));
});
