/** A look ahead: figures by month go to Python with the answers of the form; growth and verdicts are drawn. */
import { Announcer } from "./announcer.mjs";
import { read } from "./answers.mjs";
import { format, island, make, part, write } from "./dom.mjs";
import { drawWindows } from "./windows.mjs";

/** @typedef {import("./types").Forecast} Forecast */

/**
 * Wire the panel of a form, where it has one.
 * @param {HTMLFormElement} form
 * @param {import("./runtime.mjs").RuntimeType} runtime
 * @returns {() => void}  Look again: an answer has changed, or Python is ready.
 */
export function wireForecast(form, runtime) {
  const panel = form.querySelector('details[data-part="forecast"]');
  if (!(panel instanceof HTMLDetailsElement)) return () => {};
  /** @type {Record<string, string>} */
  const words = island(panel, "forecast-words");
  const announcer = new Announcer(part(panel, "forecast-announcement"));
  let wanted = 0;
  let asking = false;

  async function look() {
    wanted += 1;
    panel?.setAttribute("data-wanted", String(wanted));
    if (asking || !(panel instanceof HTMLDetailsElement) || !panel.open || runtime.state.name !== "ready") return;
    asking = true;
    for (let drawn = 0; drawn !== wanted;) {
      drawn = wanted;
      const { edition = "", area = "", language = "" } = form.dataset;
      const filled = read(form);
      const forecast = {
        growth: value(panel, "growth"), figures: value(panel, "figures"), last: value(panel, "last"), before: value(panel, "before"),
      };
      const found = await runtime.call("forecast", { edition, area, language, ...filled, forecast });
      announcer.say(draw(panel, words, found, filled.roster !== ""));
      panel.dataset.drawn = String(drawn);
    }
    asking = false;
  }

  // What is typed here is no answer: the form has nothing to score.
  panel.addEventListener("input", (event) => {
    event.stopPropagation();
    void look();
  });
  panel.addEventListener("toggle", () => void look());
  runtime.follow((state) => {
    if (state.name !== "loading") asking = false;
  });
  return () => void look();
}

/**
 * @param {HTMLElement} panel
 * @param {string} name
 */
function value(panel, name) {
  const field = panel.querySelector(`[data-part="forecast-${name}"]`);
  return field && "value" in field ? String(field.value) : "";
}

/**
 * @param {HTMLElement} panel
 * @param {Record<string, string>} words
 * @param {Forecast} found
 * @param {boolean} named  Whether people are named.
 * @returns {string}  What to announce.
 */
function draw(panel, words, { months, qualifies, windows, needed, ends, refusals }, named) {
  const refused = part(panel, "forecast-refusals");
  refused.hidden = refusals.length === 0;
  refused.replaceChildren(...refusals.map((each) => make("li", "", each.line ? format(words.line, { ...each }) : `${each.problem} ${each.hint}`)));
  const list = qualifies.join(words.comma);
  const sure = list ? format(words.qualifies, { months: list }) : words.never;
  const summary = months.length ? sure : needed ? format(words.needed, { count: needed }) : words.empty;
  write(part(panel, "forecast-summary"), summary ?? "");
  const table = part(panel, "forecast-months");
  table.hidden = months.length === 0;
  table.querySelector("tbody")?.replaceChildren(...months.map((each) => row(words, each)));
  const seen = drawWindows(panel, words, windows);
  const none = make("li", "", (named ? words.none : words["no-roster"]) ?? "");
  part(panel, "forecast-ends").replaceChildren(...(ends.length ? ends.map((each) => ending(words, each)) : [none]));
  return refusals.length ? refused.textContent ?? "" : [summary ?? "", ...seen].join(" ");
}

/**
 * @param {Record<string, string>} words
 * @param {Forecast["months"][number]} each
 */
function row(words, each) {
  const now = make("td", "", each.now ?? words.unknown ?? "");
  if (!each.stated && each.now !== null) now.append(" ", make("span", "calc-of", words.taken ?? ""));
  const month = make("th", "", each.month);
  month.setAttribute("scope", "row");
  const growth = each.percent ?? (each.undefined ? words.undefined : words.unknown) ?? "";
  const line = make("tr", "", month, now, make("td", "", each.before ?? words.unknown ?? ""), make("td", "", growth), make("td", "", each.display), make("td", "", each.verdict));
  Object.assign(line.dataset, { month: each.month, points: each.points, verdict: each.status, growth: each.growth ?? "" });
  return line;
}

/**
 * @param {Record<string, string>} words
 * @param {Forecast["ends"][number]} each
 */
function ending(words, each) {
  const titles = each.certifications.map(({ title, people }) => format(words.held, { title, people: people.join(words.comma) }));
  const said = format(words.end, { day: each.words, titles: titles.join(words.comma) });
  const item = make("li", "", said, make("p", "calc-of", format(words.after, { points: each.display, verdict: each.verdict })));
  Object.assign(item.dataset, { ends: each.day, points: each.points, verdict: each.status });
  return item;
}
