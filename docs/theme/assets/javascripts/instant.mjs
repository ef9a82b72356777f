/**
 * Instant navigation where there is no sitemap. Material follows a link in place only if
 * sitemap.xml lists its address, and a sitemap needs absolute addresses; a build without a
 * site_url has none. Here, every address below this language's root that ends with a slash is
 * taken for a page; if it cannot be fetched, Material loads it the ordinary way.
 */
import { base, material } from "./material.mjs";

/**
 * @param {string[]} elsewhere  Where the other languages live below the root of the site.
 */
export function navigateWithoutSitemap(elsewhere) {
  if (location.protocol === "file:") return;
  const others = elsewhere.map((prefix) => new URL(prefix, material.__md_scope).href);
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("a") : null;
    if (!target || !plain(event, target)) return;
    const address = new URL(target.href);
    if (!isPage(address, others)) return;
    event.preventDefault();
    // As Material does it: keep how far this page was scrolled, then ask for the next.
    history.replaceState({ x: scrollX, y: scrollY }, "");
    history.pushState(null, "", address);
    material.location$.next(address);
  });
}

/**
 * A click that the browser would follow in this window.
 * @param {MouseEvent} event
 * @param {HTMLAnchorElement} link
 */
function plain(event, link) {
  const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return !event.defaultPrevented && event.button === 0 && !changed
    && !link.target && !link.hasAttribute("download");
}

/**
 * @param {URL} address
 * @param {string[]} others
 */
function isPage(address, others) {
  const here = address.origin === location.origin && address.pathname === location.pathname;
  const below = address.href.startsWith(base.href) && address.pathname.endsWith("/");
  // A language's root may lie below another's; the longest that fits is the right one.
  const inAnother = others.some((other) => other.length > base.href.length && address.href.startsWith(other));
  return below && !here && !inAnother;
}
