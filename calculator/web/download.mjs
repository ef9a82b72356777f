/**
 * Fetching the files of the runtime: bytes are counted while they arrive, and each file is compared
 * with the hash that the manifest gives before anything uses it.
 */
import { Failure } from "./failure.mjs";

/** @typedef {import("./types").Entry} Entry */

// Kept, because python.mjs closes the network while Pyodide starts.
const fetchFile = globalThis.fetch.bind(globalThis);

/**
 * Read the manifest. It names the current build, so no cache may answer for the server.
 * @param {string} address
 * @returns {Promise<import("./types").Manifest>}
 */
export async function manifest(address) {
  const response = await ask(address, "manifest.json", { cache: "no-cache" });
  return response.json();
}

export class Downloads {
  /**
   * @param {string} manifestAddress  Addresses of files are relative to it.
   * @param {(loaded: number, total: number) => void} progress
   */
  constructor(manifestAddress, progress) {
    this.base = manifestAddress;
    this.progress = progress;
    /** @type {Map<string, number>} */
    this.loaded = new Map();
    this.total = 0;
  }

  /** @param {Entry} entry */
  address(entry) {
    return new URL(entry.path, this.base).href;
  }

  /**
   * The bytes of a file, once they are known to be the right ones. A cache may hold a damaged copy, or
   * remember that the file was missing: then the server itself is asked.
   * @param {Entry} entry
   */
  async verified(entry) {
    this.total += entry.size;
    try {
      return await this.#right(entry, {});
    } catch (error) {
      if (error instanceof Failure && error.code === "network") throw error;
      return this.#right(entry, { cache: "reload" });
    }
  }

  /**
   * @param {Entry} entry
   * @param {RequestInit} options
   */
  async #right(entry, options) {
    const bytes = await this.#fetch(entry, options);
    if (await isRight(bytes, entry)) return bytes;
    throw new Failure("wrong-hash", name(entry));
  }

  /**
   * @param {Entry} entry
   * @param {RequestInit} options
   */
  async #fetch(entry, options) {
    const response = await ask(this.address(entry), name(entry), { ...options, ...integrity(entry) });
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
    return bytes.subarray(0, length);
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
  const response = await fetchFile(address, options).catch(() => null);
  if (!response) throw new Failure("network", file);
  if (!response.ok) throw new Failure("missing", file, `HTTP ${response.status}`);
  return response;
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
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return entry.sha256 === Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Entry} entry */
function name(entry) {
  return entry.path.slice(entry.path.lastIndexOf("/") + 1);
}
