/** On a page that holds a calculator: starts Python before the rest of the page's scripts. */
import { beginEarly } from "./starting.mjs";

beginEarly();
