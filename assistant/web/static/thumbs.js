// A reader's verdict on an answer, with a reason if they have one. Knows one answer's id, not what the server makes of the verdict.

import { element } from "./element.js";
import { Problem, json } from "./server.js";
import { t } from "./words.js";

const UP = "M6.5 9v7.5M6.5 9l3-6.2c1.2 0 2 .8 2 2V7.5h4.2a1 1 0 0 1 1 1.2l-1.2 6.8a1.2 1.2 0 0 1-1.2 1H6.5m0-7.5H3.3v7.5h3.2";

/** Two buttons for the answer with this id; after the one for a bad answer, a box for the reason. */
export function thumbs(answer) {
  const said = element("span", { class: "thumbs-said", role: "status" });
  const seen = element("span", { class: "thumbs-seen", id: `seen-${answer}` }, t("thumb_seen"));
  const up = button("up", t("thumb_up"), () => give("up", ""));
  const down = button("down", t("thumb_down"), () => give("down", ""));
  down.setAttribute("aria-describedby", seen.id);
  const row = element("div", { class: "thumbs" }, up, down, seen, said);
  const box = element("div", {}, row);
  return box;

  async function give(verdict, reason) {
    try {
      const body = JSON.stringify({ answer, verdict, reason });
      await json("/api/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      said.textContent = error.message;
      return;
    }
    up.setAttribute("aria-pressed", String(verdict === "up"));
    down.setAttribute("aria-pressed", String(verdict === "down"));
    seen.hidden = verdict === "up";
    said.textContent = t("thumb_thanks");
    box.querySelector("form")?.remove();
    if (verdict === "down" && !reason) ask();
  }

  function ask() {
    const reason = element("textarea", { rows: 2, maxlength: 2000, id: `reason-${answer}`, "aria-label": t("thumb_reason"), placeholder: t("thumb_reason") });
    const send = element("button", { type: "submit", class: "quiet" }, t("thumb_send"));
    const form = element("form", { class: "reason-box", onsubmit }, reason, send);
    box.append(form);
    reason.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" }); // clear of the question box, which sticks to the window's end

    function onsubmit(event) {
      event.preventDefault();
      if (reason.value.trim()) give("down", reason.value.trim());
      else form.remove();
    }
  }
}

function button(verdict, label, onclick) {
  const made = element("button", { type: "button", class: `icon thumb ${verdict}`, title: label, "aria-label": label, "aria-pressed": "false", onclick });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", UP);
  svg.append(path);
  made.append(svg);
  return made;
}
