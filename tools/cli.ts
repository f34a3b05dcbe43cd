import "../pipelines/warehouse/allocator.ts";
import { InvalidArgumentError, Option } from "commander";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeAt, programRoot } from "../pipelines/contract/home.ts";
import { readOperations } from "../pipelines/operations/operations.ts";
import { readRuns } from "../pipelines/operations/runs.ts";
import { currentRelease, currentRun } from "../pipelines/release/manifest.ts";
import { reporter } from "../pipelines/report.ts";
import { readCookbook } from "../pipelines/site/cookbook.ts";
import { operationsOf } from "../pipelines/site/operations.ts";
import { commandLine, complain, run, say, whole, withEffects } from "../pipelines/terminal.ts";

const { program, command } = commandLine(
  "funnelhouse-tools",
  "what develops and measures the program: synthetic companies and benchmarks",
);

command("simulate", "write a synthetic company as vendor exports, with truth.json")
  .requiredOption("--seed <n>", "seed; the same seed writes the same bytes", whole(0, 2 ** 32 - 1))
  .requiredOption("--leads <n>", "number of leads", whole(1, 10_000_000))
  .option("--months <n>", "how many months are told of", whole(1, 120), 18)
  .requiredOption("--out <dir>", "folder to write into: a home, with exports and reference data")
  .action(async (options: { seed: number; leads: number; months: number; out: string }) => {
    const { simulate } = await import("./simulate/simulate.ts");
    await simulate(options);
    say(`written, as a home of its own; see it with: npm run refresh -- --home ${options.out}`);
  });

command("truth", "simulate companies, refresh each, and compare every number with what is true")
  .option("--seeds <n>", "number of companies", whole(1, 1000), 10)
  .option("--leads <n>", "leads of each", whole(100, 1_000_000), 2000)
  .addOption(
    new Option(
      "--effects <world>",
      "only what is said of habits, fit, lists and speed, in companies where they have effects or none",
    ).choices(["planted", "none"]),
  )
  .action(async (options: { seeds: number; leads: number; effects?: "planted" | "none" }) => {
    const { truth } = await import("./truth/truth.ts");
    for (const line of await withEffects(false, (effects) => truth(options, effects))) say(line);
  });

command("bench", "time refresh, loading and models beside the bare engine on generated stage events")
  .option("--events <list>", "numbers of events, separated by commas", "1000000")
  .option(
    "--suites <list>",
    "of refresh, load, models, together, night, many and sample, or build, site and lighthouse, separated by commas",
    "refresh,load,models",
  )
  .option(
    "--winding <percent>",
    "percent of the identities whose way winds: ties, steps back, reopenings, misclicks, merges, links",
    whole(0, 100),
    15,
  )
  .option("--rounds <n>", "how often each case runs", whole(1, 100), 3)
  .option(
    "--home <dir>",
    "of build, site and lighthouse: whose site is measured, that of the sample when missing",
  )
  .option("--check", "exit 2 when a goal is missed")
  .action(
    async (options: {
      events: string;
      suites: string;
      winding: number;
      rounds: number;
      home?: string;
      check?: boolean;
    }) => {
      const events = options.events.split(",").map(whole(1, 1_000_000_000));
      const { bench } = await import("./bench/bench.ts");
      const { suites } = await import("./bench/suites.ts");
      const { benchSites, siteSuites } = await import("./bench/site/suites.ts");
      const wanted = options.suites.split(",");
      const stranger = wanted.find(
        (name) => !(name in siteSuites) && !suites.some((suite) => suite.name === name),
      );
      if (stranger !== undefined)
        throw new InvalidArgumentError(
          `--suites ${stranger}: expected ${[...suites.map(({ name }) => name), ...Object.keys(siteSuites)].join(", ")}`,
        );
      const root = join(tmpdir(), "funnelhouse-bench");
      const check = options.check === true;
      await withEffects(false, async (effects) => {
        const sized = wanted.filter((name) => !(name in siteSuites));
        if (sized.length > 0)
          await bench(
            { root, events, winding: options.winding, suites: sized, rounds: options.rounds, check },
            effects,
          );
        await benchSites({ root, home: options.home, suites: wanted, check }, effects);
      });
    },
  );

command("site", "serve the pages of the current warehouse, and load them again when dashboards/ changes")
  .option("--home <dir>", "the home whose release is shown", join(programRoot, "data"))
  .option("--port <n>", "port; 0 takes a free one", whole(0, 65535), 3001)
  .action(async (options: { home: string; port: number }) => {
    const { serveLive } = await import("./site/serve-live.ts");
    const home = homeAt(options.home);
    const report = reporter("lines", { out: say, err: complain });
    const runs = readRuns(home);
    const operations = readOperations(home);
    const shown = runs.find(({ run }) => run === currentRun(home)) ?? { run: "", startedAt: "" };
    const { url } = await serveLive(
      {
        warehouse: join(currentRelease(home), "warehouse.duckdb"),
        operations: operationsOf(operations, runs, shown, new Date()),
        recipes: readCookbook(),
        console: operations.site.console,
        cache: join(home.state, "site"),
        port: options.port,
      },
      { now: () => new Date(), report },
    );
    say(`serving ${url} (stop with Ctrl-C)`);
  });

await run(program);
