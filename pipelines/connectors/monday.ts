import type { Format } from "../formats/values/value-sql.ts";
import {
  headerReader,
  refuseUnreadTimes,
  textOf,
  through,
  type Connector,
  type Value,
} from "../layout/layout.ts";

const format: Format = { order: "ymd", decimal: ".", nulls: [], serials: true };

/** A board's columns are its owner's: these are the ones that the boards of deals begin with. */
const columns = {
  created_at: [
    "Creation log",
    "Creation date",
    "Created date",
    "Created at",
    "Created",
    "Deal creation date",
  ],
  updated_at: ["Last updated"],
  closed_at: ["Actual close date", "Closed date", "Close date"],
  stage_changed_at: ["Current stage start date"],
  stage: ["Stage", "Deal stage"],
  pipeline: ["Pipeline"],
  amount: ["Deal value", "Value", "Amount"],
  currency: ["Currency"],
  product: ["Product"],
  lead_source: ["Source", "Lead source"],
  account_id: ["Accounts", "Account", "Company"],
  owner_id: ["Owner", "Deal owner", "Sales rep", "Rep Name"],
  country: ["Country"],
  lost_reason: ["Lost reason", "Reason for loss"],
};
const itemId = ["Item ID (auto generated)"];

/** A log of what somebody did names the person before the time. */
const timeOf = (value: Value): Value => ({
  ...value,
  sql: `coalesce(nullif(regexp_extract(${value.sql}, '\\p{L}{3,} \\d{1,2}, \\d{4}( \\d{1,2}:\\d{2} [AP]M)?$'), ''), ${value.sql})`,
});

/**
 * monday.com: a board of deals as a workbook. Its groups follow each other, each with a title, the header again, its items and their
 * sums; below an item its subitems may stand, with a header and columns of their own.
 */
const monday: Connector = {
  name: "monday",
  vendor: "monday.com",
  reads: "A board of deals as exported to a worksheet: all groups, without subitems and sums.",
  version: 1,
  streams: ["opportunities"],
  recognise(head, comparison) {
    const headerAt = head.findIndex((cells) => {
      const read = headerReader(cells, undefined, comparison);
      const has = (names: string[]) => read.find(names) !== undefined;
      return (
        (cells[0] ?? "").trim() === "Name" &&
        has(itemId) &&
        has(columns.stage) &&
        (has(columns.amount) || has(["Expected close date", "Close probability"]) || has(columns.closed_at))
      );
    });
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = headerReader(header, undefined, comparison);
    refuseUnreadTimes(
      "they are items of a board of monday.com",
      [...columns.created_at, ...columns.updated_at, ...columns.closed_at, ...columns.stage_changed_at],
      read,
      head,
      headerAt,
    );
    const [id, probability] = [read.cell(...itemId), read.find(["Close probability", "Probability"])];
    const { created_at, updated_at, ...values } = read.pick(columns);
    return {
      headerAt,
      delivery: "presumed_full",
      boilerplate: `coalesce(trim(c0), '') in ('', 'Subitems') or not regexp_full_match(${textOf(id)}, '\\d{6,}')`,
      mappings: [
        {
          stream: "opportunities",
          format,
          values: {
            ...values,
            opportunity_id: id,
            ...(created_at === undefined ? {} : { created_at: timeOf(created_at) }),
            ...(updated_at === undefined ? {} : { updated_at: timeOf(updated_at) }),
            ...(probability === undefined ? {} : { probability: through("percent_of", probability) }),
            ...read.personKeys(["Phone"], ["Email", "Contact email"]),
          },
        },
      ],
    };
  },
};

export default monday;
