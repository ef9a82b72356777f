/** Worked examples: each fills the form and clears the rest. An address that ends in its id does so too. */
import { fill } from "./answers.mjs";
import { namedBy } from "./link.mjs";
import { countPeople } from "./roster.mjs";

/**
 * @param {HTMLFormElement} form
 * @param {import("./types").Island} island
 * @param {() => void} edited  Called once the form is filled.
 */
export function wireExamples(form, island, edited) {
  for (const button of form.querySelectorAll("[data-example]")) {
    button.addEventListener("click", () => show(button));
  }
  const named = document.getElementById(namedBy(location.hash));
  const button = named && form.contains(named) ? named.querySelector("[data-example]") : null;
  if (button) show(button);

  /** @param {Element} button */
  function show(button) {
    const example = island.examples[button.getAttribute("data-example") ?? ""];
    if (!example) return;
    countPeople(form, example.roster ? "names" : "numbers");
    fill(form, example);
    edited();
    button.setAttribute("aria-current", "true");
  }
}

/**
 * Once something else is typed, the form no longer shows the example.
 * @param {HTMLFormElement} form
 */
export function forgetExample(form) {
  form.querySelector("[data-example][aria-current]")?.removeAttribute("aria-current");
}
