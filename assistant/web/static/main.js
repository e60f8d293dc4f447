// The page's life: questions go in, exchanges grow, citations open. The only module that knows all the others.

import { Exchange } from "./exchange.js";
import { forget, keep, recall } from "./memory.js";
import { Problem, steps } from "./server.js";
import { SourcePanel } from "./source.js";
import { number, t } from "./words.js";

const at = (id) => document.getElementById(id);
const [composer, field, send, stop, anew, note] = ["composer", "question", "send", "stop", "anew", "composer-note"].map(at);
const [conversation, title, welcome] = ["conversation", "conversation-title", "welcome"].map(at);
const longest = Number(field.dataset.longest);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const panel = new SourcePanel();
const finished = [];
let running = null;

/** Either the welcome or a conversation is on the page. */
function talking(now) {
  welcome.hidden = now;
  title.hidden = anew.hidden = !now;
}

function show(question) {
  const exchange = new Exchange(question, (...which) => panel.show(...which));
  conversation.append(exchange.element);
  talking(true);
  return exchange;
}

async function ask(question) {
  const exchange = show(question);
  exchange.element.scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
  running = new AbortController();
  busy(true);
  try {
    for await (const step of steps(question, running.signal)) exchange.take(step);
    const { hits, ...answer } = exchange.answer; // hits are for programs, and large
    finished.push({ question, answer });
    keep(finished);
  } catch (error) {
    const stopped = error.name === "AbortError";
    if (!stopped && !(error instanceof Problem)) console.error(error);
    const sentence = stopped ? t("stopped") : error instanceof Problem ? error.message : t("broken_off");
    exchange.fail(sentence, () => {
      if (running) return;
      exchange.element.remove();
      ask(question);
    });
  } finally {
    running = null;
    busy(false);
  }
}

function busy(now) {
  conversation.setAttribute("aria-busy", String(now));
  send.hidden = now;
  stop.hidden = !now;
  if (!now && document.activeElement === stop) field.focus();
}

/** The box is as high as its text, and says how much too long a question is. */
function measure() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
  const length = field.value.trim().length;
  const long = length > longest;
  field.setAttribute("aria-invalid", String(long));
  note.classList.toggle("warning", long);
  note.textContent = long ? t("too_long", { n: number(length), longest: number(longest) }) : t("check_sources");
  return length > 0 && !long;
}

function submit() {
  if (running || !measure()) return;
  const question = field.value.trim();
  field.value = "";
  measure();
  ask(question);
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
field.addEventListener("input", measure);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
stop.addEventListener("click", () => running?.abort());
anew.addEventListener("click", () => {
  running?.abort();
  panel.close();
  forget();
  finished.length = 0;
  conversation.replaceChildren();
  talking(false);
  field.focus();
});
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", () => {
    if (!running) ask(example.textContent);
  });
}

measure();
for (const { question, answer } of recall()) {
  finished.push({ question, answer });
  show(question).recall(answer);
}
if (finished.length) conversation.lastElementChild.scrollIntoView({ block: "start" });
else if (matchMedia("(hover: hover)").matches) field.focus(); // on a telephone the keyboard would cover the page
