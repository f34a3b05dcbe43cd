import type { TableColumn } from "../components/table.ts";
import type { Context } from "../lib/context.ts";
import type { SourcesQualityRow } from "../lib/data.ts";
import type { Filters } from "../lib/filters.ts";
import { labelOf } from "../words/labels.ts";
import { sourceWords } from "../words/sources.ts";
import { countColumn, dealsColumn, dealsLink, shareColumn, type NumberOf } from "./columns.ts";
import { customerOf, statusText } from "./estimates.ts";
import { missingOf } from "./provide.ts";

type Row = SourcesQualityRow;
type Segment = Row["segment"];
/** Rows of a picture; the table has all. */
export const mostDrawn = 20;
const everything = { from: "", to: "", source: "" };

/** The deals of a source, campaign or list. */
export function ownDeals(
  { segment, segment_value: value }: Row,
  narrower: Partial<Filters> = {},
): Partial<Filters> {
  const own = segment === "lead_source" ? "" : `${segment}=${value}`;
  const mark = [own, narrower.mark ?? ""].filter((one) => one !== "").join("\n");
  return {
    ...everything,
    ...(segment === "lead_source" ? { source: value } : {}),
    ...narrower,
    mark,
  };
}

/** What a source is called on the page; a campaign or a list is called as its rows say. */
export const labelOfRow = (context: Context, row: Row): string =>
  row.segment === "lead_source" ? labelOf(row.segment_value, context.language) : row.segment_value;

type LinkedCount = "lead_count" | "duplicate_count" | "won_count" | "called_count" | "connected_count";

/** A count of a source, campaign or list that leads to its deals. */
export const linkedCount = (
  context: Context,
  name: LinkedCount,
  label: string,
  narrower: Partial<Filters>,
): TableColumn<Row> =>
  dealsColumn<Row>(
    context,
    name,
    label,
    (row) => row[name],
    (row) => ownDeals(row, narrower),
  );

/** The columns of the table behind the figures of sources and campaigns. */
export function qualityColumns(context: Context, segment: Segment): TableColumn<Row>[] {
  const { format, stages, release } = context;
  const text = sourceWords[context.language];
  const firstSales = stages.find((stage) => stage.team === "sales")?.stage;
  const share = (name: NumberOf<Row>, label: string) => shareColumn<Row>(context, name, label);
  const amount = (name: NumberOf<Row>, label: string) =>
    countColumn<Row>(context, name, label, (row) => row[name] as number | null);
  const low = context.text.low.toLowerCase();
  const high = context.text.high.toLowerCase();
  return [
    {
      name: segment,
      label: segment === "lead_source" ? context.text.source : text[segment],
      value: (row) => row.segment_value,
      show: (row) => dealsLink(context, labelOfRow(context, row), ownDeals(row)),
    },
    linkedCount(context, "lead_count", text.leads, {}),
    linkedCount(context, "duplicate_count", text.duplicates, { mark: "duplicate" }),
    {
      ...countColumn<Row>(context, "invalid_contact_count", text.invalid, (row) => row.invalid_contact_count),
      show: (row) =>
        row.invalid_contact_count === null
          ? "–"
          : dealsLink(
              context,
              format.count(row.invalid_contact_count),
              ownDeals(row, { mark: "invalid_contact" }),
            ),
    },
    ...(firstSales === undefined
      ? []
      : [
          dealsColumn<Row>(
            context,
            "sql_count",
            text.toSales,
            (row) => row.sql_count,
            (row) => ownDeals(row, { stage: firstSales }),
          ),
        ]),
    linkedCount(context, "won_count", context.text.won, { outcome: "won" }),
    share("sql_estimate", text.sqlShare),
    share("sql_low", `${text.sqlShare}, ${low}`),
    share("sql_high", `${text.sqlShare}, ${high}`),
    share("won_estimate", text.wonShare),
    share("won_low", `${text.wonShare}, ${low}`),
    share("won_high", `${text.wonShare}, ${high}`),
    {
      name: "won_status",
      label: text.status,
      value: (row) => row.won_status,
      show: (row) => statusText(context, row.won_status, 0, customerOf(context, "")?.horizon_days ?? null),
    },
    amount("cost_base", text.cost(format.currency(release.base_currency))),
    amount("cost_per_lead", text.perLead),
    amount("cost_per_sql", text.perSql),
    amount("cost_per_won", text.perWon),
    amount("cost_per_won_low", `${text.perWon}, ${low}`),
    amount("cost_per_won_high", `${text.perWon}, ${high}`),
    ...(missingOf(context, "activity").length > 0
      ? []
      : [
          linkedCount(context, "called_count", text.called, { mark: "called" }),
          linkedCount(context, "connected_count", text.connected, { mark: "connected" }),
        ]),
  ];
}
