/** A row for each metric: its points, its state, and why. With tracks, those of the track that counts. */
import { drawBar } from "./bars.mjs";
import { part, write, writeItems } from "./dom.mjs";

/**
 * @typedef {import("./types").Island} Island
 * @typedef {import("./types").Result} Result
 */

/**
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {Result} result
 */
export function drawMetrics(form, island, result) {
  const titles = island.metrics[result.score.track ?? ""] ?? {};
  for (const row of form.querySelectorAll("[data-metric]")) {
    if (row instanceof HTMLElement) drawMetric(row, titles, result);
  }
}

/**
 * @param {HTMLElement} row
 * @param {Record<string, string>} titles
 * @param {Result} result
 */
function drawMetric(row, titles, { score, words }) {
  const key = row.dataset.metric ?? "";
  const [metric, said] = [score.metrics[key], words.metrics[key]];
  row.hidden = !metric;
  row.dataset.points = metric?.points ?? "";
  row.dataset.is = metric?.state ?? "open";
  if (!metric || !said) return;
  write(part(row, "title"), titles[key] ?? key);
  write(part(row, "state"), said.state);
  write(part(row, "points"), said.points);
  writeItems(part(row, "reasons"), said.reasons);
  drawBar(row, "earned", metric.points, metric.maximum);
}

/**
 * Which track counts, and what each would give.
 * @param {HTMLFormElement} form
 * @param {Island} island
 * @param {import("./types").Score} score
 */
export function drawTracks(form, { words }, score) {
  for (const row of form.querySelectorAll("[data-track]")) {
    if (!(row instanceof HTMLElement)) continue;
    const track = score.tracks.find((each) => each.track === row.dataset.track);
    row.dataset.points = track?.points ?? "";
    row.dataset.counts = String(track !== undefined && track.track === score.track);
    write(part(row, "points"), track?.display ?? "–");
    write(part(row, "counts"), (track?.track === score.track ? words.counts : track ? "" : words.closed) ?? "");
  }
}
