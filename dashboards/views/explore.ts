import { funnelChart, type FunnelBar } from "../charts/funnel.ts";
import { csvButton } from "../components/csv-button.ts";
import { figure } from "../components/figure.ts";
import { funnelBuilder } from "../components/funnel-builder.ts";
import { pagedTable, type TableColumn } from "../components/table.ts";
import { dealsHref, fileOf, stageLabel, type Context } from "../lib/context.ts";
import { durationOf } from "../lib/duration.ts";
import { button, element } from "../lib/element.ts";
import { rangedOf } from "../lib/estimated.ts";
import type { Explore } from "../lib/data.ts";
import { dimensionNames, type Filters } from "../lib/filters.ts";
import { findExtreme } from "../lib/finding.ts";
import { answerOf, type FunnelAnswer, type FunnelRow, type FunnelStep } from "../lib/funnel-answer.ts";
import { funnelOf, type Funnel } from "../lib/funnel.ts";
import type { ReadFunnel } from "../lib/funnel-files.ts";
import { funnelSql } from "../lib/funnel-sql.ts";
import type { Incidence } from "../lib/incidence.ts";
import { exploreWords } from "../words/explore.ts";
import { labelOf } from "../words/labels.ts";
import { dealWords } from "../words/deals.ts";
import { sheet } from "./sheet.ts";
import { countColumn, shareOfColumn } from "../figures/columns.ts";
import { statusText } from "../figures/estimates.ts";

/** Values of a split that its table shows until more are asked for. */
const firstValues = 25;
/** CRM ids that are listed until more are asked for. */
const firstIds = 100;

/** The funnel that the address defines: its steps to change, what comes through it, and the same for each value of a split. */
export function exploreFigures(context: Context): Node[] {
  const { stages, unknown, reading, format, language } = context;
  const all = [...stages.map((row) => row.stage), ...(unknown.won ? [] : ["won"])];
  if (all.length < 2) return [element("p", { class: "empty" }, context.text.noData)];
  const funnel = funnelOf(context.filters, stages, !unknown.won);
  const builder = funnelBuilder(context, funnel, all, (step) => nameOf(context, step));
  if (reading > 0)
    return [builder, element("p", { class: "empty" }, dealWords[language].reading(format.count(reading)))];
  const shown = shownOf(context);
  return [
    builder,
    element("div", { class: "grid" }, wayFigure(shown)),
    shown.list,
    ...(funnel.split === null ? [] : [splitTable(shown, funnel.split)]),
  ];
}

/** What comes through the funnel, as a sentence; that it is being read while it is. */
export const exploreHeadline = (context: Context): string =>
  context.reading > 0
    ? dealWords[context.language].reading(context.format.count(context.reading))
    : headlineOf(shownOf(context));

/** What a step is called. */
const nameOf = (context: Context, step: string[]): string =>
  step
    .map((key) => {
      const stage = context.stages.find((row) => row.stage === key);
      return stage === undefined ? labelOf(key, context.language) : stageLabel(stage, context);
    })
    .join(" + ");

/** The last answer: what is drawn is announced too. */
let last: { key: string; explore: Explore; answer: FunnelAnswer } | undefined;

/** The funnel of a selection with its answer. */
function shownOf(context: Context): Shown {
  const { filters, stages, unknown } = context;
  const funnel = funnelOf(filters, stages, !unknown.won);
  const explore: ReadFunnel = fileOf(context, "explore");
  const { from, to, source, campaign, owner, country, tier } = filters;
  const key = JSON.stringify([funnel, from, to, source, campaign, owner, country, tier]);
  if (last?.key !== key || last.explore !== explore)
    last = { key, explore, answer: explore.given ?? answerOf(explore, funnel, filters) };
  return {
    context,
    funnel,
    answer: last.answer,
    names: funnel.steps.map((step) => nameOf(context, step)),
    list: element("div", { class: "listed" }),
  };
}

/** The share that gets from the first step to the last, or why that cannot be told. */
function headlineOf({ context, answer, names }: Shown): string {
  const { format, language } = context;
  const text = exploreWords[language];
  const [first = "", last = ""] = [names[0], names.at(-1)];
  const { whole, counts } = answer.all;
  if ((counts[0] ?? 0) === 0) return text.headlineEmpty(first);
  if (whole?.estimate == null) return text.headlineNone(first, last);
  const days = format.count(whole.horizon_days);
  const { low, high } = rangedOf(whole);
  return text.headline(
    format.share(whole.estimate),
    format.share(low),
    format.share(high),
    first,
    last,
    days,
  );
}

interface Shown {
  context: Context;
  funnel: Funnel;
  answer: FunnelAnswer;
  /** What the steps are called. */
  names: string[];
  /** Where the deals of a count are listed. */
  list: HTMLElement;
}

type StepRow = FunnelStep & { name: string; place: number };

function wayFigure(shown: Shown): HTMLElement {
  const { context, funnel, answer, names } = shown;
  const { format, language, text: words } = context;
  const text = exploreWords[language];
  const rows: StepRow[] = answer.steps.map((step, place) => ({ ...step, name: names[place] ?? "", place }));
  const { whole, counts } = answer.all;
  const started = counts[0] ?? 0;
  const bars: FunnelBar[] = rows.map((row) => {
    const before = rows[row.place - 1];
    const incidence = before?.incidence ?? null;
    const { value: rate, low, high } = rangedOf(incidence);
    return {
      label: row.name,
      count: row.count,
      before: before?.count ?? row.count,
      step:
        before === undefined
          ? null
          : {
              successes: row.count,
              n: before.count,
              rate,
              low,
              high,
            },
      isWon: funnel.steps[row.place]?.[0] === "won",
      title: [
        `${row.name}: ${format.count(row.count)}`,
        ...(before === undefined ? [] : [`${text.from}: ${shareText(shown, incidence)}`]),
      ].join("; "),
    };
  });
  const sql = funnelSql(
    funnel,
    answer,
    context.filters,
    new Map([
      ...context.stages.map((row): [string, number] => [row.stage, row.stage_ordinal]),
      ["won", context.stages.length + 1],
    ]),
  );
  const notes = [
    ...(whole === null
      ? [text.noHorizon]
      : whole.estimate_status === "too_few_followed"
        ? [
            text.tooFew(
              format.count(Math.max(1, 10 - whole.followed_count)),
              format.count(whole.horizon_days),
            ),
          ]
        : whole.estimate_status === "ok"
          ? []
          : [`${statusText(context, whole.estimate_status, whole.followed_count, whole.horizon_days)}.`]),
  ];
  return figure<StepRow>(context, {
    id: "explore",
    isWide: true,
    headline: headlineOf(shown),
    subtitle:
      notes[0] ?? (funnel.within === null ? text.subtitle : text.subtitleWithin(format.count(funnel.within))),
    about: [
      ...(whole === null
        ? []
        : [text.about(format.count(whole.followed_count), format.count(whole.horizon_days))]),
      text.aboutOrder[funnel.order],
      ...(funnel.within === null ? [text.aboutHorizon] : []),
      ...(context.filters.source === "" ? [words.listsOut] : []),
      ...(funnel.split === "owner" ? [text.sqlOwner] : []),
    ],
    measures: ["stage_estimate", "lead_to_customer_estimate"],
    empty: text.emptyHow,
    query: sql,
    draw: (width) => funnelChart(bars, width, format, text.from),
    spoken: { columns: ["deal_count", "estimate"] },
    columns: [
      { name: "step", label: text.step, value: (row) => row.name },
      {
        name: "deal_count",
        label: text.came,
        value: (row) => row.count,
        show: (row) => countOf(shown, answer.all, row.place),
        isNumber: true,
      },
      countColumn<StepRow>(context, "went_count", text.went, (row) => row.went),
      countColumn<StepRow>(context, "lost_count", text.lost, (row) => row.lost),
      countColumn<StepRow>(context, "open_count", text.open, (row) => row.open),
      ...incidenceColumns<StepRow>(shown, (row) => row.incidence, { share: text.next, median: text.median }),
    ],
    rows: started === 0 ? [] : rows,
    behind:
      started === 0
        ? null
        : element(
            "p",
            { class: "behind" },
            `${text.behind}: `,
            ...rows.flatMap((row) => [
              row.place === 0 ? "" : " · ",
              `${row.name} `,
              countOf(shown, answer.all, row.place),
            ]),
          ),
  });
}

/** A table of the values of the split. */
function splitTable(shown: Shown, split: NonNullable<Funnel["split"]>): HTMLElement {
  const { context, answer, names } = shown;
  const { format, language } = context;
  const text = exploreWords[language];
  const by = text.by[split];
  const valueOf = (row: FunnelRow) => (row.value === null ? text.all : labelOf(row.value, language));
  const judged = answer.rows.filter((row) => row.whole?.estimate != null && row.value !== "purchased_list");
  const best = findExtreme(judged, ({ whole }) => rangedOf(whole), "most");
  const share = best.kind === "none" ? "" : format.share(best.row.whole?.estimate ?? null);
  return sheet<FunnelRow>(
    context,
    "explore-split",
    best.kind === "none"
      ? text.splitNone(by)
      : best.kind === "apart"
        ? text.splitHeadline(by, valueOf(best.row), share)
        : judged.length === 1
          ? text.splitOnly(by, valueOf(best.row), share)
          : text.splitAlike(by),
    answer.days === null ? text.noHorizon : text.splitSub(format.count(answer.days)),
    [
      { name: split, label: context.text.splits[split], value: (row) => row.value, show: valueOf },
      {
        name: "share",
        label: text.whole,
        value: (row) => row.whole?.estimate ?? null,
        show: (row) => shareCell(shown, row.whole),
        isNumber: true,
      },
      ...names.map((name, place): TableColumn<FunnelRow> => ({
        name: `step_${place + 1}_count`,
        label: name,
        value: (row) => row.counts[place] ?? 0,
        show: (row) => countOf(shown, row, place),
        isNumber: true,
      })),
      ...incidenceColumns<FunnelRow>(shown, (row) => row.whole, {
        share: text.whole,
        median: text.wholeMedian,
      })
        .filter(({ name }) => name !== "estimate")
        .map((column) => ({
          ...column,
          isHidden: !["followed_count", "median_seconds"].includes(column.name),
        })),
    ],
    answer.rows.length === 0 ? [] : [...answer.rows, answer.all],
    text.splitEmpty(context.text.splits[split]),
    firstValues,
  );
}

/** A share with its interval in words, or why there is none. */
function shareText({ context }: Shown, incidence: Incidence | null): string {
  const { format } = context;
  if (incidence?.estimate == null)
    return incidence === null
      ? "–"
      : statusText(context, incidence.estimate_status, incidence.followed_count, incidence.horizon_days);
  const { low, high } = rangedOf(incidence);
  return `${format.share(incidence.estimate)}, 95%: ${format.share(low)} – ${format.share(high)}`;
}

/** A share with its interval below it, or why there is none. */
function shareCell({ context }: Shown, incidence: Incidence | null): HTMLElement {
  const { format } = context;
  const { low, high } = rangedOf(incidence);
  const reason =
    incidence?.estimate == null
      ? statusText(
          context,
          incidence?.estimate_status ?? "no_horizon",
          incidence?.followed_count ?? 0,
          incidence?.horizon_days ?? null,
        )
      : `${format.share(low)} – ${format.share(high)}`;
  return element(
    "span",
    {},
    format.share(incidence?.estimate ?? null),
    reason === "" ? null : element("small", {}, reason),
  );
}

/** A share with what it rests on. */
function incidenceColumns<Row>(
  { context }: Shown,
  of: (row: Row) => Incidence | null,
  heads: { share: string; median: string },
): TableColumn<Row>[] {
  const { format, language, text: words } = context;
  const text = exploreWords[language];
  const share = (name: "estimate" | "estimate_low" | "estimate_high", label: string) =>
    shareOfColumn<Row>(context, name, label, (row) => of(row)?.[name] ?? null);
  return [
    countColumn<Row>(context, "followed_count", text.followed, (row) => of(row)?.followed_count ?? null),
    share("estimate", heads.share),
    share("estimate_low", words.low),
    share("estimate_high", words.high),
    countColumn<Row>(context, "horizon_days", text.daysHead, (row) => of(row)?.horizon_days ?? null),
    {
      name: "median_seconds",
      label: heads.median,
      value: (row) => of(row)?.median_seconds ?? null,
      show: (row) => durationOf(of(row)?.median_seconds ?? null, format, language),
      isNumber: true,
    },
    {
      name: "estimate_status",
      label: text.status,
      value: (row) => of(row)?.estimate_status ?? "no_horizon",
      show: (row) => {
        const own = of(row);
        return statusText(
          context,
          own?.estimate_status ?? "no_horizon",
          own?.followed_count ?? 0,
          own?.horizon_days ?? null,
        );
      },
    },
  ];
}

/** A count that leads to its deals: on the page Deals where its filters can say which, else listed in place. */
function countOf(shown: Shown, row: FunnelRow, place: number): HTMLElement | string {
  const { context } = shown;
  const count = row.counts[place] ?? 0;
  const words = context.format.count(count);
  const narrower = narrowerOf(shown, row, place);
  if (narrower !== null) return element("a", { href: dealsHref(context, narrower) }, words);
  // Without scripts nothing can be listed.
  if (context.readBehind === undefined || count === 0) return words;
  return button(words, () => void listDeals(shown, row, place), { class: "count" });
}

/** The filters under which the page Deals lists the deals of a count; null where there are none. */
function narrowerOf({ funnel }: Shown, row: FunnelRow, place: number): Partial<Filters> | null {
  if (funnel.order !== "passed" || funnel.within !== null) return null;
  const step = funnel.steps[place]?.[0] ?? "";
  const reached: Partial<Filters> = step === "won" ? { outcome: "won" } : { stage: step };
  if (row.value === null) return reached;
  if (funnel.split === "source") return { ...reached, source: row.value };
  const dimension = dimensionNames.find((name) => name === funnel.split);
  if (dimension !== undefined) return { ...reached, [dimension]: row.value };
  if (funnel.split === "list") return { ...reached, source: "purchased_list", mark: `list=${row.value}` };
  return null;
}

/** Lists the CRM ids of the deals of a count below the figure. */
async function listDeals(shown: Shown, row: FunnelRow, place: number): Promise<void> {
  const { context, funnel, names, list } = shown;
  const { format, language, readBehind } = context;
  const text = exploreWords[language];
  if (readBehind === undefined) return;
  const state = element("p", { class: "note", role: "status" }, text.loading);
  list.replaceChildren(state);
  try {
    const { deals, ids } = await readBehind(context.filters);
    const { dealsAt } = answerOf(deals, funnel, context.filters);
    const own = dealsAt(row.value, place).map((deal) => ids[deal] ?? null);
    const found = own.filter((id) => id !== null).map((id) => ({ id }));
    const count = format.count(own.length);
    const step = names[place] ?? "";
    const headline =
      row.value === null
        ? text.dealsAt(count, step)
        : text.dealsOf(count, step, labelOf(row.value, language));
    const columns: TableColumn<{ id: string }>[] = [
      {
        name: "deal_id",
        label: context.text.id,
        value: ({ id }) => id,
        show: ({ id }) => element("a", { href: dealsHref(context, { deal: id }) }, id),
      },
    ];
    const head = element("h2", { id: "listed-headline", tabindex: "-1" }, headline);
    list.replaceChildren(
      element(
        "section",
        { class: "card wide", id: "listed", "aria-labelledby": "listed-headline" },
        element(
          "div",
          { class: "card-head" },
          element("div", {}, head, element("p", { class: "subtitle" }, text.listed)),
          csvButton(context, "explore-deals", headline, columns, found),
        ),
        pagedTable(context, headline, columns, found, firstIds),
        found.length < own.length
          ? element("p", { class: "note" }, text.unnamed(format.count(own.length - found.length)))
          : null,
      ),
    );
    head.focus();
  } catch {
    state.textContent = text.failed;
  }
}
