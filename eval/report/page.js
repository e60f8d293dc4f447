// Shows the failures that fit the search, the language, the kind and the reason.
const form = document.querySelector(".filters");
const cases = [...document.querySelectorAll(".case[data-reasons]")];

function filter() {
  const { search, language, kind, reason } = Object.fromEntries(new FormData(form));
  const wanted = search.trim().toLowerCase();
  let shown = 0;
  for (const one of cases) {
    const fits =
      (!language || one.dataset.language === language) &&
      (!kind || one.dataset.kind === kind) &&
      (!reason || one.dataset.reasons.split("|").includes(reason)) &&
      (!wanted || one.textContent.toLowerCase().includes(wanted));
    one.hidden = !fits;
    shown += fits;
  }
  form.querySelector("output").textContent = `${shown} of ${cases.length}`;
}

form?.addEventListener("input", filter);
form?.addEventListener("submit", (event) => event.preventDefault());
if (form) filter();
