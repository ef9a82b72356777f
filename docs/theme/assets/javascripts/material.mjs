/**
 * The few things this theme takes from Material 9.8.1's script, with their types.
 *
 * @typedef {object} Settings  What main.html writes into `__config`.
 * @property {{table: string, code: string}} text
 * @property {boolean} sitemap  Whether sitemap.xml lists the pages: only with a site_url.
 * @property {boolean} offline  Whether there is a service worker: not under `saiten serve`.
 * @property {{text: string, reload: string, close: string}} updated  What is said of a new build.
 * @property {string[]} elsewhere  Where the other languages live below the root of the site.
 *
 * @typedef {object} Material
 * @property {{subscribe: (listener: (page: Document) => void) => void}} document$
 * @property {{next: (address: URL) => void, subscribe: (listener: (address: URL) => void) => void}} location$  Where it navigates to.
 * @property {URL} __md_scope  The root of the site.
 */

const config = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");

/** @type {Settings} */
export const settings = config.saiten;

/** The root of this language, as an address. */
export const base = new URL(config.base, location.href);

export const material = /** @type {Window & Material} */ (/** @type {unknown} */ (window));

/**
 * Call back for this page, and again for each page that instant navigation brings.
 * @param {() => void} listener
 */
export function onPage(listener) {
  material.document$.subscribe(() => listener());
}
