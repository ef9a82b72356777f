/**
 * The texts that the search reads are fetched when the reader turns to its field: most pages are read
 * without. workers/search.js asks for the same address.
 */

/** Listen for the first sign. */
export function fetchTextsOnFocus() {
  document.addEventListener("focusin", function turned({ target }) {
    if (!(target instanceof Element && target.matches("[data-md-component=search-query]"))) return;
    document.removeEventListener("focusin", turned);
    fetch(new URL("../../search/texts.json", import.meta.url)).catch(() => {});
  });
}
