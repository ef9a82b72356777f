/**
 * What must run before the page is painted: the helpers that Material 9.8.1 inlines into each
 * page, and the palette. A classic script in the head, so it blocks painting; keep it short.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // Both languages store under one scope, so that the palette is chosen once.
  const root = new URL(script.dataset.root ?? "../../", script.src);

  /**
   * Read what Material stored. Null too where the browser refuses storage.
   * @param {string} key
   * @param {() => Storage} storage
   * @param {URL} scope
   */
  const read = (key, storage, scope) => {
    try {
      return JSON.parse(storage().getItem(`${scope.pathname}.${key}`) ?? "null");
    } catch {
      return null;
    }
  };

  Object.assign(window, {
    __md_scope: root,
    /** @param {string} text */
    __md_hash: (text) => [...text].reduce((sum, char) => (sum << 5) - sum + char.charCodeAt(0), 0),
    /** @type {(key: string, storage?: Storage, scope?: URL) => unknown} */
    __md_get: (key, storage, scope = root) => read(key, () => storage ?? localStorage, scope),
    /** @type {(key: string, value: unknown, storage?: Storage, scope?: URL) => void} */
    __md_set: (key, value, storage, scope = root) => {
      try {
        (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
      } catch {
        // Storage is refused or full: the choice lasts as long as the page.
      }
    },
  });

  // Heard before Material hears of it, since listeners of the window are called in their order: inpage.mjs.
  addEventListener("popstate", (event) => {
    const stays = /** @type {string | undefined} */ (Reflect.get(window, "__saiten_stays"));
    if (stays === location.pathname) event.stopImmediatePropagation();
  });

  /** The scheme to start with: the reader's choice, else the device's. */
  const scheme = () => {
    const chosen = read("__palette", () => localStorage, root)?.color;
    if (chosen && chosen.media !== "(prefers-color-scheme)") {
      return chosen.scheme === "slate" ? "slate" : "default";
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  };

  const html = document.documentElement;
  html.classList.replace("no-js", "js");

  /** The canvas and the scroll bars follow, also when Material's script changes the scheme. */
  const follow = (/** @type {string} */ current) => {
    html.style.colorScheme = current === "slate" ? "dark" : "light";
  };

  // Set on the body the moment the parser makes it, which is before it is painted.
  const started = scheme();
  follow(started);
  new MutationObserver((_, parsing) => {
    if (!document.body) return;
    parsing.disconnect();
    document.body.setAttribute("data-md-color-scheme", started);
    new MutationObserver(() => follow(document.body.getAttribute("data-md-color-scheme") ?? ""))
      .observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }).observe(html, { childList: true });
})();
