// How far a run that changes the library is. Knows the progress bar and its address; without it the page shows the same when it is loaded again.

const text = document.getElementById("progress-text");
const bar = document.getElementById("progress");
const PAUSE = 1_000; // milliseconds between two looks

async function look() {
  let state = null;
  try {
    const response = await fetch(`/api/library/runs/${text.dataset.run}`);
    if (response.ok) state = await response.json();
    else if (response.status === 404) state = { running: false };
  } catch {
    // the server may be busy or restarting: the next look tells
  }
  if (state && !state.running) {
    location.reload();
    return;
  }
  if (state?.files) {
    bar.max = state.files;
    bar.value = state.rows.length;
    const said = text.dataset.text.replace("{done}", state.rows.length).replace("{all}", state.files);
    if (text.textContent !== said) text.textContent = said;
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
