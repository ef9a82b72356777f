// @ts-check
/**
 * The memory of Python with the calculator imported, for visits after the first: what differs from
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
const NOON = Date.UTC(2000, 0, 1, 12);

function standStill() {
  const crypto = createRequire(import.meta.url)("node:crypto");
  const fill = (/** @type {Uint8Array} */ view) => view.fill(7);
  crypto.randomFillSync = fill;
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: fill } });
  Date.now = () => NOON;
  performance.now = () => 0;
}

/**
 * @param {(options: object) => Promise<any>} start  Pyodide with the small library.
 * @param {(options: any) => Promise<any>} create  The function that makes its instance.
 * @returns {Promise<Uint8Array>}
 */
export async function takeSnapshot(start, create) {
  standStill();
  const fixed = { _sysExecutable: "python", env: { HOME: "/home/pyodide" } };
  const pyodide = await start({ ...fixed, _makeSnapshot: true });
  const loaded = pyodide.runPython("import calculator.browser, gc, sys; gc.collect(); 'random' in sys.modules");
  if (loaded) throw new Error("random is imported: it would give every reader the same numbers");
  const whole = pyodide.makeMemorySnapshot();
  const [, begin, length] = new Uint32Array(whole.buffer, 0, 4);
  const config = JSON.parse(new TextDecoder().decode(whole.subarray(48, 48 + length)));
  const heap = whole.subarray(begin);
  if (heap.length !== HEAP) throw new Error(`the memory has grown to ${heap.length} bytes`);

  /** @type {Uint8Array | undefined} */
  let fresh;
  const keepFresh = async (/** @type {any} */ settings) => {
    const made = await create(settings);
    fresh = made.HEAPU8.slice();
    throw new Enough();
  };
  await start({ ...fixed, _loadSnapshot: new Uint8Array(HEAP), createPyodideModule: keepFresh }).catch((error) => {
    if (!(error instanceof Enough)) throw error;
  });
  if (fresh?.length !== HEAP) throw new Error("a fresh instance has another memory");
  return difference(fresh, heap, config);
}

class Enough extends Error {}

/**
 * @param {Uint8Array} fresh
 * @param {Uint8Array} heap
 * @param {object} config
 */
function difference(fresh, heap, config) {
  /** @type {[number, number][]} */
  const runs = [];
  for (let at = 0; at < heap.length; at += STEP) {
    if (same(fresh, heap, at)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at) last[1] += STEP;
    else runs.push([at, STEP]);
  }
  const header = new TextEncoder().encode(JSON.stringify({ heap: HEAP, fresh: sum(fresh), config, runs }));
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
 * As in calculator/web/snapshot.mjs.
 * @param {Uint8Array} memory
 */
function sum(memory) {
  const words = new Uint32Array(memory.buffer, 0, memory.length / 4);
  let total = 0;
  for (const word of words) total = (Math.imul(total, 31) + word) | 0;
  return total;
}
