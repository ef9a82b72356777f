/**
 * Search that finds Japanese: a stand-in for Material 9.8.1's search worker.
 *
 * Material's own splits Japanese into words by statistics and misses natural queries such as
 * 旧コンピテンシー or 70ポイント. Here a query becomes overlapping pairs of characters (words and
 * numbers stay whole), pairs that are rare among the pages count more, and a page is shown when
 * enough of the query is on it. It serves English as well.
 *
 * The protocol, which Material's page script speaks (`type`, then `data`):
 *   0 SETUP   page to worker, once: an index without texts, which are read when somebody searches:
 *             search/texts.json, {docs: [{location, title, text, boost?}]}. The first of them with
 *             one path is the page, the others its sections. `title` and `text` are HTML with the
 *             few tags the search plugin keeps.
 *   1 READY   worker to page, once: nothing
 *   2 QUERY   page to worker, at each key: the text as typed
 *   3 RESULT  worker to page: {items: [[{location, title, text, score, terms}]]}
 *             A list per page, best first, and in it the page itself and its sections.
 *             `title` and `text` are HTML, matches inside <mark>; `terms` says of each word
 *             of the query whether it was found.
 *
 * A classic script, since Material starts it as one.
 */
(() => {
  /** @typedef {{location: string, title: string, text: string, boost?: number}} Doc */
  /** @typedef {{location: string, page: string, title: string, text: string, inTitle: string, inText: string, boost: number}} Entry */
  /** @typedef {{text: string, weight: number}} Gram */
  /** @typedef {{entry: Entry, coverage: number, score: number, terms: Record<string, boolean>, grams: Gram[]}} Hit */

  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  const MOST_PAGES = 40;
  const EXCERPT = 90;

  const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々〆";
  // What comparison leaves out: space beside Japanese, and commas in figures.
  const IGNORED = new RegExp(`(?<=[${CJK}])\\s+|\\s+(?=[${CJK}])|(?<=\\d),(?=\\d{3}(?!\\d))`, "gu");
  // Stretches of one kind: kanji, katakana, hiragana, figures, and letters of other scripts.
  const STRETCH = new RegExp(
    "(?<kanji>[\\p{Script=Han}々〆]+)|(?<katakana>[\\p{Script=Katakana}ー]+)|(?<hiragana>\\p{Script=Hiragana}+)"
      + `|(?<figure>\\p{N}+(?:\\.\\p{N}+)*)|(?<word>(?:(?![${CJK}])[\\p{L}\\p{M}])+)`,
    "gu",
  );
  // Endings that English words lose and gain; words match from their start.
  const ENDING = /(?<=[a-z]{4})(?:ies|ied|ing|es|ed|s|y|e)$/;

  /** @type {Entry[]} */
  let entries = [];
  /** @type {Promise<void> | undefined} */
  let loaded;

  // --- Text ---------------------------------------------------------------------------------

  /**
   * The plain text of the index's HTML. Only the tags the search plugin writes count as tags:
   * whatever else looks like one is text, and is escaped when shown.
   * @param {string} html
   */
  const plain = (html) => html
    .replace(/<\/?(?:p|code|pre|li|ol|ul|sub|sup)>/g, " ")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")
    .replace(/\s+/g, " ").trim();

  /** @param {string} text */
  const escape = (text) => text
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  /**
   * What is compared: full width and half width, capitals and small letters are the same, and
   * 70 ポイント is 70ポイント.
   * @param {string} text
   */
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(IGNORED, "");

  /**
   * The folded text, and for each of its characters where it starts and ends in the original.
   * @param {string} text
   * @returns {{folded: string, starts: number[], ends: number[]}}
   */
  const foldWithPlaces = (text) => {
    let folded = "";
    /** @type {[number, number][]} */
    const places = [];
    // A character together with the marks that follow it, which NFKC may join (ｶ and ﾞ).
    for (const { 0: cluster, index } of text.matchAll(/.[\p{M}\uff9e\uff9f]*/gsu)) {
      const same = cluster.normalize("NFKC").toLowerCase();
      for (let unit = 0; unit < same.length; unit += 1) places.push([index, index + cluster.length]);
      folded += same;
    }
    for (const gap of [...folded.matchAll(IGNORED)].reverse()) {
      places.splice(gap.index, gap[0].length);
    }
    return {
      folded: folded.replace(IGNORED, ""),
      starts: places.map(([start]) => start),
      ends: places.map(([, end]) => end),
    };
  };

  // --- Queries ------------------------------------------------------------------------------

  /**
   * The parts of one word of the query that are looked up, by how much they say before rarity
   * is known. Figures, words and katakana stay whole (katakana that is nowhere is tried in
   * pairs, for its spellings vary); kanji go in pairs; so do the places where one kind meets
   * another (旧コ, 30日), which say less. Hiragana is mostly grammar and says little.
   * @param {string} term
   * @returns {Gram[]}
   */
  const gramsOf = (term) => {
    /** @type {Gram[]} */
    const grams = [];
    let before = { text: "", kind: "" };
    for (const found of term.matchAll(STRETCH)) {
      const text = found[0];
      const kind = Object.entries(found.groups ?? {}).find(([, part]) => part)?.[0] ?? "word";
      const next = term[found.index + text.length] ?? "";
      grams.push(...gramsWithin(text, kind, before.kind, next));
      if (before.text && kind !== "word" && kind !== "figure") {
        const first = [...text][0];
        const last = before.kind === "figure" ? before.text : [...before.text].pop();
        const weight = before.kind === "figure" ? 1 : kind === "hiragana" ? 0.5 : 0.3;
        grams.push({ text: `${last}${first}`, weight });
      }
      before = { text, kind };
    }
    return grams.length ? grams : [{ text: term, weight: 1 }];
  };

  /**
   * @param {string} text
   * @param {string} kind
   * @param {string} before  The kind of the stretch before.
   * @param {string} next  The character after.
   * @returns {Gram[]}
   */
  const gramsWithin = (text, kind, before, next) => {
    if (kind === "figure") return [{ text, weight: 2 }];
    if (kind === "word") return [{ text: text.replace(ENDING, ""), weight: 2 }];
    const chars = [...text];
    if (chars.length === 1) {
      // A counter (30日) or the head of an inflected word (変わる) is nothing by itself.
      const alone = kind !== "hiragana" && before !== "figure" && !/\p{Script=Hiragana}/u.test(next);
      return alone ? [{ text, weight: 0.4 }] : [];
    }
    if (kind === "katakana" && entries.some((entry) => has(entry, text))) {
      return [{ text, weight: chars.length - 1 }];
    }
    const weight = kind === "hiragana" ? 0.2 : 1;
    return chars.slice(1).map((char, at) => ({ text: `${chars[at]}${char}`, weight }));
  };

  /**
   * Rare parts say more; a part that is nowhere says as much as a common one, so that one odd
   * part does not hide what the rest finds.
   * @param {Gram[]} grams
   */
  const weighByRarity = (grams) => grams.map(({ text, weight }) => {
    const pages = entries.reduce((sum, entry) => sum + Number(has(entry, text)), 0);
    return { text, weight: weight * (pages ? Math.log(1 + entries.length / pages) : 0.7) };
  });

  /**
   * @param {Entry} entry
   * @param {string} text
   */
  const has = (entry, text) => contains(entry.inTitle, text) || contains(entry.inText, text);

  /**
   * Letters and digits match from the start of a word (score finds scores, 7 is not in 17);
   * Japanese matches anywhere.
   * @param {string} text
   * @param {string} part
   * @param {number} [from]
   * @returns {boolean}
   */
  const contains = (text, part, from = 0) => find(text, part, from) >= 0;

  /**
   * @param {string} text
   * @param {string} part
   * @param {number} from
   * @returns {number}
   */
  const find = (text, part, from) => {
    const word = /^[a-z]/.test(part) ? /[a-z]/ : /^\d/.test(part) ? /[\d.,]/ : null;
    const digits = /\d$/.test(part);
    for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
      const before = text[at - 1] ?? " ";
      const after = text[at + part.length] ?? " ";
      if (!(word && word.test(before)) && !(digits && /\d/.test(after))) return at;
    }
    return -1;
  };

  // --- Scoring ------------------------------------------------------------------------------

  /**
   * @param {Entry} entry
   * @param {{term: string, grams: Gram[]}[]} query
   * @returns {Hit | undefined}
   */
  const match = (entry, query) => {
    let [all, found, titled, phrases] = [0, 0, 0, 0];
    /** @type {Record<string, boolean>} */
    const terms = {};
    for (const { term, grams } of query) {
      let [termAll, termFound] = [0, 0];
      for (const gram of grams) {
        termAll += gram.weight;
        const inTitle = contains(entry.inTitle, gram.text);
        if (inTitle) titled += gram.weight;
        if (inTitle || contains(entry.inText, gram.text)) termFound += gram.weight;
      }
      if (contains(entry.inTitle, term)) phrases += 3;
      else if (contains(entry.inText, term)) phrases += 1;
      terms[term] = termFound >= termAll / 2;
      all += termAll;
      found += termFound;
    }
    if (!found) return undefined;
    const coverage = found / all;
    const whole = entry.location.includes("#") ? 0 : 0.5;
    const score = entry.boost * coverage ** 2
      * (1 + 4 * (titled / all) + (2 * phrases) / query.length + whole);
    return { entry, coverage, score, terms, grams: query.flatMap(({ grams }) => grams) };
  };

  /**
   * Show what holds most of the query; less only when nothing holds more.
   * @param {string} typed
   * @returns {Hit[]}
   */
  const search = (typed) => {
    const words = typed.split(/\s+/).map(fold).filter((word) => /[\p{L}\p{N}]/u.test(word));
    const query = [...new Set(words)].map((term) => ({ term, grams: weighByRarity(gramsOf(term)) }));
    if (!query.length) return [];
    const hits = entries.map((entry) => match(entry, query)).filter((hit) => hit !== undefined);
    const best = hits.reduce((most, { coverage }) => Math.max(most, coverage), 0);
    const enough = Math.max(0.4, best * 0.75);
    return hits.filter(({ coverage }) => coverage >= enough).sort((a, b) => b.score - a.score);
  };

  // --- Results ------------------------------------------------------------------------------

  /**
   * Where the parts stand in a text, as places in the original, merged where they touch.
   * @param {string} text
   * @param {Gram[]} grams
   * @returns {[number, number][]}
   */
  const spans = (text, grams) => {
    const { folded, starts, ends } = foldWithPlaces(text);
    /** @type {[number, number][]} */
    const found = [];
    for (const gram of grams) {
      for (let at = find(folded, gram.text, 0); at >= 0; at = find(folded, gram.text, at + 1)) {
        // A word matches from its start and is marked to its end.
        const rest = /^[a-z]/.test(gram.text) ? folded.slice(at + gram.text.length).match(/^[a-z]*/) : null;
        const last = at + gram.text.length + (rest?.[0].length ?? 0) - 1;
        found.push([starts[at] ?? 0, ends[last] ?? text.length]);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    /** @type {[number, number][]} */
    const merged = [];
    for (const [start, end] of found) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  };

  /**
   * @param {string} text
   * @param {[number, number][]} marks
   */
  const mark = (text, marks) => {
    let html = "";
    let from = 0;
    for (const [start, end] of marks) {
      html += `${escape(text.slice(from, start))}<mark>${escape(text.slice(start, end))}</mark>`;
      from = end;
    }
    return html + escape(text.slice(from));
  };

  /**
   * Not in the middle of a word or a number, unless the next one starts after the match.
   * @param {string} text
   * @param {number} at
   * @param {number} latest
   */
  const wordStart = (text, at, latest) => {
    if (at === 0 || !/[\w.,]/.test(text[at - 1] ?? "")) return at;
    const rest = text.slice(at, latest);
    return at + (rest.match(/^[\w.,%-]*\s*/)?.[0].length ?? 0);
  };

  /**
   * The stretch of a text around its longest match.
   * @param {string} text
   * @param {Gram[]} grams
   */
  const excerpt = (text, grams) => {
    const marks = spans(text, grams);
    const longest = marks.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a), [0, 0]);
    const start = wordStart(text, Math.max(0, longest[0] - EXCERPT / 3), longest[0]);
    const end = Math.min(text.length, Math.max(longest[1], start + EXCERPT));
    const inside = marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]) => /** @type {[number, number]} */ ([from - start, to - start]));
    const shown = mark(text.slice(start, end), inside);
    return `${start > 0 ? "… " : ""}${shown}${end < text.length ? " …" : ""}`;
  };

  /** @param {Hit} hit */
  const item = ({ entry, score, terms, grams }) => ({
    location: entry.location,
    title: mark(entry.title, spans(entry.title, grams)),
    text: entry.text ? `<p>${excerpt(entry.text, grams)}</p>` : "",
    score,
    terms,
  });

  /**
   * A list per page. Material needs the page itself in it, found or not.
   * @param {Hit[]} hits
   */
  const group = (hits) => {
    /** @type {Map<string, Hit[]>} */
    const pages = new Map();
    for (const hit of hits) {
      const { page } = hit.entry;
      const list = pages.get(page);
      if (list) list.push(hit);
      else if (pages.size < MOST_PAGES) pages.set(page, [hit]);
    }
    return [...pages].map(([page, list]) => {
      const items = list.map(item);
      if (items.some(({ location }) => location === page)) return items;
      const title = entries.find(({ location }) => location === page)?.title ?? "";
      return [...items, { location: page, title: escape(title), text: "", score: 0, terms: {} }];
    });
  };

  // --- Messages -----------------------------------------------------------------------------

  /**
   * @param {Doc[]} docs
   * @returns {Entry[]}
   */
  const index = (docs) => {
    /** @type {Map<string, string>} */
    const pages = new Map();
    return docs.map((doc) => {
      const path = doc.location.split("#")[0] ?? "";
      const page = pages.get(path) ?? doc.location;
      pages.set(path, page);
      const [title, text] = [plain(doc.title), plain(doc.text)];
      return {
        location: doc.location,
        page,
        title,
        text,
        inTitle: fold(title),
        inText: fold(text),
        boost: doc.boost ?? 1,
      };
    });
  };

  const load = async () => {
    const answer = await fetch(new URL("../../../search/texts.json", location.href));
    entries = index((await answer.json()).docs);
  };

  /**
   * Answers keep the order of the questions. Where the texts cannot be had nothing is found, and the
   * next question tries again.
   * @param {string} query
   */
  const answer = async (query) => {
    if (query !== "") {
      loaded ??= load();
      await loaded.catch(() => (loaded = undefined));
    }
    postMessage({ type: RESULT, data: { items: group(search(query)) } });
  };

  addEventListener("message", ({ data: message }) => {
    if (message.type === SETUP) postMessage({ type: READY });
    else if (message.type === QUERY) void answer(message.data);
  });
})();
