/** What passes between the page, the worker and Python. The names in `Score` are those of calculator/wire.py. */

/** One file of the runtime, as the build names it. */
export interface Entry {
  path: string;
  size: number;
  sha256: string;
}

/** What manifest.json says of the newest build. */
export interface Newest {
  /** The folder of its scripts, below that of the runtime. */
  scripts: string;
  editions: Record<string, Entry>;
}

export type Answers = Record<string, string | boolean>;

/** What the page asks of Python. */
export interface Request {
  edition: string;
  area: string;
  answers: Answers;
  language: string;
}

/** Why the calculator cannot run. */
export type Code =
  | "no-webassembly"
  | "no-worker"
  | "missing"
  | "wrong-hash"
  | "network"
  | "stalled"
  | "outdated"
  | "python";

export interface Failed {
  failed: Code;
  /** The file that could not be used, where there is one. */
  file: string;
  /** The HTTP status, or the last line of an error: for whoever looks into it. */
  detail: string;
}

export type ToWorker =
  | { file: string; bytes: Uint8Array<ArrayBuffer> }
  | { edition: string; rules: Uint8Array<ArrayBuffer> }
  | ({ id: number } & Request);

export type FromWorker =
  | { ready: true }
  | { id: number; result: string }
  | Failed;

export type State =
  | { name: "loading"; loaded: number; total: number; starting: boolean }
  | { name: "ready" }
  | ({ name: "failed" } & Failed);

export type Status = "qualified" | "not-qualified" | "depends-on-reading" | "incomplete";

export interface Metric {
  points: string | null;
  display: string | null;
  maximum: number | string;
  state: "met" | "unmet" | "open";
}

export interface Track {
  track: string;
  points: string;
  display: string;
  reachable: string;
  qualifies: boolean | null;
}

export interface Score {
  track: string | null;
  status: Status;
  level: string | null;
  next_level: string | null;
  points: string;
  display: string;
  maximum: number | string | null;
  reachable: string;
  metrics: Record<string, Metric>;
  missing: string[];
  readings: { points: string; display: string; status: Status }[];
  tracks: Track[];
}

/** An outcome under other readings than the adopted ones. */
export interface Alternative {
  changed: { reading: string; question: string; adopted: string; value: string }[];
  turns: boolean;
  points: string;
  status: string;
}

export interface Words {
  status: string;
  adopted: string;
  track: string;
  blocked: string[];
  metrics: Record<string, { state: string; points: string; reasons: string[] }>;
  missing: Record<string, string>;
  readings: Alternative[];
}

/** The answer: `for_page` of calculator/wire.py. */
export interface Result {
  score: Score;
  words: Words;
  refusals: Record<string, { problem: string; hint: string }>;
}

/** What the build puts beside a form for the scripts: words in the page's language, and examples. */
export interface Island {
  words: Record<string, string>;
  failures: Record<Code, { problem: string; remedy: string }>;
  levels: Record<string, string>;
  /** The titles of metrics in each track; the track without a name is "". */
  metrics: Record<string, Record<string, string>>;
  tracks: Record<string, string>;
  /** Words for values of readings that are not plain numbers. */
  values: Record<string, string>;
  examples: Record<string, Answers>;
}
