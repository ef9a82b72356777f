/**
 * What was typed, kept on the reader's device for the next visit: never sent, erased on demand. Where
 * the browser keeps nothing, in private windows or by policy, everything else works all the same.
 */
import { address } from "./places.mjs";

/** Other programmes may lie in other folders of the same site. */
const OURS = `saiten ${new URL(address("")).pathname}`;
const OFF = `${OURS} off`;

/** @typedef {Record<string, string>} Values  What the fields of a form hold, by their names. */
/** @typedef {{now: Values, before: Values[]}} Kept  With what was there before it was replaced, the last at the end. */

/**
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | null}  Null where the browser keeps nothing.
 */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} part  Of what is kept for the form: "" is its answers.
 */
function place(form, part) {
  return `${OURS} of ${form.dataset.edition} ${form.dataset.area}${part && ` ${part}`}`;
}

/** Whether this browser keeps anything at all. */
export function canKeep() {
  return stored((storage) => {
    storage.setItem(`${OURS} try`, "");
    storage.removeItem(`${OURS} try`);
    return true;
  }) ?? false;
}

export function isKeeping() {
  return stored((storage) => storage.getItem(OFF) === null) ?? false;
}

/** @param {boolean} on */
export function keepFromNow(on) {
  stored((storage) => (on ? storage.removeItem(OFF) : storage.setItem(OFF, "")));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} [part]
 * @returns {Kept | null}  Null also while the reader wants nothing kept.
 */
export function recall(form, part = "") {
  if (!isKeeping()) return null;
  const text = stored((storage) => storage.getItem(place(form, part)));
  try {
    const kept = JSON.parse(text ?? "null");
    if (!isValues(kept?.now)) return null;
    return { now: kept.now, before: Array.isArray(kept.before) ? kept.before.filter(isValues) : [] };
  } catch {
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Kept | null} kept  Null where there is nothing to keep.
 * @param {string} [part]
 * @returns {boolean}  Whether it is kept, or need not be.
 */
export function remember(form, kept, part = "") {
  const done = stored((storage) => {
    if (kept) storage.setItem(place(form, part), JSON.stringify(kept));
    else storage.removeItem(place(form, part));
    return true;
  });
  return done ?? false;
}

/** Erase what was typed on any page of this site, in every area and edition. */
export function erase() {
  stored((storage) => {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(`${OURS} of `)) storage.removeItem(key);
    }
  });
}

/**
 * Whatever may have been written there: only text counts.
 * @param {unknown} found
 * @returns {found is Values}
 */
function isValues(found) {
  return typeof found === "object" && found !== null && Object.values(found).every((each) => typeof each === "string");
}
