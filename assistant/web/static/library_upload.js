// Says before anything is sent that files are too many or too large, and while they are sent that they are. The server checks again.

const form = document.querySelector("form.upload");
const [files, problem, sending] = ["files", "too-much", "sending"].map((id) => document.getElementById(id));
const { megabytes, files: most } = form.dataset;

function check() {
  const bytes = [...files.files].reduce((sum, file) => sum + file.size, 0);
  const wrong = files.files.length > Number(most) ? problem.dataset.number : bytes > Number(megabytes) * 1e6 ? problem.dataset.size : "";
  problem.textContent = wrong;
  problem.hidden = !wrong;
  return !wrong;
}

files.addEventListener("change", check);
check(); // who is quick has chosen files before this module came
form.addEventListener("submit", (event) => {
  if (check()) sending.textContent = sending.dataset.text;
  else event.preventDefault();
});
addEventListener("pageshow", () => {
  sending.textContent = ""; // the reader came back
});
