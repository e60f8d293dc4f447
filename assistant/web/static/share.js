// An answer taken along: its text with its sources, or the link to it. Knows an answer's form and the clipboard, nothing of the server.

import { element } from "./element.js";
import { place } from "./exchange.js";
import { inLanguage, language, t } from "./words.js";

/** Two buttons for a finished, kept answer. */
export function share(question, answer) {
  const said = element("span", { class: "share-said", role: "status" });
  const button = (label, text, done) => element("button", { type: "button", class: "quiet", onclick: () => take(text(), done) }, label);
  const take = async (text, done) => {
    said.textContent = "";
    said.textContent = (await copied(text)) ? done : t("not_copied");
  };
  const linked = document.body.dataset.own ? t("copied_own") : t("copied"); // where people sign in, nobody else opens what is not shared
  const link = () => new URL(`/c/${answer.conversation}#answer-${answer.id}`, location.href).href;
  return element("div", { class: "share" }, button(t("copy"), () => whole(question, answer, link()), t("copied")), button(t("copy_link"), link, linked), said);
}

/** What a letter or a note needs: question, answer, each source with its place and its words, and where it can be checked. */
function whole(question, answer, link) {
  const sources = answer.citations.map((citation) => {
    const other = citation.language === language ? "" : inLanguage(citation.language);
    const head = [`[${citation.n}] ${citation.title}`, place(citation)].filter(Boolean).join(", ");
    return `${head}\n${other ? t("quotation_in", { language: other }) : t("quotation")}: “${citation.quote}”`;
  });
  return [question, answer.answer, sources.length ? [t("sources"), ...sources].join("\n\n") : "", link].filter(Boolean).join("\n\n");
}

/** Browsers keep the clipboard's newer door shut where the address is neither https nor this machine; the older one is open there. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { class: "unseen", readonly: true });
    field.value = text;
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    return done;
  }
}
