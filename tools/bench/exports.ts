import { readdirSync } from "node:fs";
import { join } from "node:path";
import { quotedPath } from "../../pipelines/warehouse/paths.ts";

/** The kinds of files that a generated company delivers: where they lie, their headers, and what the engine alone reads them as. */
export const exportsOf = {
  history: {
    folder: "salesforce",
    columns: {
      "Opportunity ID": "varchar",
      "Opportunity Name": "varchar",
      "From Stage": "varchar",
      "To Stage": "varchar",
      "Last Modified": "timestamp",
      Amount: "decimal(18,2)",
      "Close Date": "date",
      Stage: "varchar",
      "Created Date": "date",
    },
  },
  opportunities: {
    folder: "salesforce",
    columns: {
      "Opportunity ID": "varchar",
      "Opportunity Name": "varchar",
      "Account Name": "varchar",
      Stage: "varchar",
      Amount: "decimal(18,2)",
      "Amount Currency": "varchar",
      "Created Date": "date",
      "Close Date": "date",
      "Lead Source": "varchar",
      "Opportunity Owner": "varchar",
      "Primary Campaign Source": "varchar",
      "Billing Country": "varchar",
    },
  },
  leads: {
    folder: "salesforce",
    columns: {
      Id: "varchar",
      Status: "varchar",
      ConvertedOpportunityId: "varchar",
      MasterRecordId: "varchar",
      IsDeleted: "varchar",
      CreatedDate: "varchar",
      LeadSource: "varchar",
      OwnerId: "varchar",
    },
  },
  changes: {
    folder: "shop",
    columns: { deal: "varchar", before: "varchar", after: "varchar", changed: "timestamp" },
  },
  deals: {
    folder: "shop",
    columns: {
      deal: "varchar",
      opened: "timestamp",
      stage: "varchar",
      amount: "decimal(18,2)",
      currency: "varchar",
      source: "varchar",
      owner: "varchar",
      campaign: "varchar",
      country: "varchar",
    },
  },
  members: {
    folder: "lists",
    columns: {
      "List ID": "varchar",
      Vendor: "varchar",
      Delivered: "varchar",
      Phone: "varchar",
      Email: "varchar",
      "Do Not Call": "varchar",
      "Legal Basis": "varchar",
      Cost: "varchar",
      Currency: "varchar",
    },
  },
} satisfies Record<string, { folder: string; columns: Record<string, string> }>;

export type ExportKind = keyof typeof exportsOf;
export const exportKinds = Object.keys(exportsOf) as ExportKind[];

/** The delivered files of one kind, sorted. */
export function filesOf(exports: string, kind: ExportKind): string[] {
  const folder = join(exports, exportsOf[kind].folder);
  return readdirSync(folder)
    .filter((name) => name.startsWith(kind))
    .sort()
    .map((name) => join(folder, name));
}

/** SQL by which the engine alone reads files of one kind, with typed columns or as text; a footer is read past with null padding. */
export function readSql(files: string[], kind: ExportKind, isTyped: boolean): string {
  const { folder, columns } = exportsOf[kind];
  const isReport = folder === "salesforce";
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${isTyped ? type : "varchar"}'`);
  return `read_csv([${files.map(quotedPath).join(", ")}], auto_detect = false, header = true, quote = '"', escape = '"', null_padding = true, strict_mode = false, ignore_errors = true,
    timestampformat = '${isReport ? "%m/%d/%Y %I:%M %p" : "%Y-%m-%d %H:%M:%S"}', dateformat = '%m/%d/%Y', columns = {${types.join(", ")}})`;
}
