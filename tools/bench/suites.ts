import type { CaseName } from "./cases.ts";

/** Cases that run turn by turn; the first is the base that the others are divided by. */
export interface Suite {
  name: string;
  about: string;
  cases: [CaseName, ...CaseName[]];
  /** Cases that must make the same result as each other. */
  same?: [CaseName, CaseName];
  goals: Goal[];
}

/** What a case may cost; judged from `events` on, below which the fixed cost of a run hides it. */
export interface Goal {
  case: CaseName;
  events: number;
  /** Times the base. */
  ratio?: number;
  megabytes?: number;
  /** Times itself at a tenth of the events. */
  growth?: number;
}

const million = 1_000_000;

export const suites: Suite[] = [
  {
    name: "refresh",
    about: "a refresh without site : the engine reads the same files typed and sorts the changes once",
    cases: ["floor", "refresh"],
    goals: [{ case: "refresh", events: 10 * million, ratio: 4, megabytes: 3072, growth: 12 }],
  },
  {
    name: "load",
    about: "loading alone : the engine reads the same files as text and writes them to Parquet",
    cases: ["text", "load"],
    goals: [{ case: "load", events: million, ratio: 2, megabytes: 1024 }],
  },
  {
    name: "models",
    about:
      "all facts and marts, with 2 GB and 1 GB of memory : the engine sorts the same changes once and passes a window over them",
    cases: ["sort", "models", "models-1gb"],
    same: ["models", "models-1gb"],
    goals: [
      { case: "models", events: 10 * million, ratio: 6, megabytes: 4096, growth: 12 },
      { case: "models-1gb", events: 10 * million, megabytes: 4096 },
    ],
  },
];
