// What was understood of a question, as chips: each can be changed or taken away, which asks again. Knows the form of corrections.

import { places as indexedPlaces } from "./cards.js";
import { chooseFrom, chooseYear } from "./choice.js";
import { element } from "./element.js";
import { language as shown, t } from "./words.js";

const { goals, areas } = JSON.parse(document.getElementById("choices").textContent);
const languageNames = new Intl.DisplayNames([shown], { type: "language" });
const collator = new Intl.Collator(shown);
const intents = {
  fact: t("intent_fact"),
  number: t("intent_number"),
  list: t("intent_list"),
  comparison: t("intent_comparison"),
  practice: t("intent_practice"),
  funding: t("intent_funding"),
  governance: t("intent_governance"),
  alignment: t("intent_alignment"),
  catalogue: t("intent_catalogue"),
  keyword: t("intent_keyword"),
};

const kinds = {
  language: {
    title: t("kind_language"),
    held: (u) => [u.language],
    name: (code) => languageNames.of(code),
    options: async () => ["pl", "cs", "sk", "hu", "en"],
    given: ([code]) => code,
    stays: true,
  },
  places: { title: t("kind_place"), held: (u) => u.places ?? [], name: (place) => place, options: indexedPlaces, given: (all) => all },
  period: { title: t("kind_period"), held: (u) => (u.period ? [u.period] : []), name: years, given: (all) => all },
  goals: {
    title: t("kind_goal"),
    held: (u) => u.goals ?? [],
    name: (n) => `${n} ${goals[n]}`,
    options: async () => Object.keys(goals).map(Number),
    given: (all) => all.toSorted((a, b) => a - b),
  },
  green_deal: { title: t("kind_area"), held: (u) => u.green_deal ?? [], name: (code) => areas[code] ?? code, options: async () => Object.keys(areas), given: (all) => all },
};

/** The chips of `understood`; `correct(corrections)` is called with all corrections that hold when one of them changes. */
export function chips(understood, corrections, correct) {
  const change = (kind, values) => correct({ ...corrections, [kind]: kinds[kind].given(values) });
  const made = Object.entries(kinds).flatMap(([kind, { held }]) => held(understood).map((value, i) => chip(kind, value, i, held(understood), kind in corrections, change)));
  const asked = intents[understood.intent];
  const intent = asked ? element("li", { class: "chip said" }, element("span", { class: "kind" }, t("kind_intent")), " ", asked) : null;
  return element("ul", { class: "chips", "aria-label": t("understood") }, ...made, adding(understood, change), intent);
}

function chip(kind, value, i, held, corrected, change) {
  const { title, name, stays } = kinds[kind];
  const label = element("button", { type: "button", class: "label", "aria-haspopup": "dialog", "aria-expanded": "false" }, element("span", { class: "kind" }, title), " ", name(value));
  label.addEventListener("click", () => open(label, kind, value, held, (chosen) => change(kind, kind === "period" ? [chosen] : held.with(i, chosen))));
  const what = `${title} ${name(value)}`;
  const away = element("button", { type: "button", class: "away", "aria-label": t("remove", { what }), title: t("remove", { what }) }, cross());
  away.addEventListener("click", () => change(kind, held.toSpliced(i, 1)));
  return element("li", { class: corrected ? "chip corrected" : "chip" }, label, stays ? null : away);
}

/** The last chip: a kind of thing first, then one of that kind. */
function adding(understood, change) {
  const button = element("button", { type: "button", class: "label", "aria-haspopup": "dialog", "aria-expanded": "false" }, `+ ${t("add")}`);
  button.addEventListener("click", () => {
    const free = Object.keys(kinds).filter((kind) => !kinds[kind].stays && !(kind === "period" && understood.period));
    const options = free.map((kind) => ({ value: kind, name: kinds[kind].title }));
    chooseFrom(button, t("add"), options, (kind) => {
      const held = kinds[kind].held(understood);
      open(button, kind, null, held, (chosen) => change(kind, [...held, chosen]));
    });
  });
  return element("li", { class: "chip" }, button);
}

async function open(button, kind, value, held, pick) {
  const { title, name, options } = kinds[kind];
  if (kind === "period") {
    chooseYear(button, title, value?.to ?? new Date().getFullYear(), pick);
    return;
  }
  let all = [];
  try {
    all = await options();
  } catch {
    // the server is away: the list is empty and says so
  }
  const left = all.filter((one) => one === value || !held.includes(one)).map((one) => ({ value: one, name: name(one), current: one === value }));
  if (kind !== "goals") left.sort((a, b) => collator.compare(a.name, b.name));
  chooseFrom(button, title, left, (chosen) => {
    if (chosen !== value) pick(chosen);
  });
}

function years({ from, to, kind }) {
  if (kind === "horizon") return t("by_year", { year: to });
  return from === to ? String(to) : `${from}–${to}`;
}

function cross() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "m6 6 8 8M14 6l-8 8");
  svg.append(path);
  return svg;
}
