import { funnelChart, type FunnelBar } from "../charts/funnel.ts";
import { figure } from "../components/figure.ts";
import { sumStages } from "../lib/sums.ts";
import { wilson, type Rate } from "../lib/wilson.ts";
import { stageLabel, withoutComparison, type Context } from "../lib/context.ts";
import { lostFromText } from "../lib/unknown.ts";
import { presumedWords } from "../words/presumed.ts";
import { behindLine, wonCounts } from "./behind.ts";
import { comparedFunnel } from "./compared.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { totals } from "./totals.ts";
import { allOf, are, canAsk, ofDeals } from "../lib/figure-query.ts";

/** How many reached each stage. */
export function funnelFigure(context: Context): HTMLElement {
  if (context.comparison !== null && context.comparison.reached.size > 0)
    return comparedFunnel(context, context.comparison);
  return onlyFunnel(withoutComparison(context));
}

function onlyFunnel(context: Context): HTMLElement {
  const { text, format } = context;
  const sums = sumStages(context.summary.funnel, context.filters);
  const all = totals(context);
  const words = presumedWords[context.language];
  const areStepsKnown = context.unknown.lostFrom === null;
  const bars: (FunnelBar & { stage: string; whole: Rate })[] = [];
  let before = 0;
  const started = Math.max(all.started, ...[...sums.values()].map((sum) => sum.reached), 0);
  for (const stage of context.stages) {
    const count = sums.get(stage.stage)?.reached ?? 0;
    const isFirst = bars.length === 0;
    bars.push({
      stage: stage.stage,
      label: stageLabel(stage, context),
      count,
      before: isFirst ? count : before,
      step: isFirst || !areStepsKnown ? null : wilson(count, before),
      whole: wilson(count, started),
      isWon: false,
    });
    before = count;
  }
  if (!context.unknown.won)
    bars.push({
      stage: "won",
      label: text.won,
      count: all.won,
      before,
      step: areStepsKnown ? wilson(all.won, before) : null,
      whole: wilson(all.won, started),
      isWon: true,
    });
  type Bar = (typeof bars)[number];
  const narrower = (bar: Bar) => (bar.isWon ? { outcome: "won" } : { stage: bar.stage });
  const previous = (bar: Bar) => {
    const before = bars[bars.indexOf(bar) - 1];
    return before === undefined ? null : narrower(before);
  };
  return figure<Bar>(context, {
    id: "funnel",
    headline: context.unknown.won
      ? words.funnelHeadline(bars.at(-1)?.label ?? "–", format.share(bars.at(-1)?.whole.rate ?? null))
      : all.won > 0
        ? all.started < 2 * all.won
          ? text.headline.funnelMost(format.count(all.won), format.count(all.started))
          : text.headline.funnel(format.decimal(all.started / all.won))
        : text.headline.noCustomer,
    subtitle: areStepsKnown ? text.sub.funnel : words.noSteps,
    query: canAsk(context.filters) ? funnelSql(context) : undefined,
    notes: [lostFromText(context)].filter((note) => note !== ""),
    about: [text.about.funnel(format.count(all.started))],
    measures: ["stage_reached", "stage_rate_so_far", "stage_rate_interval"],
    draw: (width) => funnelChart(bars, width, format, text.soFar),
    spoken: { columns: ["reached_count", "step_rate"] },
    columns: [
      {
        name: "stage",
        label: text.stage,
        value: (bar) => bar.stage,
        show: (bar) => dealsLink(context, bar.label, narrower(bar)),
      },
      dealsColumn<Bar>(context, "reached_count", text.reached, (bar) => bar.count, narrower),
      ...rateColumns<Bar>(
        context,
        (bar) => bar.step,
        (bar) => previous(bar),
        "step_",
        { rate: text.ofPrevious, n: "n" },
      ),
      {
        name: "whole_rate",
        label: text.ofAll,
        value: (bar) => bar.whole.rate,
        show: (bar) => format.share(bar.whole.rate),
        isNumber: true,
      },
      dealsColumn<Bar>(
        context,
        "whole_n",
        "n",
        (bar) => bar.whole.n,
        () => ({}),
      ),
    ],
    rows: all.started === 0 ? [] : bars,
    behind: behindLine(context, context.unknown.won ? [] : wonCounts(all)),
  });
}

/** The query that counts the bars. */
const funnelSql = ({
  filters,
}: Context): string => `-- How many reached each stage, with the share of the stage before and of all
with chosen as (
  select outcome, pipeline, furthest_stage
  from marts.deal
  where ${allOf(ofDeals(filters))}
),
deal as (
  select
    chosen.outcome,
    case when chosen.outcome = 'won' then 1000 else stage.stage_ordinal end as furthest_ordinal
  from chosen
  left join marts.stage as stage on stage.pipeline = chosen.pipeline and stage.stage = chosen.furthest_stage
),
counted as (
  select stage.stage, stage.stage_ordinal, count(deal.outcome) as reached_count
  from marts.stage as stage
  left join deal on deal.furthest_ordinal >= stage.stage_ordinal
  where ${allOf(are({ "stage.pipeline": filters.pipeline }))}
  group by all
  union all
  select 'won', 1000, count(*) from deal where outcome = 'won'
)
select
  stage,
  reached_count,
  reached_count / nullif(lag(reached_count) over (order by stage_ordinal), 0) as step_rate,
  reached_count / nullif(max(reached_count) over (), 0) as whole_rate
from counted
order by stage_ordinal
`;
