/**
 * On a page that holds a calculator: starts Python before the rest of the page's scripts, which
 * calculator.mjs waits for.
 */
import { runtime } from "./runtime.mjs";

if (!runtime.started) runtime.start([]);
