/**
 * The calculator in the page. Finds every form[data-calculator], also on pages that Material's
 * instant navigation brings, and gives them all the same worker.
 */
import { openLink } from "./address.mjs";
import { followIntent, lookAhead } from "./ahead.mjs";
import { wireBatch } from "./batch.mjs";
import { followAddress, wireChoosers } from "./chooser.mjs";
import { connectFinders } from "./finder.mjs";
import { CalculatorForm } from "./form.mjs";
import { wireOverview } from "./overview.mjs";
import { scripts } from "./places.mjs";
import { runtime } from "./runtime.mjs";

function connectForms() {
  wireChoosers();
  connectFinders();
  const forms = [...document.querySelectorAll("form[data-calculator]:not([data-connected])")].filter(
    /** @returns {form is HTMLFormElement} */
    (form) => form instanceof HTMLFormElement,
  );
  if (forms.length === 0) {
    lookAhead();
    return;
  }
  // Instant navigation may bring a page of a newer build to the scripts of the one before.
  const worker = `${scripts}worker.mjs`;
  const same = forms.every((form) => new URL(form.dataset.runtime ?? "", location.href).href === worker);
  if (same) {
    for (const { dataset } of forms) runtime.expect(dataset.edition ?? "", JSON.parse(dataset.rules ?? "{}"));
    if (!runtime.started) runtime.start([]);
  } else {
    runtime.refuse();
  }
  wireOverview(runtime);
  for (const form of forms) {
    form.dataset.connected = "";
    new CalculatorForm(form, runtime).connect();
  }
  wireBatch(runtime);
  void openLink();
}

/** @type {{subscribe: (listener: () => void) => void} | undefined} */
const pages = Reflect.get(window, "document$");
if (pages) pages.subscribe(connectForms);
else connectForms();
followIntent();
addEventListener("hashchange", () => {
  followAddress();
  void openLink();
});
