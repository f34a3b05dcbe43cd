import { csvButton } from "../components/csv-button.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { dealsHref, fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { TodoRowsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { noFilters, queryOf, type Filters } from "../lib/filters.ts";
import { dealWords } from "../words/deals.ts";
import { labelOf } from "../words/labels.ts";
import type { Recording } from "../words/provide.ts";
import { reasons, reasonWords, type Reason } from "../words/reasons.ts";
import { todoWords } from "../words/todo.ts";
import { countColumn } from "./columns.ts";
import { lackNote, missingOf, provide } from "./provide.ts";
import { tile } from "./tile.ts";

/** Rows of the table until more are asked for; the CSV has all that are published. */
const pageRows = 50;
/** Owners that can be chosen: those with most to do. */
const mostOwners = 200;

/** What to do this morning: how many deals by reason, the list, and what is not recorded yet. */
export function todoFigures(context: Context): Node[] {
  const published = publishedOf(context);
  const unlinked = [
    ...new Set(
      published
        .filter((row) => row.record_link === null && !row.source_system.startsWith("purchased_list"))
        .map((row) => row.source_system),
    ),
  ].sort();
  const missing: Recording[] = [
    ...missingOf(context, "activity", "due_date", "summary", "hand_off", "proposal_validity"),
    ...(unlinked.length > 0 ? (["crm_link"] as const) : []),
  ];
  return [
    tiles(context, missing),
    element("div", { class: "grid" }, list(context, published, missing)),
    ...provide(context, missing, undefined, unlinked),
  ];
}

/** The owners that the list can be narrowed to, those with most to do first. */
export function ownersOf(context: Context): string[] {
  const counts = new Map<string, number>();
  for (const { owner } of publishedOf(context))
    if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, mostOwners)
    .map(([owner]) => owner);
}

/** The page under another reason. */
export function todoHref(context: Context, narrower: Partial<Filters>): string {
  const { pipeline } = context.filters;
  return `./todo.html${queryOf({ ...noFilters, pipeline, ...narrower })}`;
}

function publishedOf(context: Context): TodoRowsRow[] {
  return rowsOf(fileOf(context, "todo").rows).filter((row) => row.pipeline === context.filters.pipeline);
}

/** How many deals of the chosen pipeline have a reason; with any, without one. */
export function dueCount(context: Context, reason: Reason | null): number {
  const { counts } = fileOf(context, "todo");
  const place = counts.pipeline.findIndex(
    (pipeline, index) => pipeline === context.filters.pipeline && counts.reason[index] === reason,
  );
  return counts.deal_count[place] ?? 0;
}

/** What must be recorded for a reason to be known. */
const needs: Record<Reason, Recording> = {
  hot_and_silent: "activity",
  next_step_missing: "due_date",
  next_step_overdue: "due_date",
  not_accepted: "hand_off",
  no_summary: "summary",
  proposal_expired: "proposal_validity",
  do_not_call: "activity",
};

function tiles(context: Context, missing: Recording[]): HTMLElement {
  const { format, filters } = context;
  const text = todoWords[context.language];
  return element(
    "div",
    { class: "tiles" },
    ...reasons.map((reason) => {
      const isKnown = !missing.includes(needs[reason]) || dueCount(context, reason) > 0;
      return tile(context, {
        id: reason,
        metric: reason === "hot_and_silent" ? "hot" : "",
        label: reasonWords[context.language][reason],
        value: isKnown ? format.count(dueCount(context, reason)) : "–",
        notes: [
          isKnown
            ? text.about[reason]
            : element("a", { href: "#provide" }, lackNote(context, needs[reason], text.notRecorded)),
        ],
        ...(isKnown ? { href: todoHref(context, { reason: filters.reason === reason ? "" : reason }) } : {}),
        isMain: filters.reason === reason,
      });
    }),
  );
}

/** A deal that waits for something, with everything that it waits for. */
interface Deal {
  entries: TodoRowsRow[];
  /** What all its entries say alike. */
  known: TodoRowsRow;
}

/** Each deal once, in the order of the entries; those with an entry that is asked for, and that one first. */
function dealsOf(published: TodoRowsRow[], reason: Reason | null, owner: string): Deal[] {
  const deals = new Map<number, Deal>();
  for (const entry of published) {
    if (owner !== "" && entry.owner !== owner) continue;
    const deal = deals.get(entry.deal_number);
    if (deal === undefined) deals.set(entry.deal_number, { entries: [entry], known: entry });
    else if (entry.reason === reason) deal.entries.unshift(entry);
    else deal.entries.push(entry);
  }
  return [...deals.values()].filter(
    ({ entries }) => reason === null || entries.some((entry) => entry.reason === reason),
  );
}

function list(context: Context, published: TodoRowsRow[], missing: Recording[]): HTMLElement {
  const { format, filters } = context;
  const text = todoWords[context.language];
  const reason = reasons.find((one) => one === filters.reason) ?? null;
  const rows = dealsOf(published, reason, filters.owner);
  const entries = rows.flatMap((deal) =>
    deal.entries.filter((entry) => reason === null || entry.reason === reason),
  );
  const whole = reasons
    .filter((one) => reason === null || one === reason)
    .reduce((sum, one) => sum + dueCount(context, one), 0);
  const isCut = published.length < reasons.reduce((sum, one) => sum + dueCount(context, one), 0);
  const count = filters.owner === "" ? dueCount(context, reason) : rows.length;
  if (count === 0)
    return element(
      "section",
      { class: "card whole", id: "list", "aria-labelledby": "list-headline" },
      element(
        "h2",
        { id: "list-headline" },
        missing.every((kind) => kind === "crm_link") ? text.headlineNone : text.headlineNoneKnown,
      ),
    );
  const headline =
    reason === null
      ? text.headline(format.count(count))
      : text.headlineOf(format.count(count), reasonWords[context.language][reason]);
  return figure<Deal>(context, {
    id: "list",
    isWide: true,
    headline,
    subtitle: text.subtitle,
    measures: ["hot", "expected_value"],
    columns: columnsOf(context, rows),
    rows,
    csv: csvButton(context, "list", headline, entryColumns, entries),
    tableRows: pageRows,
    behind: isCut
      ? element(
          "p",
          { class: "behind" },
          `${text.cut(format.count(entries.length), format.count(whole))} `,
          element("code", {}, 'npm run sql -- "from marts.to_do"'),
        )
      : null,
    notes: [
      ...(rows.some(({ known }) => known.owner?.startsWith("owner_") === true) ? [text.names] : []),
      text.lists,
    ],
  });
}

/** One row per deal and reason, as marts.to_do has them. */
const entryColumns = (
  [
    "deal_id",
    "reason",
    "since_on",
    "since_days",
    "stage",
    "owner",
    "amount_base",
    "expected_value",
    "source_system",
    "record_link",
    "company",
  ] as const
).map((name): TableColumn<TodoRowsRow> => ({ name, label: name, value: (row) => row[name] }));

function columnsOf(context: Context, rows: Deal[]): TableColumn<Deal>[] {
  const { format, language } = context;
  const text = todoWords[language];
  const labels = new Map(context.stages.map((stage) => [stage.stage, stageLabel(stage, context)]));
  const everything = { from: "", to: "", source: "" };
  const has = (name: "record_link" | "company") => rows.some(({ known }) => known[name] !== null);
  return [
    {
      name: "deal_id",
      label: context.text.id,
      value: ({ known }) => known.deal_id,
      show: ({ known }) =>
        known.deal_id === null
          ? "–"
          : element("a", { href: dealsHref(context, { ...everything, deal: known.deal_id }) }, known.deal_id),
    },
    {
      name: "company",
      label: dealWords[language].company,
      value: ({ known }) => known.company,
      isHidden: !has("company"),
    },
    {
      name: "reason",
      label: text.reason,
      value: ({ entries }) => entries.map((entry) => entry.reason).join(" "),
      show: ({ entries }) =>
        element(
          "ul",
          { class: "why" },
          ...entries.map((entry) =>
            element(
              "li",
              {},
              reasonWords[context.language][entry.reason],
              entry.since_on === null
                ? null
                : element(
                    "span",
                    {},
                    ` ${text.sinceWhen(format.day(entry.since_on), format.count(entry.since_days))}`,
                  ),
            ),
          ),
        ),
    },
    {
      name: "stage",
      label: context.text.stage,
      value: ({ known }) => known.stage,
      show: ({ known: { stage } }) =>
        stage === null ? "–" : (labels.get(stage) ?? labelOf(stage, language)),
    },
    { name: "owner", label: text.owner, value: ({ known }) => known.owner },
    countColumn<Deal>(
      context,
      "amount_base",
      text.amount(format.currency(context.release.base_currency)),
      ({ known }) => known.amount_base,
    ),
    countColumn<Deal>(context, "expected_value", text.expected, ({ known }) => known.expected_value),
    {
      name: "source_system",
      label: context.text.system,
      value: ({ known }) => known.source_system,
      isHidden: new Set(rows.map(({ known }) => known.source_system)).size < 2,
    },
    {
      name: "record_link",
      label: text.record,
      value: ({ known }) => known.record_link,
      show: ({ known }) =>
        known.record_link === null
          ? "–"
          : element(
              "a",
              {
                href: known.record_link,
                rel: "external noreferrer",
                "aria-label": `${text.open}: ${known.deal_id ?? ""}`,
              },
              text.open,
            ),
      isHidden: !has("record_link"),
    },
  ];
}
