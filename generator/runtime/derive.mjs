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

import { Rest } from "../../calculator/web/rest.mjs";
import { trimmed } from "./glue.mjs";
import { AS_IN_A_PAGE, standStill, takeSnapshot } from "./snapshot.mjs";
import { counted, counting, split } from "./split.mjs";
import { imports, sections } from "./wasm.mjs";

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

/** Every so many requests are tried once more with what the page gets. */
const SAMPLE = 20;

const instantiate = WebAssembly.instantiate;

/**
 * Do something while Pyodide's instances are made of other code than its own.
 * @template T
 * @param {Uint8Array} code
 * @param {(instance: WebAssembly.Instance, imports: WebAssembly.Imports) => void} made
 * @param {() => Promise<T>} work
 */
async function withCode(code, made, work) {
  const module = await WebAssembly.compile(code);
  WebAssembly.instantiate = /** @type {any} */ (async (/** @type {any} */ source, /** @type {any} */ given) => {
    if (!("GOT.func" in given)) return instantiate(source, given);
    const instance = await instantiate(module, given);
    made(instance, given);
    return { module, instance };
  });
  try {
    return await work();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

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
  const small = await withCode(counting(code), (instance) => (exports = instance.exports), () => start("python.zip", AS_IN_A_PAGE));
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
  const [first, code] = await Promise.all(["pyodide.asm.wasm", "rest.wasm"].map((name) => readFile(inFolder(name))));
  const { default: create } = await import(pathToFileURL(inFolder("pyodide.asm.mjs")).href);
  const rest = await WebAssembly.compile(code ?? new Uint8Array());
  let early = true;
  const atOnce = () => {
    if (early) throw new Error("scoring needs the rest of Pyodide's code");
    return rest;
  };
  const connect = (/** @type {WebAssembly.Instance} */ instance, /** @type {WebAssembly.Imports} */ given) => void new Rest(instance, given, atOnce);
  const pyodide = await withCode(first ?? new Uint8Array(), connect, () => start("python.zip", { ...AS_IN_A_PAGE, createPyodideModule: create }));
  const sample = [...material.requests.keys()].filter((place) => place % SAMPLE === 0);
  const given = exercise(pyodide, { ...material, requests: sample.map((place) => material.requests[place] ?? {}) });
  if (sample.some((place, order) => wanted[place] !== given[order])) throw new Error("with the parted code something is answered otherwise");

  early = false;
  pyodide.FS.writeFile("/lib/more.zip", await readFile(inFolder("more.zip")));
  pyodide.pyimport("calculator.browser").extend("/lib/more.zip");
  for (const name of material.modules) pyodide.pyimport(name);
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

  await partCode(material, wanted);
  await tryParts(material, wanted);

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
