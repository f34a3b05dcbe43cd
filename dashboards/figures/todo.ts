import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { dealsHref, fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { TodoRowsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { noFilters, queryOf, type Filters } from "../lib/filters.ts";
import { labelOf } from "../words/labels.ts";
import type { Recording } from "../words/provide.ts";
import { reasons, todoWords, type Reason } from "../words/todo.ts";
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
        label: text.reasons[reason],
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

function list(context: Context, published: TodoRowsRow[], missing: Recording[]): HTMLElement {
  const { format, filters } = context;
  const text = todoWords[context.language];
  const reason = reasons.find((one) => one === filters.reason) ?? null;
  const rows = published.filter(
    (row) =>
      (reason === null || row.reason === reason) && (filters.owner === "" || row.owner === filters.owner),
  );
  const whole = reasons
    .filter((one) => reason === null || one === reason)
    .reduce((sum, one) => sum + dueCount(context, one), 0);
  const isCut = published.length < reasons.reduce((sum, one) => sum + dueCount(context, one), 0);
  const deals =
    filters.owner === "" ? dueCount(context, reason) : new Set(rows.map((row) => row.deal_id)).size;
  if (deals === 0)
    return element(
      "section",
      { class: "card whole", id: "list", "aria-labelledby": "list-headline" },
      element(
        "h2",
        { id: "list-headline" },
        missing.every((kind) => kind === "crm_link") ? text.headlineNone : text.headlineNoneKnown,
      ),
    );
  return figure<TodoRowsRow>(context, {
    id: "list",
    isWide: true,
    headline:
      reason === null
        ? text.headline(format.count(deals))
        : text.headlineOf(format.count(deals), text.reasons[reason]),
    subtitle: text.subtitle,
    measures: ["hot", "expected_value"],
    columns: columnsOf(context, rows),
    rows,
    tableRows: pageRows,
    behind: isCut
      ? element(
          "p",
          { class: "behind" },
          `${text.cut(format.count(rows.length), format.count(whole))} `,
          element("code", {}, 'npm run sql -- "from marts.to_do"'),
        )
      : null,
    notes: [
      ...(rows.some((row) => row.owner?.startsWith("owner_") === true) ? [text.names] : []),
      text.lists,
    ],
  });
}

function columnsOf(context: Context, rows: TodoRowsRow[]): TableColumn<TodoRowsRow>[] {
  const { format, language } = context;
  const text = todoWords[language];
  const labels = new Map(context.stages.map((stage) => [stage.stage, stageLabel(stage, context)]));
  const everything = { from: "", to: "", source: "" };
  const isLinked = rows.some((row) => row.record_link !== null);
  return [
    {
      name: "deal_id",
      label: context.text.id,
      value: (row) => row.deal_id,
      show: (row) =>
        row.deal_id === null
          ? "–"
          : element("a", { href: dealsHref(context, { ...everything, deal: row.deal_id }) }, row.deal_id),
    },
    {
      name: "reason",
      label: text.reason,
      value: (row) => row.reason,
      show: (row) => text.reasons[row.reason],
    },
    {
      name: "since_on",
      label: text.since,
      value: (row) => row.since_on,
      show: (row) => element("span", { class: "nowrap" }, format.day(row.since_on)),
    },
    countColumn<TodoRowsRow>(context, "since_days", text.sinceDays, (row) => row.since_days),
    {
      name: "stage",
      label: context.text.stage,
      value: (row) => row.stage,
      show: (row) => (row.stage === null ? "–" : (labels.get(row.stage) ?? labelOf(row.stage, language))),
    },
    { name: "owner", label: text.owner, value: (row) => row.owner },
    countColumn<TodoRowsRow>(
      context,
      "amount_base",
      text.amount(format.currency(context.release.base_currency)),
      (row) => row.amount_base,
    ),
    countColumn<TodoRowsRow>(context, "expected_value", text.expected, (row) => row.expected_value),
    {
      name: "source_system",
      label: context.text.system,
      value: (row) => row.source_system,
      isHidden: new Set(rows.map((row) => row.source_system)).size < 2,
    },
    {
      name: "record_link",
      label: text.record,
      value: (row) => row.record_link,
      show: (row) =>
        row.record_link === null
          ? "–"
          : element(
              "a",
              {
                href: row.record_link,
                rel: "external noreferrer",
                "aria-label": `${text.open}: ${row.deal_id ?? ""}`,
              },
              text.open,
            ),
      isHidden: !isLinked,
    },
  ];
}
