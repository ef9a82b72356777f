/** Written at build time, beside the scripts: what Python starts from. */
import type { Entry } from "./types";

export const files: Record<string, Entry>;
/** The scripts of this folder, by name; this one cannot name itself. */
export const own: Record<string, Omit<Entry, "path">>;
export const lock: object;
