// The conversation of this tab, so that it outlives a change of language or a reload. Stays in the browser; ends with the tab.

const KEY = "conversation";

export function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

/** Keep the finished exchanges {question, answer}; the oldest go where the browser's room for them ends. */
export function keep(exchanges) {
  for (let from = 0; from <= exchanges.length; from += 1) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(exchanges.slice(from)));
      return;
    } catch {
      // full, or storage is switched off: try with less, at last with nothing
    }
  }
}

export function forget() {
  keep([]);
}
