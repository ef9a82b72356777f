/**
 * Wires what a page has for the calculator: its forms, finders and the summary of all areas, all with
 * the same worker.
 */
import { openLink } from "./address.mjs";
import { begin, requestOf } from "./answers.mjs";
import { wireBatch } from "./batch.mjs";
import { followAddress, wireChoosers } from "./chooser.mjs";
import { recall } from "./device.mjs";
import { connectFinders } from "./finder.mjs";
import { CalculatorForm } from "./form.mjs";
import { score } from "./latest.mjs";
import { wireOverview } from "./overview.mjs";
import { scripts } from "./places.mjs";
import { showPeople } from "./roster.mjs";
import { runtime } from "./runtime.mjs";

/** @param {HTMLFormElement[]} forms  Those of the page that nobody has wired yet. */
export function connectPage(forms) {
  wireChoosers();
  connectFinders();
  if (forms.length === 0) return;
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
  // Instant navigation may not be done with the page.
  queueMicrotask(() => void openLink());
}

/**
 * Score forms of a page that is not shown yet, as they will be asked about once it is.
 * @param {HTMLFormElement[]} forms
 */
export async function scoreAhead(forms) {
  for (const form of forms) {
    // Those of a page that has come up meanwhile come first.
    if (document.querySelector("form[data-calculator]")) return;
    begin(form, recall(form)?.now);
    showPeople(form);
    await score(runtime, requestOf(form));
  }
}

addEventListener("hashchange", () => {
  followAddress();
  void openLink();
});
