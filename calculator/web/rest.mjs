/**
 * Python's code comes in two parts, which generator/runtime/split.mjs has made: what scoring was seen to
 * call, and the rest. That is added once it is there, or fetched at the moment when something calls it.
 */

/** Where the parts meet, as split.mjs names it. */
const SHARED = "saiten";
const PREFIX = `${SHARED} `;
const PLACES = "places";

/** Gives back the function that it imports: only functions of WebAssembly have a place in a table. */
const PASSING_ON = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0],
  ...[2, 7, 1, 1, 0x61, 1, 0x62, 0, 0],
  ...[7, 5, 1, 1, 0x63, 0, 0],
);

export class Rest {
  /**
   * @param {WebAssembly.Instance} first
   * @param {WebAssembly.Imports} imports  What the first part was given.
   * @param {() => WebAssembly.Module} atOnce  Gets the rest while everything waits for it.
   */
  constructor(first, imports, atOnce) {
    const shared = Object.entries(first.exports).filter(([name]) => name.startsWith(PREFIX));
    this.imports = {
      ...imports,
      [SHARED]: Object.fromEntries(shared.map(([name, each]) => [name.slice(PREFIX.length), each])),
    };
    this.added = false;
    const called = new WebAssembly.Instance(new WebAssembly.Module(PASSING_ON), {
      a: { b: () => this.add(atOnce()) },
    });
    const places = /** @type {WebAssembly.Table} */ (first.exports[`${PREFIX}${PLACES}`]);
    places.set(0, called.exports.c);
  }

  /** @param {WebAssembly.Module} module */
  add(module) {
    if (this.added) return;
    new WebAssembly.Instance(module, this.imports);
    this.added = true;
  }
}
