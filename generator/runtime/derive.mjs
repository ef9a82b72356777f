// @ts-check
/**
 * Run by Node at build time, by built.py. Pyodide is started twice: with the whole standard library,
 * to see what the calculator imports while it scores, and what beyond that, and to compile each into a
 * zip; then with the first zip, which must be enough for the same answers to the same requests, and with
 * the second one for all other modules. At last a snapshot is taken.
 *
 *     node derive.mjs FOLDER
 *
 * FOLDER holds what is read: pyodide/, whole.zip, inside.py, material.json and lock.json; python.zip,
 * more.zip and python.snapshot are written into it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { takeSnapshot } from "./snapshot.mjs";

const folder = process.argv[2] ?? "";
/** @param {string} name */
const inFolder = (name) => join(folder, name);

/**
 * Pyodide with a standard library.
 * @param {string} zip
 * @param {object} [options]
 * @returns {Promise<any>}
 */
async function start(zip, options = {}) {
  const { loadPyodide } = await import(pathToFileURL(inFolder("pyodide/pyodide.mjs")).href);
  const lockFileContents = JSON.parse(await readFile(inFolder("lock.json"), "utf8"));
  return loadPyodide({ indexURL: inFolder("pyodide/"), stdLibURL: inFolder(zip), lockFileContents, ...options });
}

/**
 * Score everything, through the page's own way in.
 * @param {any} pyodide
 * @param {{editions: {edition: string}[], requests: object[]}} material
 * @returns {string[]}
 */
function exercise(pyodide, { editions, requests }) {
  const browser = pyodide.pyimport("calculator.browser");
  for (const fields of editions) browser.load(fields.edition, JSON.stringify(fields));
  return requests.map((request) => browser.score(JSON.stringify(request)));
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

  const whole = await start("whole.zip");
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

  const small = await start("python.zip");
  const given = [...exercise(small, material), ...errors(small)];
  const other = wanted.findIndex((answer, place) => answer !== given[place]);
  if (other >= 0) {
    const request = JSON.stringify(material.requests[other] ?? "nonsense");
    throw new Error(`with the small library this is answered otherwise: ${request}: ${given[other]}`);
  }

  small.FS.writeFile("/lib/more.zip", await readFile(inFolder("more.zip")));
  small.pyimport("calculator.browser").extend("/lib/more.zip");
  for (const name of material.modules) small.pyimport(name);

  const { default: create } = await import(pathToFileURL(inFolder("pyodide/pyodide.asm.mjs")).href);
  const snapshot = await takeSnapshot((options) => start("python.zip", options), create, scoring);
  await writeFile(inFolder("python.snapshot"), snapshot);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(String(error?.message ?? error).trim().split("\n").at(-1));
    process.exit(1);
  },
);
