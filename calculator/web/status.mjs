/** Loading, ready, failed: what the reader sees of the runtime before there is a result. */
import { format, part, write } from "./dom.mjs";

/**
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Island} Island
 */

/**
 * @param {HTMLFormElement} form
 * @param {Pick<Island, "words" | "failures">} island
 * @param {State} state
 */
export function drawState(form, island, state) {
  form.dataset.state = state.name;
  part(form, "loading").hidden = state.name !== "loading";
  for (const name of ["failed", "afterwards"]) part(form, name).hidden = state.name !== "failed";
  if (state.name === "loading") drawLoading(form, island, state);
  if (state.name === "failed") drawFailed(form, island, state);
}

/**
 * @param {HTMLFormElement} form
 * @param {Pick<Island, "words" | "failures">} island
 * @param {Extract<State, {name: "loading"}>} state
 */
function drawLoading(form, { words }, { loaded, total, starting }) {
  const bar = part(form, "progress");
  if (bar instanceof HTMLProgressElement && total > 0) {
    bar.max = total;
    bar.value = loaded;
  }
  const bytes = format(words.bytes, { loaded: megabytes(loaded), total: megabytes(total) });
  write(part(form, "bytes"), starting ? words.starting ?? "" : total > 0 ? bytes : "");
}

/**
 * @param {HTMLFormElement} form
 * @param {Pick<Island, "words" | "failures">} island
 * @param {Extract<State, {name: "failed"}>} state
 */
function drawFailed(form, island, { failed, file, detail }) {
  const { problem, remedy } = island.failures[failed];
  write(part(form, "problem"), format(problem, { file }));
  write(part(form, "remedy"), format(remedy, { file }));
  const line = part(form, "failure-detail");
  line.hidden = !detail;
  write(line, format(island.words.detail, { detail: [failed, file, detail].filter(Boolean).join(", ") }));
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
