/**
 * How people are counted: by numbers, or by a roster, which is text that Python reads. Either stays
 * as it was typed while the other is shown.
 */
import { format, make, part, write, writeItems } from "./dom.mjs";

/**
 * The roster typed last on this tab. The same people answer in every area, so a form that has none
 * yet begins with it.
 */
let typed = "";

/**
 * Wire the switch, and the row that adds a person to the roster.
 * @param {HTMLFormElement} form
 * @param {() => void} edited  Called once something was added.
 */
export function wireRoster(form, edited) {
  showPeople(form);
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.name === "people") typed = field.value;
    if (field instanceof HTMLInputElement && field.name === "by") begin(form);
  });
  const add = form.querySelector('[data-part="add"]');
  add?.addEventListener("click", () => addPerson(form, edited));
  form.querySelector('[data-part="add-name"]')?.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Enter" && !event.isComposing) addPerson(form, edited);
  });
}

/**
 * Count people by `numbers` or by `names`.
 * @param {HTMLFormElement} form
 * @param {string} by
 */
export function countPeople(form, by) {
  for (const choice of form.querySelectorAll('[name="by"]')) {
    if (choice instanceof HTMLInputElement) choice.checked = choice.value === by;
  }
  showPeople(form);
}

/** @param {HTMLFormElement} form */
function begin(form) {
  showPeople(form);
  const roster = form.elements.namedItem("people");
  if (roster instanceof HTMLTextAreaElement && !roster.closest("[hidden]")) roster.value ||= typed;
}

/**
 * Show the one of both ways that is chosen.
 * @param {HTMLFormElement} form
 */
export function showPeople(form) {
  const chosen = form.querySelector('[name="by"]:checked');
  const by = chosen instanceof HTMLInputElement ? chosen.value : "numbers";
  for (const each of form.querySelectorAll("[data-by]")) {
    if (each instanceof HTMLElement) each.hidden = each.dataset.by !== by;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {() => void} edited
 */
function addPerson(form, edited) {
  const [name, holds] = [part(form, "add-name"), part(form, "add-holds")];
  const roster = form.elements.namedItem("people");
  if (!(name instanceof HTMLInputElement && holds instanceof HTMLSelectElement)) return;
  if (!(roster instanceof HTMLTextAreaElement)) return;
  name.focus();
  if (!name.value.trim()) return;
  const before = roster.value && !roster.value.endsWith("\n") ? `${roster.value}\n` : roster.value;
  roster.value = `${before}${name.value.trim()}\t${holds.value}\n`;
  typed = roster.value;
  name.select();
  edited();
}

/**
 * Who was read, and who counted for which question.
 * @param {HTMLFormElement} form
 * @param {import("./types").Island} island
 * @param {import("./types").Roster | undefined} roster
 */
export function drawRoster(form, { words }, roster) {
  for (const box of form.querySelectorAll("[data-counted]")) {
    const counted = roster?.questions[box.getAttribute("data-counted") ?? ""];
    write(part(box, "count"), counted?.count ?? "–");
    writeItems(part(box, "counted"), counted?.counted ?? []);
    writeItems(part(box, "not-counted"), counted?.not_counted ?? []);
    part(box, "not-counted-box").hidden = !counted?.not_counted.length;
  }
  const read = form.querySelector('[data-part="read-people"]');
  if (!(read instanceof HTMLElement)) return;
  const people = roster?.people ?? [];
  read.hidden = people.length === 0;
  write(part(read, "read-count"), format(words["read-people"], { count: people.length }));
  part(read, "read-list").replaceChildren(...people.map((each) => person(each, words["holds-nothing"] ?? "")));
}

/**
 * @param {import("./types").Roster["people"][number]} each
 * @param {string} nothing
 */
function person({ person, holds }, nothing) {
  const held = holds.length ? holds : [nothing];
  return make("li", "", make("strong", "", person), make("ul", "calc-chips", ...held.map((title) => make("li", "", title))));
}
