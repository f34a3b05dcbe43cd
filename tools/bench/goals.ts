import type { CaseName } from "./cases.ts";

/** What a case may cost beside the first case of its suite, judged from a size on, below which the fixed cost of a run hides it. */
export interface Goal {
  suite: string;
  case: CaseName;
  events: number;
  /** Times the base in wall time. */
  ratio?: number;
  /** Times the base in CPU time, which other work on the machine disturbs less. */
  cpu?: number;
  megabytes?: number;
  /** Times itself at a tenth of the events. */
  growth?: number;
}

const million = 1_000_000;

/** All goals: `npm run bench -- --check` fails when one is missed. */
export const goals: Goal[] = [
  { suite: "refresh", case: "refresh", events: 10 * million, ratio: 4, megabytes: 3072, growth: 12 },
  { suite: "load", case: "load", events: million, cpu: 6, megabytes: 1024 },
  { suite: "models", case: "models", events: 10 * million, ratio: 6, megabytes: 4096, growth: 12 },
  { suite: "models", case: "models-1gb", events: 10 * million, megabytes: 4096 },
  { suite: "together", case: "together", events: 4 * million, megabytes: 3072 },
  { suite: "night", case: "night-full", events: million, cpu: 1.1 },
  { suite: "night", case: "night-delta", events: million, cpu: 0.9 },
  // 1,000 files of 100 rows
  { suite: "many", case: "refresh", events: 100_000, cpu: 16, megabytes: 1024 },
  { suite: "many", case: "refresh-again", events: 100_000, cpu: 9, megabytes: 1024 },
  { suite: "sample", case: "sample-site", events: 0, cpu: 3.2 },
  { suite: "sample", case: "sample-site-again", events: 0, cpu: 1.8 },
];
