// Records of documents by name, asked for once each and together. Knows the library's address, nothing of the page.

import { json } from "./server.js";
import { language } from "./words.js";

const known = new Map();
let waiting = null;

/** The record of a document; null where it is gone or the server does not answer. */
export function card(name) {
  if (!known.has(name)) {
    waiting ??= later();
    waiting.names.push(name);
    known.set(name, waiting.cards.then((cards) => cards.get(name) ?? null));
  }
  return known.get(name);
}

/** The places that the library has documents of, in the order of their names. */
export async function places() {
  const { documents } = await json("/api/documents");
  return [...new Set(documents.map((one) => one.place).filter(Boolean))].sort(new Intl.Collator(language).compare);
}

/** One request for all names that are asked for until the present work is done. */
function later() {
  const names = [];
  const cards = new Promise((resolve) => setTimeout(resolve)).then(async () => {
    waiting = null;
    try {
      const query = new URLSearchParams(names.map((name) => ["name", name]));
      return new Map((await json(`/api/documents?${query}`)).documents.map((one) => [one.name, one]));
    } catch {
      return new Map();
    }
  });
  return { names, cards };
}
