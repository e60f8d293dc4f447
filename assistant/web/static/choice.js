// A small list that opens beside a button, to choose one thing from, or a year. Knows the page's edges, nothing of what is chosen.

import { element } from "./element.js";
import { t } from "./words.js";

const MANY = 12; // more options than this want a filter
const EDGE = 8; // pixels that stay free at the window's edges

/** Open the choice of `options` [{value, name, current}] beside a button; `pick(value)` is called for one that is chosen. */
export function chooseFrom(button, title, options, pick) {
  const rows = options.map(({ value, name, current }) => {
    const choice = element("button", { type: "button", class: "option", "aria-current": current ? "true" : null }, name);
    choice.addEventListener("click", () => {
      box.hidePopover();
      pick(value);
    });
    return element("li", {}, choice);
  });
  const none = element("p", { class: "none", role: "status", hidden: true }, t("no_choice"));
  const list = element("ul", {}, ...rows);
  const filter = options.length > MANY ? element("input", { type: "search", "aria-label": t("filter"), placeholder: t("filter"), autocomplete: "off" }) : null;
  filter?.addEventListener("input", () => {
    const sought = plain(filter.value);
    for (const row of rows) row.hidden = !plain(row.textContent).includes(sought);
    none.hidden = rows.some((row) => !row.hidden);
  });
  const box = opened(button, title, filter, list, none);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const shown = rows.filter((row) => !row.hidden).map((row) => row.firstChild);
    const at = shown.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (shown[at]) shown[at].focus();
    else if (at < 0) filter?.focus();
  });
  (filter ?? box.querySelector("[aria-current]") ?? rows[0]?.firstChild)?.focus();
}

/** Open a field for a year. */
export function chooseYear(button, title, year, pick) {
  const field = element("input", { type: "number", min: 1900, max: 2200, step: 1, required: true, value: year, "aria-label": t("year"), inputmode: "numeric" });
  const form = element("form", { class: "year" }, field, element("button", { type: "submit", class: "quiet" }, t("apply")));
  const box = opened(button, title, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    box.hidePopover();
    pick(field.valueAsNumber);
  });
  field.focus();
  field.select();
}

/** A popover under the button, or above where there is more room, inside the window; it goes when it is left. */
function opened(button, title, ...children) {
  const box = element("div", { class: "choice", popover: "auto", role: "dialog", "aria-label": title }, element("p", { class: "choice-title", "aria-hidden": "true" }, title), ...children.filter(Boolean));
  button.after(box);
  button.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    box.remove();
    button.setAttribute("aria-expanded", "false");
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // Escape closes one thing at a time
    box.hidePopover();
    button.focus();
  });
  box.showPopover();
  const anchor = button.getBoundingClientRect();
  const room = innerHeight - anchor.bottom - EDGE;
  const top = room < box.offsetHeight && anchor.top > room ? Math.max(EDGE, anchor.top - box.offsetHeight - 4) : anchor.bottom + 4;
  box.style.top = `${top + scrollY}px`;
  box.style.left = `${Math.max(EDGE, Math.min(anchor.left, document.documentElement.clientWidth - box.offsetWidth - EDGE))}px`;
  return box;
}

/** Small letters without diacritics: what people type who look for something. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("Ł", "l").toLowerCase();
