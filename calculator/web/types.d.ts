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

/** What a form holds: its answers, the text of its roster, the day on which to score, and its track. */
export interface Filled {
  answers: Answers;
  roster: string;
  as_of: string;
  /** The one track to score; left out or empty, the answers decide. */
  track?: string;
}

/** What the page asks of Python: `PageRequest` of calculator/page.py. */
export interface Request extends Filled {
  edition: string;
  area: string;
  language: string;
  /** Another edition under which the same answers are scored, too. */
  compare_with?: string;
}

/** What a look ahead asks beyond that: `forecast` of calculator/forecast.py. */
export interface ForecastRequest {
  growth: string;
  figures: string;
  last: string;
  before: string;
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
  windows: {
    window: string;
    spans: { state: "met" | "unmet" | "open"; first: string; last: string }[];
    carrier: string | null;
    until: string | null;
  }[];
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

/** A file to write from what a form holds, or the text of one to read: calculator/files.py. */
export interface FileRequest {
  edition: string;
  area: string;
  language: string;
  text?: string;
  kind?: "json" | "csv";
  answers?: Answers;
  roster?: string;
  as_of?: string;
}

export interface Written {
  name: string;
  text: string;
}

export interface FileRead {
  answers: Answers;
  roster: string | null;
  problems: { problem: string; hint: string }[];
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
  | { start: true }
  | { edition: string; rules: Entry }
  | Call<keyof Calls>;

/** A call of a function of calculator/browser.py; a file goes along with `batch_open` alone. */
export interface Call<Name extends keyof Calls> {
  id: number;
  call: Name;
  request: Calls[Name]["request"];
  bytes?: Uint8Array<ArrayBuffer>;
}

/** The functions of calculator/browser.py that answer: what each is asked, and what it answers. */
export interface Calls {
  score: { request: Request; answer: Result };
  forecast: { request: Request & { forecast: ForecastRequest }; answer: Forecast };
  find: { request: FinderRequest; answer: Found };
  overview: { request: OverviewRequest; answer: Overview };
  plan: { request: PlanRequest; answer: PlanResult };
  carry: { request: FileRequest; answer: Written & FileRead };
  batch_template: { request: BatchRequest; answer: { name: string; text: string } };
  batch_open: { request: BatchRequest; answer: { name: string; text: string; fatal: boolean; problems: string[]; lines: number } };
  batch_step: { request: BatchRequest; answer: { text: string; done: boolean; rows: number; line: number; refused: number; problems: string[] } };
  batch_close: { request: BatchRequest; answer: Summary };
}

/** What the page asks of many partners at once: `BatchRequest` of calculator/batch_page.py. */
export interface BatchRequest {
  edition: string;
  area: string;
  language: string;
  /** The day of scoring, and the one track that counts; empty where the edition decides. */
  as_of: string;
  track: string;
  /** Of a slice: how many rows. */
  rows?: number;
}

/** How many partners were scored, and how they spread. */
export interface Summary {
  rows: number;
  scored: number;
  refused: number;
  verdicts: { key: string; label: string; count: number }[];
  bands: { label: string; count: number }[];
  metrics: { label: string; counts: number[] }[];
  states: string[];
  levels: { key: string; label: string; count: number }[];
}

export type FromWorker =
  | { loaded: number; total: number }
  | { starting: true }
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
  readings: { points: string; display: string; status: Status; level: string | null }[];
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
  lines: Requirement[];
}

/** A requirement in words; with lines below it where it asks for so many of them. */
export interface Requirement {
  words: string;
  holds: boolean | null;
  lines: Requirement[];
}

export interface Words {
  status: string;
  /** Whether the verdict, or the level reached, depends on the reading. */
  depends: boolean;
  levels: Outcome[];
  /** How many points are certain, where that is more than is shown. */
  certain: string;
  adopted: string;
  track: string;
  blocked: Requirement[];
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
  plan: Record<string, string>;
  failures: Record<Code, { problem: string; remedy: string }>;
  levels: Record<string, string>;
  /** The titles of metrics in each track; the track without a name is "". */
  metrics: Record<string, Record<string, string>>;
  tracks: Record<string, string>;
  /** Words for values of readings that are not plain numbers. */
  values: Record<string, string>;
  examples: Record<string, Filled>;
  carry: Carry;
}

/** For links, files and reports: generator/carrying.py. */
export interface Carry {
  words: Record<string, string>;
  /** The places that metrics cite, by track and metric. */
  cites: Record<string, Record<string, string[]>>;
  /** The title of each place that is cited, with its document. */
  places: Record<string, string>;
  /** The places that each level cites. */
  levels: Record<string, string[]>;
}

/** What the page wishes of a plan: `PlanRequest` of calculator/plan_wire.py. */
export interface PlanRequest extends Filled {
  edition: string;
  area: string;
  language: string;
  level: string;
  costs: Record<string, string>;
  locked: string[];
  readings: string;
  limit: number;
}

/** What a plan types into the form; null clears a field. */
export interface Fill {
  answers: Record<string, string | null>;
  by_numbers: boolean;
}

export interface WayWords {
  cost: string;
  changes: string[];
  after: string;
  losing: string[];
}

/** A plan: `plan_for_page` of calculator/plan_wire.py. */
export interface Planned {
  failed?: never;
  plan: {
    status: "reached" | "reachable" | "unanswered" | "out-of-reach";
    proven: boolean;
    complete: boolean;
    contradictions: string[];
    farthest: { display: string };
    ways: { cost: string; changes: { input: string; to: string }[] }[];
    inputs: Record<string, { kind: "planned" | "locked" | "fact" }>;
    ask: string[];
  };
  words: {
    status: string;
    level: string;
    readings: string;
    blocked: Requirement[];
    ways: WayWords[];
    inputs: Record<string, { noun: string; now: string; step: string; more: string[]; less: string[] }>;
    metrics: Record<string, string>;
    assumed: string[];
    ask: string[];
  };
  fills: (Fill | null)[];
  refusals: Record<string, Refusal>;
}

export type PlanResult = Planned | { failed: string };

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

/** What the page asks of all areas at once: `overview` of calculator/overview.py. */
export interface OverviewRequest {
  edition: string;
  language: string;
  overview: Record<string, string>;
  /** How many specializations are held, as typed, by group. */
  specializations: Record<string, string>;
}

export interface Overview {
  held: string[];
  badge: { areas: number; held: number; lacking: string[] } | null;
  groups: { group: string; open: string[]; cap: string | null; counted: string | null; cut: boolean }[];
  products: { product: string; total: string; grants: { grant: string; times: string; amount: string }[] }[] | null;
  unsaid: string[];
  refusals: Record<string, Refusal>;
}

/** What generator/finder.py puts beside a finder. */
export interface FinderIsland extends Pick<Island, "words" | "failures"> {
  questions: Record<string, string>;
  milestones: Record<string, string>;
  situations: Record<string, string>;
}
