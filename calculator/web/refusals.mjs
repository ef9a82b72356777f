/** Refused answers: a message under the field that it is about. The other answers still count. */
import { part, write, writeItems } from "./dom.mjs";

/**
 * @param {HTMLFormElement} form
 * @param {import("./types").Result["refusals"]} refusals
 */
export function drawRefusals(form, refusals) {
  for (const question of form.querySelectorAll("[data-question]")) {
    const refusal = refusals[question.getAttribute("data-question") ?? ""];
    const message = part(question, "refusal");
    message.hidden = !refusal;
    write(part(message, "refusal-problem"), refusal?.problem ?? "");
    write(part(message, "refusal-hint"), refusal?.hint ?? "");
    for (const list of question.querySelectorAll('[data-part="refusal-lines"]')) {
      const lines = refusal?.lines ?? [];
      writeItems(list, lines.map((each) => [each.problem, each.hint].filter(Boolean).join(" — ")));
    }
    for (const field of question.querySelectorAll("input, select, textarea")) mark(field, message.id, refusal !== undefined);
  }
}

/**
 * @param {Element} field
 * @param {string} message  The id of the message.
 * @param {boolean} refused
 */
function mark(field, message, refused) {
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== message);
  const described = refused ? [message, ...others] : others;
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  if (refused) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}
