/** The files that Python starts from: asked for all at once, and each compared with its hash. */
import { Failure } from "./failure.mjs";
import { files } from "./manifest.mjs";

/** The one file that nobody needs: without it starting takes longer. */
const SNAPSHOT = "python.snapshot";
const LIBRARY = "python.zip";
const REST = "rest.wasm";

/** @param {string} name */
export function entryOf(name) {
  const entry = files[name];
  if (!entry) throw new Failure("missing", name);
  return entry;
}

export class Fetched {
  /**
   * @param {import("./download.mjs").Downloads} downloads
   * @param {boolean} withSnapshot  Whether it is at hand; Python starts from it then, and else from its library.
   */
  constructor(downloads, withSnapshot) {
    this.downloads = downloads;
    this.wasm = downloads.compiled(entryOf("pyodide.asm.wasm"));
    this.scripts = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => this.bytes(name)));
    this.snapshot = withSnapshot ? this.bytes(SNAPSHOT).catch(() => null) : Promise.resolve(null);
    this.library = withSnapshot ? null : this.bytes(LIBRARY);
    this.all = Promise.all([this.wasm, this.scripts, this.snapshot, this.library]);
    this.failed = false;
    // While nobody waits for it, that one failed says nothing.
    for (const each of [this.wasm, this.scripts, this.library]) each?.catch(() => {});
    this.all.catch(() => (this.failed = true));
  }

  /** @param {string} name */
  bytes(name) {
    return this.downloads.verified(entryOf(name));
  }

  /** The rest of Python's code. */
  rest() {
    return this.downloads.compiled(entryOf(REST));
  }

  /** Its bytes while everything waits for them, and a promise that they are the right ones. */
  restAtOnce() {
    return this.downloads.atOnce(entryOf(REST));
  }

  /** The library, also where nobody thought that it would be needed. */
  libraryAfterAll() {
    return (this.library ??= this.bytes(LIBRARY));
  }
}
