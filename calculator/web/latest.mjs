/**
 * The last score of each area, as it was asked for: a page that asks the same gets it at once. So it is
 * there before the page when somebody asked ahead, and when the reader comes back.
 */

/**
 * @typedef {import("./types").Calls["score"]["request"]} Question
 * @typedef {import("./types").Result} Result
 */

/** @type {Map<string, {question: string, result: Result}>} */
const latest = new Map();

/**
 * @param {import("./runtime.mjs").RuntimeType} runtime  Python runs.
 * @param {Question} question
 * @returns {Result | Promise<Result>}
 */
export function score(runtime, question) {
  const { edition, area, language } = question;
  const place = [edition, area, language].join(" ");
  const asked = JSON.stringify([question, runtime.rules.get(edition)?.path]);
  const known = latest.get(place);
  // What is set beside another edition is asked for where that edition's rules are known.
  if (known?.question === asked && !question.compare_with) return known.result;
  return runtime.call("score", question).then((result) => {
    latest.set(place, { question: asked, result });
    return result;
  });
}
