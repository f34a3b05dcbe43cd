import { columnChoice, leftOutColumns } from "../components/column-choice.ts";
import { savedViewsOf } from "../components/saved-views.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf, rowsWhere } from "../lib/columns.ts";
import { dealsHref, fileOf, stageLabel, wordStage, type Context } from "../lib/context.ts";
import type { Cell } from "../lib/csv.ts";
import type { Deals, DealsRowsRow, DealsVisitsRow } from "../lib/data.ts";
import { behind } from "../lib/deals.ts";
import { element } from "../lib/element.ts";
import { queryOf } from "../lib/filters.ts";
import { markedBy, severalOf } from "../lib/marked.ts";
import { firstDeals, type ReadDeals } from "../lib/read-deals.ts";
import { dealWords } from "../words/deals.ts";
import { labelOf } from "../words/labels.ts";
import { leavesListsOut, markLabel } from "../words/marks.ts";
import { wayWords } from "../words/way.ts";
import { sheet } from "./sheet.ts";

/** The place of each stage of a pipeline. */
export const orderOf = (stages: { stage: string; stage_ordinal: number }[]): Map<string, number> =>
  new Map(stages.map((row) => [row.stage, row.stage_ordinal]));

/** The deals behind a number, of those that are read. */
const selected = ({ filters, stages }: Context, { rows }: Pick<Deals, "rows">): DealsRowsRow[] =>
  rowsWhere(rows, behind(filters, orderOf(stages)));

/** How many deals the selection has, and how many of them are won; how many must be read to know while they are not there. */
export function dealsHeadline(context: Context, rows = selected(context, dealsOf(context))): string {
  const { text, format, language, reading, unknown, filters } = context;
  if (reading > 0) return dealWords[language].reading(format.count(reading));
  const { unread } = dealsOf(context);
  const count = rows.length + (unread?.deal_count ?? 0);
  const won = rows.filter((deal) => deal.outcome === "won").length + (unread?.won_count ?? 0);
  const headline =
    unknown.won || filters.outcome === "open"
      ? text.headline.dealsOnly(format.count(count))
      : text.headline.deals(format.count(count), format.count(won));
  const several = severalOf(filters.mark);
  if (several === null) return headline;
  const marked = markedBy(filters.mark);
  const times = rows.reduce((sum, deal) => sum + marked(deal.marks), 0);
  return dealWords[language].several[several](format.count(times), headline);
}

const dealsOf = (context: Context): ReadDeals => fileOf(context, "deals");

/** The list of deals to work from, and of one deal the way it came. */
export function deals(context: Context): Node[] {
  const { text, format, language, filters } = context;
  const total = fileOf(context, "deals").total;
  const [published = 0, all = 0] = [total.published_count[0], total.deal_count[0]];
  const label = labels(context);
  const columns = columnsOf(context, label);
  const sorted = columns.find((column) => column.name === filters.sort.split(".")[0]) ?? undefined;
  const rows = sortedBy(selected(context, dealsOf(context)), sorted, filters.sort.endsWith(".desc"));
  const words = dealWords[language];
  const presentIn = (rows: DealsRowsRow[]) =>
    columns.filter((column) => column.isOptional !== true || rows.some((row) => isKnown(column.value(row))));
  const present = presentIn(rows);
  const holder = element("div");
  const list = () => {
    const out = leftOutColumns();
    const chosen = (columns: DealColumn[]) =>
      columns.map((column) => (out.has(column.name) ? { ...column, isHidden: true } : column));
    return sheet<DealsRowsRow>(
      context,
      "deals",
      dealsHeadline(context, rows),
      [
        filters.stage === ""
          ? ""
          : `${filters.at === "here" ? text.standsAt : ["furthest", "waiting"].includes(filters.at) ? text.furthest : text.reached}: ${label(filters.stage)}.`,
        filters.at === "mature"
          ? text.matureOnly
          : filters.at === "closed"
            ? text.byClosing
            : filters.at === "sales"
              ? text.bySales
              : "",
        filters.mark === "" ? "" : markLabel(filters.mark, language, wordStage(context)),
        filters.source === "" && leavesListsOut(filters.mark) ? text.listsOut : "",
        rows.some((deal) => deal.owner?.startsWith("owner_") === true) ? words.names : "",
        `${text.amount}: ${format.currency(context.release.base_currency)}.`,
      ]
        .filter((part) => part !== "")
        .join(" "),
      chosen(present).map((column) => sortable(context, column)),
      rows,
      context.reading > 0 ? words.reading(format.count(context.reading)) : text.none,
      firstDeals,
      unreadOf(context, (rows) => chosen(presentIn(rows))),
    );
  };
  const show = () => {
    holder.replaceChildren(list());
  };
  show();
  return [
    ...[
      savedViewsOf(context),
      columnChoice(
        context,
        present.filter((column) => column.isHidden !== true),
        show,
      ),
    ].filter((node) => node !== null),
    ...(filters.deal === "" || context.reading > 0 ? [] : [way(context, rows, label)]),
    ...(published < all
      ? [
          element(
            "section",
            { class: "card wide", id: "left-off" },
            element("p", {}, text.dealsLeftOff(format.count(published), format.count(all))),
            element(
              "pre",
              {},
              element(
                "code",
                {},
                'npm run sql -- "select * from marts.deal order by started_on desc" --format csv > deals.csv',
              ),
            ),
          ),
        ]
      : []),
    holder,
  ];
}

/** What reads the deals of the selection that are not there yet; undefined where all are. */
function unreadOf(context: Context, columnsIn: (rows: DealsRowsRow[]) => DealColumn[]) {
  const { filters, readMore } = context;
  const count = dealsOf(context).unread?.deal_count ?? 0;
  if (count === 0 || readMore === undefined) return undefined;
  const read = async (wanted: number) => {
    const deals = (await readMore(filters, wanted)) as ReadDeals;
    return { rows: selected(context, deals), count: deals.unread?.deal_count ?? 0 };
  };
  return {
    count,
    read,
    all: async () => {
      const { rows } = await read(Infinity);
      return { columns: columnsIn(rows), rows };
    },
  };
}

interface DealColumn extends TableColumn<DealsRowsRow> {
  /** It is left out where no deal has a value. */
  isOptional?: boolean;
}

const isKnown = (cell: Cell): boolean => cell !== null && cell !== "";

function labels(context: Context): (stage: string | null) => string {
  const own = new Map(context.stages.map((stage) => [stage.stage, stageLabel(stage, context)]));
  return (stage) => (stage === null ? "–" : (own.get(stage) ?? labelOf(stage, context.language)));
}

function columnsOf(context: Context, label: (stage: string | null) => string): DealColumn[] {
  const { text, format, language, filters } = context;
  const words = dealWords[language];
  const date = (day: string | null) => element("span", { class: "date" }, format.day(day));
  const hidden = (name: string, value: (deal: DealsRowsRow) => Cell): DealColumn => ({
    name,
    label: name,
    value,
    isHidden: true,
  });
  const whole = (
    name: "age_days" | "stage_days" | "amount_base",
    columnLabel: string,
    isOptional: boolean,
  ): DealColumn => ({
    name,
    label: columnLabel,
    value: (deal) => deal[name],
    show: (deal) => format.count(deal[name]),
    isNumber: true,
    isOptional,
  });
  return [
    {
      name: "deal_id",
      label: text.id,
      value: (deal) => deal.deal_id,
      show: (deal) => idOf(context, deal),
    },
    {
      name: "owner",
      label: words.owner,
      value: (deal) => deal.owner,
      show: (deal) => deal.owner ?? "–",
      isOptional: true,
    },
    {
      name: "current_stage",
      label: text.stage,
      value: (deal) => deal.current_stage,
      show: (deal) => stageOf(deal, label, words.cameAsFar),
    },
    hidden("furthest_stage", (deal) => deal.furthest_stage),
    {
      name: "outcome",
      label: text.outcome,
      value: (deal) => deal.outcome,
      show: (deal) =>
        element(
          "span",
          {},
          element("span", { class: `outcome ${deal.outcome}` }, labelOf(deal.outcome, language)),
          deal.outcome_on === null ? null : element("small", { class: "date" }, format.day(deal.outcome_on)),
        ),
      isHidden: filters.outcome === "open",
    },
    hidden("outcome_on", (deal) => deal.outcome_on),
    {
      name: "started_on",
      label: text.started,
      value: (deal) => deal.started_on,
      show: (deal) => date(deal.started_on),
    },
    {
      name: "days",
      label: words.cycle,
      value: (deal) => deal.cycle_days,
      show: (deal) => (deal.is_impossible ? text.impossible : format.decimal(deal.cycle_days)),
      isNumber: true,
      isOptional: true,
    },
    whole("age_days", words.age, true),
    whole("stage_days", words.atStage, true),
    {
      name: "next_step",
      label: words.next,
      value: (deal) => deal.next_step,
      show: (deal) =>
        deal.next_step === null
          ? "–"
          : element(
              "span",
              {},
              words.nextSteps[deal.next_step],
              deal.next_step_on === null
                ? null
                : element("small", { class: "date" }, format.day(deal.next_step_on)),
            ),
      isOptional: true,
    },
    hidden("next_step_on", (deal) => deal.next_step_on),
    {
      name: "campaign",
      label: words.campaign,
      value: (deal) => deal.campaign_id ?? deal.list_id,
      show: (deal) => deal.campaign_id ?? deal.list_id ?? "–",
      isOptional: true,
    },
    {
      name: "company",
      label: words.company,
      value: (deal) => deal.company,
      show: (deal) => deal.company ?? "–",
      isOptional: true,
    },
    {
      name: "lead_source",
      label: text.source,
      value: (deal) => deal.source,
      show: (deal) => labelOf(deal.source, language),
      isHidden: filters.source !== "",
    },
    hidden("source_system", (deal) => deal.source_system),
    whole("amount_base", text.amount, true),
  ];
}

/** Where a deal stands; of one that is over, or of one that went back, how far it came. */
function stageOf(
  deal: DealsRowsRow,
  label: (stage: string | null) => string,
  cameAsFar: (stage: string) => string,
): HTMLElement | string {
  if (deal.outcome === "won" || deal.outcome === "lost") return label(deal.furthest_stage);
  return deal.furthest_stage === null || deal.furthest_stage === deal.current_stage
    ? label(deal.current_stage)
    : element(
        "span",
        {},
        label(deal.current_stage),
        element("small", {}, cameAsFar(label(deal.furthest_stage))),
      );
}

/** The id, leading to the way the deal came, and beside it to its record where the address of the CRM is known. */
function idOf(context: Context, deal: DealsRowsRow): HTMLElement | string {
  const { language } = context;
  const id = deal.deal_id;
  if (id === null) return "–";
  const record = recordOf(context, deal.source_system, id);
  return element(
    "span",
    { class: "date" },
    element("a", { href: dealsHref(context, { deal: id }) }, id),
    ...(record === null
      ? []
      : [
          " ",
          element(
            "a",
            {
              href: record,
              rel: "external noreferrer",
              "aria-label": dealWords[language].recordOf(id),
            },
            `${dealWords[language].record} ↗`,
          ),
        ]),
  );
}

/** The address of a record in the CRM; null where it is not known. */
function recordOf(context: Context, source: string, id: string): string | null {
  const { links } = fileOf(context, "deals");
  const link = links.record_link[links.source.indexOf(source)];
  return link === undefined ? null : link.replaceAll("{id}", encodeURIComponent(id));
}

/** A head that sorts by its column: first the small ones, then the large ones, then as it was. */
function sortable(context: Context, column: DealColumn): DealColumn {
  const { filters, setFilters } = context;
  const [name, direction] = filters.sort.split(".");
  const state = name !== column.name ? "none" : direction === "desc" ? "descending" : "ascending";
  const next = { none: `${column.name}.asc`, ascending: `${column.name}.desc`, descending: "" }[state];
  return {
    ...column,
    sort: {
      state,
      toggle: () => {
        setFilters({ sort: next });
      },
    },
  };
}

/** By a column, what is unknown last, and otherwise as they were. */
function sortedBy(rows: DealsRowsRow[], column: DealColumn | undefined, isDown: boolean): DealsRowsRow[] {
  if (column === undefined) return rows;
  const sign = isDown ? -1 : 1;
  const compare = (a: Cell, b: Cell) => (a === b ? 0 : (a as number) < (b as number) ? -1 : 1);
  return rows
    .map((row) => ({ row, cell: column.value(row) }))
    .sort((one, other) => {
      const [a, b] = [isKnown(one.cell), isKnown(other.cell)];
      return a && b ? sign * compare(one.cell, other.cell) : Number(b) - Number(a);
    })
    .map(({ row }) => row);
}

/** The stays of one deal, stage by stage. */
function way(context: Context, rows: DealsRowsRow[], label: (stage: string | null) => string): HTMLElement {
  const { format, language, filters } = context;
  const text = wayWords[language];
  const visits = rowsOf(fileOf(context, "deals").visits).filter((visit) => visit.deal_id === filters.deal);
  const last = visits.at(-1);
  const closed = rows.find((row) => row.outcome_on !== null && visits.at(-1)?.left_on != null);
  const record = rows[0] === undefined ? null : recordOf(context, rows[0].source_system, filters.deal);
  const { pipeline, source, from, to } = filters;
  const node = sheet<DealsVisitsRow>(
    context,
    "way",
    last === undefined
      ? text.headlineNone(filters.deal)
      : closed === undefined
        ? text.headlineOpen(filters.deal, label(last.stage), format.decimal(last.days))
        : text.headlineClosed(
            filters.deal,
            labelOf(closed.outcome, language).toLowerCase(),
            format.day(closed.outcome_on),
          ),
    last === undefined ? "" : text.subtitle,
    [
      {
        name: "stage",
        label: context.text.stage,
        value: (visit) => visit.stage,
        show: (visit) => label(visit.stage),
      },
      {
        name: "entered_on",
        label: text.entered,
        value: (visit) => visit.entered_on,
        show: (visit) => format.day(visit.entered_on),
      },
      {
        name: "left_on",
        label: text.left,
        value: (visit) => visit.left_on,
        show: (visit) => format.day(visit.left_on),
      },
      {
        name: "days",
        label: context.text.cycle,
        value: (visit) => visit.days,
        show: (visit) => format.decimal(visit.days),
        isNumber: true,
      },
      {
        name: "exit_kind",
        label: text.then,
        value: (visit) => visit.exit_kind,
        show: (visit) => text.exits[visit.exit_kind](label(visit.next_stage)),
      },
    ],
    visits,
  );
  node.append(
    element(
      "p",
      { class: "behind" },
      ...(record === null
        ? []
        : [element("a", { href: record, rel: "external noreferrer" }, `${text.record} ↗`), " · "]),
      element("a", { href: `./deals.html${queryOf({ pipeline, source, from, to })}` }, text.back),
    ),
  );
  return node;
}
