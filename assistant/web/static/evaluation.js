// How far the run under way is. Knows the progress bar and its address, nothing of what is run; without it, reloading the page shows the same.

const text = document.getElementById("progress-text");
const bar = document.getElementById("progress");
const PAUSE = 1_000; // milliseconds between two looks

async function look() {
  let state = null;
  try {
    const response = await fetch("/api/evaluation/progress");
    if (response.ok) state = await response.json();
  } catch {
    // the server may be busy or restarting: the next look tells
  }
  if (state && state.run !== text.dataset.run) {
    location.reload();
    return;
  }
  if (state?.questions) {
    bar.max = state.questions;
    bar.value = state.answered;
    const said = text.dataset.text.replace("{done}", state.answered).replace("{all}", state.questions);
    if (text.textContent !== said) text.textContent = said;
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
