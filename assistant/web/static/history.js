// The list of kept conversations: opened, gone to, deleted. Knows their addresses, nothing of answers.

import { element } from "./element.js";
import { Problem, json } from "./server.js";
import { language, number, t } from "./words.js";

const AT_ONCE = 50;
const at = (id) => document.getElementById(id);
const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

export class History {
  /** `gone(id)` is called when a conversation was deleted. */
  constructor(gone) {
    this.#gone = gone;
    at("history-open").hidden = false;
    at("history-open").addEventListener("click", () => this.#open());
    at("history-close").addEventListener("click", () => at("history").close());
    at("history-older").addEventListener("click", () => this.#more());
    at("history").addEventListener("click", (event) => {
      if (event.target === at("history")) at("history").close(); // beside the window
    });
  }

  #gone;
  #shown = 0;

  #open() {
    at("history-list").replaceChildren();
    at("history-said").textContent = "";
    this.#shown = 0;
    at("history").showModal();
    return this.#more();
  }

  async #more() {
    try {
      const { conversations, total } = await json(`/api/conversations?${new URLSearchParams({ limit: AT_ONCE, offset: this.#shown })}`);
      const rows = conversations.map((one) => this.#row(one));
      at("history-list").append(...rows);
      this.#shown += rows.length;
      at("history-older").hidden = this.#shown >= total;
      if (!total) at("history-said").textContent = t("history_empty");
    } catch (error) {
      this.#say(error);
    }
  }

  #row({ id, question, latest, turns }) {
    const link = element("a", { href: `/c/${id}`, dir: "auto" }, question);
    const when = element("p", { class: "when" }, t("history_row", { date: dates.format(new Date(latest)), n: number(turns) }));
    const away = element("button", { type: "button", class: "quiet", "aria-label": t("delete_what", { question }) }, t("delete"));
    const row = element("li", {}, element("div", { class: "what" }, link, when), away);
    away.addEventListener("click", () => {
      if (away.classList.contains("sure")) {
        this.#delete(id, row, away);
        return;
      }
      away.classList.add("sure");
      away.textContent = t("delete_sure");
      away.setAttribute("aria-label", `${t("delete_sure")} ${question}`);
    });
    away.addEventListener("blur", () => {
      away.classList.remove("sure");
      away.textContent = t("delete");
      away.setAttribute("aria-label", t("delete_what", { question }));
    });
    return row;
  }

  async #delete(id, row, button) {
    button.disabled = true;
    try {
      const { question, turns, complete } = await json(`/api/conversations/${id}`, { method: "DELETE" });
      const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("a") ?? at("history-close");
      row.remove();
      this.#shown -= 1;
      at("history-said").textContent = complete ? t("deleted", { question, n: number(turns) }) : t("deleted_later", { question });
      next.focus();
      this.#gone(id);
    } catch (error) {
      button.disabled = false;
      this.#say(error);
    }
  }

  #say(error) {
    if (!(error instanceof Problem)) throw error;
    at("history-said").textContent = error.message;
  }
}
