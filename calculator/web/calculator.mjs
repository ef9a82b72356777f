/**
 * The calculator in the page. Finds every form[data-calculator], also on pages that Material's
 * instant navigation brings, and gives them all the same worker.
 */
import { followAddress, wireChoosers } from "./chooser.mjs";
import { CalculatorForm } from "./form.mjs";
import { runtime } from "./runtime.mjs";

function connectForms() {
  wireChoosers();
  const forms = [...document.querySelectorAll("form[data-calculator]:not([data-connected])")].filter(
    /** @returns {form is HTMLFormElement} */
    (form) => form instanceof HTMLFormElement,
  );
  const editions = [...new Set(forms.map((form) => form.dataset.edition ?? ""))];
  for (const form of forms) {
    form.dataset.connected = "";
    const manifest = new URL(form.dataset.runtime ?? "", location.href).href;
    new CalculatorForm(form, runtime(manifest, editions)).connect();
  }
}

/** @type {{subscribe: (listener: () => void) => void} | undefined} */
const pages = Reflect.get(window, "document$");
if (pages) pages.subscribe(connectForms);
else connectForms();
addEventListener("hashchange", followAddress);
