/** Files of answers: Python writes and reads them, this carries the text between it and the disk. */
import { fill, read } from "./answers.mjs";
import { format, part } from "./dom.mjs";
import { countPeople } from "./roster.mjs";

/** @typedef {import("./carry.mjs").Carrying} Carrying */

/** The most bytes of a file that is read at all. */
const LARGEST = 1_000_000;

/** Most likely first. What is none of these is no text. */
const ENCODINGS = ["utf-8", "shift_jis"];

/** @param {Carrying} carrying */
export function wireFiles(carrying) {
  const { box } = carrying;
  for (const kind of /** @type {const} */ (["json", "csv"])) {
    part(box, `save-${kind}`).addEventListener("click", () => void save(carrying, kind));
  }
  const chosen = part(box, "file");
  part(box, "open-file").addEventListener("click", () => chosen.click());
  chosen.addEventListener("change", () => {
    const file = chosen instanceof HTMLInputElement ? chosen.files?.[0] : undefined;
    if (file) void open(carrying, file);
    if (chosen instanceof HTMLInputElement) chosen.value = "";
  });
}

/**
 * @param {Carrying} carrying
 * @returns {{edition: string, area: string, language: string} | null}  Null while nothing can be asked.
 */
function asked(carrying) {
  const { edition = "", area = "", language = "" } = carrying.form.dataset;
  if (carrying.runtime.state.name === "ready") return { edition, area, language };
  carrying.say(carrying.words["not-ready"] ?? "");
  return null;
}

/**
 * @param {Carrying} carrying
 * @param {"json" | "csv"} kind
 */
async function save(carrying, kind) {
  const about = asked(carrying);
  if (!about) return;
  const { name, text } = await carrying.runtime.call("carry", { ...about, ...read(carrying.form), kind });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/**
 * @param {Carrying} carrying
 * @param {File} file
 */
async function open(carrying, file) {
  const { form, words } = carrying;
  const about = asked(carrying);
  if (!about) return;
  if (file.size > LARGEST) {
    carrying.say(format(words["file-too-large"], { name: file.name, most: LARGEST / 1e6 }));
    return;
  }
  const text = decoded(await file.arrayBuffer());
  if (text === null) {
    carrying.say(format(words["file-no-text"], { name: file.name }));
    return;
  }
  const { answers, roster, problems } = await carrying.runtime.call("carry", { ...about, text });
  const lines = problems.map(({ problem, hint }) => [problem, hint].filter(Boolean).join(" — "));
  const count = Object.keys(answers).length;
  if (count > 0 || roster !== null) {
    carrying.replaced("kept");
    countPeople(form, roster === null ? "numbers" : "names");
    const { as_of, track = "" } = read(form);
    fill(form, { answers, roster: roster ?? "", as_of, track });
    carrying.tellForm();
    carrying.say(format(words[lines.length ? "file-partly" : "file-read"], { name: file.name, count }), lines);
  } else {
    carrying.say(format(words["file-unread"], { name: file.name }), lines);
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {string | null}  Null where they are no text.
 */
function decoded(bytes) {
  const start = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const wide = start[0] === 0xff && start[1] === 0xfe;
  for (const encoding of wide ? ["utf-16le"] : ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}
