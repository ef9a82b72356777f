/**
 * Offline: after the first scores a service worker keeps the whole site, and answers from what it
 * keeps. When another build is out, the reader is told, and decides when to change over.
 */
import { material } from "./material.mjs";

/** @typedef {{text: string, reload: string, close: string}} Words */

/** @param {Words} words */
export async function keepForOffline(words) {
  if (!("serviceWorker" in navigator)) return;
  const scope = material.__md_scope;
  const known = await navigator.serviceWorker.getRegistration(scope).catch(() => undefined);
  if (known && known.scope === scope.href) follow(known, words);
  else onceNobodyTypes(() => void register(scope, words));
}

/** Milliseconds without a new result after which nobody is typing. */
const QUIET = 2000;

/** @param {() => void} begin  What takes time and the line: it waits for the first score, and a while more. */
function onceNobodyTypes(begin) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      document.removeEventListener("saiten:scored", wait);
      begin();
    }, QUIET);
  };
  document.addEventListener("saiten:scored", wait);
}

/**
 * @param {URL} scope
 * @param {Words} words
 */
async function register(scope, words) {
  /** @type {{saveData?: boolean}} */
  const { saveData = false } = Reflect.get(navigator, "connection") ?? {};
  if (saveData) return;
  const address = new URL("service-worker.js", scope);
  // Refused in some private windows; the site works without.
  const made = await navigator.serviceWorker.register(address, { updateViaCache: "none" }).catch(() => undefined);
  if (made) follow(made, words);
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @param {Words} words
 */
function follow(registration, words) {
  const controlled = navigator.serviceWorker.controller !== null;
  const tell = () => {
    // The first one to be installed replaces nothing.
    if (registration.waiting && registration.active) show(words, registration.waiting);
  };
  tell();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
  // Another tab has changed over: this page is of the build before.
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (reloading) location.reload();
    else if (controlled) show(words, null);
  });
  addEventListener("visibilitychange", () => {
    if (!document.hidden) registration.update().catch(() => {});
  });
}

let reloading = false;

/**
 * @param {Words} words
 * @param {ServiceWorker | null} waiting  Told to take over when the reader wants to reload.
 */
function show({ text, reload, close }, waiting) {
  document.querySelector(".saiten-update")?.remove();
  const notice = document.createElement("div");
  notice.className = "saiten-update";
  notice.setAttribute("role", "status");
  const says = document.createElement("p");
  says.textContent = text;
  notice.append(
    says,
    button(reload, "saiten-update__reload", () => {
      reloading = true;
      if (waiting) waiting.postMessage("take over");
      else location.reload();
    }),
    button(close, "saiten-update__close", () => notice.remove()),
  );
  document.body.append(notice);
}

/**
 * @param {string} words
 * @param {string} name
 * @param {() => void} pressed
 */
function button(words, name, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = words;
  made.addEventListener("click", pressed);
  return made;
}
