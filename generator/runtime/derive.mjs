// @ts-check
/**
 * Run by Node at build time, by built.py. Pyodide is started with the whole standard library, to see what
 * the calculator imports while it scores, and what beyond that, and to compile each into a zip. Then with
 * the first zip, which must be enough for the same answers to the same requests; meanwhile the functions
 * are counted that are called, and Pyodide's code is parted by that. Then a snapshot is taken. At last
 * everything must work with the parts: scoring with the first of each, all other modules with the second.
 *
 *     node derive.mjs FOLDER
 *
 * FOLDER holds what is read: pyodide/, whole.zip, inside.py, material.json and lock.json. Written into it
 * are python.zip, more.zip, pyodide.asm.mjs, pyodide.asm.wasm, rest.wasm and python.snapshot.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { trimmed } from "./glue.mjs";
import { exercise, start, startParted, withCode } from "./python.mjs";
import { AS_IN_A_PAGE, standStill, takeSnapshot } from "./snapshot.mjs";
import { counted, counting, split } from "./split.mjs";
import { imports, sections } from "./wasm.mjs";

const folder = process.argv[2] ?? "";
/** @param {string} name */
const inFolder = (name) => join(folder, name);

/**
 * Part Pyodide's code by what is called for the same answers as were given before.
 * @param {{editions: {edition: string}[], requests: object[]}} material
 * @param {string[]} wanted
 */
async function partCode(material, wanted) {
  // So that the same build calls the same functions.
  standStill(7);
  const code = await readFile(inFolder("pyodide/pyodide.asm.wasm"));
  /** @type {WebAssembly.Exports} */
  let exports = {};
  const small = await withCode(counting(code), (instance) => (exports = instance.exports), () => start(folder, "python.zip", AS_IN_A_PAGE));
  const given = [...exercise(small, material), ...errors(small)];
  const other = wanted.findIndex((answer, place) => answer !== given[place]);
  if (other >= 0) {
    const request = JSON.stringify(material.requests[other] ?? "nonsense");
    throw new Error(`with the small library this is answered otherwise: ${request}: ${given[other]}`);
  }
  const [script, starting] = await Promise.all(
    ["pyodide.asm.mjs", "pyodide.mjs"].map((name) => readFile(inFolder(`pyodide/${name}`), "utf8")),
  );
  const glue = trimmed(script ?? "", [starting ?? ""], new Set(imports(sections(code)).map(({ name }) => name)));
  const { first, rest } = split(code, counted(exports), glue.asks);
  await writeFile(inFolder("pyodide.asm.mjs"), glue.script);
  await writeFile(inFolder("pyodide.asm.wasm"), first);
  await writeFile(inFolder("rest.wasm"), rest);
}

/**
 * Score with what the page gets, without the rest of the code; then, with it, import all that is left.
 * @param {{editions: {edition: string}[], requests: object[], modules: string[]}} material
 * @param {string[]} wanted
 */
async function tryParts(material, wanted) {
  let early = true;
  const pyodide = await startParted(folder, () => {
    if (early) throw new Error("scoring needs the rest of Pyodide's code");
  });
  const given = exercise(pyodide, material);
  if (given.some((answer, place) => answer !== wanted[place])) throw new Error("with the parted code something is answered otherwise");

  early = false;
  pyodide.FS.writeFile("/lib/more.zip", await readFile(inFolder("more.zip")));
  pyodide.pyimport("calculator.browser").extend("/lib/more.zip");
  for (const name of material.modules) pyodide.pyimport(name);
}

/**
 * What errors read like, of which the page shows the last line.
 * @param {any} pyodide
 * @returns {string[]}
 */
function errors(pyodide) {
  const browser = pyodide.pyimport("calculator.browser");
  return ["", "{}"].map((nonsense) => {
    try {
      browser.load("nonsense", nonsense);
    } catch (error) {
      return String(error).trim().split("\n").at(-1) ?? "";
    }
    return "";
  });
}

async function main() {
  const material = JSON.parse(await readFile(inFolder("material.json"), "utf8"));

  const whole = await start(folder, "whole.zip");
  const imported = () => JSON.parse(whole.runPython("import json, sys; json.dumps(list(sys.modules))"));
  const wanted = exercise(whole, material);
  /** @type {string[]} */
  const scoring = imported();
  wanted.push(...errors(whole));
  for (const name of material.modules) whole.pyimport(name);
  const others = imported().filter((/** @type {string} */ name) => !scoring.includes(name));
  whole.FS.writeFile("/home/pyodide/inside.py", await readFile(inFolder("inside.py")));
  for (const [file, names] of Object.entries({ "python.zip": scoring, "more.zip": others })) {
    whole.pyimport("inside").archive(JSON.stringify(names), `/${file}`);
    await writeFile(inFolder(file), whole.FS.readFile(`/${file}`));
  }

  await partCode(material, wanted);
  await tryParts(material, wanted);

  const { default: create } = await import(pathToFileURL(inFolder("pyodide/pyodide.asm.mjs")).href);
  const snapshot = await takeSnapshot((options) => start(folder, "python.zip", options), create, scoring);
  await writeFile(inFolder("python.snapshot"), snapshot);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(String(error?.message ?? error).trim().split("\n").at(-1));
    process.exit(1);
  },
);
