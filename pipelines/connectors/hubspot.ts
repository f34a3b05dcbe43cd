import type { Format } from "../formats/value-sql.ts";
import {
  cell,
  constant,
  findHeader,
  headerReader,
  through,
  type Connector,
  type Layout,
  type Part,
} from "../load/connector.ts";

const columns = {
  opportunity_id: ["Record ID", "Deal ID"],
  pipeline: ["Pipeline"],
  stage: ["Deal Stage"],
  created_at: ["Create Date"],
  closed_at: ["Close Date"],
  amount: ["Amount"],
  currency: ["Currency", "Deal Currency Code"],
  lead_source: ["Original Source", "Original Traffic Source", "Original Source Type"],
  owner_id: ["Deal owner", "Deal Owner"],
  account_id: ["Associated Company IDs", "Associated Company", "Company Name"],
  lost_reason: ["Closed Lost Reason"],
  merged_ids: ["Merged Deal IDs", "Merged object IDs"],
};

/** `Date entered "Stage (Pipeline)"`; the single-quoted form is the older generation. The label is cut at its last " (". */
function enteredColumn(header: string): { stage: string; pipeline: string; isCurrent: boolean } | undefined {
  const match = /^Date entered (["'])(.+) \(([^(]+)\)\1$/.exec(header.trim());
  if (match === null) return undefined;
  return { stage: match[2] ?? "", pipeline: match[3] ?? "", isCurrent: match[1] === '"' };
}

const format: Format = { order: "ymd", decimal: ".", nulls: ["--"] };

/** HubSpot: the deals export, and the headerless property history of 2019. */
const hubspot: Connector = {
  name: "hubspot",
  version: 3,
  streams: ["opportunities", "stage_changes"],
  recognise(head) {
    const headerAt = findHeader(head, ["Record ID", "Deal Stage", "Pipeline"]);
    return headerAt >= 0 ? deals(head, headerAt) : propertyHistory(head);
  },
};

function deals(head: string[][], headerAt: number): Layout {
  const header = head[headerAt] ?? [];
  const read = headerReader(header);
  const entered = header.flatMap((name, at) => {
    const column = enteredColumn(name);
    return column === undefined ? [] : [{ ...column, at, name }];
  });
  const key = (column: { stage: string; pipeline: string }) => `${column.pipeline}\u0000${column.stage}`;
  const current = new Set(entered.filter((column) => column.isCurrent).map(key));
  // both generations of one stage say the same: count the current one
  const counted = entered.filter((column) => column.isCurrent || !current.has(key(column)));
  const phone = read.find(["Contact Phone", "Phone Number"]);
  const email = read.find(["Contact Email", "Email"]);
  const id = read.find(columns.opportunity_id) ?? constant("");
  return {
    headerAt,
    parts: [
      {
        stream: "opportunities",
        format,
        values: {
          ...read.pick(columns),
          ...(phone === undefined ? {} : { phone_key: through("phone_key", phone) }),
          ...(email === undefined ? {} : { email_key: through("email_key", email) }),
        },
      },
      ...counted.map((column): Part => {
        const changedAt = cell(column.at, column.name);
        return {
          stream: "stage_changes",
          format,
          where: changedAt,
          values: {
            record_type: constant("opportunity"),
            record_id: id,
            pipeline: constant(column.pipeline),
            to_stage: constant(column.stage),
            changed_at: changedAt,
          },
        };
      }),
    ],
  };
}

/** Id, name, then pairs of stage and time, of any number. */
function propertyHistory(head: string[][]): Layout | undefined {
  const isHistory = head.every(
    (cells) =>
      cells.length >= 4 &&
      cells.length % 2 === 0 &&
      /^\d+$/.test(cells[0] ?? "") &&
      /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(cells[3] ?? ""),
  );
  if (head.length === 0 || !isHistory) return undefined;
  const pair = (at: number): Part => {
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
      },
    };
  };
  return {
    headerAt: -1,
    parts: (width) => Array.from({ length: Math.ceil((width - 2) / 2) }, (_, index) => pair(2 + 2 * index)),
  };
}

export default hubspot;
