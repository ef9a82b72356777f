// @ts-check
import { loadPyodide } from "./files/pyodide.mjs";

const python = start();
self.addEventListener("message", async ({ data }) => {
  const { score } = await python;
  self.postMessage(score(data));
});

async function start() {
  const [pyodide, code, rules] = await Promise.all([
    loadPyodide(),
    fetch("files/calculator.zip").then((answer) => answer.arrayBuffer()),
    fetch("files/rules.json").then((answer) => answer.text()),
  ]);
  pyodide.unpackArchive(code, "zip");
  const python = pyodide.pyimport("calculator.browser");
  python.load("2022-03-16", rules);
  return {
    /** @param {Record<string, string>} answers */
    score(answers) {
      const request = { edition: "2022-03-16", area: "infrastructure", language: "ja", answers };
      const { score, words } = JSON.parse(python.score(JSON.stringify(request)));
      return { display: score.display, points: score.points, words: words.status };
    },
  };
}
