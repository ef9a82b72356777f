/**
 * Instant navigation replaces the page without a load, which a screen reader would not notice:
 * say the new title.
 */
import { onPage } from "./material.mjs";

/** Announce each page after the first. */
export function announceTitle() {
  const status = document.createElement("div");
  status.className = "saiten-visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);
  let path = location.pathname;
  onPage(() => {
    if (location.pathname === path) return;
    path = location.pathname;
    status.textContent = document.title;
  });
}
