import { FunnelError } from "../../contract/errors.ts";
import { isCoarse, seenByDay, seenHeader } from "../../layout/header.ts";
import { cell, constant, headerReader, type StreamMapping, type Value } from "../../layout/layout.ts";
import { format, words } from "./columns.ts";

interface StageColumn {
  stage: string;
  pipeline: string;
  /** The newer of two generations that say the same. */
  isCurrent: boolean;
}

/** The lifecycle stages of every account, by label; a stage of one's own is read by its own name. */
const lifecycle = [
  "Subscriber",
  "Lead",
  "Marketing Qualified Lead",
  "Sales Qualified Lead",
  "Opportunity",
  "Customer",
  "Evangelist",
];

const becameNames = lifecycle.map((stage): [string, string] => [
  stage,
  `Became ${/^[AEO]/.test(stage) ? "an" : "a"} ${stage} Date`,
]);

/** `Became a Lead Date`, or `hs_lifecyclestage_lead_date`: when a contact entered a stage of its lifecycle. */
function becameColumn(header: string): StageColumn | undefined {
  const [known] =
    becameNames.find(([, name]) => headerReader([header], words).find([name]) !== undefined) ?? [];
  const stage =
    known ?? /^Became an? (.+) Date$/i.exec(header)?.[1] ?? /^hs_lifecyclestage_(.+)_date$/.exec(header)?.[1];
  return stage === undefined ? undefined : { stage, pipeline: "", isCurrent: false };
}

/**
 * `Date entered "Stage (Pipeline)"`, its label cut at the last " ("; the single-quoted form is the older generation. In an export of
 * values the stage is an id, which no two pipelines share: `hs_v2_date_entered_<id>`, older without `v2_`.
 */
export function enteredColumn(name: string): StageColumn | undefined {
  const header = seenByDay(name);
  const label = /^Date entered (["'])\s*(.+) \(([^(]+)\)\s*\1$/i.exec(header);
  if (label !== null) return { stage: label[2] ?? "", pipeline: label[3] ?? "", isCurrent: label[1] === '"' };
  const property = /^hs_(v2_)?date_entered_(.+)$/.exec(header);
  if (property === null) return becameColumn(header);
  if (property[2] === "current_stage") return undefined;
  const id = property[2] ?? "";
  const isGuid = /^[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}$/.test(id);
  return { stage: isGuid ? id.replaceAll("_", "-") : id, pipeline: "", isCurrent: property[1] !== undefined };
}

/** Dates of stages in words that we do not know, or cut to weeks: reading the rest would leave out every move. */
export function refuseUnreadDates(header: string[]): void {
  const [coarse] = header.filter(
    (name) => isCoarse(name) && /"|^(create|close) date/i.test(seenHeader(name)),
  );
  if (coarse !== undefined)
    throw new FunnelError(
      "config",
      "header_coarse",
      `the dates of its column ${seenHeader(coarse)} are cut to weeks or longer; set the frequency of the dates in the report to daily, or export the deals instead`,
    );
  if (header.some((name) => enteredColumn(name) !== undefined)) return;
  const quoted = header
    .map(seenHeader)
    .filter(
      (name) =>
        /^[^"']+ ["'].+ \([^(]+\)\s*["']$/.test(name) &&
        !/^(date (entered|exited)|(cumulative|latest) time in)/i.test(name),
    );
  if (quoted.length > 0)
    throw new FunnelError(
      "config",
      "header_lacks",
      `the dates of its stages were looked for as Date entered "<stage> (<pipeline>)", and it has ${quoted.slice(0, 6).join(", ")}; export it with English column names or with internal names, or describe it in a mapping.json beside it`,
    );
}

/** One change per filled "date entered" cell; where both generations name the stages of a pipeline, the current one is counted. */
export function entries(header: string[], recordType: string, record: Value): StreamMapping[] {
  const entered = header.flatMap((name, at) => {
    const column = enteredColumn(name);
    return column === undefined ? [] : [{ ...column, at, name }];
  });
  // a label is renamed with its stage, in the current generation only: one generation per pipeline; ids never change
  const key = ({ stage, pipeline }: StageColumn) =>
    pipeline === "" ? `id ${stage.toLowerCase()}` : `pipeline ${pipeline}`;
  const current = new Set(entered.filter((column) => column.isCurrent).map(key));
  // "Became a Lead Date" and the entry into Lead in the pipeline of the lifecycle are the same
  const inPipeline = new Set(
    entered.filter(({ pipeline }) => pipeline !== "").map((column) => key({ ...column, pipeline: "" })),
  );
  return entered
    .filter(
      (column) =>
        column.isCurrent ||
        (!current.has(key(column)) && !(column.pipeline === "" && inPipeline.has(key(column)))),
    )
    .map((column): StreamMapping => {
      const changedAt = cell(column.at, column.name);
      return {
        stream: "stage_changes",
        format,
        where: changedAt,
        values: {
          record_type: constant(recordType),
          record_id: record,
          ...(column.pipeline === "" ? {} : { pipeline: constant(column.pipeline) }),
          to_stage: constant(column.stage),
          changed_at: changedAt,
          is_column: constant("true"),
        },
      };
    });
}
