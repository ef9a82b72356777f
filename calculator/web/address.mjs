/**
 * A link in the address: its answers go into the form of its edition and area. A form of another
 * edition never takes them: the page of the edition that the link names is opened instead.
 */
import { carryings } from "./carry.mjs";
import { newest } from "./download.mjs";
import { readLink, shown } from "./link.mjs";

/** Follow the link that the address ends in, if any. */
export async function openLink() {
  const link = readLink(location.hash);
  const forms = [...carryings].filter(({ form }) => form.isConnected);
  const told = forms.find(({ form }) => !form.closest("[hidden]")) ?? forms[0];
  if (!link || !told) return;
  const { linked, problems } = link;
  if (problems.some(({ code }) => code === "version" || code === "unnamed")) {
    told.tell(problems);
    return;
  }
  const own = forms.find(({ form: { dataset } }) => dataset.edition === linked.edition && dataset.area === linked.area);
  if (own) {
    own.open(linked, problems);
    return;
  }
  const code = await elsewhere(told.form, linked);
  if (code) told.tell([{ code, name: shown(code === "area" ? linked.area : linked.edition) }]);
}

/**
 * Go to the page of a link's edition.
 * @param {HTMLFormElement} form  A form of this page.
 * @param {import("./link.mjs").Linked} linked
 * @returns {Promise<"edition" | "area" | "offline" | null>}  Why there is none to go to.
 */
async function elsewhere(form, { edition }) {
  const build = await newest().catch(() => null);
  if (!build) return "offline";
  if (!Object.hasOwn(build.editions, edition)) return "edition";
  const editions = new URL(form.dataset.editions ?? "", location.href);
  const page = new URL(`../v/${encodeURIComponent(edition)}/calculator/`, editions);
  if (page.pathname === location.pathname) return "area";
  page.hash = location.hash;
  location.replace(page);
  return null;
}
