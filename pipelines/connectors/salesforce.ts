import type { Format } from "../formats/values/value-sql.ts";
import type { Comparison } from "../layout/header.ts";
import {
  constant,
  findHeader,
  headerReader,
  refuseUnreadTimes,
  type Connector,
  type Layout,
} from "../layout/layout.ts";
import { objects } from "./salesforce/objects.ts";
import { groupsOf, reportFrame } from "./salesforce/report-frame.ts";
import { reports } from "./salesforce/reports.ts";
import { api, mapping, report, words, type Table } from "./salesforce/table.ts";

/** How reports write values in a language of the interface, where their values do not tell. */
const inLanguage: Record<string, Partial<Format>> = {
  de: { order: "dmy", decimal: "," },
  hu: { order: "ymd", decimal: "," },
};

function layoutOf(
  head: string[][],
  comparison: Comparison,
  tables: Table[],
  frame: Partial<Layout>,
): Layout | undefined {
  for (const table of tables) {
    if (table.isCommon === true && comparison !== "exact") continue;
    const headerAt = findHeader(head, table.headers, comparison, words);
    if (headerAt < 0) continue;
    const header = head[headerAt] ?? [];
    const language = words.languageOf(header);
    const read = headerReader(header, words);
    if (table.isDeals === true)
      refuseUnreadTimes(
        "they are Salesforce deals",
        ["Created Date", "Close Date", "Last Modified Date", "Last Stage Change Date"],
        read,
        head,
        headerAt,
      );
    const mappings = table
      .mappings(read, header)
      .map((each) =>
        each.format === report ? { ...each, format: { ...report, ...inLanguage[language] } } : each,
      );
    return {
      ...frame,
      ...(frame === reportFrame ? groupsOf(head, headerAt) : {}),
      ...table.also,
      headerAt,
      mappings,
    };
  }
  return undefined;
}

/** An object that the funnel has no use for, in a weekly export: every record of it is counted and left out. */
function otherObject(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["Id", "IsDeleted", "SystemModstamp"], comparison);
  if (headerAt < 0) return undefined;
  const id = headerReader(head[headerAt] ?? []).find(["Id"]) ?? constant("");
  return { headerAt, boilerplate: "true", mappings: [mapping("accounts", api, { account_id: id })] };
}

const salesforce: Connector = {
  name: "salesforce",
  vendor: "Salesforce",
  reads:
    "Reports as CSV or as the HTML table of an .xls: opportunities, opportunity history, leads, activities and others. Objects by API names, such as those of the weekly export.",
  version: 8,
  streams: [
    "opportunities",
    "stage_changes",
    "leads",
    "contacts",
    "contact_roles",
    "activities",
    "touches",
    "campaigns",
    "accounts",
    "owners",
    "merges",
    "stage_definitions",
  ],
  recognise(head, comparison) {
    return (
      layoutOf(head, comparison, reports, reportFrame) ??
      layoutOf(head, comparison, objects, { zone: "UTC" }) ??
      otherObject(head, comparison)
    );
  },
};

export default salesforce;
