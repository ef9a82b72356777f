/**
 * Python's memory as it is once the calculator is imported, put into a fresh instance: later visits
 * skip the imports. generator/runtime/snapshot.mjs takes it, and describes its form. It uses parts of
 * Pyodide that are no promise, and therefore whoever restores it must be ready to start without.
 */

/**
 * @typedef {object} Header
 * @property {number} heap  Bytes of memory.
 * @property {number} fresh  The sum of a fresh instance's memory, to which the runs belong.
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
  const { heap, fresh, config, runs } = JSON.parse(new TextDecoder().decode(snapshot.subarray(4, 4 + length)));
  const bytes = snapshot.subarray(4 + length);
  return {
    // Only its length is looked at; nothing touches this memory, so that it costs none.
    _loadSnapshot: new Uint8Array(heap),
    /** @param {any} settings */
    async createPyodideModule(settings) {
      const instance = await create(settings);
      const memory = instance.HEAPU8;
      if (memory.length !== heap || sum(memory) !== fresh) throw new Error("the snapshot is of another instance");
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
 * As in generator/runtime/snapshot.mjs.
 * @param {Uint8Array} memory
 */
function sum(memory) {
  const words = new Uint32Array(memory.buffer, 0, memory.length / 4);
  let total = 0;
  for (const word of words) total = (Math.imul(total, 31) + word) | 0;
  return total;
}
