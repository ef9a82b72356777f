// @ts-check
/**
 * Run by Node, by compress.py: compresses files as brotli and as gzip. Reads a list as JSON from its
 * input: `[{"source": path, "target": path without suffix, "quality": of brotli}, …]`.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** @typedef {{source: string, target: string, quality: number}} Task */

/** @param {Task} task */
async function compress({ source, target, quality }) {
  const content = await readFile(source);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await write(`${target}.gz`, await promisify(gzip)(content, { level: 9 }));
  await write(`${target}.br`, await promisify(brotliCompress)(content, { params }));
}

/**
 * Whole or not at all, since another build may be reading.
 * @param {string} path
 * @param {Buffer} content
 */
async function write(path, content) {
  const half = `${path}.${process.pid}`;
  await writeFile(half, content);
  await rename(half, path);
}

/** @type {Task[]} */
const tasks = JSON.parse(await text(process.stdin));
const next = async () => {
  for (let task = tasks.shift(); task; task = tasks.shift()) await compress(task);
};
await Promise.all([next(), next(), next(), next()]);
