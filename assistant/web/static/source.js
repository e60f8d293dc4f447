// The panel beside the answer: the page, or the section, with the cited words marked from their offsets. Knows one list of citations at a time.

import { element } from "./element.js";
import { place } from "./exchange.js";
import { Problem, json } from "./server.js";
import { inLanguage, language, t } from "./words.js";

const telephone = matchMedia("(max-width: 899px)");
const at = (id) => document.getElementById(id);

export class SourcePanel {
  constructor() {
    this.#panel = at("source");
    this.#body = at("source-body");
    at("source-close").addEventListener("click", () => this.close());
    at("source-next").addEventListener("click", () => this.step(1));
    at("source-previous").addEventListener("click", () => this.step(-1));
    at("source-zoom").addEventListener("click", () => this.#zoom());
    document.addEventListener("keydown", (event) => this.#key(event));
    telephone.addEventListener("change", () => this.#layout());
  }

  #panel;
  #body;
  #exchange = null;
  #numbers = [];
  #n = 0;
  #turn = 0;

  get open() {
    return !this.#panel.hidden;
  }

  /** Show citation `n` of an exchange; asked for again, it closes. */
  show(exchange, n) {
    if (this.open && this.#exchange === exchange && this.#n === n) {
      this.close();
      return;
    }
    this.#exchange?.mark(null);
    this.#exchange = exchange;
    this.#numbers = [...exchange.citations.keys()].sort((a, b) => a - b);
    this.#steady(exchange, n, () => {
      this.#panel.hidden = false;
      this.#layout();
    });
    this.#go(n);
    this.#panel.focus({ preventScroll: true });
  }

  close() {
    if (!this.open) return;
    this.#turn += 1;
    this.#steady(this.#exchange, this.#n, () => {
      this.#panel.hidden = true;
      this.#layout();
    });
    this.#exchange.mark(null);
    this.#exchange.focus(this.#n);
  }

  /** One citation further (1) or back (−1); stays at the ends. */
  step(by) {
    const next = this.#numbers[this.#numbers.indexOf(this.#n) + by];
    if (next !== undefined) this.#go(next);
  }

  /** The citation stays where the reader's eyes are while the lines around it change their length. */
  #steady(exchange, n, change) {
    const anchor = exchange.element.querySelector(`.answer [data-n="${n}"]`);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    change();
    const seen = before > 0 && before < innerHeight;
    if (anchor && seen) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }

  #layout() {
    const modal = this.open && telephone.matches;
    document.body.classList.toggle("with-source", this.open);
    for (const behind of document.querySelectorAll(".skip, .top, .rooms, main")) behind.inert = modal;
    if (modal) {
      this.#panel.setAttribute("role", "dialog");
      this.#panel.setAttribute("aria-modal", "true");
    } else {
      this.#panel.setAttribute("role", "complementary");
      this.#panel.removeAttribute("aria-modal");
    }
  }

  #key(event) {
    if (!this.open || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.close();
    if (event.target.closest?.("textarea, input")) return;
    if (["j", "J", "ArrowRight"].includes(event.key)) this.step(1);
    if (["k", "K", "ArrowLeft"].includes(event.key)) this.step(-1);
  }

  async #go(n) {
    this.#n = n;
    this.#turn += 1;
    const turn = this.#turn;
    const citation = this.#exchange.citations.get(n);
    this.#exchange.mark(n);
    if (!telephone.matches) this.#exchange.show(n);
    this.#head(citation, 0);
    this.#body.setAttribute("aria-busy", "true");
    let shown;
    try {
      const found = await json(`/api/marks?${new URLSearchParams({ document: citation.document, start: citation.start, end: citation.end })}`);
      if (found.quote !== citation.quote) throw new Problem(t("changed"));
      if (turn === this.#turn) this.#head(citation, found.count ?? 0);
      shown = found.format === "pdf" ? pages(citation, found) : section(citation, found);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      shown = [quotation(citation), element("p", { class: "problem" }, error.message)];
    }
    if (turn !== this.#turn) return; // the reader has gone on meanwhile
    this.#body.replaceChildren(...shown);
    this.#body.removeAttribute("aria-busy");
    this.#toMark();
  }

  #head(citation, count) {
    const position = this.#numbers.indexOf(citation.n);
    at("source-place").textContent = t("source_of", { n: position + 1, all: this.#numbers.length });
    at("source-title").textContent = citation.title;
    at("source-where").textContent = place(citation, count);
    at("source-previous").setAttribute("aria-disabled", String(position === 0));
    at("source-next").setAttribute("aria-disabled", String(position === this.#numbers.length - 1));
    at("source-zoom").hidden = citation.page === null;
  }

  #zoom() {
    const large = this.#panel.classList.toggle("large");
    at("source-zoom").setAttribute("aria-pressed", String(large));
    if (large) for (const image of this.#body.querySelectorAll("img")) image.src = image.dataset.large;
    this.#toMark();
  }

  /** Bring the first mark into the upper third of the panel, without moving the page behind it. Where it can be seen from the top, stay there. */
  #toMark() {
    const marks = this.#body.querySelectorAll("mark");
    if (!marks.length) {
      this.#body.scrollTo(0, 0);
      return;
    }
    const [own, around] = [marks[0].getBoundingClientRect(), this.#body.getBoundingClientRect()];
    const below = this.#body.scrollTop + own.bottom - around.top;
    this.#body.scrollTo({
      top: below < around.height - 48 ? 0 : below - own.height - around.height / 3,
      left: this.#body.scrollLeft + Math.min(...[...marks].map((one) => one.getBoundingClientRect().left)) - around.left - 24,
    });
  }
}

function quotation(citation) {
  const other = citation.language === language ? "" : inLanguage(citation.language);
  const quoted = other ? t("quotation_in", { language: other }) : t("quotation");
  return element("figure", { class: "quotation" }, element("figcaption", {}, quoted), element("blockquote", { lang: citation.language, dir: "auto" }, citation.quote));
}

function pages(citation, found) {
  const marked = found.pages.some((page) => page.boxes.length);
  return [
    quotation(citation),
    marked ? null : element("p", { class: "notice" }, t("not_marked")),
    ...found.pages.map((page) => sheet(citation, page)),
  ].filter(Boolean);
}

/** A page's picture with a mark over each line of the quotation; sizes are fractions, so that marks stay on their words at any width. */
function sheet(citation, page) {
  const address = (ratio) => `/api/page?${new URLSearchParams({ document: citation.document, page: page.page, ratio })}`;
  const image = element("img", {
    src: address(Math.min(2, Math.max(1, Math.ceil(devicePixelRatio)))),
    "data-large": address(2.5),
    alt: t("page_picture", { page: page.page, title: citation.title }),
    width: Math.round(page.width),
    height: Math.round(page.height),
  });
  const made = element("div", { class: "sheet", "data-page": page.page }, image);
  made.style.aspectRatio = `${page.width} / ${page.height}`; // the page keeps its place while the picture is on its way
  image.addEventListener("error", () => made.after(element("p", { class: "problem" }, t("no_picture"))), { once: true });
  for (const [x0, y0, x1, y1] of page.boxes) {
    const mark = element("mark", { "aria-hidden": "true" });
    Object.assign(mark.style, { left: `${x0 * 100}%`, top: `${y0 * 100}%`, width: `${(x1 - x0) * 100}%`, height: `${(y1 - y0) * 100}%` });
    made.append(mark);
  }
  return made;
}

function section(citation, found) {
  const other = citation.language === language ? "" : inLanguage(citation.language);
  const characters = Array.from(found.text); // the server counts characters, JavaScript's own indices count halves of some
  const slice = (start, end) => characters.slice(start, end).join("");
  return [
    other ? element("p", { class: "quoted-in" }, t("quotation_in", { language: other })) : "",
    element(
      "div",
      { class: "text", lang: citation.language, dir: "auto" },
      found.cut_before ? "…\n" : "",
      element("strong", {}, slice(0, found.heading).trimStart()),
      found.heading ? slice(found.heading, found.start) : slice(0, found.start).trimStart(),
      element("mark", {}, slice(found.start, found.end)),
      slice(found.end).trimEnd(),
      found.cut_after ? "\n…" : "",
    ),
  ];
}
