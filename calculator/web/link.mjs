/**
 * Links: all that a form holds, as text that stands after `#`, where no server sees it.
 *
 *     v=1&edition=…&area=…&track=…&as-of=…&other=…&an-input=3&another=12,000&people=…
 *
 * First what says where the answers belong, then the answers in the order of their keys, then the
 * roster. Who writes the form's text writes the same link for the same answers, whatever came first.
 */

/**
 * @typedef {object} Linked  What a link says.
 * @property {string} edition
 * @property {string} area
 * @property {string} track  The one track to score; "" lets the answers decide.
 * @property {string} as_of  The day on which to score; "" is the edition's own.
 * @property {string} other  Another edition to score under, or "".
 * @property {Record<string, string | boolean>} answers
 * @property {string | null} roster  The text of a roster; null where people are counted by numbers.
 */

/**
 * @typedef {object} Problem  What of a link cannot be followed.
 * @property {"version" | "broken" | "twice" | "unnamed" | "unknown" | "impossible" | "edition" | "area" | "other" | "offline"} code
 * @property {string} name  The key, edition or area that it is about.
 */

const VERSION = "1";
const OWN = ["v", "edition", "area", "track", "as-of", "other", "people"];
/** Stands before the key of an input that is called like one of the link's own. */
const ANSWER = "answer.";
const SHOWN = 60;

/** @param {string} hash  The end of an address, with its `#`. */
export function isLink(hash) {
  return /^#[\w.-]+=/.test(hash);
}

/**
 * The text after `#`.
 * @param {Linked} linked
 */
export function writeLink({ edition, area, track, as_of, other, answers, roster }) {
  /** @type {[string, string | null][]} */
  const pairs = [
    ["v", VERSION],
    ["edition", edition],
    ["area", area],
    ["track", track || null],
    ["as-of", as_of || null],
    ["other", other || null],
    ...Object.keys(answers).sort().map((key) => /** @type {[string, string]} */ (
      [OWN.includes(key) || key.startsWith(ANSWER) ? `${ANSWER}${key}` : key, String(answers[key])]
    )),
    ["people", roster],
  ];
  return pairs
    .flatMap(([key, value]) => (value === null ? [] : [`${key}=${escaped(value)}`]))
    .join("&");
}

/**
 * Readable where a mail program leaves it alone: no mark that ends a link, no space, no letter that
 * some would write otherwise.
 * @param {string} text
 */
function escaped(text) {
  const whole = text.replace(/[\ud800-\udfff]/gu, "\ufffd");
  return encodeURIComponent(whole)
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(2C|2F|3A)(?=.)/g, (mark) => decodeURIComponent(mark))
    .replace(/\.$/, "%2E");
}

/**
 * What a link says, and what of it cannot be followed; null where the address ends in no link.
 * @param {string} hash  With its `#`.
 * @returns {{linked: Linked, problems: Problem[]} | null}
 */
export function readLink(hash) {
  if (!isLink(hash)) return null;
  const { pairs, problems } = pairsOf(hash.slice(1));
  const own = (/** @type {string} */ key) => pairs.get(key) ?? "";
  if (own("v") !== VERSION) problems.unshift({ code: "version", name: shown(own("v")) });
  if (!own("edition") || !own("area")) problems.push({ code: "unnamed", name: "" });
  const answers = [...pairs]
    .filter(([key]) => !OWN.includes(key))
    .map(([key, value]) => [key.startsWith(ANSWER) ? key.slice(ANSWER.length) : key, value]);
  const linked = {
    edition: own("edition"),
    area: own("area"),
    track: own("track"),
    as_of: own("as-of"),
    other: own("other"),
    answers: Object.fromEntries(answers),
    roster: pairs.get("people") ?? null,
  };
  return { linked, problems };
}

/**
 * Each key with its value; the first counts where a key stands twice.
 * @param {string} text
 */
function pairsOf(text) {
  /** @type {Map<string, string>} */
  const pairs = new Map();
  /** @type {Problem[]} */
  const problems = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const [, written = "", rest = ""] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
    const key = plain(written);
    const value = plain(rest);
    if (!key || value === null) problems.push({ code: "broken", name: shown(written) });
    else if (pairs.has(key)) problems.push({ code: "twice", name: shown(key) });
    else pairs.set(key, value);
  }
  return { pairs, problems };
}

/** @param {string} text */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** @param {string} name */
export function shown(name) {
  return name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name;
}

/**
 * The id that an address names: that of the area where it ends in a link.
 * @param {string} hash  With its `#`.
 */
export function namedBy(hash) {
  return isLink(hash) ? readLink(hash)?.linked.area ?? "" : plain(hash.slice(1)) ?? "";
}
