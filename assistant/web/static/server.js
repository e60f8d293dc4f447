// Calls to the server. A failure becomes a Problem with one sentence for the reader; knows nothing of the page.

import { t } from "./words.js";

export class Problem extends Error {}

async function fetched(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(t("unreachable"));
  }
  if (response.ok) return response;
  let sentence = "";
  try {
    sentence = (await response.json()).error;
  } catch {
    // a proxy's own page: the status says enough
  }
  throw new Problem(sentence || t("failed", { status: response.status }));
}

export async function json(url, options) {
  return (await fetched(url, options)).json();
}

/** The steps of an answer to `asked`, a body of /api/ask, as they arrive: {kind, data}. Throws Problem where the connection ends before the last one. */
export async function* steps(asked, signal) {
  const response = await fetched("/api/ask/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
    signal,
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await read(reader);
    if (done) throw new Problem(t("broken_off"));
    const events = (buffer + value).split("\n\n");
    buffer = events.pop();
    for (const event of events) {
      const { kind, data } = parsed(event);
      if (kind === "error") throw new Problem(data.error);
      yield { kind, data };
      if (kind === "done") return;
    }
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(t("broken_off"));
  }
}

function parsed(event) {
  const [first, second] = event.split("\n");
  return { kind: first.slice("event: ".length), data: JSON.parse(second.slice("data: ".length)) };
}
