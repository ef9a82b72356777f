// @ts-check
/**
 * The memory of Python with all imported that scoring imports, for visits after the first: what differs from
 * the memory that a fresh instance begins with. Clock and entropy stand still meanwhile, so that the
 * same build gives the same bytes.
 *
 * A snapshot is the length of a header (4 bytes), the header as JSON, and the differing runs one
 * after the other. calculator/web/snapshot.mjs reads it.
 */
import { createRequire } from "node:module";

/** Python's memory before it grows; a snapshot of a grown one would not fit. */
const HEAP = 31_457_280;
/** Runs begin and end on multiples of this; smaller ones cost more in the header than they save. */
const STEP = 64;
/** What Pyodide takes from its surroundings otherwise. */
export const AS_IN_A_PAGE = { _sysExecutable: "python", env: { HOME: "/home/pyodide" } };
const NOON = Date.UTC(2000, 0, 1, 12);

/**
 * Let clock and entropy stand still, at one of several states.
 * @param {number} state
 */
export function standStill(state) {
  const crypto = createRequire(import.meta.url)("node:crypto");
  const fill = (/** @type {Uint8Array} */ view) => view.fill(state);
  crypto.randomFillSync = fill;
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: fill }, configurable: true });
  Date.now = () => NOON + state * 1000;
  performance.now = () => state * 1000;
}

/**
 * @param {(options: object) => Promise<any>} start  Pyodide with the small library.
 * @param {(options: any) => Promise<any>} create  The function that makes its instance.
 * @param {string[]} modules  What it has imported by then: all that the library holds.
 * @returns {Promise<Uint8Array>}
 */
export async function takeSnapshot(start, create, modules) {
  standStill(7);
  const pyodide = await start({ ...AS_IN_A_PAGE, _makeSnapshot: true });
  for (const name of modules) pyodide.pyimport(name);
  const loaded = pyodide.runPython("import gc, sys; gc.collect(); 'random' in sys.modules");
  if (loaded) throw new Error("random is imported: it would give every reader the same numbers");
  const whole = pyodide.makeMemorySnapshot();
  const [, begin, length] = new Uint32Array(whole.buffer, 0, 4);
  const config = JSON.parse(new TextDecoder().decode(whole.subarray(48, 48 + length)));
  const heap = whole.subarray(begin);
  if (heap.length !== HEAP) throw new Error(`the memory has grown to ${heap.length} bytes`);

  const fresh = async () => {
    /** @type {Uint8Array[]} */
    const seen = [];
    const keep = async (/** @type {any} */ settings) => {
      const made = await create(settings);
      seen.push(made.HEAPU8.slice());
      throw new Enough();
    };
    await start({ ...AS_IN_A_PAGE, _loadSnapshot: new Uint8Array(HEAP), createPyodideModule: keep }).catch((error) => {
      if (!(error instanceof Enough)) throw error;
    });
    return seen[0] ?? new Uint8Array();
  };
  const one = await fresh();
  standStill(9);
  const other = await fresh();
  if (one.length !== HEAP || other.length !== HEAP) throw new Error("a fresh instance has another memory");
  return difference(one, other, heap, config);
}

class Enough extends Error {}

/**
 * What the snapshot has otherwise than a fresh instance, or what no two fresh ones have in common.
 * @param {Uint8Array} fresh
 * @param {Uint8Array} other  Also fresh, at another time, with other entropy.
 * @param {Uint8Array} heap
 * @param {object} config
 */
function difference(fresh, other, heap, config) {
  /** @type {[number, number][]} */
  const runs = [];
  let end = 0;
  for (let at = 0; at < HEAP; at += STEP) {
    if (fresh.subarray(at, at + STEP).some((byte) => byte !== 0)) end = at + STEP;
    if (same(fresh, heap, at) && same(fresh, other, at)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at) last[1] += STEP;
    else runs.push([at, STEP]);
  }
  const about = { heap: HEAP, end, kept: sum(fresh, runs, end), config, runs };
  const header = new TextEncoder().encode(JSON.stringify(about));
  const size = runs.reduce((total, [, length]) => total + length, 0);
  const written = new Uint8Array(4 + header.length + size);
  new DataView(written.buffer).setUint32(0, header.length, true);
  written.set(header, 4);
  let place = 4 + header.length;
  for (const [at, length] of runs) {
    written.set(heap.subarray(at, at + length), place);
    place += length;
  }
  return written;
}

/**
 * @param {Uint8Array} fresh
 * @param {Uint8Array} heap
 * @param {number} at
 */
function same(fresh, heap, at) {
  for (let place = at; place < at + STEP; place++) if (fresh[place] !== heap[place]) return false;
  return true;
}

/**
 * A sum of the memory that the runs leave as it is, as in calculator/web/snapshot.mjs.
 * @param {Uint8Array} memory
 * @param {[number, number][]} runs
 * @param {number} end  Nothing but zeros follows.
 */
function sum(memory, runs, end) {
  const words = new Uint32Array(memory.buffer, 0, memory.length / 4);
  let total = 0;
  let from = 0;
  for (const [at = 0, length = 0] of [...runs, [end, 0]]) {
    for (let place = from / 4; place < Math.min(at, end) / 4; place++) {
      total = (Math.imul(total, 31) + (words[place] ?? 0)) | 0;
    }
    from = at + length;
  }
  return total;
}
