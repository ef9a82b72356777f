/**
 * Python in the worker: Pyodide started from verified bytes, with the calculator on its path.
 * Text goes in and text comes out, so that no object of one language lives on in the other.
 */
import { Failure } from "./failure.mjs";

/**
 * @typedef {object} Python
 * @property {(edition: string, text: string) => void} load  Read the rules of an edition.
 * @property {(request: string) => string} score
 */

const GLUE = `
import json
import sys

sys.path.insert(0, "/calculator.zip")
from calculator import Edition, for_page

editions = {}


def load(name, text):
    editions[name] = Edition.from_dict(json.loads(text))


def score(text):
    request = json.loads(text)
    other = editions.get(request.get("compare_with"))
    return json.dumps(for_page(editions[request["edition"]], request, other), ensure_ascii=False)
`;

/** Fail early where WebAssembly is missing, or forbidden: Pyodide itself would wait for ever. */
export function probeWebAssembly() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw new Failure("no-webassembly", "", error instanceof Error ? error.message : "");
  }
}

/**
 * @param {import("./download.mjs").Downloads} downloads
 * @param {import("./types").Manifest} manifest
 * @param {() => void} starting  Called when all files are there.
 * @returns {Promise<Python>}
 */
export async function startPython(downloads, manifest, starting) {
  const [files, calculator] = await Promise.all([
    verifiedFiles(downloads, manifest),
    downloads.verified(entry(manifest, "calculator.zip")),
  ]);
  starting();
  const pyodide = await withoutNetwork(files, () => load(downloads, manifest));
  pyodide.FS.writeFile("/calculator.zip", calculator);
  pyodide.runPython(GLUE);
  return { load: pyodide.globals.get("load"), score: pyodide.globals.get("score") };
}

/**
 * @param {import("./download.mjs").Downloads} downloads
 * @param {import("./types").Manifest} manifest
 */
async function verifiedFiles(downloads, manifest) {
  const names = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];
  const entries = names.map((each) => entry(manifest, each));
  const contents = await Promise.all(entries.map((each) => downloads.verified(each)));
  return new Map(entries.map((each, place) => [downloads.address(each), contents[place]]));
}

/**
 * Scripts cannot be imported from bytes under this site's policy: they were compared with their
 * hashes, and are then imported from addresses whose content never changes.
 * @param {import("./download.mjs").Downloads} downloads
 * @param {import("./types").Manifest} manifest
 * @returns {Promise<import("./types").Pyodide>}
 */
async function load(downloads, manifest) {
  /** @param {string} name */
  const address = (name) => downloads.address(entry(manifest, name));
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    import(address("pyodide.mjs")),
    import(address("pyodide.asm.mjs")),
  ]);
  const options = {
    createPyodideModule,
    indexURL: address("pyodide.mjs").replace(/[^/]*$/, ""),
    lockFileContents: manifest.lock,
  };
  return Promise.race([refusedWebAssembly(), loadPyodide(options)]);
}

/** Rejects when the browser refuses the WebAssembly: Pyodide only writes that to the console. */
function refusedWebAssembly() {
  const instantiate = WebAssembly.instantiateStreaming;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        return await instantiate(source, imports);
      } catch (error) {
        reject(new Failure("no-webassembly", "pyodide.asm.wasm", String(error)));
        throw error;
      }
    };
  });
}

/**
 * While Pyodide starts, `fetch` gives it the verified bytes and nothing else.
 * @template T
 * @param {Map<string, Uint8Array<ArrayBuffer> | undefined>} files
 * @param {() => Promise<T>} start
 */
async function withoutNetwork(files, start) {
  const network = globalThis.fetch;
  globalThis.fetch = async (request) => {
    const address = String(request);
    const bytes = files.get(address);
    if (!bytes) throw new TypeError(`${address} is not part of the runtime`);
    const type = address.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(bytes, { headers: { "Content-Type": type } });
  };
  try {
    return await start();
  } finally {
    globalThis.fetch = network;
  }
}

/**
 * @param {import("./types").Manifest} manifest
 * @param {string} name
 */
function entry(manifest, name) {
  const found = manifest.files[name];
  if (!found) throw new Failure("missing", name);
  return found;
}
