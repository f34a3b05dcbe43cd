import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { SourcesMovedRow, SourcesQualityRow, SourcesSpendRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { findExtreme } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { labelOf } from "../words/labels.ts";
import { sourceWords } from "../words/sources.ts";
import { countColumn, dealsColumn, dealsLink, shareColumn, type NumberOf } from "./columns.ts";
import { customerOf, statusText } from "./estimates.ts";
import { lackNote, missingOf, provide } from "./provide.ts";
import { tile } from "./tile.ts";
import { todoHref } from "./todo.ts";
import { are } from "../lib/figure-query.ts";

type Row = SourcesQualityRow;
type Segment = Row["segment"];
/** Rows of a picture; the table has all. */
const mostDrawn = 20;
const published = 100;
const everything = { from: "", to: "", source: "" };

/** What sources, campaigns and lists bring and cost; purchased lists apart. */
export function leadSourceFigures(context: Context): Node[] {
  const quality = rowsOf(fileOf(context, "sources").quality).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const spend = rowsOf(fileOf(context, "sources").spend);
  const of = (segment: Segment) => quality.filter((row) => row.segment === segment);
  const lists = of("list");
  return [
    ...(spend.length === 0 && lists.length === 0 ? [] : [tiles(context, spend, lists)]),
    element(
      "div",
      { class: "grid" },
      ...costFigure(context, "lead_source", of("lead_source")),
      qualityFigure(context, of("lead_source")),
      ...costFigure(context, "campaign", of("campaign")),
      ...listFigure(context, lists),
      ...(spend.length === 0 ? [] : [spendFigure(context, spend)]),
      ...movedFigure(context),
    ),
    ...provide(context, missingOf(context, "spend", "list", "hand_off", "activity")),
  ];
}

/** The deals of a source, campaign or list. */
function ownDeals({ segment, segment_value: value }: Row, narrower: Partial<Filters> = {}): Partial<Filters> {
  const own = segment === "lead_source" ? "" : `${segment}=${value}`;
  const mark = [own, narrower.mark ?? ""].filter((one) => one !== "").join("\n");
  return {
    ...everything,
    ...(segment === "lead_source" ? { source: value } : {}),
    ...narrower,
    mark,
  };
}

const labelOfRow = (context: Context, row: Row): string =>
  row.segment === "lead_source" ? labelOf(row.segment_value, context.language) : row.segment_value;

function money(context: Context, amount: number | null): string {
  const { format, release } = context;
  return amount === null ? "–" : `${format.compact(amount)} ${format.currency(release.base_currency)}`;
}

function tiles(context: Context, spend: SourcesSpendRow[], lists: Row[]): HTMLElement {
  const { format } = context;
  const text = sourceWords[context.language];
  const total = sum(spend, (row) => row.cost_base);
  const apart = sum(spend, (row) => row.unattributed_cost);
  const months = spend.flatMap((row) => [row.first_month, row.last_month]).sort();
  const unpriced = sum(spend, (row) => row.unpriced_count);
  const violations = sum(lists, (row) => row.do_not_call_violation_count);
  return element(
    "div",
    { class: "tiles" },
    ...(spend.length === 0
      ? []
      : [
          tile(context, {
            id: "cost",
            metric: "spend_cost",
            label: text.costTile,
            value: money(context, total),
            notes: [
              text.costNote(format.month(months[0] ?? ""), format.month(months.at(-1) ?? "")),
              unpriced === 0 ? "" : text.unpriced(format.count(unpriced)),
            ],
          }),
          tile(context, {
            id: "unattributed",
            metric: "spend_cost",
            label: text.unattributedTile,
            value: money(context, apart),
            notes: [text.unattributedNote(format.share(total === 0 ? null : apart / total))],
            href: "#spend",
          }),
        ]),
    lists.length === 0
      ? null
      : missingOf(context, "activity").length > 0
        ? tile(context, {
            id: "violations",
            metric: "",
            label: text.violationTile,
            value: "–",
            notes: [element("a", { href: "#provide" }, lackNote(context, "activity", text.noCalls))],
          })
        : tile(context, {
            id: "violations",
            metric: "",
            label: text.violationTile,
            value: format.count(violations),
            notes: [text.violationNote],
            href: todoHref(context, { reason: "do_not_call" }),
          }),
  );
}

const sum = <Item>(items: Item[], of: (item: Item) => number | null): number =>
  items.reduce((total, item) => total + (of(item) ?? 0), 0);

function costFigure(context: Context, segment: "lead_source" | "campaign", all: Row[]): HTMLElement[] {
  const { format, release } = context;
  const text = sourceWords[context.language];
  const rows = all.filter((row) => row.cost_base !== null);
  // A list's customers are told apart from all others.
  const named = rows.filter((row) => row.segment_value !== "purchased_list");
  if (named.length === 0) return [];
  const ranged = (row: Row) => ({
    value: row.cost_per_won,
    low: row.cost_per_won_low,
    high: row.cost_per_won_high,
  });
  const least = findExtreme(named, ranged, "least");
  const known = named.filter((row) => row.cost_per_won !== null);
  const what = text.what[segment];
  const [drawn, currency] = [rows.slice(0, mostDrawn), format.currency(release.base_currency)];
  const most = Math.max(0, ...known.map((row) => row.cost_per_won ?? 0));
  const unit = most >= 1e6 ? 1e6 : most >= 1e4 ? 1e3 : 1;
  const scaled = (amount: number | null) => (amount === null ? null : amount / unit);
  const lacking = (row: Row) => (row.won_estimate === 0 ? text.noCustomer : text.tooFew);
  const draw = (width: number) =>
    rateChart(
      drawn.map((row) => ({
        label: labelOfRow(context, row),
        low: null,
        high: null,
        isApart: row.segment_value === "purchased_list",
        rates: [
          {
            rate: scaled(row.cost_per_won),
            low: scaled(row.cost_per_won_low),
            high: scaled(row.cost_per_won_high),
            basis: row.cost_per_won === null ? lacking(row) : `n = ${format.count(row.costed_lead_count)}`,
          },
        ],
      })),
      width,
      format,
      {
        isFullScale: false,
        heads: [`${text.units[unit]}${currency}`],
        write: format.compact,
        tick: format.compact,
      },
    );
  return [
    figure<Row>(context, {
      id: segment === "lead_source" ? "costs" : "campaigns",
      lacks: context.unknown.won ? "won" : null,
      isWide: true,
      headline:
        least.kind === "none"
          ? text.noneCost(what)
          : known.length === 1
            ? text.onlyCost(labelOfRow(context, least.row), money(context, least.row.cost_per_won))
            : least.kind === "apart"
              ? text.cheapest(what, labelOfRow(context, least.row), money(context, least.row.cost_per_won))
              : text.alike(what),
      subtitle: text.costSubtitle(currency),
      query: {
        of: "sources/quality",
        where: [
          ...are({ pipeline: context.filters.pipeline, segment }),
          ...(segment === "campaign" ? [] : ["cost_base is not null"]),
        ],
      },
      measures: ["cost_per_won", "cost_per_sql", "cost_per_lead", "spend_cost"],
      ...(known.length === 0 ? {} : { draw }),
      columns: qualityColumns(context, segment),
      rows: segment === "campaign" ? all : rows,
      notes: [
        text.costDrawn,
        ...(drawn.length < rows.length ? [text.drawnCut(format.count(mostDrawn))] : []),
        ...(all.length === published ? [text.campaignsCut(format.count(published))] : []),
        ...(segment === "lead_source" && named.length < rows.length ? [text.listsApart] : []),
      ],
    }),
  ];
}

function qualityFigure(context: Context, rows: Row[]): HTMLElement {
  const { format } = context;
  const text = sourceWords[context.language];
  const named = rows.filter((row) => row.segment_value !== "purchased_list");
  const hasSales = rows.some((row) => row.sql_status !== "no_hand_off");
  const sales = (row: Row) => ({
    value: row.sql_estimate,
    low: row.sql_low ?? (row.sql_estimate === 0 ? 0 : null),
    high: row.sql_high ?? (row.sql_estimate === 1 ? 1 : null),
  });
  const won = (row: Row) => ({
    value: row.won_estimate,
    low: row.won_low ?? (row.won_estimate === 0 ? 0 : null),
    high: row.won_high ?? (row.won_estimate === 1 ? 1 : null),
  });
  const main = hasSales ? sales : won;
  const most = findExtreme(named, main, "most");
  const known = named.filter((row) => main(row).value !== null);
  const days = customerOf(context, "")?.horizon_days ?? null;
  const say = hasSales
    ? {
        apart: text.qualityHeadline,
        alike: text.qualityAlike,
        only: text.qualityOnly,
        sole: text.qualitySole,
      }
    : { apart: text.wonHeadline, alike: text.wonAlike, only: text.wonOnly, sole: text.wonSole };
  return figure<Row>(context, {
    id: "quality",
    isWide: true,
    headline:
      most.kind === "none"
        ? text.qualityNone
        : known.length === 1
          ? (named.length === 1 ? say.sole : say.only)(
              labelOfRow(context, most.row),
              format.share(main(most.row).value),
            )
          : most.kind === "apart"
            ? say.apart(labelOfRow(context, most.row), format.share(main(most.row).value))
            : say.alike,
    subtitle: text.qualitySubtitle(format.count(days)),
    query: {
      of: "sources/quality",
      where: [...are({ pipeline: context.filters.pipeline, segment: "lead_source" })],
    },
    measures: ["lead_to_customer_estimate", "lead_source"],
    draw: (width) =>
      rateChart(
        [...named, ...rows.filter((row) => row.segment_value === "purchased_list")].map((row) => {
          const { value: rate, low, high } = main(row);
          const basis = rate === null ? "–" : `n = ${format.count(row.lead_count)}`;
          const beside = {
            rate: context.unknown.won ? null : row.won_estimate,
            low: null,
            high: null,
            basis: "",
          };
          return {
            label: labelOfRow(context, row),
            low: null,
            high: null,
            isApart: row.segment_value === "purchased_list",
            rates: [{ rate, low, high, basis }, ...(hasSales ? [beside] : [])],
          };
        }),
        width,
        format,
        { isFullScale: false, heads: hasSales ? [text.sales, text.customer] : [text.customer] },
      ),
    columns: qualityColumns(context, "lead_source"),
    rows,
    notes: [hasSales ? text.qualityDrawn : text.wonDrawn, text.contacts, text.listsApart],
  });
}

function qualityColumns(context: Context, segment: Segment): TableColumn<Row>[] {
  const { format, stages, release } = context;
  const text = sourceWords[context.language];
  const firstSales = stages.find((stage) => stage.team === "sales")?.stage;
  const share = (name: NumberOf<Row>, label: string) => shareColumn<Row>(context, name, label);
  const amount = (name: NumberOf<Row>, label: string) =>
    countColumn<Row>(context, name, label, (row) => row[name] as number | null);
  const links = (
    name: "lead_count" | "duplicate_count" | "won_count" | "called_count" | "connected_count",
    label: string,
    narrower: Partial<Filters>,
  ) =>
    dealsColumn<Row>(
      context,
      name,
      label,
      (row) => row[name],
      (row) => ownDeals(row, narrower),
    );
  const low = context.text.low.toLowerCase();
  const high = context.text.high.toLowerCase();
  return [
    {
      name: segment,
      label: segment === "lead_source" ? context.text.source : text[segment],
      value: (row) => row.segment_value,
      show: (row) => dealsLink(context, labelOfRow(context, row), ownDeals(row)),
    },
    links("lead_count", text.leads, {}),
    links("duplicate_count", text.duplicates, { mark: "duplicate" }),
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
    links("won_count", context.text.won, { outcome: "won" }),
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
          links("called_count", text.called, { mark: "called" }),
          links("connected_count", text.connected, { mark: "connected" }),
        ]),
  ];
}

function listFigure(context: Context, rows: Row[]): HTMLElement[] {
  const { format, release } = context;
  const text = sourceWords[context.language];
  if (rows.length === 0) return [];
  const reached = (row: Row) => {
    const rate = wilson(row.connected_count, row.called_count);
    return { value: rate.rate, low: rate.low, high: rate.high };
  };
  const most = findExtreme(rows, reached, "most");
  const drawn = rows.slice(0, mostDrawn);
  const known = rows.filter((row) => row.called_count > 0);
  const isCallKnown = missingOf(context, "activity").length === 0;
  const draw = (width: number) =>
    rateChart(
      drawn.map((row) => {
        const { value: rate, low, high } = reached(row);
        const won = context.unknown.won ? null : wilson(row.won_count, row.lead_count).rate;
        return {
          label: row.segment_value,
          low: null,
          high: null,
          isApart: true,
          rates: [
            { rate, low, high, basis: format.counts(wilson(row.connected_count, row.called_count)) },
            { rate: won, low: null, high: null, basis: "" },
          ],
        };
      }),
      width,
      format,
      { isFullScale: false, heads: [text.listHead, text.wonHead] },
    );
  const count = (
    name: "member_count" | "no_legal_basis_count" | "do_not_call_count" | "do_not_call_violation_count",
    label: string,
  ) => countColumn<Row>(context, name, label, (row) => row[name]);
  const links = (
    name: "lead_count" | "called_count" | "connected_count" | "won_count",
    label: string,
    narrower: Partial<Filters>,
  ) =>
    dealsColumn<Row>(
      context,
      name,
      label,
      (row) => row[name],
      (row) => ownDeals(row, narrower),
    );
  return [
    figure<Row>(context, {
      id: "lists",
      isWide: true,
      headline:
        most.kind === "none"
          ? isCallKnown
            ? text.listNone
            : text.listOnlyMembers(
                format.count(rows.length),
                format.count(sum(rows, (row) => row.lead_count)),
              )
          : known.length === 1
            ? text.listOnly(most.row.segment_value, format.share(reached(most.row).value))
            : most.kind === "apart"
              ? text.listHeadline(most.row.segment_value, format.share(reached(most.row).value))
              : text.listAlike,
      subtitle: known.length === 0 ? text.listSubtitleOnly : text.listSubtitle,
      query: {
        of: "sources/quality",
        where: [...are({ pipeline: context.filters.pipeline, segment: "list" })],
      },
      measures: ["cost_per_lead", "spend_cost"],
      ...(known.length === 0 ? {} : { draw }),
      columns: [
        {
          name: "list",
          label: text.list,
          value: (row) => row.segment_value,
          show: (row) => dealsLink(context, row.segment_value, ownDeals(row)),
        },
        { name: "vendor", label: text.vendor, value: (row) => row.vendor },
        { name: "legal_basis", label: text.basis, value: (row) => row.legal_basis },
        count("member_count", text.members),
        count("no_legal_basis_count", text.noBasis),
        links("lead_count", text.leads, {}),
        ...(isCallKnown
          ? [
              links("called_count", text.called, { mark: "called" }),
              links("connected_count", text.connected, { mark: "connected" }),
              {
                name: "connect_rate",
                label: text.connectRate,
                value: (row: Row) => reached(row).value,
                show: (row: Row) => format.share(reached(row).value),
                isNumber: true,
              },
            ]
          : []),
        links("won_count", context.text.won, { outcome: "won" }),
        countColumn<Row>(
          context,
          "cost_base",
          text.cost(format.currency(release.base_currency)),
          (row) => row.cost_base,
        ),
        countColumn<Row>(context, "cost_per_lead", text.perLead, (row) => row.cost_per_lead),
        countColumn<Row>(context, "cost_per_won", text.perWon, (row) => row.cost_per_won),
        count("do_not_call_count", text.barred),
        count("do_not_call_violation_count", text.violations),
      ],
      rows,
      notes: [
        ...(known.length === 0 ? [] : [text.listDrawn]),
        text.listsApart,
        ...(drawn.length < rows.length ? [text.drawnCut(format.count(mostDrawn))] : []),
      ],
    }),
  ];
}

function spendFigure(context: Context, rows: SourcesSpendRow[]): HTMLElement {
  const { format, release } = context;
  const text = sourceWords[context.language];
  const total = sum(rows, (row) => row.cost_base);
  const apart = sum(rows, (row) => row.unattributed_cost);
  const unnamed = rowsOf(fileOf(context, "sources").unnamed).filter((row) => row.campaign !== null);
  const currency = format.currency(release.base_currency);
  return figure<SourcesSpendRow>(context, {
    id: "spend",
    isWide: true,
    headline:
      total > 0 && apart > 0 ? text.spendHeadline(format.share(apart / total)) : text.spendHeadlineNone,
    subtitle: text.spendSubtitle,
    query: { of: "sources/spend", where: [] },
    measures: ["spend_cost"],
    columns: [
      { name: "platform", label: text.platform, value: (row) => row.platform },
      {
        name: "kind",
        label: text.kind,
        value: (row) => row.kind,
        show: (row) => text.kinds[row.kind] ?? row.kind,
      },
      countColumn<SourcesSpendRow>(context, "cost_base", text.cost(currency), (row) => row.cost_base),
      countColumn<SourcesSpendRow>(
        context,
        "unattributed_cost",
        text.unattributed,
        (row) => row.unattributed_cost,
      ),
      countColumn<SourcesSpendRow>(context, "unnamed_count", text.unnamedCount, (row) => row.unnamed_count),
    ],
    rows,
    notes: [
      text.spendHow,
      ...(unnamed.length === 0
        ? []
        : [
            text.unnamed(
              unnamed
                .slice(0, 5)
                .map((row) => `${row.campaign ?? ""} (${money(context, row.cost_base)})`)
                .join(", "),
            ),
          ]),
    ],
  });
}

/** How much the cost of days that were over still moved. */
function movedFigure(context: Context): HTMLElement[] {
  const text = sourceWords[context.language];
  const rows = rowsOf(fileOf(context, "sources").moved);
  if (rows.length === 0) return [];
  const number = (
    name: "day_count" | "first_cost" | "cost" | "cost_change" | "fallen_count",
    label: string,
  ) => countColumn<SourcesMovedRow>(context, name, label, (row) => row[name]);
  return [
    figure<SourcesMovedRow>(context, {
      id: "moved",
      isWide: true,
      headline: text.movedHeadline(context.format.count(sum(rows, (row) => row.day_count))),
      subtitle: text.movedSubtitle,
      query: { of: "sources/moved", where: [] },
      measures: ["spend_cost"],
      columns: [
        { name: "platform", label: text.platform, value: (row) => row.platform },
        { name: "currency", label: text.currency, value: (row) => row.currency },
        number("day_count", text.movedDays),
        number("first_cost", text.firstCost),
        number("cost", text.newestCost),
        number("cost_change", text.costChange),
        number("fallen_count", text.fallen),
      ],
      rows,
      notes: [text.movedNote],
    }),
  ];
}
