/**
 * Fetching the files of the runtime: bytes are counted while they arrive, and each file is compared
 * with the hash that the build gave it before anything uses it.
 */
import { Failure } from "./failure.mjs";
import { address } from "./places.mjs";

/** @typedef {import("./types").Entry} Entry */

/** While Pyodide starts, the worker's own `fetch` is another one: python.mjs. */
const network = globalThis.fetch.bind(globalThis);

/**
 * What the newest build is. No cache may answer for the server.
 * @returns {Promise<import("./types").Newest>}
 */
export async function newest() {
  const response = await ask(address("manifest.json"), "manifest.json", { cache: "no-cache" });
  return response.json();
}

export class Downloads {
  /** @param {(loaded: number, total: number) => void} progress */
  constructor(progress) {
    this.progress = progress;
    /** @type {Map<string, number>} */
    this.loaded = new Map();
    this.total = 0;
  }

  /**
   * The bytes of a file, once they are known to be the right ones. A cache may hold a damaged copy, or
   * remember that the file was missing: then the server itself is asked.
   * @param {Entry} entry
   * @param {(response: Response) => void} [meanwhile]  Gets another copy of what comes, before that is known.
   */
  async verified(entry, meanwhile) {
    this.total += entry.size;
    try {
      return await this.#right(entry, {}, meanwhile);
    } catch (error) {
      if (error instanceof Failure && error.code === "network") throw error;
      return this.#right(entry, { cache: "reload" }, meanwhile);
    }
  }

  /**
   * WebAssembly, compiled while it arrives; nobody gets it before its bytes are known to be right.
   * @param {Entry} entry
   */
  async compiled(entry) {
    /** @type {Promise<WebAssembly.Module> | undefined} */
    let streamed;
    const bytes = await this.verified(entry, (response) => {
      streamed = WebAssembly.compileStreaming(response);
      streamed.catch(() => {});
    });
    try {
      // A host that calls it something else than WebAssembly has it compiled afterwards.
      return await (streamed ?? Promise.reject()).catch(() => WebAssembly.compile(bytes));
    } catch (error) {
      throw new Failure("no-webassembly", name(entry), String(error));
    }
  }

  /**
   * The bytes of a file while everything waits for them, and a promise that they are the right ones.
   * @param {Entry} entry
   */
  atOnce(entry) {
    let request = askAtOnce(entry, {});
    // As above: a cache may remember that the file was missing.
    if (request.status !== 200) request = askAtOnce(entry, { "Cache-Control": "no-cache" });
    if (request.status !== 200) throw new Failure("missing", name(entry), `HTTP ${request.status}`);
    const bytes = new Uint8Array(request.response);
    const right = isRight(bytes, entry).then((right) => {
      if (!right) throw new Failure("wrong-hash", name(entry));
    });
    return { bytes, right };
  }

  /**
   * @param {Entry} entry
   * @param {RequestInit} options
   * @param {((response: Response) => void) | undefined} meanwhile
   */
  async #right(entry, options, meanwhile) {
    const bytes = await this.#fetch(entry, options, meanwhile);
    if (await isRight(bytes, entry)) return bytes;
    throw new Failure("wrong-hash", name(entry));
  }

  /**
   * @param {Entry} entry
   * @param {RequestInit} options
   * @param {((response: Response) => void) | undefined} meanwhile
   */
  async #fetch(entry, options, meanwhile) {
    const response = await ask(address(entry.path), name(entry), { ...options, ...integrity(entry) });
    meanwhile?.(response.clone());
    const bytes = new Uint8Array(entry.size);
    let length = 0;
    try {
      for await (const chunk of chunks(response)) {
        // Longer than announced is wrong in any case; the hash will say so.
        if (length + chunk.length <= bytes.length) bytes.set(chunk, length);
        length += chunk.length;
        this.#count(entry, Math.min(length, entry.size));
      }
    } catch {
      throw new Failure("network", name(entry));
    }
    return length > bytes.length ? new Uint8Array() : bytes.subarray(0, length);
  }

  /**
   * @param {Entry} entry
   * @param {number} bytes
   */
  #count(entry, bytes) {
    this.loaded.set(entry.path, bytes);
    const loaded = [...this.loaded.values()].reduce((sum, each) => sum + each, 0);
    this.progress(loaded, this.total);
  }
}

/**
 * @param {string} address
 * @param {string} file
 * @param {RequestInit} options
 */
async function ask(address, file, options) {
  const response = await network(address, options).catch(() => null);
  if (!response) throw new Failure("network", file);
  if (!response.ok) throw new Failure("missing", file, `HTTP ${response.status}`);
  return response;
}

/**
 * @param {Entry} entry
 * @param {Record<string, string>} headers
 */
function askAtOnce(entry, headers) {
  const request = new XMLHttpRequest();
  request.open("GET", address(entry.path), false);
  request.responseType = "arraybuffer";
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  try {
    request.send();
  } catch {
    throw new Failure("network", name(entry));
  }
  return request;
}

/**
 * @param {Response} response
 * @returns {AsyncGenerator<Uint8Array>}
 */
async function* chunks(response) {
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    yield read.value;
  }
}

/**
 * Browsers compute hashes for scripts on secure addresses only. Elsewhere, on a plain http host, the
 * browser itself is told to compare; then the bytes come all at once.
 * @param {Entry} entry
 * @returns {RequestInit}
 */
function integrity(entry) {
  if (globalThis.crypto?.subtle) return {};
  const bytes = entry.sha256.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return { integrity: `sha256-${btoa(String.fromCharCode(...bytes))}` };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Entry} entry
 */
async function isRight(bytes, entry) {
  if (!globalThis.crypto?.subtle) return bytes.length === entry.size;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return entry.sha256 === Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Entry} entry */
function name(entry) {
  return entry.path.slice(entry.path.lastIndexOf("/") + 1);
}
