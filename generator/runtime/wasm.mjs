// @ts-check
/**
 * WebAssembly modules as bytes: parted into sections and their entries, and put together again. Only
 * what Pyodide's module holds is understood; all else is refused.
 *
 * The form is that of https://webassembly.github.io/spec/core/binary/
 */

const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const FUNCTION_TYPE = 0x60;
/** The least code of a type of values that takes one byte: a reference of any kind, or a number. */
const ONE_BYTE = 0x69;

/** Sections by what they hold. */
export const SECTION = { types: 1, imports: 2, functions: 3, tables: 4, memories: 5, globals: 6, exports: 7, elements: 9, code: 10, data: 11, tags: 13 };
/** What is imported and exported. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** @typedef {{id: number, body: Uint8Array}} Section */
/** @typedef {{bytes: Uint8Array}} Entry */

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  byte() {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error("the WebAssembly ends early");
    return byte;
  }

  /** An unsigned number; of a signed one, its bytes are read. */
  number() {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      number |= (byte & 127) << shift;
      if (byte < 128) return number >>> 0;
    }
  }

  /** @param {number} length */
  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  name() {
    return new TextDecoder().decode(this.take(this.number()));
  }

  valueType() {
    const type = this.byte();
    if (type < ONE_BYTE) throw new Error(`values of type ${type} are not understood`);
    return type;
  }

  limits() {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
  }

  /** The expression that a global begins with. */
  constant() {
    for (let code = this.byte(); code !== 0x0b; code = this.byte()) {
      if (code === 0x41 || code === 0x42 || code === 0x23) this.number();
      else if (code === 0xd0) this.byte();
      else throw new Error(`a global begins with instruction ${code}, which is not understood`);
    }
  }
}

/**
 * @param {Uint8Array} module
 * @returns {Section[]}
 */
export function sections(module) {
  const reader = new Reader(module);
  if (!MAGIC.every((byte) => byte === reader.byte())) throw new Error("this is no WebAssembly");
  const found = [];
  while (reader.at < module.length) found.push({ id: reader.byte(), body: reader.take(reader.number()) });
  return found;
}

/** @param {Section[]} parts */
export function assembled(parts) {
  return joined(MAGIC, ...parts.flatMap(({ id, body }) => [[id], unsigned(body.length), body]));
}

/**
 * @template T
 * @param {Section[]} parts
 * @param {number} id
 * @param {(reader: Reader) => T} read
 * @returns {(T & Entry)[]}
 */
function entries(parts, id, read) {
  const reader = new Reader(parts.find((part) => part.id === id)?.body ?? Uint8Array.of(0));
  return Array.from({ length: reader.number() }, () => {
    const from = reader.at;
    const entry = read(reader);
    return { ...entry, bytes: reader.bytes.subarray(from, reader.at) };
  });
}

/** @param {Section[]} parts */
export const types = (parts) =>
  entries(parts, SECTION.types, (reader) => {
    if (reader.byte() !== FUNCTION_TYPE) throw new Error("types of other things than functions are not understood");
    const some = () => Array.from({ length: reader.number() }, () => reader.valueType());
    return { params: some().length, results: some().length };
  });

/** @param {Section[]} parts */
export const imports = (parts) =>
  entries(parts, SECTION.imports, (reader) => {
    const names = { module: reader.name(), name: reader.name() };
    const kind = reader.byte();
    if (kind === KIND.function) reader.number();
    else if (kind === KIND.global) reader.take(2);
    else throw new Error(`imports of kind ${kind} are not understood`);
    return { ...names, kind };
  });

/** The type of each function. @param {Section[]} parts */
export const functions = (parts) => entries(parts, SECTION.functions, (reader) => ({ type: reader.number() }));

/** @param {Section[]} parts */
export const tables = (parts) =>
  entries(parts, SECTION.tables, (reader) => {
    reader.valueType();
    reader.limits();
    return {};
  });

/** @param {Section[]} parts */
export const memories = (parts) => entries(parts, SECTION.memories, (reader) => (reader.limits(), {}));

/** @param {Section[]} parts */
export const tags = (parts) => entries(parts, SECTION.tags, (reader) => (reader.byte(), reader.number(), {}));

/** @param {Section[]} parts */
export const globals = (parts) =>
  entries(parts, SECTION.globals, (reader) => {
    const type = reader.valueType();
    const mutable = reader.byte() === 1;
    reader.constant();
    return { type, mutable };
  });

/** @param {Section[]} parts */
export const exported = (parts) =>
  entries(parts, SECTION.exports, (reader) => ({ name: reader.name(), kind: reader.byte(), index: reader.number() }));

/** Each function's variables with their count, and its instructions. @param {Section[]} parts */
export const bodies = (parts) =>
  entries(parts, SECTION.code, (reader) => {
    const body = new Reader(reader.take(reader.number()));
    for (let left = body.number(); left > 0; left--) {
      body.number();
      body.valueType();
    }
    return { variables: body.bytes.subarray(0, body.at), instructions: body.bytes.subarray(body.at) };
  });

/** @param {...(Uint8Array | number[])} parts */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {number} number */
export function unsigned(number) {
  const bytes = [];
  for (; number > 127; number >>>= 7) bytes.push((number & 127) | 128);
  return [...bytes, number];
}

/** A number that is not negative, as instructions hold it. @param {number} number */
export function signed(number) {
  const bytes = [];
  for (; number > 63; number >>>= 7) bytes.push((number & 127) | 128);
  return [...bytes, number];
}

/** @param {string} name */
export function text(name) {
  const bytes = new TextEncoder().encode(name);
  return joined(unsigned(bytes.length), bytes);
}

/** @param {(Uint8Array | number[])[]} items */
export function list(items) {
  return joined(unsigned(items.length), ...items);
}

/** A function's body, behind its length. @param {...(Uint8Array | number[])} parts */
export function body(...parts) {
  const content = joined(...parts);
  return joined(unsigned(content.length), content);
}
