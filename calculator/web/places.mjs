/** Where the files of the runtime are: this script lies in `files/web-…/` below their folder. */

const BASE = new URL("../../", import.meta.url);

/** The scripts' folder; its name changes with any of them, and with Python's files. */
export const scripts = new URL("./", import.meta.url).href;

/** @param {string} path  Below the folder of the runtime. */
export function address(path) {
  return new URL(path, BASE).href;
}
