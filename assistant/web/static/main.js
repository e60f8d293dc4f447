// The page's life: questions go in, exchanges grow, citations open. The only module that knows all the others.

import { element } from "./element.js";
import { Exchange } from "./exchange.js";
import { History } from "./history.js";
import { Problem, json, steps } from "./server.js";
import { SourcePanel } from "./source.js";
import { number, t } from "./words.js";

const at = (id) => document.getElementById(id);
const [composer, field, send, stop, anew, note] = ["composer", "question", "send", "stop", "anew", "composer-note"].map(at);
const [conversation, title, welcome] = ["conversation", "conversation-title", "welcome"].map(at);
const longest = Number(field.dataset.longest);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const panel = new SourcePanel();
const only = composer.dataset.document; // the library asks of one document
const finished = new Map(); // exchanges by the ids of their answers
let id = null; // of the conversation, once it is kept
let running = null;

/** Either the welcome or a conversation is on the page. */
function talking(now) {
  welcome.hidden = now;
  title.hidden = anew.hidden = !now;
  at("conversation-missing")?.remove();
}

function show(question, corrections) {
  const exchange = new Exchange(question, corrections, { open: (...which) => panel.show(...which), correct });
  conversation.append(exchange.element);
  talking(true);
  return exchange;
}

async function ask(question, corrections = {}, corrects = null) {
  const exchange = show(question, corrections);
  finished.get(corrects)?.supersede();
  exchange.element.scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
  const mine = { exchange, corrects, controller: new AbortController() };
  running = mine;
  busy(true);
  try {
    for await (const step of steps(body(question, corrections, corrects), mine.controller.signal)) exchange.take(step);
    keep(exchange);
  } catch (error) {
    const stopped = error.name === "AbortError";
    if (!stopped && !(error instanceof Problem)) console.error(error);
    const sentence = stopped ? t("stopped") : error instanceof Problem ? error.message : t("broken_off");
    exchange.fail(sentence, () => {
      if (running) return;
      exchange.element.remove();
      ask(question, corrections, corrects);
    });
  } finally {
    if (running === mine) {
      running = null;
      busy(false);
    }
  }
}

function body(question, corrections, corrects) {
  return { question, corrections, ...(only ? { filters: { documents: [only] } } : {}), ...(id ? { conversation: id } : {}), ...(corrects ? { corrects } : {}) };
}

/** From its first answer on, the address is the conversation's: a reload, a bookmark or a colleague finds it again. */
function keep(exchange) {
  finished.set(exchange.answer.id, exchange);
  if (id === exchange.answer.conversation || !exchange.element.isConnected) return;
  id = exchange.answer.conversation;
  history.replaceState(null, "", only ? `/c/${id}?${new URLSearchParams({ document: only })}` : `/c/${id}`);
}

/** The reader knows better what a question means: it is asked again so. One that is still being answered makes room. */
function correct(exchange, corrections) {
  panel.close();
  const of = running?.exchange === exchange ? running.corrects : (exchange.answer?.id ?? null);
  if (running) {
    if (running.exchange !== exchange) return;
    running.controller.abort();
  }
  if (!exchange.answer) exchange.element.remove();
  ask(exchange.question, corrections, of);
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

function clear() {
  running?.controller.abort();
  panel.close();
  finished.clear();
  id = null;
  conversation.replaceChildren();
  talking(false);
  scrollTo(0, 0);
  if (location.pathname !== "/") history.pushState(null, "", "/");
}

/** Show a kept conversation again, exactly as it was. */
async function reopen(kept) {
  talking(true);
  const waiting = element("p", { class: "waiting" }, element("span", { class: "sweep", "aria-hidden": "true" }), t("opening"));
  if (!conversation.childElementCount) conversation.append(waiting);
  conversation.inert = true; // what the server wrote can be read already; its links make room for buttons in a moment
  let turns;
  try {
    ({ turns } = await json(`/api/conversations/${kept}`));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    conversation.replaceChildren(element("p", { class: "problem" }, error.message));
    return;
  } finally {
    conversation.inert = false;
  }
  id = kept;
  conversation.replaceChildren();
  for (const { question, corrections, corrects, answer } of turns) {
    const exchange = show(question, corrections);
    exchange.recall(answer);
    finished.get(corrects)?.supersede();
    finished.set(answer.id, exchange);
  }
  const named = location.hash ? at(decodeURIComponent(location.hash.slice(1))) : null; // a link to one of the answers
  (conversation.contains(named) ? named : conversation.lastElementChild)?.scrollIntoView({ block: "start" });
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
stop.addEventListener("click", () => running?.controller.abort());
anew.addEventListener("click", () => {
  clear();
  field.focus();
});
addEventListener("popstate", () => location.reload());
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", (event) => {
    event.preventDefault(); // without this module the button sends the form
    if (!running) ask(example.textContent);
  });
}
new History((gone) => {
  if (gone === id) clear();
});

measure();
const kept = at("conversation-missing") ? null : location.pathname.match(/^\/c\/([\w-]+)$/)?.[1];
if (kept) reopen(kept);
else if (matchMedia("(hover: hover)").matches) field.focus(); // on a telephone the keyboard would cover the page
