import { cell, constant, type Layout, type StreamMapping, type Value } from "../../layout/layout.ts";
import { format, type Reader } from "./columns.ts";

/** What a property with a history was at a time: a list of values, each with the time since which it held. */
function valueAt(read: Reader, property: string, time: Value): Value | undefined {
  const history = read.find([`propertiesWithHistory.${property}`]);
  if (history === undefined) return undefined;
  const versions = `try(from_json(${history.sql}, '[{"timestamp":"VARCHAR","value":"VARCHAR"}]'))`;
  return {
    ...history,
    sql: `list_sort(list_filter(${versions}, lambda version: version.timestamp <= ${time.sql}))[-1].value`,
  };
}

/** The versions of a stage, newest first, each with the time since which it held; of a deal or lead with its owner and its pipeline then. */
export function versions(header: string[], read: Reader): StreamMapping[] {
  return header.flatMap((name): StreamMapping[] => {
    const version =
      /^(?:propertiesWithHistory\.(dealstage|lifecyclestage|hs_pipeline_stage)|properties\.(dealstage|lifecyclestage)\.versions)\.(\d+)\.value$/.exec(
        name,
      );
    if (version === null) return [];
    const stage = read.cell(name);
    const property = version[1] ?? version[2];
    const [isDeal, hasPipeline] = [property === "dealstage", property !== "lifecyclestage"];
    const changedAt = read.cell(name.replace(/value$/, "timestamp"));
    const [owner, pipeline] = [
      valueAt(read, "hubspot_owner_id", changedAt),
      valueAt(read, isDeal ? "pipeline" : "hs_pipeline", changedAt),
    ];
    return [
      {
        stream: "stage_changes",
        format,
        where: stage,
        values: {
          record_type: constant(isDeal ? "opportunity" : "lead"),
          record_id: read.cell("hs_object_id"),
          to_stage: stage,
          changed_at: changedAt,
          sequence: constant(`-${version[3]}`),
          ...(hasPipeline && owner !== undefined ? { owner_id: owner } : {}),
          ...(hasPipeline && pipeline !== undefined ? { pipeline } : {}),
        },
      },
    ];
  });
}

/** Histories of contacts alone. */
export function histories(header: string[], read: Reader): Layout | undefined {
  if (!header.some((name) => name.startsWith("propertiesWithHistory."))) return undefined;
  const contact = { contact_id: read.cell("hs_object_id"), created_at: read.cell("createdate") };
  return {
    headerAt: 0,
    mappings: [{ stream: "contacts", format, values: contact }, ...versions(header, read)],
  };
}

/** Id, name, then pairs of stage and time, of any number; the newest first unless the times say otherwise. */
export function propertyHistory(head: string[][]): Layout | undefined {
  const isHistory = head.every(
    (cells) =>
      cells.length >= 4 &&
      cells.length % 2 === 0 &&
      /^\d+$/.test(cells[0] ?? "") &&
      /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(cells[3] ?? ""),
  );
  if (head.length === 0 || !isHistory) return undefined;
  const pair = (at: number, width: number): StreamMapping => {
    const stage = cell(at, `column ${at + 1}`);
    const changedAt = cell(at + 1, `column ${at + 2}`);
    return {
      stream: "stage_changes",
      format,
      where: { sql: `coalesce(${stage.sql}, ${changedAt.sql})`, header: stage.header },
      values: {
        record_type: constant("opportunity"),
        record_id: cell(0, "column 1"),
        to_stage: stage,
        changed_at: changedAt,
        sequence: {
          sql: `case when ${width < 6 ? "false" : width < 8 ? "c3 < c5" : "c3 < c5 or (c3 = c5 and c5 < c7)"} then '${at}' else '-${at}' end`,
          header: stage.header,
        },
      },
    };
  };
  return {
    headerAt: -1,
    mappings: (width) =>
      Array.from({ length: Math.ceil((width - 2) / 2) }, (_, index) => pair(2 + 2 * index, width)),
  };
}
