/**
 * The chooser of areas: one area's form at a time. Without this script the style sheet does the same
 * by the address alone; with it, links into an area and elsewhere keep the reader's choice.
 */

import { namedBy } from "./link.mjs";

/** Wire every chooser of the page. */
export function wireChoosers() {
  for (const chooser of document.querySelectorAll("[data-calculator-chooser]:not([data-live])")) {
    if (!(chooser instanceof HTMLElement)) continue;
    chooser.dataset.live = "";
    choose(chooser);
    chooser.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("[data-chooses]") : null;
      if (link instanceof HTMLElement) show(chooser, link.dataset.chooses ?? "");
    });
  }
}

/** The address has changed: show what it names. */
export function followAddress() {
  for (const chooser of document.querySelectorAll("[data-calculator-chooser][data-live]")) {
    if (chooser instanceof HTMLElement) choose(chooser);
  }
}

/**
 * Show what the address names: an area, something in it, or nothing, which is the first area. An
 * address that names something else on the page changes nothing.
 * @param {HTMLElement} chooser
 */
function choose(chooser) {
  const named = document.getElementById(namedBy(location.hash));
  const section = named?.closest("[data-calculator-area]");
  const first = chooser.querySelector("[data-calculator-area]");
  const untold = location.hash === "" || chooser.dataset.chosen === undefined;
  const shown = section && chooser.contains(section) ? section : untold ? first : null;
  if (shown) show(chooser, shown.id);
}

/**
 * @param {HTMLElement} chooser
 * @param {string} area
 */
function show(chooser, area) {
  chooser.dataset.chosen = area;
  for (const section of chooser.querySelectorAll("[data-calculator-area]")) {
    if (section instanceof HTMLElement) section.hidden = section.id !== area;
  }
  for (const link of chooser.querySelectorAll("[data-chooses]")) {
    if (link.getAttribute("data-chooses") === area) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
