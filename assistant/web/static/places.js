// Narrows a long list of places to those whose name holds what is typed. Knows the list, nothing of what is chosen; without it all places are shown.

const filter = document.getElementById("places-filter");
const none = document.getElementById("places-none");
const labels = [...document.querySelectorAll("#places .tick")];
const countries = [...document.querySelectorAll("#places .country")];
const FEW = 8; // places that are seen at a glance

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").replace(/[łŁ]/g, "l").toLowerCase();

function narrow() {
  const wanted = plain(filter.value.trim());
  for (const label of labels) label.hidden = !plain(label.textContent).includes(wanted) && !label.querySelector("input").checked;
  for (const country of countries) country.hidden = !country.querySelector(".tick:not([hidden])");
  none.hidden = labels.some((label) => !label.hidden);
}

if (labels.length > FEW) {
  filter.hidden = false;
  filter.addEventListener("input", narrow);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it narrows the list, and does not send the form
  });
}
