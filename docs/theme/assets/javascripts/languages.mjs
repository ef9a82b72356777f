/**
 * The link to the other language keeps what stands after the #: the heading being read, or a
 * calculator's answers. Heading ids are the same in all languages.
 */

/** Set the fragment just before the link is followed; it may have changed since the load. */
export function keepFragment() {
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest(".saiten-languages__link") : null;
    if (link instanceof HTMLAnchorElement) link.hash = location.hash;
  }, { capture: true });
}
