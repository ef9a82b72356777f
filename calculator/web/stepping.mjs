/**
 * One question at a time, on screens as narrow as a phone's: back and on, and the reader may have all of
 * them at once instead. The questions themselves stay where they are; the others are out of sight.
 */
import { format, part, write } from "./dom.mjs";

const NARROW = matchMedia("(max-width: 30em)");

/** Asks that a question come into sight, for whoever leads to it. */
export const SHOW = "saiten-show";

/** What the reader chose on this tab: null until then. @type {boolean | null} */
let wished = null;

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} words
 */
export function wireSteps(form, words) {
  const bar = part(form, "steps");
  /** @type {HTMLElement | null} */
  let current = null;

  /** The questions in their order; how people are counted is one of them. */
  function steps() {
    const found = [...form.querySelectorAll(".calc-asking :is(.calc-question, .calc-people)")];
    return found.filter(
      /** @returns {each is HTMLElement} */
      (each) => each instanceof HTMLElement && (each.matches(".calc-people") || !each.closest(".calc-people, [hidden]")),
    );
  }

  /** @param {HTMLElement | undefined} [chosen] */
  function draw(chosen) {
    const all = steps();
    const on = (wished ?? NARROW.matches) && NARROW.matches && all.length > 1;
    current = chosen ?? (current && all.includes(current) ? current : all[0] ?? null);
    form.toggleAttribute("data-stepping", on);
    form.toggleAttribute("data-stepped", all.length > 1);
    for (const each of all) each.toggleAttribute("data-aside", on && each !== current);
    const place = current ? all.indexOf(current) : -1;
    write(part(bar, "step-place"), on ? format(words.step, { place: place + 1, count: all.length }) : "");
    for (const [name, end] of /** @type {const} */ ([["step-back", 0], ["step-on", all.length - 1]])) {
      part(bar, name).hidden = !on;
      part(bar, name).toggleAttribute("disabled", place === end);
    }
    write(part(bar, "step-all"), (on ? words["step-all"] : words["step-one"]) ?? "");
  }

  /** @param {number} by */
  function move(by) {
    const all = steps();
    const next = all[(current ? all.indexOf(current) : 0) + by];
    if (!next) return;
    draw(next);
    const field = next.querySelector("input:checked, input, select, textarea");
    if (field instanceof HTMLElement) field.focus({ preventScroll: true });
    // The question stands above the bar, wherever the last one ended.
    next.scrollIntoView({ block: "nearest" });
  }

  part(bar, "step-back").addEventListener("click", () => move(-1));
  part(bar, "step-on").addEventListener("click", () => move(1));
  part(bar, "step-all").addEventListener("click", () => {
    wished = !form.hasAttribute("data-stepping");
    draw();
  });
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !form.hasAttribute("data-stepping")) return;
    if (field instanceof HTMLInputElement && field.closest(".calc-question")) move(1);
  });
  form.addEventListener(SHOW, (event) => {
    const asked = event.target instanceof Element ? event.target.closest(".calc-question, .calc-people") : null;
    if (asked instanceof HTMLElement && form.hasAttribute("data-stepping")) draw(asked.closest(".calc-people") ?? asked);
  });
  // Another form of the page may have been the one in which the reader chose.
  form.addEventListener("focusin", () => draw());
  NARROW.addEventListener("change", () => draw());
  draw();
}
