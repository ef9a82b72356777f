/**
 * The header's buttons open what Material opens with hidden checkboxes (the menu, the search).
 * Its own labels cannot be reached with a keyboard.
 */

/** Wire every button that names a checkbox in data-saiten-opens. */
export function openWithButtons() {
  for (const button of document.querySelectorAll("[data-saiten-opens]")) {
    const toggle = document.getElementById(button.getAttribute("data-saiten-opens") ?? "");
    if (!(toggle instanceof HTMLInputElement)) continue;
    button.addEventListener("click", () => {
      toggle.click();
      if (toggle.id === "__search" && toggle.checked) searchField()?.focus();
    });
    toggle.addEventListener("change", () => {
      button.setAttribute("aria-expanded", String(toggle.checked));
    });
  }
  document.addEventListener("keydown", closeMenu);
}

/** @returns {HTMLElement | null} */
function searchField() {
  return document.querySelector("[data-md-component=search-query]");
}

/**
 * Escape closes the menu and returns to its button, as in the search.
 * @param {KeyboardEvent} event
 */
function closeMenu(event) {
  const drawer = document.getElementById("__drawer");
  if (event.key !== "Escape" || !(drawer instanceof HTMLInputElement) || !drawer.checked) return;
  drawer.click();
  /** @type {HTMLElement | null} */ (document.querySelector("[data-saiten-opens=__drawer]"))?.focus();
}
