/** What the worker adds once Python runs: the rest of its code, and what scoring does not import. */
import { Failure } from "./failure.mjs";
import { Rest } from "./rest.mjs";

/** @typedef {import("./fetching.mjs").Fetched} Fetched */
/** @typedef {import("./python.mjs").Pyodide} Pyodide */
/** @typedef {import("./python.mjs").Calculator} Calculator */

/** Python's code, of which a part is added later. */
export class Code {
  /**
   * @param {WebAssembly.Instance} first
   * @param {WebAssembly.Imports} imports
   * @param {Fetched} files
   */
  constructor(first, imports, files) {
    this.rest = new Rest(first, imports, () => this.atOnce(files));
    /** Whether the bytes of what was fetched at once are the right ones, and why there are none. */
    this.right = Promise.resolve();
  }

  /** @param {Fetched} files */
  atOnce(files) {
    try {
      const { bytes, right } = files.restAtOnce();
      this.right = right;
      return new WebAssembly.Module(bytes);
    } catch (error) {
      // Python takes it for a fault of its own.
      if (error instanceof Failure) this.right = Promise.reject(error);
      throw error;
    } finally {
      // Who says something awaits it.
      this.right.catch(() => {});
    }
  }
}

/** What the calculator needs beyond scoring: fetched after the first score, or once it is needed. */
export class Library {
  /**
   * @param {Pyodide} pyodide
   * @param {Calculator} calculator
   * @param {Fetched} files
   * @param {Code} code
   */
  constructor(pyodide, calculator, files, code) {
    this.add = async () => {
      const [module, zip] = await Promise.all([files.rest(), files.bytes("more.zip")]);
      code.rest.add(module);
      const path = "/lib/more.zip";
      pyodide.FS.writeFile(path, zip);
      calculator.extend(path);
    };
    /** @type {Promise<void> | undefined} */
    this.added = undefined;
  }

  whole() {
    return (this.added ??= this.add());
  }

  /** Nobody waits for it yet: that it failed says nothing, and whoever needs it tries again. */
  begin() {
    this.whole().catch(() => (this.added = undefined));
  }
}
