import { Option } from "commander";
import { join } from "node:path";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { homeAt, programRoot, sampleHome } from "../../pipelines/contract/home.ts";
import { reporter } from "../../pipelines/report.ts";
import { commandLine, complain, run, whole } from "../../pipelines/terminal.ts";
import { textFormats, type TextFormat } from "../../pipelines/warehouse/cells.ts";
import { showModel } from "./show.ts";

interface Options {
  case?: string;
  home?: string;
  limit: number;
  format: TextFormat;
}

const { program } = commandLine("funnelhouse-model", "the rows of any table of the build, private ones too");
program
  .argument("<name>", "a model, or a table of staging or ops, with or without its schema")
  .option("--case <words>", "build from the model case whose name has these words")
  .option("--home <dir>", "build from the exports of a home; without it and --case from the sample")
  .option("--limit <n>", "rows to show", whole(1, 1_000_000), 20)
  .addOption(new Option("--format <format>", "how to print the rows").choices(textFormats).default("table"))
  .action(async (name: string, options: Options) => {
    // Rows go to the output, all else beside it.
    const effects = { now: () => new Date(), report: reporter("lines", { out: complain, err: complain }) };
    await showModel({ ...options, name, from: sourceOf(options) }, write, effects);
  });

function sourceOf(options: Options): Parameters<typeof showModel>[0]["from"] {
  if (options.case !== undefined && options.home !== undefined)
    throw new FunnelError("usage", "model_source", "expected --case or --home, not both");
  if (options.case !== undefined) return { caseName: options.case };
  if (options.home !== undefined) return { home: homeAt(options.home), isSample: false };
  return { home: homeAt(join(programRoot, "data"), sampleHome.exports), isSample: true };
}

function write(text: string): Promise<void> {
  return new Promise((resolve) => void process.stdout.write(text, () => resolve()));
}

await run(program);
