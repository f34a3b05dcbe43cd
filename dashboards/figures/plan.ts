import { assuranceChart } from "../charts/assurance.ts";
import { curveChart } from "../charts/curves.ts";
import { needChart } from "../charts/needs.ts";
import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type { PlanTargetsRow, PlanTrialsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { assuranceByLeads, leadsNeeded, shareBefore } from "../lib/leads-needed.ts";
import { findExtreme, rowOf } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { labelOf } from "../words/labels.ts";
import { planWords } from "../words/plan.ts";
import { behindLine, countLinks, matureCounts } from "./behind.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { whichRate } from "./which-rate.ts";
import { tile } from "./tile.ts";
import { are } from "../lib/figure-query.ts";

/** What is asked of the planner, with what it assumes where the address does not say. */
export interface Question {
  target: number;
  assurance: number;
  deadline: string;
  arrival: "evenly" | "at_once";
}

const day = 86_400_000;

/** The question in the address; without a deadline the leads have two horizons from the end of the data. */
export function questionOf(context: Context): Question {
  const { filters, release } = context;
  const horizon = context.stages[0]?.mature_horizon_days ?? 180;
  const asOf = Date.parse(`${release.as_of?.slice(0, 10) ?? "1970-01-01"}T00:00:00Z`);
  return {
    target: filters.target === "" ? 20 : Number(filters.target),
    assurance: filters.assurance === "" ? 0.9 : Number(filters.assurance),
    deadline:
      filters.deadline !== ""
        ? filters.deadline
        : new Date(asOf + 2 * horizon * day).toISOString().slice(0, 10),
    arrival: filters.arrival === "at_once" ? "at_once" : "evenly",
  };
}

/** How many leads a target needs: the answer, why it is not the naive number, by source, and how soon they buy. */
export function planFigures(context: Context): Node[] {
  const { filters, release } = context;
  const file = fileOf(context, "plan");
  const question = questionOf(context);
  const inPipeline = <Row extends { pipeline: string }>(row: Row) => row.pipeline === filters.pipeline;
  const trials = rowsOf(file.trials).filter(inPipeline);
  const own = trials.find((row) => row.source === filters.source);
  const curve = rowsOf(file.curve).filter((row) => inPipeline(row) && row.source === filters.source);
  const daysLeft = Math.round(
    (Date.parse(question.deadline) - Date.parse(release.as_of?.slice(0, 10) ?? question.deadline)) / day,
  );
  const share = shareBefore(daysLeft, curve, question.arrival);
  const ignored = ignoredFilters(context, "months");
  const answer = own === undefined || !isPlannable(own) ? undefined : answerOf(own, question);
  return [
    tiles(context, own, answer, share, daysLeft, question),
    element(
      "div",
      { class: "grid" },
      assuranceFigure(context, own, answer, question, ignored),
      soonFigure(context, own, curve, daysLeft, ignored),
      sourceFigure(context, trials, question),
      gridFigure(
        context,
        answer === undefined
          ? []
          : rowsOf(file.targets).filter((row) => inPipeline(row) && row.source === filters.source),
        ignored,
      ),
    ),
  ];
}

/** A plan starts from wins: mature leads of which none became a customer say how many are too few, not how many are enough. */
const isPlannable = (row: PlanTrialsRow): boolean => row.reason === null && row.success_count > 0;

/** Why there is no plan. */
function noPlan(context: Context, own: PlanTrialsRow | undefined): string {
  const text = planWords[context.language];
  return own?.reason === null
    ? text.headlineNobody(context.format.count(own.trial_count))
    : own?.reason === "untimed"
      ? text.headlineUntimed
      : text.headlineNone;
}

/** The same in a few words. */
function whyNoPlan(context: Context, { reason }: PlanTrialsRow): string {
  const text = planWords[context.language];
  if (reason === null) return text.nobody;
  return reason === "untimed" ? text.untimed : text.tooFew;
}

interface Answer {
  /** Leads that have the whole horizon; null when a million are too few. */
  full: number | null;
  naive: number | null;
}

function answerOf(row: PlanTrialsRow, { target, assurance }: Question): Answer {
  return {
    full: leadsNeeded(target, assurance, row.success_count, row.trial_count) ?? null,
    naive: row.success_count === 0 ? null : Math.ceil((target * row.trial_count) / row.success_count),
  };
}

const allMonths: Partial<Filters> = { from: "", to: "" };
const everything: Partial<Filters> = { ...allMonths, at: "mature" };

/** Won of the mature leads that the plan starts from. */
function trialsLine(context: Context, row: PlanTrialsRow | undefined): HTMLElement | null {
  return row === undefined
    ? null
    : behindLine(
        context,
        matureCounts(
          { won: row.success_count, started: row.trial_count },
          { ...allMonths, source: row.source },
        ),
        labelOf(row.source, context.language),
      );
}

function tiles(
  context: Context,
  own: PlanTrialsRow | undefined,
  answer: Answer | undefined,
  share: number | null,
  daysLeft: number,
  question: Question,
): HTMLElement {
  const { format } = context;
  const text = planWords[context.language];
  const full = answer?.full ?? null;
  const needed = full === null || share === null || share <= 0 ? null : Math.ceil(full / share);
  const naiveReaches =
    own === undefined || answer?.naive == null
      ? null
      : reachedBy(question.target, own, answer.naive)[answer.naive - question.target]?.assurance;
  return element(
    "div",
    { class: "tiles" },
    tile(context, {
      id: "needed",
      lacks: context.unknown.won ? "won" : null,
      metric: "leads_needed",
      label: text.needed,
      value: answer?.full === null ? text.never : format.count(needed),
      notes: [
        daysLeft <= 0
          ? text.deadlineGone
          : needed === null
            ? answer === undefined
              ? noPlan(context, own)
              : ""
            : text.neededNote(format.count(full), format.share(share, 0), format.day(question.deadline)),
      ],
      isMain: true,
    }),
    tile(context, {
      id: "naive",
      lacks: context.unknown.won ? "won" : null,
      metric: "naive_leads",
      label: text.naive,
      value: format.count(answer?.naive ?? null),
      notes: [naiveReaches == null ? "" : text.naiveNote(format.share(naiveReaches, 0))],
    }),
    tile(context, {
      id: "planRate",
      lacks: context.unknown.won ? "won" : null,
      metric: "plan_rate",
      label: text.rate,
      value: format.share(own?.rate ?? null),
      notes:
        own === undefined
          ? []
          : [
              countLinks(
                context,
                { successes: own.success_count, n: own.trial_count },
                { ...everything, outcome: "won" },
                everything,
              ),
              own.rate === null ? "" : `95%: ${format.share(own.rate_low)} – ${format.share(own.rate_high)}`,
            ],
    }),
    tile(context, {
      id: "matures",
      lacks: context.unknown.won ? "won" : null,
      metric: "won_share",
      label: text.matures,
      value: format.share(share, 0),
      notes: [
        own === undefined ? "" : text.maturesNote(format.count(daysLeft), format.count(own.horizon_days)),
      ],
    }),
  );
}

/** The curve up to a number of leads. */
function reachedBy(target: number, row: PlanTrialsRow, upTo: number): { leads: number; assurance: number }[] {
  const points = [];
  for (const point of assuranceByLeads(target, row.success_count, row.trial_count)) {
    if (point.leads > upTo) break;
    points.push(point);
  }
  return points;
}

function assuranceFigure(
  context: Context,
  own: PlanTrialsRow | undefined,
  answer: Answer | undefined,
  { target, assurance }: Question,
  ignored: string | null,
): HTMLElement {
  const { format } = context;
  const text = planWords[context.language];
  const full = answer?.full ?? null;
  const reached =
    own === undefined || full === null || full > 200_000
      ? []
      : reachedBy(target, own, Math.ceil(Math.max(full, answer?.naive ?? 0) * 1.45));
  const at = (leads: number | null) => reached.find((point) => point.leads === leads);
  const found = at(full);
  const naive = at(answer?.naive ?? null);
  const marks = [
    ...(naive === undefined ? [] : [{ ...naive, isNaive: true }]),
    ...(found === undefined ? [] : [{ ...found, isNaive: false }]),
  ];
  const every = Math.max(1, Math.floor(reached.length / 160));
  return figure(context, {
    id: "assurance",
    lacks: context.unknown.won ? "won" : null,
    headline:
      answer === undefined
        ? noPlan(context, own)
        : full === null
          ? text.headlineNever(format.count(target))
          : text.headline(format.count(full), format.count(target), format.share(assurance, 0)) +
            (naive === undefined
              ? ""
              : text.headlineNaive(format.count(naive.leads), format.share(naive.assurance, 0))),
    subtitle: text.subtitle,
    ignored,
    about: [
      ...(own === undefined
        ? []
        : [
            text.about(
              format.count(own.success_count),
              format.count(own.trial_count),
              format.count(own.horizon_days),
            ),
          ]),
      ...whichRate(context),
    ],
    spoken: { columns: ["assurance"], rows: marks },
    measures: ["leads_needed", "naive_leads", "plan_rate"],
    draw: (width) =>
      assuranceChart(
        [
          { leads: target - 1, assurance: 0 },
          ...reached.filter((_, index) => index % every === 0 || index === reached.length - 1),
        ],
        marks,
        assurance,
        width,
        format,
        text.axis,
      ),
    columns: [
      countColumn(context, "leads", context.text.leads, (row: (typeof reached)[number]) => row.leads),
      {
        name: "assurance",
        label: text.assurances,
        value: (row) => row.assurance,
        show: (row) => format.share(row.assurance),
        isNumber: true,
      },
    ],
    rows: reached.filter(
      (point, index) =>
        index % Math.max(1, Math.floor(reached.length / 30)) === 0 || point === found || point === naive,
    ),
    behind: trialsLine(context, own),
  });
}

function soonFigure(
  context: Context,
  own: PlanTrialsRow | undefined,
  curve: { day: number; won_share: number; mean_share: number }[],
  daysLeft: number,
  ignored: string | null,
): HTMLElement {
  const { format } = context;
  const text = planWords[context.language];
  const half = curve.find((row) => row.won_share >= 0.5);
  const horizon = own?.horizon_days ?? 0;
  const left = curve[daysLeft];
  return figure(context, {
    id: "soon",
    lacks: context.unknown.won ? "won" : null,
    headline: half === undefined ? noPlan(context, own) : text.soonHeadline(format.count(half.day)),
    subtitle: text.soonSubtitle,
    ignored,
    about: [text.soonAbout(format.count(own?.success_count ?? 0), format.count(horizon))],
    spoken: { columns: ["won_share"], rows: curve.filter((row) => row.day % 30 === 0) },
    query: {
      of: "plan/curve",
      where: [
        ...are({ pipeline: context.filters.pipeline, source: context.filters.source }),
        `day % 7 = 0 or day = ${horizon}`,
      ],
    },
    measures: ["won_share"],
    draw: (width) =>
      curveChart(
        [
          {
            label: "",
            note: "",
            points: curve.map((row) => ({ x: row.day, y: row.won_share })),
            marks: [half, daysLeft > 0 ? left : undefined].flatMap((row) =>
              row === undefined
                ? []
                : [
                    {
                      x: row.day,
                      y: row.won_share,
                      label: `${format.share(row.won_share, 0)} · ${format.count(row.day)} ${text.days}`,
                    },
                  ],
            ),
            isApart: context.filters.source === "purchased_list",
          },
        ],
        width,
        {
          axis: text.days,
          top: 1.06,
          yTick: (value) => format.share(value, 0),
          write: (value) => format.share(value),
          xMost: horizon,
        },
      ),
    columns: [
      countColumn(context, "day", context.text.cycle, (row: (typeof curve)[number]) => row.day),
      {
        name: "won_share",
        label: text.rate,
        value: (row) => row.won_share,
        show: (row) => format.share(row.won_share),
        isNumber: true,
      },
      {
        name: "mean_share",
        label: text.matures,
        value: (row) => row.mean_share,
        show: (row) => format.share(row.mean_share),
        isNumber: true,
      },
    ],
    rows: curve.filter((row) => row.day % 7 === 0 || row.day === horizon),
    behind: trialsLine(context, own),
  });
}

function sourceFigure(context: Context, trials: PlanTrialsRow[], question: Question): HTMLElement {
  const { format, language } = context;
  const text = planWords[language];
  const rows = trials
    .filter((row) => row.source !== "")
    .map((row) => ({
      ...row,
      ...(isPlannable(row) ? answerOf(row, question) : { full: null, naive: null }),
      label: labelOf(row.source, language),
      isApart: row.source === "purchased_list",
    }))
    .sort(
      (a, b) =>
        Number(a.isApart) - Number(b.isApart) ||
        (a.full ?? Infinity) - (b.full ?? Infinity) ||
        (a.source < b.source ? -1 : 1),
    );
  type Row = (typeof rows)[number];
  const known = rows.filter((row) => row.full !== null && !row.isApart);
  const best = findExtreme(
    known,
    (row) => {
      const { rate, low, high } = wilson(row.success_count, row.trial_count);
      return { value: rate, low, high };
    },
    "most",
  );
  return figure<Row>(context, {
    id: "needs",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline:
      best.kind === "none"
        ? rows.some((row) => row.reason === null)
          ? text.nobodyOfAny
          : rows.some((row) => row.reason === "untimed")
            ? text.headlineUntimed
            : text.headlineNone
        : best.kind === "apart"
          ? text.sourceHeadline(best.row.label, format.count(best.row.full))
          : known.length === 1
            ? text.onlySource(best.row.label, format.count(best.row.full))
            : text.alikeSources,
    subtitle: text.sourceSubtitle(format.count(question.target), format.share(question.assurance, 0)),
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.sourceAbout],
    query: { of: "plan/trials", where: [...are({ pipeline: context.filters.pipeline }), "source <> ''"] },
    measures: ["leads_needed", "naive_leads", "lead_source"],
    draw: (width) =>
      needChart(
        rows.map((row) => ({
          label: row.label,
          leads: row.full,
          instead: isPlannable(row) ? text.never : whyNoPlan(context, row),
          isApart: row.isApart,
        })),
        width,
        format,
        { needed: text.neededHead, axis: text.axis },
      ),
    columns: [
      {
        name: "lead_source",
        label: context.text.source,
        value: (row) => row.source,
        show: (row) => dealsLink(context, row.label, { ...everything, source: row.source }),
      },
      countColumn<Row>(context, "lead_count", text.needed, (row) => row.full),
      countColumn<Row>(context, "naive_count", text.naive, (row) => row.naive),
      {
        name: "success_count",
        label: text.successes,
        value: (row) => row.success_count,
        show: (row) =>
          dealsLink(context, format.count(row.success_count), {
            ...everything,
            source: row.source,
            outcome: "won",
          }),
        isNumber: true,
      },
      {
        name: "trial_count",
        label: text.trials,
        value: (row) => row.trial_count,
        show: (row) =>
          dealsLink(context, format.count(row.trial_count), { ...everything, source: row.source }),
        isNumber: true,
      },
      ...(
        [
          ["rate", context.text.rate],
          ["rate_low", context.text.low],
          ["rate_high", context.text.high],
        ] as const
      ).map(([name, label]) => ({
        name,
        label,
        value: (row: Row) => row[name],
        show: (row: Row) => format.share(row[name]),
        isNumber: true,
      })),
    ],
    rows,
    behind: trialsLine(context, rowOf(best)),
  });
}

function gridFigure(context: Context, cells: PlanTargetsRow[], ignored: string | null): HTMLElement {
  const { format } = context;
  const text = planWords[context.language];
  const targets = [...new Set(cells.map((cell) => cell.target))].sort((a, b) => a - b);
  const columns = [...new Set(cells.map((cell) => cell.assurance))].sort((a, b) => a - b);
  const cellOf = (target: number, assurance: number) =>
    cells.find((cell) => cell.target === target && cell.assurance === assurance);
  const first = (target: number) => cells.find((cell) => cell.target === target);
  return figure<number>(context, {
    id: "grid",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline: text.gridHeadline,
    subtitle: text.gridSubtitle,
    ignored,
    about: [text.gridAbout],
    query: {
      of: "plan/targets",
      where: [...are({ pipeline: context.filters.pipeline, source: context.filters.source })],
    },
    measures: ["leads_needed", "naive_leads"],
    columns: [
      countColumn<number>(context, "target", text.customers, (target) => target),
      ...columns.map((assurance) =>
        countColumn<number>(
          context,
          `lead_count_${assurance}`,
          text.leadsAt(format.share(assurance, 0)),
          (target) => cellOf(target, assurance)?.lead_count ?? null,
        ),
      ),
      countColumn<number>(context, "naive_count", text.naive, (target) => first(target)?.naive_count ?? null),
      {
        name: "naive_assurance",
        label: text.naiveReaches,
        value: (target) => first(target)?.naive_assurance ?? null,
        show: (target) => format.share(first(target)?.naive_assurance ?? null, 0),
        isNumber: true,
      },
    ],
    rows: targets,
  });
}
