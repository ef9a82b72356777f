/**
 * What wires forms: fetched when a page holds one, or ahead. Once it is there it is used at once, since
 * even a second import of the same script comes some tasks later.
 */

/** @typedef {typeof import("./connecting.mjs")} Wiring */

/** @type {Wiring | undefined} */
let here;

/** @returns {Promise<Wiring>} */
export async function fetchWiring() {
  return (here ??= await import("./connecting.mjs"));
}

/** @param {(wiring: Wiring) => void} use  Called at once if it is there. */
export async function withWiring(use) {
  use(here ?? (await fetchWiring()));
}
