/**
 * Wide tables and code scroll sideways in a box of their own. A keyboard must reach such a box,
 * so it is focusable and named. The build writes `div.saiten-table` that way already; this is
 * for what Markdown and Material make.
 */

/**
 * @param {{table: string, code: string}} text  What to call them.
 */
export function focusScrollers(text) {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    const caption = box.querySelector("caption")?.textContent?.trim();
    name(box, caption || text.table);
  }
  for (const box of document.querySelectorAll(".md-typeset pre > code")) name(box, text.code);
}

/**
 * @param {Element} box
 * @param {string} label
 */
function name(box, label) {
  box.setAttribute("tabindex", "0");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", label);
}
