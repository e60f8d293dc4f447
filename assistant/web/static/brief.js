// Fills the matrix of a brief while it is made. Knows the table and the address of its progress; without it the page loads itself again.

import { element } from "./element.js";

const text = document.getElementById("progress-text");
const bar = document.getElementById("progress");
const cells = new Map([...document.querySelectorAll("td[data-row]")].map((td) => [`${td.dataset.row}\n${td.dataset.place}`, td]));
const PAUSE = 500; // milliseconds between two looks
const SHORT = 160; // characters of a quotation in a cell
let known = 0;

function fill(cell) {
  const td = cells.get(`${cell.row}\n${cell.place}`);
  if (!td) return;
  const short = cell.quote.length > SHORT ? `${cell.quote.slice(0, SHORT).replace(/\s+\S*$/, "")} …` : cell.quote;
  td.className = `s${cell.depth} fresh`;
  td.replaceChildren(element("span", { class: "level" }, cell.level));
  if (cell.quote) td.append(" ", element("q", { lang: cell.language, dir: "auto" }, short));
}

async function look() {
  let found = null;
  try {
    const response = await fetch(`/api/briefs/${text.dataset.brief}/progress?start=${known}`);
    if (response.ok) found = await response.json();
    else if (response.status === 404) return location.reload();
  } catch {
    // the server may be busy or restarting: the next look tells
  }
  if (found && found.state !== "making") return location.reload();
  if (found && !found.ahead) {
    found.cells.forEach(fill);
    known = found.done;
    bar.value = known;
    const said = known === bar.max ? text.dataset.writing : text.dataset.text.replace("{done}", known).replace("{all}", bar.max);
    if (text.textContent !== said) text.textContent = said;
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
