import "./warehouse/allocator.ts";
import { Option } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { silent } from "./contract/effects.ts";
import { exit, FunnelError } from "./contract/errors.ts";
import { homeAt, namedHome, programRoot, type Home, starter } from "./contract/home.ts";
import { currentRelease } from "./release/manifest.ts";
import { commandLine, complain, parameter, run, say, whole, withEffects } from "./terminal.ts";
import { fileFormats, textFormats, type Format } from "./warehouse/cells.ts";

const ownHome = join(programRoot, "data");
const homeOption = () =>
  new Option("--home <dir>", "where exports, reference data and releases live").default(ownHome, "data/");
const jsonOption = () => new Option("--json", "print JSON instead of text");

const openOption = () => new Option("--open", "serve the site and open it in the browser");

interface HomeOption {
  home: string;
}
interface JsonOption {
  json?: boolean;
}

const { program, command } = commandLine(
  "funnelhouse",
  "CRM and marketing exports in, one DuckDB warehouse and a static site out",
);

command("refresh", "turn the exports into a new release and publish it")
  .addOption(homeOption())
  .option("--exports <dir>", "where the exports are, if not in <home>/exports")
  .option(
    "--as-of <instant>",
    "ISO date or instant until which sources that declare no export time are known",
  )
  .option("--no-site", "build the warehouse only")
  .option("--no-fetch", "read what is in the exports, without asking the accounts of sources.json first")
  .option("--no-wait", "read deliveries that changed in the last minute as they are")
  .option(
    "--accept <name>",
    "a source or file whose volume may drop; repeat for more",
    (name: string, before: string[]) => [...before, name],
    [] as string[],
  )
  .option("--threads <n>", "threads of the engine", whole(1, 256))
  .addOption(openOption())
  .addOption(jsonOption())
  .action(
    async (
      options: HomeOption &
        JsonOption & {
          exports?: string;
          asOf?: string;
          site: boolean;
          fetch: boolean;
          wait: boolean;
          accept: string[];
          threads?: number;
          open?: boolean;
        },
    ) => {
      const { refresh } = await import("./refresh.ts");
      const result = await withEffects(options.json, (effects) =>
        refresh(
          {
            home: namedHome(options.home, options.exports),
            site: options.site,
            fetch: options.fetch,
            wait: options.wait,
            accepted: options.accept,
            ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
            ...(options.threads === undefined ? {} : { threads: options.threads }),
          },
          effects,
        ),
      );
      for (const { source, hours, isError } of result.late) {
        complain(
          `${isError ? "error" : "warning"}: published, but ${source} is known only until ${hours} hours ago; deliver a newer export [source_late]`,
        );
        if (isError) process.exitCode = exit.dataCheck;
      }
      if (options.json === true) say(JSON.stringify({ event: "done", ...result }));
      else if (options.site && options.open === true) await serve(homeAt(options.home), 3000, true);
      else if (options.site)
        say(
          `\nsee it with: npm run serve -- --open${options.home === ownHome ? "" : ` --home ${options.home}`}`,
        );
    },
  );

command("extract", "fetch from the accounts that <home>/sources.json names")
  .argument("[source]", "only this one")
  .addOption(homeOption())
  .option("--exports <dir>", "where the exports are, if not in <home>/exports")
  .option("--full", "fetch everything, also where the changes since the last time would do")
  .option("--dry-run", "sign in, say what may be read, what is missing and what a night costs; fetch nothing")
  .addOption(jsonOption())
  .action(
    async (
      source: string | undefined,
      options: HomeOption & JsonOption & { exports?: string; full?: boolean; dryRun?: boolean },
    ) => {
      const { describeSources, runExtract } = await import("./commands/extract.ts");
      const home = namedHome(options.home, options.exports);
      if (options.dryRun === true) {
        const { lines, isReady } = await describeSources(home, source);
        lines.forEach(say);
        if (!isReady) process.exitCode = exit.io;
        return;
      }
      const wanted = { full: options.full === true, ...(source === undefined ? {} : { source }) };
      const result = await withEffects(options.json, (effects) => runExtract(home, wanted, effects));
      if (options.json === true) say(JSON.stringify({ event: "done", ...result }));
      if (!result.isComplete) process.exitCode = exit.io;
    },
  );

command(
  "setup",
  "what was found in the exports: pipelines, stages, lead sources, currencies; writes it as reference data",
)
  .addOption(homeOption())
  .option("--exports <dir>", "where the exports are, if not in <home>/exports")
  .option("--confirm", "say that what was found is right")
  .addOption(jsonOption())
  .action(async (options: HomeOption & JsonOption & { exports?: string; confirm?: boolean }) => {
    const { setup } = await import("./commands/setup/setup.ts");
    const { describeFindings, questionsOf } = await import("./commands/setup/describe.ts");
    const home = namedHome(options.home, options.exports);
    const result = await withEffects(options.json, (effects) =>
      setup({ home, confirm: options.confirm === true }, effects),
    );
    if (options.json === true) return say(JSON.stringify({ event: "done", ...result }));
    for (const line of describeFindings(result.findings)) say(line);
    const questions = questionsOf(result.findings);
    if (questions.length > 0) say(["", "To check", ...questions.map((line) => `  ${line}`)].join("\n"));
    say(
      `\n${result.changed.length === 0 ? "nothing new to write" : `wrote ${result.changed.join(", ")}`} in ${home.reference}; SETUP.md there says why. ${result.confirmed ? "Confirmed." : "Right? npm run setup -- --confirm"}`,
    );
  });

command("serve", "serve the current site on 127.0.0.1")
  .addOption(homeOption())
  .option("--port <n>", "port; 0 takes a free one", whole(0, 65535), 3000)
  .addOption(openOption())
  .action((options: HomeOption & { port: number; open?: boolean }) =>
    serve(homeAt(options.home), options.port, options.open === true),
  );

async function serve(home: Home, port: number, isOpened: boolean): Promise<void> {
  if (!existsSync(join(currentRelease(home), "site")))
    throw new FunnelError(
      "config",
      "no_site",
      "the current release has no site; run a refresh without --no-site",
    );
  const { serveSite } = await import("./site/serve.ts");
  // Through the link, so that a release published later is served without a restart.
  const { url } = await serveSite(join(home.current, "site"), port);
  say(`serving ${url} (stop with Ctrl-C)`);
  if (!isOpened) return;
  const { default: open } = await import("open");
  const browser = await open(url);
  browser.on("error", () => complain(`warning: no browser could be opened; open ${url}`));
}

command("report", "print a page of the current site as a PDF")
  .addOption(homeOption())
  .requiredOption("--out <file>", "the PDF to write")
  .option("--language <code>", "en or hu", "en")
  .option("--page <name>", "the page, as its address names it", "index")
  .action(async (options: HomeOption & { out: string; language: string; page: string }) => {
    const { printPage } = await import("./commands/print-page.ts");
    const { out, language, page } = options;
    say(`wrote ${await printPage({ home: homeAt(options.home), out, language, page, env: process.env })}`);
  });

command("schedule", "refresh whenever <home>/operations.json says, until it is stopped")
  .addOption(homeOption())
  .option("--no-site", "build the warehouse only")
  .addOption(jsonOption())
  .action(async (options: HomeOption & JsonOption & { site: boolean }) => {
    const { runSchedule } = await import("./schedule/schedule.ts");
    const home = homeAt(options.home);
    const stop = new AbortController();
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.on(signal, () => {
        stop.abort();
      });
    const wanted = [
      "refresh",
      "--home",
      home.root,
      ...(options.site ? [] : ["--no-site"]),
      ...(options.json === true ? ["--json"] : []),
    ];
    const program = {
      file: process.execPath,
      arguments: [starter, join(programRoot, "pipelines", "cli.ts"), ...wanted],
    };
    await withEffects(options.json, (effects) => runSchedule(home, program, stop.signal, effects));
  });

command("sql", "run one read-only statement on the current warehouse")
  .argument("[statement]", "SQL; quote it")
  .addOption(homeOption())
  .option("--file <path>", "a file with the statement")
  .option("--param <name=value>", "the value of $name in the statement; repeat for more", parameter, {})
  .addOption(
    new Option("--format <format>", "how to write the rows")
      .choices([...textFormats, ...fileFormats])
      .default("table"),
  )
  .option("--out <path>", "write them to this file")
  .action(
    async (
      statement: string | undefined,
      options: HomeOption & { file?: string; param: Record<string, string>; format: Format; out?: string },
    ) => {
      const { runSql } = await import("./commands/sql.ts");
      process.exitCode = await runSql(homeAt(options.home), {
        ...options,
        ...(statement === undefined ? {} : { statement }),
        parameters: options.param,
      });
    },
  );

command("status", "what is published, how fresh each source is, what was refused")
  .addOption(homeOption())
  .addOption(jsonOption())
  .action(async (options: HomeOption & JsonOption) => {
    const { describeStatus, readStatus } = await import("./commands/status.ts");
    const status = await readStatus(homeAt(options.home), new Date());
    say(options.json === true ? JSON.stringify(status) : describeStatus(status));
  });

command("quarantine", "why files were refused and records set aside, by file and reason")
  .addOption(homeOption())
  .option("--file <text>", "only files whose name holds this")
  .option("--export <path>", "write the records as delivered; they may hold personal data")
  .action(async (options: HomeOption & { file?: string; export?: string }) => {
    const { explainQuarantine } = await import("./commands/quarantine.ts");
    for (const line of await explainQuarantine(homeAt(options.home), options)) say(line);
  });

command("inspect", "what a file is taken for, column by column; proposes a mapping for one nobody knows")
  .argument("<file>", "path of an export")
  .addOption(homeOption())
  .option("--write", "write the proposed mapping.json beside the file, unless something has to be asked")
  .action(async (path: string, options: HomeOption & { write?: boolean }) => {
    const { inspectFile } = await import("./commands/inspect/inspect.ts");
    const { readReference } = await import("./reference/read.ts");
    const reference = await readReference(namedHome(options.home));
    const { lines, isRefused } = await withEffects(false, (effects) =>
      inspectFile(path, reference, { ...effects, report: silent }, options.write),
    );
    for (const line of lines) say(line);
    if (isRefused) process.exitCode = exit.config;
  });

command("verify", "recompute the content hash of the current warehouse and compare it with the manifest")
  .addOption(homeOption())
  .option("--rebuild", "build the release once more from the exports, and compare")
  .action(async (options: HomeOption & { rebuild?: boolean }) => {
    const { verify, verifyByRebuild } = await import("./commands/verify.ts");
    const home = homeAt(options.home);
    const isRebuilt = options.rebuild === true;
    const { run, contentHash } = isRebuilt
      ? await withEffects(false, (effects) => verifyByRebuild(home, effects))
      : await verify(home);
    say(`content hash ${contentHash}`);
    say(
      `release ${run} is as it was sealed, byte for byte${isRebuilt ? ", and a rebuild from the exports has the same content hash" : ""}`,
    );
  });

command("rollback", "publish the release before the current one again, or another one that is kept")
  .addOption(homeOption())
  .option("--to <run>", "the release, by the name of its folder in releases")
  .action(async (options: HomeOption & { to?: string }) => {
    const { rollback } = await import("./commands/rollback.ts");
    const { from, to } = await rollback(homeAt(options.home), options.to);
    say(from === undefined ? `published ${to}` : `rolled back from ${from} to ${to}`);
  });

command("prune", "remove old releases, parsed files of deliveries that are gone, and scratch")
  .addOption(homeOption())
  .option("--dry-run", "say what would be removed, and remove nothing")
  .action(async (options: HomeOption & { dryRun?: boolean }) => {
    const { pruneHome } = await import("./commands/prune.ts");
    const dryRun = options.dryRun === true;
    for (const line of await pruneHome(namedHome(options.home), new Date(), { dryRun })) say(line);
  });

command("forget", "remove a person from all that a home keeps, and keep the person out")
  .argument("<id...>", "e-mail address, phone number or record id; - reads them from the input, one a line")
  .addOption(homeOption())
  .option("--exports <dir>", "where the exports are, if not in <home>/exports")
  .option("--confirm", "do it; without it only says what would be done")
  .option("--rewrite-exports", "cut the person's records out of the delivered files too")
  .addOption(jsonOption())
  .action(
    async (
      ids: string[],
      options: HomeOption & JsonOption & { exports?: string; confirm?: boolean; rewriteExports?: boolean },
    ) => {
      const { forget } = await import("./commands/forget/forget.ts");
      const { describeForgotten, isForgotten } = await import("./commands/forget/report.ts");
      const { readFileSync } = await import("node:fs");
      const written = ids.flatMap((id) =>
        id === "-" ? readFileSync(0, "utf8").trim().split(/\r?\n/) : [id],
      );
      const home = namedHome(options.home, options.exports);
      const wanted = { confirm: options.confirm === true, rewriteExports: options.rewriteExports === true };
      const report = await withEffects(options.json, (effects) => forget(home, written, wanted, effects));
      if (options.json === true) say(JSON.stringify({ event: "done", ...report }));
      else for (const line of describeForgotten(report)) say(line);
      if (report.isDone && !isForgotten(report)) process.exitCode = exit.dataCheck;
    },
  );

command("check", "check headers, layers and types of the models, and the generated documents; needs no data")
  .option("--fix", "format the models, write their row types and the generated documents")
  .action(async (options: { fix?: boolean }) => {
    const { checkModels } = await import("./commands/check/models.ts");
    const { checkDocuments } = await import("./commands/check/documents.ts");
    await withEffects(false, async (effects) => {
      await checkModels({ fix: options.fix === true }, effects);
      await checkDocuments({ fix: options.fix === true }, effects);
    });
  });

command("new", "write the skeleton of a connector or a model")
  .argument("<kind>", "connector or model")
  .argument("<name>", "lower-case name with underscores")
  .action(async (kind: string, name: string) => {
    const { writeSkeleton } = await import("./commands/new/skeleton.ts");
    for (const path of writeSkeleton(kind, name)) say(`wrote ${path}`);
  });

await run(program);
