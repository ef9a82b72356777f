/** The few ways in which scripts touch the page: text only ever goes through textContent. */

/**
 * A part of the form that the build marked with data-part.
 * @param {ParentNode} parent
 * @param {string} name
 */
export function part(parent, name) {
  const found = parent.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no part '${name}'`);
  return found;
}

/**
 * The data that the build put beside what it is for. In a template, because Material's navigation would
 * run a script element, whatever its type.
 * @param {ParentNode} parent
 * @param {string} [name]
 */
export function island(parent, name = "island") {
  const template = part(parent, name);
  return JSON.parse(template instanceof HTMLTemplateElement ? template.content.textContent ?? "" : "");
}

/**
 * A new element with its classes and its content.
 * @param {string} tag
 * @param {string} classes
 * @param {(Node | string)[]} content
 */
export function make(tag, classes, ...content) {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...content);
  return element;
}

/**
 * Set text only where it differs, so that nothing is announced or laid out in vain.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A list's items, replaced where they differ.
 * @param {Element} list
 * @param {string[]} texts
 */
export function writeItems(list, texts) {
  const items = texts.map((_, place) => list.children[place] ?? make("li", ""));
  items.forEach((item, place) => write(item, texts[place] ?? ""));
  list.replaceChildren(...items);
}

/**
 * Requirements as a list, those of which so many are asked in a list of their own below what asks it.
 * @param {Element} list
 * @param {import("./types").Requirement[]} lines
 */
export function writeLines(list, lines) {
  list.replaceChildren(...lines.map(requirement));
}

/** @param {import("./types").Requirement} line */
function requirement({ words, holds, lines }) {
  const item = make("li", "", make("span", "", words));
  item.dataset.holds = String(holds);
  if (lines.length) item.append(make("ul", "calc-group-lines", ...lines.map(requirement)));
  return item;
}

/**
 * A word of the page with its placeholders filled in.
 * @param {string | undefined} word
 * @param {Record<string, string | number>} values
 */
export function format(word, values) {
  return (word ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
