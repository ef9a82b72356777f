/**
 * On a page that holds a calculator: starts Python before anything else of the page. Served as a plain
 * script, early.js, which waits for no other.
 */
import { beginEarly } from "./starting.mjs";

const script = document.currentScript;
if (script instanceof HTMLScriptElement) beginEarly(new URL("worker.mjs", script.src).href);
