import { cellReader, constant, findHeader, type Connector, type RawRow } from "../load/connector.ts";
import { personKeys } from "../load/person-keys.ts";

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

/** HubSpot: the deals export, and the headerless property history of 2019. */
const hubspot: Connector = {
  name: "hubspot",
  version: 2,
  streams: ["opportunities", "stage_changes"],
  recognise(head) {
    const headerAt = findHeader(head, ["Record ID", "Deal Stage", "Pipeline"]);
    const shared = { order: "ymd" as const, decimal: "." as const, nulls: ["", "--"] };
    if (headerAt < 0)
      return isPropertyHistory(head)
        ? { ...shared, headerAt: -1, streams: ["stage_changes"], rows: historyRows }
        : undefined;
    const header = head[headerAt] ?? [];
    const read = cellReader(header);
    const entered = header.flatMap((name, index) => {
      const column = enteredColumn(name);
      return column === undefined ? [] : [{ ...column, index, name }];
    });
    const current = new Set(
      entered.filter((column) => column.isCurrent).map((column) => `${column.pipeline}\u0000${column.stage}`),
    );
    // both generations of one stage say the same: count the current one
    const counted = entered.filter(
      (column) => column.isCurrent || !current.has(`${column.pipeline}\u0000${column.stage}`),
    );
    return {
      ...shared,
      headerAt,
      streams: ["opportunities", "stage_changes"],
      rows(cells) {
        const contact = read.pick(cells, {
          phone: ["Contact Phone", "Phone Number"],
          email: ["Contact Email", "Email"],
        });
        const values = { ...read.pick(cells, columns), ...personKeys(contact["phone"], contact["email"]) };
        const deal: RawRow = { stream: "opportunities", values };
        const id = deal.values["opportunity_id"] ?? constant("");
        return [
          deal,
          ...counted
            .filter((column) => (cells[column.index] ?? "").trim() !== "")
            .map((column): RawRow => ({
              stream: "stage_changes",
              values: {
                record_type: constant("opportunity"),
                record_id: id,
                pipeline: constant(column.pipeline),
                to_stage: constant(column.stage),
                changed_at: { text: cells[column.index] ?? "", header: column.name },
              },
            })),
        ];
      },
    };
  },
};

/** Id, name, then pairs of stage and time, of any number. */
function isPropertyHistory(head: string[][]): boolean {
  return (
    head.length > 0 &&
    head.every(
      (cells) =>
        cells.length >= 4 &&
        cells.length % 2 === 0 &&
        /^\d+$/.test(cells[0] ?? "") &&
        /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(cells[3] ?? ""),
    )
  );
}

function historyRows(cells: string[]): RawRow[] {
  const rows: RawRow[] = [];
  for (let index = 2; index + 1 < cells.length; index += 2)
    rows.push({
      stream: "stage_changes",
      values: {
        record_type: constant("opportunity"),
        record_id: { text: cells[0] ?? "", header: "column 1" },
        to_stage: { text: cells[index] ?? "", header: `column ${index + 1}` },
        changed_at: { text: cells[index + 1] ?? "", header: `column ${index + 2}` },
      },
    });
  return rows;
}

export default hubspot;
