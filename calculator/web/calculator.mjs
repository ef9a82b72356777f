/**
 * The calculator in the page: its first script. Looks at every page, also at those that Material's
 * instant navigation brings, and fetches what wires them once a page has something to wire.
 */
import { followIntent, lookAhead } from "./ahead.mjs";
import { withWiring } from "./wiring.mjs";

const HOLDS = "form[data-calculator]:not([data-connected]), form[data-finder]:not([data-connected])";

/** While this is on its way, nobody should take the forms for forsaken: unstarted.mjs in the theme. */
const { dataset } = document.documentElement;

async function look() {
  const held = [...document.querySelectorAll(HOLDS)].filter(
    /** @returns {form is HTMLFormElement} */
    (form) => form instanceof HTMLFormElement,
  );
  const forms = held.filter((form) => "calculator" in form.dataset);
  if (forms.length === 0) lookAhead();
  if (held.length === 0) return;
  dataset.connecting = "";
  try {
    await withWiring(({ connectPage }) => connectPage(forms.filter((form) => form.isConnected)));
  } catch (error) {
    console.error(error);
  }
  delete dataset.connecting;
  document.dispatchEvent(new CustomEvent("saiten:connected"));
}

/** @type {{subscribe: (listener: () => void) => void} | undefined} */
const pages = Reflect.get(window, "document$");
if (pages) pages.subscribe(() => void look());
else void look();
followIntent();
