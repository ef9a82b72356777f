/**
 * Answers in a form: read them as typed, fill them in, keep them.
 * Not answered, no and 0 are three things, so what is empty is left out.
 */

/** @typedef {import("./types").Answers} Answers */

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

const FLAGS = new Map([["true", true], ["false", false]]);

/**
 * The fields that ask something.
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
export function fields(form) {
  return [...form.elements].filter(
    /** @returns {element is Field} */
    (element) => (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && element.name !== "",
  );
}

/**
 * @param {HTMLFormElement} form
 * @returns {Answers}
 */
export function read(form) {
  /** @type {Answers} */
  const answers = {};
  for (const field of fields(form)) {
    if (isRadio(field) && !field.checked) continue;
    const answer = isRadio(field) ? FLAGS.get(field.value) : field.value;
    if (answer !== undefined && answer !== "") answers[field.name] = answer;
  }
  return answers;
}

/**
 * Fill the form with these answers, and clear what they leave out.
 * @param {HTMLFormElement} form
 * @param {Answers} answers
 */
export function fill(form, answers) {
  for (const field of fields(form)) {
    const answer = String(answers[field.name] ?? "");
    if (isRadio(field)) field.checked = field.value === answer;
    else field.value = answer;
  }
}

/**
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
function isRadio(field) {
  return field.type === "radio";
}

/**
 * Answers typed on this tab, so that they are still there when the reader comes back from another
 * page of the site. They stay in memory and are gone with the tab.
 * @type {Map<string, Answers>}
 */
const kept = new Map();

/** @param {HTMLFormElement} form */
function place(form) {
  return `${form.dataset.edition} ${form.dataset.area}`;
}

/** @param {HTMLFormElement} form */
export function keep(form) {
  kept.set(place(form), read(form));
}

/** @param {HTMLFormElement} form */
export function restore(form) {
  const answers = kept.get(place(form));
  if (answers) fill(form, answers);
}
