/**
 * Python in the worker: Pyodide started from verified bytes, with the calculator in its library.
 * Text goes in and text comes out, so that no object of one language lives on in the other.
 */
import { Failure } from "./failure.mjs";
import { entryOf } from "./fetching.mjs";
import { Code, Library } from "./later.mjs";
import { lock } from "./manifest.mjs";
import { address } from "./places.mjs";
import { restoring } from "./snapshot.mjs";

/**
 * @typedef {object} Calculator  calculator/browser.py
 * @property {(edition: string, text: string) => void} load  Read the rules of an edition.
 * @property {(path: string) => void} extend  Let more be imported, from a zip.
 * @property {(request: string) => string} score
 * @property {(request: string) => void} rehearse  Score something like it, for nobody.
 * @property {(request: string) => string} forecast
 * @property {(request: string) => string} find
 * @property {(request: string) => string} overview
 * @property {(request: string) => string} plan
 * @property {(request: string) => string} carry  Write or read a file.
 * @property {(request: string) => string} batch_template
 * @property {(request: string, file: Uint8Array) => string} batch_open
 * @property {(request: string) => string} batch_step
 * @property {(request: string) => string} batch_close
 */

/** @typedef {{FS: {writeFile: (path: string, bytes: Uint8Array) => void}, pyimport: (name: string) => Calculator}} Pyodide */
/** @typedef {import("./fetching.mjs").Fetched} Fetched */

/** As when its code was parted, and its memory taken: generator/runtime/snapshot.mjs. */
const AS_BUILT = { _sysExecutable: "python", env: { HOME: "/home/pyodide" } };

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
 * @param {Fetched} files
 */
export async function startPython(files) {
  // Scripts cannot be imported from bytes under this site's policy: they were compared with their
  // hashes, and are then imported from addresses whose content never changes.
  await files.scripts;
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    import(place("pyodide.mjs")),
    import(place("pyodide.asm.mjs")),
  ]);
  const indexURL = new URL("./", place("pyodide.mjs")).href;

  /**
   * @param {() => Promise<Uint8Array<ArrayBuffer>>} library
   * @param {object} more
   */
  async function load(library, more) {
    const options = { createPyodideModule, indexURL, stdLibURL: place("python.zip"), lockFileContents: lock, ...AS_BUILT, ...more };
    const [pyodide, code] = await withoutNetwork(library, files, () => loadPyodide(options));
    return begun(pyodide, files, code);
  }

  const snapshot = await files.snapshot;
  if (snapshot) {
    try {
      // All that the library holds is imported there.
      return await load(async () => new Uint8Array(), restoring(snapshot, createPyodideModule));
    } catch (error) {
      console.info(`Python starts without its snapshot: ${error}`);
    }
  }
  return load(() => files.libraryAfterAll(), {});
}

/**
 * @param {Pyodide} pyodide
 * @param {Fetched} files
 * @param {Code} code
 */
function begun(pyodide, files, code) {
  const calculator = pyodide.pyimport("calculator.browser");
  return { calculator, code, library: new Library(pyodide, calculator, files, code) };
}

/** @param {string} name */
function place(name) {
  return address(entryOf(name).path);
}

/**
 * While Pyodide starts, `fetch` gives it the verified library and nothing else, and what it would
 * compile is compiled already.
 * @template T
 * @param {() => Promise<Uint8Array<ArrayBuffer>>} library
 * @param {Fetched} files
 * @param {() => Promise<T>} start
 * @returns {Promise<[T, Code]>}
 */
async function withoutNetwork(library, files, start) {
  const network = globalThis.fetch;
  const instantiate = WebAssembly.instantiateStreaming;
  /** @type {Code | undefined} */
  let made;
  globalThis.fetch = async (request) => {
    if (String(request) === place("python.zip")) return new Response(await library());
    if (String(request) === place("pyodide.asm.wasm")) return new Response();
    throw new TypeError(`${request} is not part of the runtime`);
  };
  try {
    /** @type {(code: Code) => void} */
    let give = () => {};
    const code = /** @type {Promise<Code>} */ (new Promise((resolve) => (give = resolve)));
    void code.then((code) => (made = code));
    // Pyodide only writes to the console when this fails, and waits.
    const refused = /** @type {Promise<never>} */ (new Promise((_, reject) => {
      WebAssembly.instantiateStreaming = async (_, imports) => {
        try {
          const module = await files.wasm;
          const instance = await WebAssembly.instantiate(module, imports);
          give(new Code(instance, imports ?? {}, files));
          return { module, instance };
        } catch (error) {
          reject(error instanceof Failure ? error : new Failure("no-webassembly", "pyodide.asm.wasm", String(error)));
          throw error;
        }
      };
    }));
    return await Promise.race([refused, Promise.all([start(), code])]);
  } catch (error) {
    await made?.right;
    throw error;
  } finally {
    globalThis.fetch = network;
    WebAssembly.instantiateStreaming = instantiate;
  }
}
