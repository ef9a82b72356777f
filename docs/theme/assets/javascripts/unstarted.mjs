/**
 * A calculator whose own scripts never ran cannot say so itself: they are gone since another build
 * took this one's place, or they came damaged. The words stand beside the form.
 */
import { onPage } from "./material.mjs";

/** Look at every page once its scripts have had their turn. */
export function tellOfUnstartedCalculators() {
  const look = () => onPage(() => setTimeout(tell));
  document.addEventListener("saiten:connected", () => void tell());
  if (document.readyState === "complete") look();
  else addEventListener("load", look, { once: true });
}

async function tell() {
  // They are being looked after, and this is called again when that is done.
  if ("connecting" in document.documentElement.dataset) return;
  const forms = document.querySelectorAll("form[data-calculator]:not([data-connected])");
  for (const form of forms) {
    if (form instanceof HTMLFormElement) show(form, await reason(form));
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<"outdated" | "missing">}
 */
async function reason(form) {
  const worker = new URL(form.dataset.runtime ?? "", location.href);
  // The tab may have been opened with the scripts of the build before, which are gone.
  const script = [...document.scripts].find(({ src }) => src.endsWith("/calculator.mjs"));
  if (script && new URL("./", script.src).href !== new URL("./", worker).href) return "outdated";
  const newest = new URL("../../manifest.json", worker);
  const answer = await fetch(newest, { cache: "no-cache" }).catch(() => null);
  const scripts = answer?.ok ? (await answer.json()).scripts : "";
  return scripts && new URL(scripts, newest).href !== new URL("./", worker).href ? "outdated" : "missing";
}

/**
 * As calculator/web/status.mjs would.
 * @param {HTMLFormElement} form
 * @param {"outdated" | "missing"} code
 */
function show(form, code) {
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement | null} */ (form.querySelector(`[data-part="${name}"]`));
  const island = part("island");
  if (!(island instanceof HTMLTemplateElement)) return;
  const { problem, remedy } = JSON.parse(island.content.textContent ?? "").failures[code];
  form.dataset.state = "failed";
  for (const name of ["loading", "failed"]) part(name)?.toggleAttribute("hidden", name === "loading");
  for (const [name, text] of [["problem", problem], ["remedy", remedy]]) {
    const place = part(name);
    if (place) place.textContent = text.replaceAll("{file}", "calculator.mjs");
  }
  part("retry")?.addEventListener("click", () => location.reload());
}
