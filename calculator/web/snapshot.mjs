/**
 * Python's memory as it is once the calculator is imported, put into a fresh instance: later visits
 * skip the imports. generator/runtime/snapshot.mjs takes it, and describes its form. It uses parts of
 * Pyodide that are no promise, and therefore whoever restores it must be ready to start without.
 */

/**
 * @typedef {object} Header
 * @property {number} heap  Bytes of memory.
 * @property {number} end  Where a fresh instance's memory holds nothing but zeros from.
 * @property {number} kept  The sum of what the runs leave as it is.
 * @property {object} config  What Pyodide keeps of JavaScript objects.
 * @property {[number, number][]} runs  Place and length of what differs.
 */

/** @typedef {{HEAPU8: Uint8Array}} Instance */

/**
 * Options for `loadPyodide` that restore a snapshot.
 * @param {Uint8Array<ArrayBuffer>} snapshot
 * @param {(settings: any) => Promise<Instance>} create  Makes an instance of Pyodide's module.
 */
export function restoring(snapshot, create) {
  const length = new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(0, true);
  /** @type {Header} */
  const { heap, end, kept, config, runs } = JSON.parse(new TextDecoder().decode(snapshot.subarray(4, 4 + length)));
  const bytes = snapshot.subarray(4 + length);
  return {
    // Only its length is looked at; nothing touches this memory, so that it costs none.
    _loadSnapshot: new Uint8Array(heap),
    /** @param {any} settings */
    async createPyodideModule(settings) {
      const instance = await create(settings);
      const memory = instance.HEAPU8;
      if (memory.length !== heap || sum(memory, runs, end) !== kept) throw new Error(`the snapshot is of another instance (${memory.length}, ${sum(memory, runs, end)})`);
      settings.API.restoreSnapshot = () => {
        let place = 0;
        for (const [at, size] of runs) {
          memory.set(bytes.subarray(place, place + size), at);
          place += size;
        }
        return config;
      };
      return instance;
    },
  };
}

/**
 * A sum of the memory that the runs leave as it is, as in generator/runtime/snapshot.mjs.
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
