import { rateChart } from "../charts/rates.ts";
import { silenceChart } from "../charts/silence.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { asWord } from "../lib/marked.ts";
import { rowsOf } from "../lib/columns.ts";
import { dealsHref, fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { FollowupAttemptsRow, FollowupSilenceRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { followUpWords } from "../words/followup.ts";
import { countColumn, dealsColumn, shareColumn, type NumberOf } from "./columns.ts";
import { statusText } from "./estimates.ts";
import { missingOf, provide } from "./provide.ts";
import { todoHref } from "./todo.ts";
import { are } from "../lib/figure-query.ts";

/** Attempts in a row that are drawn. */
const mostDrawn = 12;
const everything = { from: "", to: "", source: "" };

/** Whether one more attempt pays, and what silence goes together with. */
export function followUpFigures(context: Context): Node[] {
  const text = followUpWords[context.language];
  const missing = missingOf(context, "activity");
  if (missing.length > 0) return provide(context, missing, "activity");
  return [
    element(
      "p",
      { class: "note" },
      element("a", { href: todoHref(context, { reason: "hot_and_silent" }) }, `${text.hot} →`),
    ),
    element("div", { class: "grid" }, attemptFigure(context), silenceFigure(context)),
  ];
}

const attemptsOf = (attempt: FollowupAttemptsRow): Partial<Filters> => ({
  ...everything,
  mark: `attempts=${attempt.attempt_number}`,
});

function attemptFigure(context: Context): HTMLElement {
  const { format } = context;
  const text = followUpWords[context.language];
  const rows = rowsOf(fileOf(context, "followup").attempts).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const known = rows.filter((row) => row.reply_estimate !== null);
  const stop = known.find((row) => row.pays_off === false);
  const last = known.at(-1);
  const named = stop ?? last;
  const floor = rows[0]?.floor_rate ?? 0;
  const days = format.count(rows[0]?.window_days ?? 14);
  const drawn = known.slice(0, mostDrawn);
  const draw = (width: number) =>
    rateChart(
      drawn.map((row) => ({
        label: text.attempt(format.count(row.attempt_number)),
        low: null,
        high: null,
        isApart: row.pays_off === false,
        rates: [
          {
            rate: row.reply_estimate,
            low: row.reply_low,
            high: row.reply_high,
            basis: `n = ${format.count(row.attempt_count)}`,
          },
          { rate: row.advance_estimate, low: null, high: null, basis: "" },
        ],
      })),
      width,
      format,
      { isFullScale: false, reference: floor, heads: [text.answered, text.wentOn] },
    );
  return figure<FollowupAttemptsRow>(context, {
    id: "attempts",
    isWide: true,
    headline:
      stop !== undefined
        ? text.stops(format.count(stop.attempt_number), format.share(floor))
        : last === undefined
          ? text.tooFew(days)
          : text.pays(format.count(last.attempt_number), format.share(last.reply_estimate)),
    subtitle: text.subtitle(days),
    query: { of: "followup/attempts", where: [...are({ pipeline: context.filters.pipeline })] },
    measures: ["reply_share", "pays_off"],
    ...(drawn.length === 0 ? {} : { draw }),
    columns: attemptColumns(context),
    rows,
    behind:
      named === undefined
        ? null
        : element(
            "p",
            { class: "behind" },
            `${context.text.deals} (${text.behind(format.count(named.attempt_number))}): `,
            element(
              "a",
              { href: dealsHref(context, attemptsOf(named)) },
              context.text.counted.leads(format.count(named.journey_count)),
            ),
          ),
    notes: [
      text.drawn(format.share(floor)),
      ...(known.length > mostDrawn ? [text.shown(format.count(mostDrawn))] : []),
      text.counted,
      text.association,
    ],
  });
}

function attemptColumns(context: Context): TableColumn<FollowupAttemptsRow>[] {
  const text = followUpWords[context.language];
  const share = (name: NumberOf<FollowupAttemptsRow>, label: string) =>
    shareColumn<FollowupAttemptsRow>(context, name, label);
  const attempts = (name: "attempt_count" | "replied_count" | "followed_count", label: string, words = "") =>
    dealsColumn<FollowupAttemptsRow>(
      context,
      name,
      label,
      (row) => row[name],
      (row) => ({ ...attemptsOf(row), mark: `attempt=${row.attempt_number}${words}` }),
    );
  return [
    countColumn<FollowupAttemptsRow>(
      context,
      "attempt_number",
      text.attemptHead,
      (row) => row.attempt_number,
    ),
    attempts("attempt_count", text.attempts),
    dealsColumn<FollowupAttemptsRow>(
      context,
      "journey_count",
      text.leads,
      (row) => row.journey_count,
      attemptsOf,
    ),
    attempts("replied_count", text.repliedSoFar, " replied"),
    attempts("followed_count", text.followed, " followed"),
    share("reply_estimate", text.reply),
    share("reply_low", text.replyLow),
    share("reply_high", text.replyHigh),
    {
      name: "reply_status",
      label: text.replyStatus,
      value: (row) => row.reply_status,
      show: (row) => statusText(context, row.reply_status, row.followed_count, row.window_days),
    },
    share("advance_estimate", text.advance),
    share("advance_low", text.advanceLow),
    share("advance_high", text.advanceHigh),
    {
      name: "pays_off",
      label: text.pays_off,
      value: (row) => row.pays_off,
      show: (row) => (row.pays_off === null ? "–" : row.pays_off ? context.text.yes : context.text.no),
    },
  ];
}

function silenceFigure(context: Context): HTMLElement {
  const { format } = context;
  const text = followUpWords[context.language];
  const rows = rowsOf(fileOf(context, "followup").silence).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const stages = context.stages.map((stage) => ({
    stage: stage.stage,
    label: stageLabel(stage, context),
    rows: rows.filter((row) => row.stage === stage.stage && row.estimate !== null),
  }));
  const labels = new Map(stages.map((stage) => [stage.stage, stage.label]));
  const drawn = stages.filter((stage) => stage.rows.length > 0);
  const draw = (width: number) =>
    silenceChart(
      drawn.map((stage) => ({
        label: stage.label,
        points: stage.rows.map((row) => ({
          days: row.silent_days,
          share: row.estimate ?? 0,
          low: row.estimate_low,
          high: row.estimate_high,
        })),
      })),
      width,
      format,
      text.axis,
    );
  // The stage of most leads at which a longer silence stands apart from the shortest one.
  const named = drawn
    .flatMap(({ label, rows: [first, ...later] }) => {
      const apart = later.filter(
        (row) =>
          row.estimate_high !== null && first?.estimate_low != null && row.estimate_high < first.estimate_low,
      );
      const longest = apart.filter((row) => row.silent_days <= 30).at(-1) ?? apart[0];
      return first === undefined || longest === undefined ? [] : [{ label, first, longest }];
    })
    .sort((a, b) => b.longest.journey_count - a.longest.journey_count)[0];
  const silent = (row: FollowupSilenceRow): Partial<Filters> => ({
    ...everything,
    stage: row.stage,
    outcome: "open",
    at: "waiting",
    mark: `silent_days=${row.silent_days}`,
  });
  const silences = (
    name: "journey_count" | "advanced_count" | "followed_count",
    label: string,
    words = "",
  ): TableColumn<FollowupSilenceRow> =>
    dealsColumn<FollowupSilenceRow>(
      context,
      name,
      label,
      (row) => row[name],
      (row) => ({ ...everything, mark: `at=${asWord(row.stage)} silent_${row.silent_days}${words}` }),
    );
  const waiting = [...rows]
    .filter((row) => row.silent_days >= 7)
    .sort((a, b) => b.open_count - a.open_count)[0];
  return figure<FollowupSilenceRow>(context, {
    id: "silence",
    isWide: true,
    headline:
      drawn.length === 0
        ? text.silenceNone
        : named === undefined
          ? text.silenceAlike
          : text.silenceHeadline(
              named.label,
              format.count(named.longest.silent_days),
              format.share(named.longest.estimate),
              format.count(named.first.silent_days),
              format.share(named.first.estimate),
            ),
    subtitle: text.silenceSubtitle,
    query: {
      of: "followup/silence",
      where: are({ pipeline: context.filters.pipeline }),
    },
    measures: ["silence_advance"],
    ...(drawn.length === 0 ? {} : { draw }),
    columns: [
      {
        name: "stage",
        label: context.text.stage,
        value: (row) => row.stage,
        show: (row) => labels.get(row.stage) ?? row.stage,
      },
      countColumn<FollowupSilenceRow>(context, "silent_days", text.days, (row) => row.silent_days),
      silences("journey_count", text.leads),
      silences("advanced_count", context.text.advanced, " advanced"),
      shareColumn<FollowupSilenceRow>(context, "estimate", text.share),
      shareColumn<FollowupSilenceRow>(context, "estimate_low", context.text.low),
      shareColumn<FollowupSilenceRow>(context, "estimate_high", context.text.high),
      silences("followed_count", text.followed, "_followed"),
      {
        name: "estimate_status",
        label: text.replyStatus,
        value: (row) => row.estimate_status,
        show: (row) => statusText(context, row.estimate_status, row.followed_count, row.horizon_days),
        isHidden: rows.every((row) => row.estimate_status === "ok"),
      },
      dealsColumn<FollowupSilenceRow>(context, "open_count", text.now, (row) => row.open_count, silent),
    ],
    rows,
    behind:
      waiting === undefined || waiting.open_count === 0
        ? null
        : element(
            "p",
            { class: "behind" },
            `${context.text.deals} (${text.silent(labels.get(waiting.stage) ?? waiting.stage, format.count(waiting.silent_days))}): `,
            element(
              "a",
              { href: dealsHref(context, silent(waiting)) },
              context.text.counted.open(format.count(waiting.open_count)),
            ),
          ),
    notes: [text.silenceDrawn, text.silenceAssociation],
  });
}
