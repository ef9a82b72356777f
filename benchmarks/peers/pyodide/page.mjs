// @ts-check
// A page with Pyodide in a module worker, as its documentation shows it.
const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
worker.postMessage(Object.fromEntries(new URLSearchParams(location.search)));
worker.addEventListener("message", ({ data }) => {
  const output = document.querySelector("output");
  if (!output) return;
  output.textContent = `${data.display} ${data.words}`;
  output.dataset.points = data.points;
  output.dataset.scored = "0";
});
