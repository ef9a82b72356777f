// @ts-check
/**
 * Run by Node at build time, by built.py. Pyodide is started twice: with the whole standard library,
 * to see what the calculator imports while it scores and to compile just that into a zip; then with
 * that zip, which must be enough for the same answers to the same requests. At last a snapshot is taken.
 *
 *     node derive.mjs FOLDER
 *
 * FOLDER holds what is read: pyodide/, whole.zip, inside.py, material.json and lock.json; python.zip
 * and python.snapshot are written into it.
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
 * Score everything, through the page's own way in; also what an error reads like.
 * @param {any} pyodide
 * @param {{editions: {edition: string}[], requests: object[]}} material
 * @returns {string[]}
 */
function exercise(pyodide, { editions, requests }) {
  const browser = pyodide.pyimport("calculator.browser");
  for (const fields of editions) browser.load(fields.edition, JSON.stringify(fields));
  const answers = requests.map((request) => browser.score(JSON.stringify(request)));
  for (const nonsense of ["", "{}"]) {
    try {
      browser.load("nonsense", nonsense);
    } catch (error) {
      answers.push(String(error).trim().split("\n").at(-1));
    }
  }
  return answers;
}

async function main() {
  const material = JSON.parse(await readFile(inFolder("material.json"), "utf8"));

  const whole = await start("whole.zip");
  const wanted = exercise(whole, material);
  for (const name of material.modules) whole.pyimport(name);
  const imported = whole.runPython("import json, sys; json.dumps(list(sys.modules))");
  whole.FS.writeFile("/home/pyodide/inside.py", await readFile(inFolder("inside.py")));
  whole.pyimport("inside").archive(imported, "/python.zip");
  await writeFile(inFolder("python.zip"), whole.FS.readFile("/python.zip"));

  const given = exercise(await start("python.zip"), material);
  const other = wanted.findIndex((answer, place) => answer !== given[place]);
  if (other >= 0) {
    const request = JSON.stringify(material.requests[other] ?? "nonsense");
    throw new Error(`with the small library this is answered otherwise: ${request}: ${given[other]}`);
  }

  const { default: create } = await import(pathToFileURL(inFolder("pyodide/pyodide.asm.mjs")).href);
  const snapshot = await takeSnapshot((options) => start("python.zip", options), create);
  await writeFile(inFolder("python.snapshot"), snapshot);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(String(error?.message ?? error).trim().split("\n").at(-1));
    process.exit(1);
  },
);
