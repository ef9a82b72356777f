/** Bars: SVG rectangles whose widths are attributes, which the page's policy allows and paper prints. */

/**
 * A share in percent. Exact numbers come as text such as "208/3"; for drawing, a float is enough.
 * @param {string | number | null} points
 * @param {string | number | null} maximum
 */
function percent(points, maximum) {
  const [value, most] = [number(points), number(maximum)];
  if (most <= 0) return 0;
  return Math.min(Math.max((value / most) * 100, 0), 100);
}

/** @param {string | number | null} exact */
function number(exact) {
  const [numerator, denominator] = String(exact ?? 0).split("/");
  return Number(numerator) / Number(denominator ?? 1);
}

/**
 * @param {ParentNode} parent
 * @param {string} kind  `earned` or `reach`.
 * @param {string | number | null} points
 * @param {string | number | null} maximum
 */
export function drawBar(parent, kind, points, maximum) {
  parent.querySelector(`[data-bar="${kind}"]`)?.setAttribute("width", `${percent(points, maximum)}%`);
}
