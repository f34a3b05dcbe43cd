import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import type { Effects } from "../../pipelines/contract/effects.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { starter } from "../../pipelines/contract/home.ts";
import type { CaseName, Result } from "./cases.ts";
import { generateHome } from "./generate.ts";
import { goals, type Goal } from "./goals.ts";
import type { ModelCost } from "./scales.ts";
import { suites, type Suite } from "./suites.ts";
import { generateWork } from "./work.ts";

interface Run extends Result {
  seconds: number;
  /** CPU seconds, of child processes too. */
  cpu: number;
  megabytes: number;
}

/** What a case cost at one size: the median of the wall times, the least CPU time, and the medians of their ratios to the base in each round. */
export interface Measured {
  suite: string;
  case: CaseName;
  events: number;
  changes: number;
  fingerprint: string;
  seconds: number;
  cpu: number;
  ratio: number;
  cpuRatio: number;
  megabytes: number;
  /** A case of the suite took more than one and a half times as long in one round as in another: times are not judged. */
  isNoisy: boolean;
}

export interface BenchOptions {
  root: string;
  events: number[];
  /** Percent of the identities whose way winds. */
  winding: number;
  suites: string[];
  rounds: number;
  /** Fail when a goal is missed. */
  check: boolean;
}

/**
 * Runs the suites on generated stage events: the cases of a suite take turns, each in a fresh process. A case that fails, reads
 * another number of changes than its base or makes another result than in the round before is a failure, not a time.
 */
export async function bench(options: BenchOptions, effects: Effects): Promise<Measured[]> {
  mkdirSync(options.root, { recursive: true });
  const measured: Measured[] = [];
  const verdicts: { isMissed: boolean; text: string }[] = [];
  const run = async (suite: Suite, home: string, events: number) => {
    effects.report.info(`${suite.name}: ${suite.about}`);
    const found = await runSuite(suite, home, events, options.rounds, effects);
    measured.push(...found);
    for (const each of found) effects.report.info(describe(each));
    for (const goal of goals.filter((each) => each.suite === suite.name))
      verdicts.push(...judge(goal, suite, measured, events));
  };
  const wanted = suites.filter(({ name }) => options.suites.includes(name));
  const { winding } = options;
  for (const events of options.events) {
    const sized = wanted.filter(({ own }) => own === undefined);
    if (sized.length === 0) break;
    effects.report.info(`${shown(events)} stage events, ${winding} % of the identities winding`);
    const shape = { events, files: filesFor(events), winding };
    for (const suite of sized) {
      const generate = suite.isWork === true ? generateWork : generateHome;
      await run(suite, await generate(options.root, shape), events);
    }
  }
  for (const suite of wanted) {
    if (suite.own === undefined) continue;
    const { shape } = suite.own;
    const home =
      shape === undefined ? emptyHome(options.root) : await generateHome(options.root, { ...shape, winding });
    await run(suite, home, shape?.events ?? 0);
  }
  for (const { text } of verdicts) effects.report.info(text);
  const missed = verdicts.filter(({ isMissed }) => isMissed);
  if (options.check && missed.length > 0)
    throw new FunnelError("dataCheck", "bench_goal", missed.map(({ text }) => text).join("; "));
  return measured;
}

/** 300 files, fewer of a small company. */
const filesFor = (events: number) => Math.min(300, Math.max(5, Math.round(events / 3000)));

/** A home without exports, which shows the sample. */
function emptyHome(root: string): string {
  const home = join(root, "sample");
  mkdirSync(home, { recursive: true });
  return home;
}

async function runSuite(
  suite: Suite,
  home: string,
  events: number,
  rounds: number,
  effects: Effects,
): Promise<Measured[]> {
  const runs = new Map<CaseName, Run[]>(suite.cases.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++)
    for (const name of suite.cases) {
      const run = await runCase(name, home);
      runs.get(name)?.push(run);
      effects.report.info(
        `  round ${round} ${name}: ${run.seconds.toFixed(2)} s, ${run.cpu.toFixed(2)} CPU-s, ${run.megabytes.toFixed(0)} MB, load ${(loadavg()[0] ?? 0).toFixed(2)}`,
      );
      for (const line of dearest(run.models ?? [])) effects.report.info(line);
    }
  const [base] = suite.cases;
  const baseRuns = runs.get(base) ?? [];
  const [one, other] = suite.same?.map((name) => runs.get(name)?.[0]?.fingerprint) ?? [];
  if (one !== other)
    throw new FunnelError(
      "dataCheck",
      "bench_result",
      `${suite.same?.join(" and ") ?? ""}: their results differ`,
    );
  const isNoisy = [...runs.values()].some((each) => spread(each.map((run) => run.seconds)) > 1.5);
  return [...runs].map(([name, each]) => {
    const [first] = each as [Run];
    if (each.some((run) => run.fingerprint !== first.fingerprint))
      throw new FunnelError(
        "dataCheck",
        "bench_result",
        `${name}: the result differs between rounds; a time means nothing`,
      );
    if (suite.readsMore !== true && first.changes !== baseRuns[0]?.changes)
      throw new FunnelError(
        "dataCheck",
        "bench_result",
        `${name}: it read ${first.changes} stage changes, ${base} read ${String(baseRuns[0]?.changes)}`,
      );
    return {
      suite: suite.name,
      case: name,
      events,
      changes: first.changes,
      fingerprint: first.fingerprint,
      seconds: median(each.map((run) => run.seconds)),
      cpu: Math.min(...each.map((run) => run.cpu)),
      ratio: median(each.map((run, round) => run.seconds / (baseRuns[round]?.seconds ?? NaN))),
      cpuRatio: median(each.map((run, round) => run.cpu / (baseRuns[round]?.cpu ?? NaN))),
      megabytes: Math.max(...each.map((run) => run.megabytes)),
      isNoisy,
    };
  });
}

/** What a goal says about the sizes measured so far. */
function judge(goal: Goal, suite: Suite, measured: Measured[], events: number) {
  const of = (size: number) =>
    measured.find((each) => each.suite === suite.name && each.case === goal.case && each.events === size);
  const here = of(events);
  if (here === undefined || events < goal.events) return [];
  const tenth = of(events / 10);
  const figures = [
    { name: `times ${suite.cases[0]}`, found: here.ratio, most: goal.ratio, isTime: true },
    { name: `times ${suite.cases[0]} in CPU time`, found: here.cpuRatio, most: goal.cpu, isTime: false },
    { name: "MB", found: here.megabytes, most: goal.megabytes, isTime: false },
    {
      name: `times itself at ${shown(events / 10)}`,
      found: tenth && here.seconds / tenth.seconds,
      most: goal.growth,
      isTime: true,
    },
  ];
  return figures.flatMap(({ name, found, most, isTime }) => {
    if (found === undefined || most === undefined) return [];
    const isUnsure = isTime && (here.isNoisy || tenth?.isNoisy === true);
    const word = isUnsure ? "noisy, not judged" : found <= most ? "met" : "missed";
    return [
      {
        isMissed: word === "missed",
        text: `${suite.name} at ${shown(events)}: ${goal.case} ${found.toFixed(2)} ${name}, goal ${most}: ${word}`,
      },
    ];
  });
}

/** The twenty models that cost most. */
const dearest = (models: ModelCost[]) =>
  models
    .toSorted((one, other) => other.cpu - one.cpu)
    .slice(0, 20)
    .map(
      ({ model, seconds, cpu, megabytes }) =>
        `    ${model}: ${seconds.toFixed(2)} s, ${cpu.toFixed(2)} CPU-s, ${megabytes.toFixed(0)} MB`,
    );

const shown = (events: number) => events.toLocaleString("en");

const describe = (each: Measured) =>
  `  ${each.case}: ${each.seconds.toFixed(2)} s, ratio ${each.ratio.toFixed(2)}, ${each.cpu.toFixed(2)} CPU-s, ratio ${each.cpuRatio.toFixed(2)}, peak ${each.megabytes.toFixed(0)} MB, ${shown(each.changes)} changes${each.isNoisy ? " (noisy: rounds differ by more than 1.5 times)" : ""}`;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const spread = (values: number[]) => Math.max(...values) / Math.min(...values);

function runCase(name: CaseName, home: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [starter, join(import.meta.dirname, "case.ts"), name, home], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(printed) as Run);
      else
        reject(
          new FunnelError(
            "internal",
            "bench_case",
            `${name} ended with exit ${String(code)}; see its message above`,
          ),
        );
    });
  });
}
