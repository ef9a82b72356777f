/** Unanswered questions that can still change something; each leads to its field. */
import { format, make, part, write } from "./dom.mjs";
import { SHOW } from "./stepping.mjs";

/**
 * @param {HTMLFormElement} form
 * @param {import("./types").Island} island
 * @param {import("./types").Result} result
 */
export function drawMissing(form, { words }, result) {
  const missing = Object.entries(result.words.missing);
  const box = part(form, "missing");
  box.toggleAttribute("data-off", missing.length === 0);
  write(part(box, "missing-count"), format(words.missing, { count: missing.length }));
  part(box, "missing-list").replaceChildren(...missing.map(([key, ask]) => make("li", "", leadTo(form, key, ask))));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {string} ask
 */
export function leadTo(form, key, ask) {
  const button = make("button", "calc-link", ask);
  button.setAttribute("type", "button");
  button.dataset.leads = key;
  button.addEventListener("click", () => {
    const question = form.querySelector(`[data-question="${CSS.escape(key)}"]`);
    const field = question?.querySelector("input:checked, input, select");
    const counted = field?.closest("[data-by][hidden]") ? form.elements.namedItem("people") : field;
    if (!(counted instanceof HTMLElement)) return;
    counted.dispatchEvent(new CustomEvent(SHOW, { bubbles: true }));
    counted.focus();
  });
  return button;
}
