/**
 * Links within a page. Material takes the first address that it hears of for another page, also where
 * only the fragment differs: it would fetch this page again and put it in the place of itself, forms
 * and all. Until it has heard of one, such links and steps back over them are the browser's own.
 */
import { material } from "./material.mjs";

export function stayOnPage() {
  // Of steps back, prelude.js keeps Material from hearing.
  Reflect.set(window, "__saiten_stays", location.pathname);
  material.location$.subscribe(() => Reflect.deleteProperty(window, "__saiten_stays"));

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const here = link?.origin === location.origin && link.pathname === Reflect.get(window, "__saiten_stays");
    // Material leaves links with a target alone.
    if (link?.hash && !link.target && here) link.target = "_self";
  }, { capture: true });
}
