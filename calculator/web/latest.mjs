/**
 * The last score of each area, as it was asked for: a page that asks the same gets it at once. So it is
 * there before the page when somebody asked ahead, and when the reader comes back.
 */

/** @typedef {import("./types").Result} Result */

/** @type {Map<string, {asked: string, result: Result}>} */
const latest = new Map();

/**
 * @param {import("./runtime.mjs").RuntimeType} runtime  Python runs.
 * @param {import("./types").Calls["score"]["request"]} request
 * @returns {Result | Promise<Result>}
 */
export function score(runtime, request) {
  const { edition, area, language } = request;
  const place = [edition, area, language].join(" ");
  const asked = JSON.stringify([request, runtime.rules.get(edition)?.path]);
  const known = latest.get(place);
  // What is set beside another edition is asked for where that edition's rules are known.
  if (known?.asked === asked && !request.compare_with) return known.result;
  return runtime.call("score", request).then((result) => {
    latest.set(place, { asked, result });
    return result;
  });
}
