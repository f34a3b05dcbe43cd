import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Effects } from "../../contract/effects.ts";
import { FunnelError } from "../../contract/errors.ts";
import { homeAt, type Home } from "../../contract/home.ts";
import { stageFile } from "../../intake/stage.ts";
import { toTexts, type DeliveredText } from "../../intake/to-texts.ts";
import { loadExports } from "../../load/load.ts";
import { readSidecars } from "../../sidecars/sidecars.ts";
import { readConnectors } from "../../connectors/all.ts";
import type { LoadedFile } from "../../contract/loaded-file.ts";
import { mappingsOf, valuesOf, type StreamMapping } from "../../layout/layout.ts";
import { recognise, type Recognised } from "../../load/recognise.ts";
import type { MappingSidecar } from "../../sidecars/mapping.ts";
import { declaredFor, inferLocale } from "../../load/infer-locale.ts";
import { settingsOf } from "../../reference/read.ts";
import type { Reference } from "../../reference/tables.ts";
import { describePipelines, questionsOf } from "../setup/describe.ts";
import { readFindings } from "../setup/findings.ts";
import { withReading } from "../setup/read-exports.ts";
import { columnsOf, type StreamName } from "../../contract/streams.ts";
import { isUnwritten } from "../../sidecars/parse-sidecar.ts";
import { begunMapping, type BegunMapping } from "./begun-mapping.ts";
import { filePattern } from "./file-pattern.ts";
import { proposeMapping, type Proposal } from "./propose-mapping.ts";
import { sourceName } from "./source-name.ts";
import { mappingWith, tryMapping } from "./try-mapping.ts";

/**
 * What a file is taken for, as lines for people: container, encoding, delimiter, connector, which column becomes what, which are not
 * read, what became of its records; for a file nobody knows, a mapping.json, tried; the pipelines in it as a refresh would read them.
 * And whether a refresh would refuse it. Nothing outside a scratch folder is written, but the mapping.json beside the file where that
 * is asked for; throws a config error when there is none, or a person has to settle something first.
 */
export async function inspectFile(
  path: string,
  reference: Reference,
  effects: Effects,
  write = false,
): Promise<{ lines: string[]; isRefused: boolean }> {
  const settings = settingsOf(reference);
  if (!existsSync(path))
    throw new FunnelError("usage", "no_such_file", `${path}: no such file; give the path of an export`);
  const scratch = homeAt(mkdtempSync(join(tmpdir(), "funnelhouse-inspect-")));
  try {
    const unwritten = copyWithSidecars(path, scratch.exports);
    const loaded = await loadExports(scratch, settings, effects);
    const isRefused = loaded.some((file) => file.status === "refused");
    const lines = [
      ...loaded.flatMap(describeOutcome),
      ...unwritten.map((name) => `${name} beside it holds no JSON yet and is not looked at`),
    ];
    const opened = await textsOf(path, scratch);
    if (opened === undefined) return { lines, isRefused };
    const { texts, mapping, begun } = opened;
    const target = {
      source: mapping?.mapping.source ?? begun?.source ?? sourceName(resolve(path)),
      zone: settings.get("source_time_zone") ?? "UTC",
    };
    const unknown =
      begun === undefined
        ? await describeTexts(path, texts, mapping, settings, lines)
        : texts.map((text) => ({ text, name: basename(`${path}${text.inside}`) }));
    if (unknown.length === 0) {
      if (write) throw nothingToWrite(path);
      lines.push(...(await describeReading(loaded, reference, effects)));
      return { lines, isRefused };
    }
    const proposals = unknown.map(({ text, name }) =>
      proposeMapping(text, name, target.source, begun?.givenFor(name)),
    );
    const json = proposedMapping(
      path,
      texts,
      proposals,
      mapping?.text ?? begun?.others(unknown.map(({ name }) => name)),
      target,
    );
    lines.push(
      begun !== undefined
        ? "the mapping.json beside it is not whole; this is what it says, with what is proposed for the rest:"
        : mapping === undefined
          ? "nobody knows this table; put this mapping.json beside it:"
          : "nobody knows this table; the mapping.json beside it with what is added for it:",
      json,
    );
    const trial = await tryMapping(
      path,
      json,
      {
        asks: proposals.flatMap(({ asks }) => asks),
        unread: proposals.flatMap(({ unread }) => unread),
        notes: proposals.flatMap(({ notes }) => notes),
      },
      join(scratch.root, "trial"),
      settings,
      effects,
    );
    lines.push(...trial.lines, ...(await describeReading(trial.files, reference, effects)));
    if (!write) return { lines, isRefused };
    const beside = join(dirname(path), "mapping.json");
    if (!trial.isSettled) throw unsettled(beside, trial.lines);
    writeFileSync(beside, `${json}\n`);
    lines.push(`written to ${beside}`);
    return { lines, isRefused: false };
  } finally {
    rmSync(scratch.root, { recursive: true, force: true });
  }
}

/** Copies a file and the sidecars beside it; returns the names of those that nobody has written yet. */
function copyWithSidecars(path: string, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  copyFileSync(path, join(folder, basename(path)));
  const unwritten: string[] = [];
  for (const name of ["mapping.json", "competitors.json"]) {
    const beside = join(dirname(path), name);
    if (!existsSync(beside)) continue;
    if (isUnwritten(readFileSync(beside, "utf8"))) unwritten.push(name);
    else copyFileSync(beside, join(folder, name));
  }
  return unwritten;
}

/** The texts in a file and the mapping beside it, or what somebody began to write of one; undefined where one of them cannot be read, which loading has said. */
async function textsOf(
  path: string,
  scratch: Home,
): Promise<
  { texts: DeliveredText[]; mapping: MappingSidecar | undefined; begun: BegunMapping | undefined } | undefined
> {
  const copy = join(scratch.exports, basename(path));
  const beside = join(scratch.exports, "mapping.json");
  try {
    const staged = await stageFile(path, join(scratch.state, "delivered"));
    let begun: BegunMapping | undefined;
    try {
      readSidecars(copy, scratch.exports);
    } catch (error) {
      begun = existsSync(beside) ? begunMapping(readFileSync(beside, "utf8"), basename(path)) : undefined;
      if (begun === undefined) throw error;
      rmSync(beside);
    }
    const { mapping, declared } = readSidecars(copy, scratch.exports);
    return { texts: await toTexts(staged, declared), mapping, begun };
  } catch (error) {
    if (error instanceof FunnelError) return undefined;
    throw error;
  }
}

/** Adds what each text is taken for to the lines; returns those that nobody knows. */
async function describeTexts(
  path: string,
  texts: DeliveredText[],
  mapping: MappingSidecar | undefined,
  settings: Map<string, string>,
  lines: string[],
): Promise<{ text: DeliveredText; name: string }[]> {
  const connectors = await readConnectors();
  const unknown: { text: DeliveredText; name: string }[] = [];
  for (const text of texts) {
    const name = basename(`${path}${text.inside}`);
    lines.push(
      "",
      `${basename(path)}${text.inside}: ${text.isRewritten ? "a table, read as text" : `text in ${text.encoding}`}`,
      ...text.oddities.map(({ en }) => `odd: ${en}`),
    );
    try {
      lines.push(
        ...recognise(text, name, connectors, mapping).flatMap((found) =>
          describeLayout(found, inferredMappings(found, text, settings)),
        ),
      );
    } catch (error) {
      if (!(error instanceof FunnelError)) throw error;
      if (error.code === "not_recognised") unknown.push({ text, name });
      else if (!lines.some((line) => line.includes(error.message))) lines.push(error.message);
    }
  }
  return unknown;
}

/** The text of a mapping.json with the proposed entries behind those that it has. */
function proposedMapping(
  path: string,
  texts: DeliveredText[],
  proposals: Proposal[],
  there: string | undefined,
  target: { source: string; zone: string },
): string {
  const beside = [...readdirSync(dirname(path)), ...texts.map(({ inside }) => basename(`${path}${inside}`))];
  const entries = proposals.flatMap((proposal) =>
    proposal.entries.map((entry) => ({
      ...entry,
      file: entry.file.includes("*") ? entry.file : filePattern(entry.file, beside),
    })),
  );
  return mappingWith(entries, there, target);
}

const unsettled = (path: string, lines: string[]) =>
  new FunnelError(
    "config",
    "mapping_unsettled",
    `${path}: not written, because the proposed mapping does not load the whole file without questions:\n${lines.join("\n")}\nrun it without --write, and write the mapping.json yourself with what is asked`,
  );

const nothingToWrite = (path: string) =>
  new FunnelError(
    "config",
    "mapping_needless",
    `${path}: no mapping.json is proposed for it, so none is written; npm run inspect -- FILE without --write says how it is read, or why not`,
  );

/** The pipelines that a refresh would read from loaded files, and what a person should check of them. */
async function describeReading(
  files: LoadedFile[],
  reference: Reference,
  effects: Effects,
): Promise<string[]> {
  if (
    !files.some((file) => file.status === "loaded" && file.streams.some(({ stream }) => moving.has(stream)))
  )
    return [];
  const findings = await withReading(files, reference, effects, (warehouse) =>
    readFindings(warehouse, files),
  );
  const questions = questionsOf(findings);
  return [
    ...describePipelines(findings),
    ...(questions.length === 0 ? [] : ["", "to check", ...questions.map((line) => `  ${line}`)]),
  ];
}

/** The streams whose records move through pipelines. */
const moving = new Set<StreamName>(["leads", "opportunities", "stage_changes", "list_members"]);

function describeOutcome(file: LoadedFile): string[] {
  const lines = [`${file.name}: ${file.status}${file.reason === "" ? "" : `; ${file.reason}`}`];
  if (file.status !== "loaded") return lines;
  lines.push(
    `  ${file.recordsIn} records = ${file.loaded} loaded + ${file.quarantined} quarantined + ${file.deduplicated} deduplicated + ${file.skipped} skipped`,
    `  times in ${file.zone}; known until ${file.declaredAsOf || "the newest event"}, newest event ${file.newestEvent || "none"}`,
    ...file.streams.map((loaded) => `  ${loaded.stream}: ${loaded.rows} rows`),
  );
  return lines;
}

/** The stream mappings of a table with the order of dates and the decimal mark that its values show; none when they do not. */
function inferredMappings(
  { connector, layout, range }: Recognised,
  text: DeliveredText,
  settings: Map<string, string>,
): StreamMapping[] | undefined {
  try {
    return inferLocale(
      mappingsOf(layout, shownWidth),
      { ...range, isSuspect: text.isSuspect },
      declaredFor(layout.source ?? connector.name, (name) =>
        settings.get(`${layout.source ?? connector.name}.${name}`),
      ),
    );
  } catch (error) {
    if (error instanceof FunnelError) return undefined;
    throw error;
  }
}

/** Cells of a record that differs in width from the others. */
const shownWidth = 4;

function describeLayout(
  { connector, layout, delimiter, header, range, boilerplate }: Recognised,
  inferred: StreamMapping[] | undefined,
): string[] {
  const mappings = inferred ?? mappingsOf(layout, shownWidth);
  const read = new Set(mappings.flatMap(valuesOf).map((value) => value.header));
  const ignored = header.filter((name) => name !== "" && !read.has(name));
  const streams = new Map<string, { mapping: (typeof mappings)[number]; count: number }>();
  for (const mapping of mappings)
    streams.set(mapping.stream, { mapping, count: (streams.get(mapping.stream)?.count ?? 0) + 1 });
  return [
    `taken for: ${layout.source ?? connector.name} (connector ${connector.name}), cells apart by ${JSON.stringify(delimiter)}, header on record ${layout.headerAt + 1}, data from line ${range.line}`,
    ...(boilerplate.length === 0
      ? []
      : [`${boilerplate.length} lines before or after the table are no data`]),
    ...[...streams].flatMap(([stream, { mapping, count }]) => [
      `${stream}${count > 1 ? ` (${count} rows can come of one record; the last is shown)` : ""}: ${inferred === undefined ? "how dates and numbers are to be read is not settled, see above" : `dates ${mapping.format.order}, decimal mark ${JSON.stringify(mapping.format.decimal)}`}`,
      ...columnsOf(mapping.stream).flatMap(([canonical]) => {
        const value = mapping.values[canonical];
        return value === undefined
          ? []
          : [`  ${canonical.padEnd(26)} ← ${value.header === "(constant)" ? value.sql : value.header}`];
      }),
    ]),
    `not read: ${ignored.length === 0 ? "nothing" : ignored.join(", ")}`,
  ];
}
