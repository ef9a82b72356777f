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
  /** The title of each edition by language, and what readers should know of it. */
  titles: Record<string, Record<string, string>>;
  status: Record<string, "current" | "superseded" | "draft" | "withdrawn">;
}

export type Answers = Record<string, string | boolean>;

/** What a form holds: its answers, the text of its roster, and the day on which to score. */
export interface Filled {
  answers: Answers;
  roster: string;
  as_of: string;
}

/** What the page asks of Python: `PageRequest` of calculator/page.py. */
export interface Request extends Filled {
  edition: string;
  area: string;
  language: string;
  /** Another edition under which the same answers are scored, too. */
  compare_with?: string;
  /** A look ahead instead of a score: `forecast` of calculator/forecast.py. */
  forecast?: { growth: string; figures: string; last: string };
}

export interface Forecast {
  months: {
    month: string;
    stated: boolean;
    now: string | null;
    before: string | null;
    growth: string | null;
    percent: string | null;
    undefined: boolean;
    points: string;
    display: string;
    status: Status;
    verdict: string;
  }[];
  qualifies: string[];
  needed: number;
  ends: {
    day: string;
    words: string;
    certifications: { title: string; people: string[] }[];
    points: string;
    display: string;
    status: Status;
    verdict: string;
  }[];
  refusals: { line: string; problem: string; hint: string }[];
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

/** A level with its lines; `reached` and `holds` are null while that is open. */
export interface Outcome {
  level: string;
  title: string;
  reached: boolean | null;
  lines: { words: string; holds: boolean | null }[];
}

export interface Words {
  status: string;
  levels: Outcome[];
  adopted: string;
  track: string;
  blocked: string[];
  metrics: Record<string, { state: string; points: string; reasons: string[] }>;
  missing: Record<string, string>;
  readings: Alternative[];
}

export interface Refusal {
  problem: string;
  hint: string;
  /** Of a roster, line by line. */
  lines?: { problem: string; hint: string }[];
}

/** Who was read from a roster, and who counted for each question: `describe` of calculator/people.py. */
export interface Roster {
  people: { person: string; holds: string[] }[];
  questions: Record<string, { count: string; counted: string[]; not_counted: string[] }>;
}

/** Something that differs between two editions: what each alone says. */
export interface Change {
  about: string;
  label: string;
  before: string[];
  after: string[];
}

export interface Side {
  edition: string;
  day: string;
  points: string;
  display: string;
  maximum: string;
  status: Status;
  verdict: string;
  track: string;
}

export interface Asked {
  input: string;
  ask: string;
}

/** The same answers under two editions: `contrast` of calculator/contrast.py. */
export interface Both {
  absent: "";
  sides: [Side, Side];
  difference: { points: string; display: string };
  level: Change[];
  metrics: {
    metric: string;
    title: string;
    points: [string, string];
    exact: [string, string];
    difference: { points: string; display: string } | null;
    changes: Change[];
    only: string;
  }[];
  not_asked: Asked[];
  asked: Asked[];
  questions: (Asked & { changes: Change[] })[];
  refused: { ask: string; problem: string; hint: string }[];
}

/** The other edition has no such area: a sentence says so. */
export interface Absent {
  absent: string;
  sides?: never;
}

/** The answer: `for_page` of calculator/wire.py. */
export interface Result {
  score: Score;
  words: Words;
  refusals: Record<string, Refusal>;
  roster?: Roster;
  contrast?: Both | Absent;
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
  examples: Record<string, Filled>;
}

/** What a finder asks of Python: `find` of calculator/finders.py. */
export interface FinderRequest {
  finder: string;
  edition: string;
  language: string;
  held?: string[];
  answers?: Record<string, boolean | null>;
  dates?: Record<string, string>;
}

export type Found = Successors | Guide;

/** Null where the edition says nothing. */
export interface Successors {
  held: string[];
  areas: { area: string; for: string[] }[];
  dates: { key: string }[] | null;
  statements: { part: string; key: string }[] | null;
}

/** Whether something fits the answers, and why; open while answers are missing. */
export interface Judged {
  key: string;
  state: "holds" | "open" | "fails";
  reasons: { question: string; answer: boolean; state: "holds" | "open" | "fails" }[];
}

/** A milestone, with its day where that is known. */
export interface Point {
  milestone: string;
  date: string | null;
  words: string | null;
}

export interface Situation extends Judged {
  from: Point;
  until: Point | null;
  statements: Judged[];
  choices: Judged[];
}

export interface Guide {
  situations: Situation[];
  unsaid: { from: Point; until: Point | null }[];
  restrictions: string[];
  refusals: Record<string, { code: "not-a-day" | "too-early"; after?: string }>;
}

/** What generator/finder.py puts beside a finder. */
export interface FinderIsland extends Pick<Island, "words" | "failures"> {
  questions: Record<string, string>;
  milestones: Record<string, string>;
  situations: Record<string, string>;
}
