/**
 * Before the calculator is asked for: a page that links to one fetches Python while nothing else goes
 * on, and starts it soon after, or at the first sign that the reader goes there. Not for readers who
 * save data.
 */
import { runtime } from "./runtime.mjs";
import { fetchWiring, withWiring } from "./wiring.mjs";

/** Pages that hold a calculator, in any language and edition. */
const CALCULATOR = /\/(areas\/[^/]+|calculator)\/$/;

/** A page that was read for this long is worth a worker. */
const READ = 3000;

/** @typedef {{saveData?: boolean, effectiveType?: string}} Connection */

function mayFetch() {
  /** @type {Connection} */
  const { saveData = false, effectiveType = "" } = Reflect.get(navigator, "connection") ?? {};
  return !saveData && !effectiveType.includes("2g");
}

/** @param {EventTarget | Element | null} target */
function calculatorLink(target) {
  const link = target instanceof Element ? target.closest("a") : null;
  const elsewhere = link && link.origin === location.origin && link.pathname !== location.pathname;
  return elsewhere && CALCULATOR.test(link.pathname) ? link : null;
}

/** @type {((idle: () => void) => void)} */
const whenIdle = (listener) => {
  if ("requestIdleCallback" in window) requestIdleCallback(listener);
  else setTimeout(listener, 1000);
};

/** The links to calculators for which something was done already. */
const seen = new Set();

/**
 * Start Python, let it read the rules that the page behind a link will ask for, and score its forms:
 * whatever is done once is done before the reader waits for it.
 * @param {HTMLAnchorElement} link
 */
async function startFor(link) {
  const address = link.href.replace(/#.*/, "");
  // What has failed is for the page that needs it to tell, and to mend by loading it anew.
  if (seen.has(address) || !mayFetch() || runtime.state.name === "failed") return;
  seen.add(address);
  if (!runtime.started) runtime.start([]);
  const page = await fetch(address).catch(() => null);
  const forms = page?.ok ? formsIn(await page.text()) : [];
  for (const { dataset } of forms) runtime.expect(dataset.edition ?? "", JSON.parse(dataset.rules ?? "{}"));
  await ready();
  await withWiring(({ scoreAhead }) => void scoreAhead(forms));
}

/** @param {string} html */
function formsIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("form[data-calculator]")].filter(
    /** @returns {form is HTMLFormElement} */
    (form) => form instanceof HTMLFormElement,
  );
}

function ready() {
  return new Promise((/** @type {(done: void) => void} */ resolve) => {
    const listener = (/** @type {import("./types").State} */ state) => {
      if (state.name !== "ready") return;
      queueMicrotask(() => runtime.leave(listener));
      resolve();
    };
    runtime.follow(listener);
  });
}

const scrolledTo = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    // What was in sight from the start says nothing of where the reader goes.
    if (isIntersecting && scrollY > 0 && target instanceof HTMLAnchorElement) void startFor(target);
  }
});

/** Look at a page that has just come up. */
export function lookAhead() {
  scrolledTo.disconnect();
  const links = [...document.links].filter((link) => calculatorLink(link));
  const [first] = links;
  if (!(first instanceof HTMLAnchorElement) || !mayFetch()) return;
  for (const link of links) if (link.closest("article")) scrolledTo.observe(link);
  whenIdle(() => {
    if (!runtime.started) runtime.prepare();
    // What wires the page behind the link is there by then; if not, that page tries again.
    fetchWiring().catch(() => {});
    setTimeout(() => {
      if (first.isConnected && !document.hidden) whenIdle(() => void startFor(first));
    }, READ);
  });
}

/** From now on, a pointer, a finger or the focus on a link to a calculator starts Python. */
export function followIntent() {
  for (const sign of ["pointerover", "touchstart", "focusin"]) {
    document.addEventListener(sign, ({ target }) => {
      const link = calculatorLink(target);
      if (link) void startFor(link);
    }, { passive: true });
  }
}
