/**
 * The calculator in the page: its first script. Looks at every page, also at those that Material's
 * instant navigation brings, and fetches what wires them once a page has something to wire.
 */
import { followIntent, lookAhead } from "./ahead.mjs";
import { withWiring } from "./wiring.mjs";

const HOLDS = "form[data-calculator]:not([data-connected]), form[data-finder]:not([data-connected])";

/** While this is on its way, nobody should take the forms for forsaken: unstarted.mjs in the theme. */
const { dataset } = document.documentElement;

/** Wire what nobody has wired yet. */
async function wire() {
  const held = [...document.querySelectorAll(HOLDS)].filter(
    /** @returns {form is HTMLFormElement} */
    (form) => form instanceof HTMLFormElement,
  );
  const forms = held.filter((form) => "calculator" in form.dataset);
  if (held.length === 0) return;
  dataset.connecting = "";
  try {
    // Another call may have wired them while this one waited.
    await withWiring(({ connectPage }) => connectPage(forms.filter((form) => form.isConnected && form.matches(HOLDS))));
  } catch (error) {
    console.error(error);
  }
  delete dataset.connecting;
  document.dispatchEvent(new CustomEvent("saiten:connected"));
}

/** Stands beside each form, and wires the page's as soon as they are in it: before it is laid out. */
class Arrival extends HTMLElement {
  connectedCallback() {
    void wire();
  }
}

// A page of another build may have brought its own.
if (!customElements.get("saiten-arrival")) customElements.define("saiten-arrival", Arrival);

function look() {
  void wire();
  if (!document.querySelector("form[data-calculator]")) lookAhead();
}

/** @type {{subscribe: (listener: () => void) => void} | undefined} */
const pages = Reflect.get(window, "document$");
if (pages) pages.subscribe(look);
else look();
followIntent();
