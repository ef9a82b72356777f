// @ts-check
/**
 * Parts Pyodide's WebAssembly in two: the functions that scoring was seen to call, with all else that
 * makes a module, and the code of the others, which comes after the first score.
 *
 * In the first part each of the others is a few instructions: see to it that the rest is there, and
 * call what it has put into a table. So nothing is lost: who calls one early waits until it is there,
 * and calculator/web/rest.mjs says how. The rest holds the code of all functions, since one calls the
 * other by number; they work on the memory, the tables and the globals of the first part.
 */
import { KIND, SECTION, assembled, bodies, body, exported, functions, globals, imports, joined, list, memories, sections, signed, tables, tags, text, types, unsigned } from "./wasm.mjs";

/** How instructions are written. */
const LOCAL_GET = 0x20;
const GLOBAL_SET = 0x24;
const TABLE_GET = 0x25;
const CALL = 0x10;
const CALL_INDIRECT = 0x11;
const CONST = 0x41;
const IS_NULL = 0xd1;
const IF = [0x04, 0x40];
const END = 0x0b;

const I32 = 0x7f;
const MUTABLE = 1;
const FUNCTIONS = 0x70;

/** Where the parts meet; calculator/web/rest.mjs knows the names too. */
const SHARED = "saiten";
/** The table of what the rest holds; the first place is for who fetches it. */
const PLACES = "places";
const COUNTED = "counted ";

/**
 * The module with a global for each function that says whether it was called.
 * @param {Uint8Array} module
 */
export function counting(module) {
  const parts = sections(module);
  const code = bodies(parts);
  const known = globals(parts);
  const first = imports(parts).filter(({ kind }) => kind === KIND.global).length + known.length;
  const flags = code.map(() => [I32, MUTABLE, CONST, 0, END]);
  const names = code.map((_, place) => joined(text(COUNTED + place), [KIND.global], unsigned(first + place)));
  const changed = new Map([
    [SECTION.globals, list([...known.map(({ bytes }) => bytes), ...flags])],
    [SECTION.exports, list([...exported(parts).map(({ bytes }) => bytes), ...names])],
    [SECTION.code, list(code.map((each, place) => body(each.variables, [CONST, 1, GLOBAL_SET], unsigned(first + place), each.instructions)))],
  ]);
  return assembled(parts.map(({ id, body }) => ({ id, body: changed.get(id) ?? body })));
}

/**
 * The functions that were called in an instance of what `counting` gives.
 * @param {WebAssembly.Exports} exports
 */
export function counted(exports) {
  const flags = Object.entries(exports).filter(([name]) => name.startsWith(COUNTED));
  return new Set(flags.filter(([, flag]) => /** @type {WebAssembly.Global} */ (flag).value).map(([name]) => Number(name.slice(COUNTED.length))));
}

/**
 * @param {Uint8Array} module
 * @param {Set<number>} wanted  Functions of the first part, by their place among those that have code.
 * @param {(name: string) => boolean} asked  Whether something is asked for by name.
 * @returns {{first: Uint8Array, rest: Uint8Array}}
 */
export function split(module, wanted, asked) {
  const parts = sections(module);
  const others = functions(parts).flatMap((_, place) => (wanted.has(place) ? [] : [place]));
  return { first: firstPart(parts, others, asked), rest: restPart(parts, others) };
}

/**
 * What both parts use, in the order in which it is numbered: each with its name, and how it is imported.
 * @param {ReturnType<typeof sections>} parts
 * @param {number} places
 */
function shared(parts, places) {
  const inner = globals(parts);
  const mutable = inner.filter((global) => global.mutable);
  if (inner.slice(0, mutable.length).some((global) => !global.mutable)) throw new Error("globals that change come after others");
  const before = imports(parts).filter(({ kind }) => kind === KIND.global).length;
  const known = tables(parts);
  return [
    ...known.map(({ bytes }, index) => ({ name: `table ${index}`, kind: KIND.table, index, as: bytes })),
    { name: PLACES, kind: KIND.table, index: known.length, as: joined([FUNCTIONS, 0], unsigned(places)) },
    ...memories(parts).map(({ bytes }, index) => ({ name: `memory ${index}`, kind: KIND.memory, index, as: bytes })),
    ...mutable.map(({ type }, index) => ({ name: `global ${index}`, kind: KIND.global, index: before + index, as: [type, MUTABLE] })),
    ...tags(parts).map(({ bytes }, index) => ({ name: `tag ${index}`, kind: KIND.tag, index, as: bytes })),
  ];
}

/**
 * @param {ReturnType<typeof sections>} parts
 * @param {number[]} others
 * @param {(name: string) => boolean} asked
 */
function firstPart(parts, others, asked) {
  const signatures = types(parts);
  const nothing = signatures.findIndex(({ params, results }) => params + results === 0);
  const known = functions(parts);
  const table = unsigned(tables(parts).length);
  const ready = unsigned(imports(parts).filter(({ kind }) => kind === KIND.function).length + known.length);
  const needed = new Set(imports(parts).map(({ name }) => name));
  const place = new Map(others.map((index, order) => [index, order + 1]));

  /** @param {number} index @param {number} at */
  const elsewhere = (index, at) => {
    const type = known[index]?.type ?? nothing;
    const given = Array.from({ length: signatures[type]?.params ?? 0 }, (_, param) => [LOCAL_GET, ...unsigned(param)]).flat();
    return body([0, CALL], ready, given, [CONST], signed(at), [CALL_INDIRECT], unsigned(type), table, [END]);
  };
  // Where the second place of the table is empty, call what stands in the first.
  const see = body([0, CONST, 1, TABLE_GET], table, [IS_NULL], IF, [CONST, 0, CALL_INDIRECT], unsigned(nothing), table, [END, END]);
  const code = bodies(parts).map(({ variables, instructions }, index) => {
    const at = place.get(index);
    return at === undefined ? body(variables, instructions) : elsewhere(index, at);
  });
  const common = shared(parts, others.length + 1);
  const changed = new Map([
    [SECTION.functions, list([...known.map(({ bytes }) => bytes), unsigned(nothing)])],
    [SECTION.tables, list([...tables(parts).map(({ bytes }) => bytes), ...common.filter(({ name }) => name === PLACES).map(({ as }) => as)])],
    [SECTION.exports, list([
      ...exported(parts).filter(({ name }) => needed.has(name) || asked(name)).map(({ bytes }) => bytes),
      ...common.map(({ name, kind, index }) => joined(text(`${SHARED} ${name}`), [kind], unsigned(index))),
    ])],
    [SECTION.code, list([...code, see])],
  ]);
  return assembled(parts.map(({ id, body }) => ({ id, body: changed.get(id) ?? body })));
}

/**
 * @param {ReturnType<typeof sections>} parts
 * @param {number[]} others
 */
function restPart(parts, others) {
  const outside = imports(parts);
  const before = outside.filter(({ kind }) => kind === KIND.function).length;
  const number = (/** @type {number} */ place) => unsigned(before + place);
  const common = shared(parts, others.length + 1);
  const places = unsigned(tables(parts).length);
  const changed = new Map([
    [SECTION.imports, list([
      ...outside.map(({ bytes }) => bytes),
      ...common.map(({ name, kind, as }) => joined(text(SHARED), text(name), [kind], as)),
    ])],
    [SECTION.globals, list(globals(parts).filter(({ mutable }) => !mutable).map(({ bytes }) => bytes))],
    [SECTION.elements, list([
      // What the table gets from its second place on, and what may be referred to.
      joined([2], places, [CONST, 1, END, 0], list(others.map(number))),
      joined([3, 0], list(functions(parts).map((_, place) => number(place)))),
    ])],
  ]);
  const kept = new Set([SECTION.types, SECTION.imports, SECTION.functions, SECTION.globals, SECTION.elements, SECTION.code]);
  return assembled(parts.filter(({ id }) => kept.has(id)).map(({ id, body }) => ({ id, body: changed.get(id) ?? body })));
}
