import { cohortChart } from "../charts/cohorts.ts";
import { figure } from "../components/figure.ts";
import { sumJourneys } from "../lib/sums.ts";
import { wilson } from "../lib/wilson.ts";
import type { Context } from "../lib/context.ts";
import { behindLine, wonCounts } from "./behind.ts";
import { totals } from "./totals.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { whichRate } from "./which-rate.ts";
import { allOf, canAsk, ofDeals } from "../lib/figure-query.ts";

/** Lead to customer by cohort month. */
export function cohortFigure(context: Context, isWide = false): HTMLElement {
  const { text, format } = context;
  const rows = [...sumJourneys(context.summary.journeys, context.filters, "month")].map(([month, sum]) => ({
    month,
    date: new Date(`${month}-01T00:00:00Z`),
    sum,
    mature: sum.mature,
    rate: wilson(sum.won, sum.started),
  }));
  type Row = (typeof rows)[number];
  const mature = rows.filter((row) => row.mature);
  const pooled = wilson(
    mature.reduce((total, row) => total + row.sum.won, 0),
    mature.reduce((total, row) => total + row.sum.started, 0),
  );
  const last = mature.at(-1);
  // Mature months have no filter of their own: they are those up to the last, unless a source that is known less far leaves a gap.
  const isWhole = rows.every((row) => row.mature || last === undefined || row.month > last.month);
  const inMonth = (row: Row) => ({ from: row.month, to: row.month });
  return figure<Row>(context, {
    id: "cohorts",
    lacks: context.unknown.won ? "won" : null,
    isWide,
    headline:
      pooled.rate === null ? text.headline.noCohort : text.headline.cohorts(format.share(pooled.rate)),
    subtitle: text.sub.cohorts,
    about: [
      text.about.cohorts(format.count(rows.reduce((total, row) => total + row.rate.n, 0))),
      ...(pooled.rate === null ? [] : [`${text.mature}: ${format.evidence(pooled)}.`]),
      ...whichRate(context),
    ],
    spoken: { columns: ["rate"], rows: rows.slice(-12) },
    query: !canAsk(context.filters)
      ? undefined
      : `-- The leads of each month: how many won, lost and open so far
select
  strftime(cohort_month, '%Y-%m') as cohort_month,
  count(*) filter (outcome = 'won') as won_count,
  count(*) filter (outcome = 'lost') as lost_count,
  count(*) filter (outcome = 'open') as open_count,
  count(*) as n,
  won_count / n as rate
from marts.deal
where ${allOf(ofDeals(context.filters))}
group by all
order by cohort_month
`,
    measures: ["lead_to_customer_so_far", "stage_rate_interval", "mature_month"],
    draw: (width) => cohortChart(rows, width, format, text.maturing),
    columns: [
      {
        name: "cohort_month",
        label: text.month,
        value: (row) => row.month,
        show: (row) => dealsLink(context, format.month(row.month), inMonth(row)),
      },
      ...(["won", "lost", "open"] as const).map((outcome) =>
        dealsColumn<Row>(
          context,
          `${outcome}_count`,
          text[outcome],
          (row) => row.sum[outcome],
          (row) => ({ ...inMonth(row), outcome }),
        ),
      ),
      ...rateColumns<Row>(context, (row) => row.rate, inMonth),
      {
        name: "is_mature",
        label: text.mature,
        value: (row) => row.mature,
        show: (row) => (row.mature ? text.yes : text.no),
      },
    ],
    rows,
    behind: behindLine(
      context,
      pooled.rate === null || last === undefined
        ? wonCounts(totals(context))
        : isWhole
          ? wonCounts({ won: pooled.successes, started: pooled.n }, { to: last.month })
          : [],
      pooled.rate === null ? "" : text.mature.toLowerCase(),
    ),
  });
}
