/**
 * Answers in a form: read them as typed, fill them in, keep them.
 * Not answered, no and 0 are three things, so what is empty is left out.
 */

/**
 * @typedef {import("./types").Answers} Answers
 * @typedef {import("./types").Filled} Filled
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field
 */

const FLAGS = new Map([["true", true], ["false", false]]);

/** Fields that are no answer of their own: the roster, the one track to score, and the day. */
const ROSTER = "people";
const TRACK = "in_track";
const DAY = "as_of";

/**
 * The fields that ask something.
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
export function fields(form) {
  return [...form.elements].filter(
    /** @returns {element is Field} */
    (element) => isField(element) && element.name !== "" && element.closest("[data-question]") !== null,
  );
}

/**
 * What the reader answered. What the other way of counting people hides is no answer.
 * @param {HTMLFormElement} form
 * @returns {Filled}
 */
export function read(form) {
  /** @type {Filled} */
  const filled = { answers: {}, roster: "", as_of: "", track: "" };
  for (const field of fields(form)) {
    if (field.closest("[data-by][hidden]") || (isRadio(field) && !field.checked)) continue;
    const answer = isRadio(field) ? FLAGS.get(field.value) : field.value;
    if (field.name === ROSTER) filled.roster = field.value;
    else if (field.name === DAY) filled.as_of = field.value;
    else if (field.name === TRACK) filled.track = field.value;
    else if (answer !== undefined && answer !== "") filled.answers[field.name] = answer;
  }
  return filled;
}

/**
 * What is asked of Python for a form, beside another edition or not.
 * @param {HTMLFormElement} form
 * @param {string} [other]
 */
export function requestOf(form, other = "") {
  const { edition = "", area = "", language = "" } = form.dataset;
  return { edition, area, language, ...read(form), ...(other ? { compare_with: other } : {}) };
}

/**
 * Fill the form, and clear what is left out; the day becomes the form's own, the track any.
 * @param {HTMLFormElement} form
 * @param {Filled} filled
 */
export function fill(form, { answers, roster, as_of, track = "" }) {
  for (const field of fields(form)) {
    const answer = String(answers[field.name] ?? "");
    if (isRadio(field)) field.checked = field.value === answer;
    else if (field.name === ROSTER) field.value = roster;
    else if (field.name === TRACK) field.value = track;
    else if (field.name === DAY && field instanceof HTMLInputElement) field.value = as_of || field.defaultValue;
    else field.value = answer;
  }
}

/**
 * @param {Element} element
 * @returns {element is Field}
 */
function isField(element) {
  return (
    element instanceof HTMLInputElement
    || element instanceof HTMLSelectElement
    || element instanceof HTMLTextAreaElement
  );
}

/**
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
function isRadio(field) {
  return field.type === "radio";
}

/**
 * What was typed on this tab, by the form, so that it is still there when the reader comes back from
 * another page of the site, also where nothing may be kept on the device.
 * @type {Map<string, Record<string, string>>}
 */
const kept = new Map();

/** @param {HTMLFormElement} form */
function place(form) {
  return `${form.dataset.edition} ${form.dataset.area}`;
}

/**
 * Everything with a name: also what is hidden, and how people are counted.
 * @param {HTMLFormElement} form
 */
function named(form) {
  return [...form.elements].filter(isField).filter((element) => element.name !== "");
}

/**
 * What every field with a name holds, by that name.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function snapshot(form) {
  const chosen = named(form).filter((field) => !isRadio(field) || field.checked);
  return Object.fromEntries(chosen.map((field) => [field.name, field.value]));
}

/**
 * Put back what a snapshot holds; fields that it does not know become empty.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} values
 */
export function putBack(form, values) {
  for (const field of named(form)) {
    const value = values[field.name] ?? "";
    if (isRadio(field)) field.checked = field.value === value;
    else if (field.value !== value) change(field, value);
  }
}

/**
 * @param {Field} field
 * @param {string} value
 */
function change(field, value) {
  field.value = value;
  // Who is about to type there types in its place, not behind it.
  if (field === document.activeElement && "select" in field) field.select();
}

/** @param {HTMLFormElement} form */
export function keep(form) {
  kept.set(place(form), snapshot(form));
}

/**
 * Fill a form that has just come up with what was typed before, on this tab or else on this device.
 * What the reader has typed since, while nobody listened, stays.
 * @param {HTMLFormElement} form
 * @param {Record<string, string> | undefined} onDevice
 * @returns {boolean}  Whether anything was typed since.
 */
export function begin(form, onDevice) {
  const before = kept.get(place(form)) ?? onDevice;
  const changed = named(form).filter(isChanged).map(({ name }) => name);
  if (before) {
    const now = Object.entries(snapshot(form)).filter(([name]) => changed.includes(name));
    putBack(form, { ...before, ...Object.fromEntries(now) });
  }
  return changed.length > 0;
}

/**
 * Whether a field holds something else than the page gave it.
 * @param {Field} field
 */
function isChanged(field) {
  if (isRadio(field)) return field.checked !== field.defaultChecked;
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const given = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return field.value !== given?.value;
}
