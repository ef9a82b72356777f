// @ts-check
/**
 * Emscripten's script around Pyodide's WebAssembly, without what nobody asks for: it names each of some
 * thousand things that a library loaded later might want from the module or from the browser, and no
 * library is loaded here.
 */

const ASSIGNED = /([\w$]+)=Module\["[\w$]+"\]=(?:wasm\w+=)?wasmExports\["([\w$]+)"\](?:\.value>>>0)?;?/g;
const CONVERTED = /wasmExports\["[\w$]+"\]=makeWrapper_\w+\(wasmExports\["[\w$]+"\]\);/g;
const BEGIN = "function assignWasmExports(wasmExports){";
const OFFERED = "}var wasmImports={";

/**
 * @param {string} script  pyodide.asm.mjs
 * @param {string[]} others  Scripts that use it.
 * @param {Set<string>} wanted  What the WebAssembly imports.
 * @returns {{script: string, asks: (name: string) => boolean}}  Whether something the module exports is asked for.
 */
export function trimmed(script, others, wanted) {
  const [before, assigning, after] = parted(script);
  const end = after.indexOf("};");
  const offers = after.slice(0, end).split(",").filter((each) => wanted.has(each.split(":")[0] ?? ""));
  if (offers.length < wanted.size / 2) throw new Error(UNKNOWN);
  const rest = `${offers.join(",")}${after.slice(end)}`;
  const used = new Set([before, rest.replaceAll(CONVERTED, ""), ...others].flatMap((text) => text.match(/[\w$]+/g) ?? []));
  const kept = [...assigning.matchAll(ASSIGNED)].filter(([, variable = "", name = ""]) => used.has(variable) || used.has(name));
  const variables = ["memory", "wasmTable", "wasmMemory", ...kept.map(([, variable]) => variable)];
  const assigned = kept.map(([text]) => text).join("");
  const names = new Set(kept.map(([, , name = ""]) => name));
  return {
    script: `${before}var ${[...new Set(variables)].join(",")};${BEGIN}${assigned}${OFFERED}${rest}`,
    asks: (name) => names.has(name) || used.has(name),
  };
}

const UNKNOWN = "pyodide.asm.mjs has another form than generator/runtime/glue.mjs knows";

/**
 * What stands before the variables for what the module exports, how they get their values, and what
 * comes after the beginning of the list of what the browser offers.
 * @param {string} script
 */
function parted(script) {
  const begin = script.indexOf(BEGIN);
  const variables = script.lastIndexOf("var ", begin);
  const offered = script.indexOf(OFFERED, begin);
  if (begin < 0 || offered < 0 || !/^var [\w$,]+;$/.test(script.slice(variables, begin))) throw new Error(UNKNOWN);
  return /** @type {const} */ ([script.slice(0, variables), script.slice(begin + BEGIN.length, offered), script.slice(offered + OFFERED.length)]);
}
