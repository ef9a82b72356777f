// @ts-check
/** Python under Node, as it is in a page: started with some library and some code, and asked to score. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { Rest } from "../../calculator/web/rest.mjs";
import { AS_IN_A_PAGE } from "./snapshot.mjs";

/**
 * Pyodide with a standard library.
 * @param {string} folder  As derive.mjs is given one.
 * @param {string} zip
 * @param {object} [options]
 * @returns {Promise<any>}
 */
export async function start(folder, zip, options = {}) {
  const inFolder = (/** @type {string} */ name) => join(folder, name);
  const { loadPyodide } = await import(pathToFileURL(inFolder("pyodide/pyodide.mjs")).href);
  const lockFileContents = JSON.parse(await readFile(inFolder("lock.json"), "utf8"));
  return loadPyodide({ indexURL: inFolder("pyodide/"), stdLibURL: inFolder(zip), lockFileContents, ...options });
}

const instantiate = WebAssembly.instantiate;

/**
 * Do something while Pyodide's instances are made of other code than its own.
 * @template T
 * @param {Uint8Array} code
 * @param {(instance: WebAssembly.Instance, imports: WebAssembly.Imports) => void} made
 * @param {() => Promise<T>} work
 */
export async function withCode(code, made, work) {
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
 * Pyodide as the page gets it: with the library for scoring, and its code in two parts.
 * @param {string} folder  Holds these, too.
 * @param {() => void} needed  Called when something needs the rest of the code, which is there then.
 */
export async function startParted(folder, needed) {
  const [first, code] = await Promise.all(["pyodide.asm.wasm", "rest.wasm"].map((name) => readFile(join(folder, name))));
  const { default: create } = await import(pathToFileURL(join(folder, "pyodide.asm.mjs")).href);
  const rest = await WebAssembly.compile(code ?? new Uint8Array());
  const connect = (/** @type {WebAssembly.Instance} */ instance, /** @type {WebAssembly.Imports} */ given) => {
    new Rest(instance, given, () => {
      needed();
      return rest;
    });
  };
  const options = { ...AS_IN_A_PAGE, createPyodideModule: create };
  return withCode(first ?? new Uint8Array(), connect, () => start(folder, "python.zip", options));
}

/**
 * Score everything, through the page's own way in.
 * @param {any} pyodide
 * @param {{editions: {edition: string}[], requests: object[]}} material
 * @returns {string[]}
 */
export function exercise(pyodide, { editions, requests }) {
  const browser = pyodide.pyimport("calculator.browser");
  for (const fields of editions) browser.load(fields.edition, JSON.stringify(fields));
  return requests.map((request) => browser.score(JSON.stringify(request)));
}
