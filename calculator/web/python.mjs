/**
 * Python in the worker: Pyodide started from verified bytes, with the calculator in its library.
 * Text goes in and text comes out, so that no object of one language lives on in the other.
 */
import { Failure } from "./failure.mjs";
import { files, lock } from "./manifest.mjs";
import { address } from "./places.mjs";
import { restoring } from "./snapshot.mjs";

/**
 * @typedef {object} Python  calculator/browser.py
 * @property {(edition: string, text: string) => void} load  Read the rules of an edition.
 * @property {(request: string) => string} score
 * @property {(request: string) => string} batch_template
 * @property {(request: string, file: Uint8Array) => string} batch_open
 * @property {(request: string) => string} batch_step
 * @property {(request: string) => string} batch_close
 * @property {(request: string) => string} carry  Write or read a file.
 * @property {(request: string) => string} plan
 */

/** @typedef {(name: string) => Promise<Uint8Array<ArrayBuffer>>} Part  The bytes of a file, once verified. */

/** Fail early where WebAssembly is missing, or forbidden: Pyodide itself would wait for ever. */
export function probeWebAssembly() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw new Failure("no-webassembly", "", error instanceof Error ? error.message : "");
  }
}

/**
 * Each file is put to use as soon as it is there.
 * @param {Part} part
 * @param {boolean} fromSnapshot  Whether python.snapshot is among the files; without bytes it is given up.
 * @returns {Promise<Python>}
 */
export async function startPython(part, fromSnapshot) {
  const [{ loadPyodide }, { default: createPyodideModule }, wasm, library, snapshot] = await Promise.all([
    script("pyodide.mjs", part),
    script("pyodide.asm.mjs", part),
    compiled(part),
    part("python.zip"),
    fromSnapshot ? part("python.snapshot") : null,
  ]);
  const stdLibURL = place("python.zip");
  const indexURL = new URL("./", place("pyodide.mjs")).href;
  const given = new Map([[stdLibURL, library], [place("pyodide.asm.wasm"), new Uint8Array()]]);

  /** @param {object} more */
  async function load(more) {
    const options = { createPyodideModule, indexURL, stdLibURL, lockFileContents: lock, ...more };
    const pyodide = await withoutNetwork(given, wasm, () => loadPyodide(options));
    return pyodide.pyimport("calculator.browser");
  }

  if (snapshot && snapshot.length > 0) {
    try {
      return await load(restoring(snapshot, createPyodideModule));
    } catch (error) {
      console.info(`Python starts without its snapshot: ${error}`);
    }
  }
  return load({});
}

/** @param {string} name */
function place(name) {
  const entry = files[name];
  if (!entry) throw new Failure("missing", name);
  return address(entry.path);
}

/**
 * Scripts cannot be imported from bytes under this site's policy: they were compared with their
 * hashes, and are then imported from addresses whose content never changes.
 * @param {string} name
 * @param {Part} part
 */
async function script(name, part) {
  await part(name);
  return import(place(name));
}

/** @param {Part} part */
async function compiled(part) {
  const bytes = await part("pyodide.asm.wasm");
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new Failure("no-webassembly", "pyodide.asm.wasm", String(error));
  }
}

/**
 * While Pyodide starts, `fetch` gives it the verified bytes and nothing else, and what it would
 * compile is compiled already.
 * @template T
 * @param {Map<string, Uint8Array<ArrayBuffer>>} given
 * @param {WebAssembly.Module} wasm
 * @param {() => Promise<T>} start
 */
async function withoutNetwork(given, wasm, start) {
  const network = globalThis.fetch;
  const instantiate = WebAssembly.instantiateStreaming;
  globalThis.fetch = async (request) => {
    const bytes = given.get(String(request));
    if (!bytes) throw new TypeError(`${request} is not part of the runtime`);
    return new Response(bytes);
  };
  try {
    // Pyodide only writes to the console when this fails, and waits.
    const refused = new Promise((_, reject) => {
      WebAssembly.instantiateStreaming = async (_, imports) => {
        try {
          return { module: wasm, instance: await WebAssembly.instantiate(wasm, imports) };
        } catch (error) {
          reject(new Failure("no-webassembly", "pyodide.asm.wasm", String(error)));
          throw error;
        }
      };
    });
    return await Promise.race([refused, start()]);
  } finally {
    globalThis.fetch = network;
    WebAssembly.instantiateStreaming = instantiate;
  }
}
