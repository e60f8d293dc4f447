// One question with its answer, as it grows step by step. Knows the steps' form; which citation is open is told to it.

import { card, places } from "./cards.js";
import { chips } from "./chips.js";
import { element } from "./element.js";
import { share } from "./share.js";
import { thumbs } from "./thumbs.js";
import { countryName, language, number, t } from "./words.js";

export class Exchange {
  /** `open(exchange, n)` is called when the reader asks for a citation, `correct(exchange, corrections)` when they know better what was meant. */
  constructor(question, corrections, { open, correct }) {
    this.question = question;
    this.corrections = corrections;
    this.citations = new Map();
    this.answer = null;
    this.#open = open;
    this.#correct = correct;
    this.#body = element("div", { class: "answer" });
    this.#waiting = element("p", { class: "waiting", lang: language }, element("span", { class: "sweep", "aria-hidden": "true" }), t("searching"));
    this.element = element("article", { class: "exchange" }, element("h2", { class: "question", dir: "auto" }, question), this.#body, this.#waiting);
  }

  #open;
  #correct;
  #body;
  #waiting;
  #block = null;
  #blockDocument = null;
  #arrived = 0;
  #uncovered = false;

  /** Show one step of the answer. Unknown kinds are left alone: a newer server may send more. */
  take({ kind, data }) {
    this[`_${kind}`]?.(data);
  }

  /** Show a finished answer at once, through the same steps. */
  recall(answer) {
    this.element.classList.add("recalled");
    const cited = new Set();
    this.take({ kind: "understood", data: answer.understood });
    if (answer.notice) this.take({ kind: "notice", data: { text: answer.notice } });
    if (answer.refused) this.take({ kind: "refusal", data: { text: answer.answer, reason: answer.reason } });
    for (const block of answer.blocks) {
      this.take({ kind: "heading", data: { text: block.heading } });
      for (const sentence of block.sentences) {
        for (const citation of answer.citations) {
          if (!sentence.citations.includes(citation.n) || cited.has(citation.n)) continue;
          cited.add(citation.n);
          this.take({ kind: "citation", data: citation });
        }
        this.take({ kind: "sentence", data: sentence });
      }
    }
    this.take({ kind: "done", data: answer });
  }

  /** Say in one sentence why there is no answer, or no more of it. */
  fail(sentence, again) {
    this.#waiting.remove();
    this.element.append(
      element("div", { class: "problem", lang: language }, element("p", {}, sentence), element("button", { type: "button", class: "quiet", onclick: again }, t("try_again"))),
    );
  }

  /** Fold the answer up: its question was asked again with corrections. `false` unfolds it for good. */
  supersede(now = true) {
    this.element.querySelector(".earlier")?.remove();
    this.element.classList.toggle("superseded", now);
    if (!now) return;
    const show = element("button", { type: "button", class: "quiet", onclick: () => this.supersede(false) }, t("earlier"));
    this.element.append(element("div", { class: "earlier", lang: language }, element("p", {}, t("superseded")), show));
  }

  /** Show which citation is open beside the answer; null for none. */
  mark(n) {
    for (const button of this.element.querySelectorAll("[data-n]")) {
      button.setAttribute("aria-expanded", String(Number(button.dataset.n) === n));
    }
  }

  /** Bring a citation into view beside its source. */
  show(n) {
    this.element.querySelector(`.answer [data-n="${n}"]`)?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Where the reader's eyes go back to when the panel closes. */
  focus(n) {
    this.element.querySelector(`.answer [data-n="${n}"]`)?.focus();
  }

  _understood(understood) {
    this.#uncovered = Boolean(understood.uncovered?.length);
    if (understood.language) this.#body.lang = understood.language;
    const meant = understood.question ? element("p", { class: "meant" }, t("understood_as", { question: understood.question })) : null;
    const row = understood.intent ? chips(understood, this.corrections, (corrections) => this.#correct(this, corrections)) : null;
    this.element.insertBefore(element("div", { class: "understood", lang: language }, meant, row), this.#body);
  }

  _notice({ text }) {
    this.#body.append(element("p", { class: "notice" }, text));
  }

  _refusal({ text, reason }) {
    const searched = reason && text.startsWith(reason) ? text.slice(reason.length).trim() : "";
    const box = element("div", { class: "refusal" }, element("p", { class: "reason" }, searched ? reason : text));
    if (searched) box.append(element("p", { class: "searched" }, searched));
    this.#body.append(box);
    if (this.#uncovered) {
      places().then(
        (known) => known.length && box.append(element("p", { class: "searched", lang: language }, t("covered", { places: listed(known) }))),
        () => {}, // the refusal stands without it
      );
    }
  }

  _heading({ text }) {
    this.#block = element("section", { class: text ? "block" : "block plain" });
    this.#blockDocument = null;
    if (text) this.#block.append(element("h3", { dir: "auto" }, text));
    this.#body.append(this.#block);
  }

  _citation(citation) {
    this.citations.set(citation.n, citation);
    if (!this.#block || this.#blockDocument || !this.#block.matches(".block:not(.plain)")) return;
    this.#blockDocument = citation.document;
    const line = element("p", { class: "card", lang: language });
    this.#block.append(line);
    card(citation.document).then((record) => line.replaceChildren(...described(record)));
  }

  _sentence({ text, citations }) {
    if (!this.#block) this._heading({ text: "" });
    const only = citations.length === 1 ? this.citations.get(citations[0]) : null;
    const verbatim = only?.quote === text;
    const buttons = citations.flatMap((n) => ["\u00a0", this.#button(n)]);
    const made = verbatim
      ? element("blockquote", { lang: only.language, dir: "auto" }, row(text, only.header ?? ""), ...buttons)
      : element("span", { class: "sentence" }, text, ...buttons, " ");
    made.style.animationDelay = `${Math.min(this.#arrived, 12) * 70}ms`; // all at once would be a jolt; later ones must not be waited for
    this.#arrived += 1;
    this.#block.append(made);
  }

  _done(answer) {
    this.answer = answer;
    this.#waiting.remove();
    for (const citation of answer.citations) this.citations.set(citation.n, citation);
    if (this.citations.size) this.element.append(this.#sources());
    const record = answer.id ? element("a", { href: `/api/answers/${answer.id}`, target: "_blank", rel: "noopener" }, t("record")) : null;
    if (!answer.refused) this.element.append(element("p", { class: "made", lang: language }, made(answer), record ? " · " : null, record));
    else if (record) this.element.append(element("p", { class: "record", lang: language }, record));
    if (answer.id) {
      this.element.id = `answer-${answer.id}`; // what a link to this answer names
      this.element.append(element("div", { lang: language }, share(this.question, answer)));
    }
    if (answer.id && document.body.dataset.thumbs) this.element.append(element("div", { lang: language }, thumbs(answer.id)));
  }

  #button(n) {
    const label = sourceLabel(this.citations.get(n) ?? { n, title: "", page: null });
    return element("button", { type: "button", class: "cite", "data-n": n, "aria-label": label, "aria-expanded": "false", "aria-controls": "source", onclick: () => this.#open(this, n) }, `[${n}]`);
  }

  #sources() {
    const quoted = new Set([...this.element.querySelectorAll("blockquote .cite")].map((button) => Number(button.dataset.n)));
    const all = [...this.citations.values()];
    const rows = all.map((citation, i) => {
      const first = all[i - 1]?.document !== citation.document; // a title stands once above its pages
      return element(
        "li",
        { class: first ? "first" : null },
        element(
          "button",
          { type: "button", class: "row", "data-n": citation.n, "aria-expanded": "false", "aria-controls": "source", onclick: () => this.#open(this, citation.n) },
          element("span", { class: "n" }, `[${citation.n}]`),
          element(
            "span",
            { class: "what" },
            element("span", { class: first ? "title" : "unseen", dir: "auto" }, citation.title),
            element("span", { class: "where", dir: "auto" }, place(citation)),
            quoted.has(citation.n) ? null : element("span", { class: "quote", lang: citation.language, dir: "auto" }, citation.quote),
          ),
        ),
      );
    });
    return element("section", { class: "sources", lang: language }, element("h3", {}, t("sources")), element("ol", {}, ...rows));
  }
}

const sourceLabel = ({ n, title, page }) => (page === null ? t("source_label", { n, title }) : t("source_label_page", { n, title, page }));

/** "p. 4 · Transport › Trams": where in its document a citation stands. */
export function place(citation, pages = 0) {
  const page = citation.page === null ? "" : pages ? t("page_of", { page: citation.page, pages }) : t("page", { page: citation.page });
  return [page, citation.section].filter(Boolean).join(" · ");
}

/** What the reader should know of a document before its words: whose it is and for which years. Its language stands in the heading. */
function described(record) {
  if (!record) return [];
  const where = [record.place, countryName(record.country)].filter(Boolean).join(", ");
  const years = [record.period_from, record.period_to].filter(Boolean);
  const line = [where, [...new Set(years)].join("–")].filter(Boolean).join(" · ");
  return record.illustrative ? [line, " ", element("span", { class: "illustrative" }, t("illustrative"))] : [line];
}

const MOST = 12; // places named in a refusal: enough to see what kind of library it is

const listed = (names) => names.slice(0, MOST).join(", ") + (names.length > MOST ? " …" : "");

function made(answer) {
  const model = answer.made_by?.["chat model"];
  const how = model ? t("made_by_model", { model }) : t("made_by_program");
  const searched = answer.understood?.searched?.documents;
  return [how, searched === undefined ? "" : t("searched", { n: number(searched) }), t("seconds", { n: number(answer.seconds) })].filter(Boolean).join(" · ");
}

const SHORT = 14; // characters of a cell that is not broken: a number with its unit

/** A row of a table as a small table, under its header where that has as many cells; any other text as it is. */
function row(text, header) {
  const cells = text.split(" | ");
  if (cells.length < 3) return text;
  const names = header.split(" | ");
  const head = names.length === cells.length ? element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)))) : null;
  const body = element("tbody", {}, element("tr", {}, ...cells.map((cell) => element("td", { class: cell.length <= SHORT ? "short" : null }, cell))));
  return element("div", { class: "cells" }, element("table", {}, head, body));
}
