import { barChart } from "../charts/bars.ts";
import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { isInMonths, type Filters } from "../lib/filters.ts";
import { attributionWords } from "../words/attribution.ts";
import { models, type Model } from "../words/models.ts";
import { behindLine } from "./behind.ts";
import { countColumn, dealsLink } from "./columns.ts";
import { missingOf, provide } from "./provide.ts";
import { are, ofMonths } from "../lib/figure-query.ts";

/** Campaigns that are drawn; the table has all. */
const mostDrawn = 20;
/** How the data name all campaigns beyond those that stand alone. */
const rest = "…";

/** The model that is shown where none is chosen. */
export const modelOf = ({ filters }: Context): Model =>
  models.find((one) => one === filters.model) ?? "linear";

interface Credit {
  campaign: string;
  label: string;
  won: number;
  value: number;
  touched: number;
}

/** What campaigns are credited with by the chosen model, and that the credits add up to the wins. */
export function attributionFigures(context: Context): Node[] {
  const missing = missingOf(context, "touch");
  if (missing.length > 0) return provide(context, missing, "touch");
  return [element("div", { class: "grid" }, creditFigure(context))];
}

function creditFigure(context: Context): HTMLElement {
  const { format, filters, language, release } = context;
  const text = attributionWords[language];
  const data = fileOf(context, "attribution");
  const isOwn = (row: { pipeline: string; month: string | null }) =>
    row.pipeline === filters.pipeline && isInMonths(filters, row.month);
  const model = modelOf(context);
  const credits = new Map<string, Credit>();
  for (const row of rowsOf(data.credits)) {
    if (row.model !== model || !isOwn(row)) continue;
    const { campaign } = row;
    const label = campaign === "" ? text.none : campaign === rest ? text.others : campaign;
    const sum = credits.get(campaign) ?? { campaign, label, won: 0, value: 0, touched: 0 };
    sum.won += row.won_credit;
    sum.value += row.value_credit;
    sum.touched += row.journey_count;
    credits.set(campaign, sum);
  }
  const place = ({ campaign }: Credit) => (campaign === "" ? 2 : campaign === rest ? 1 : 0);
  const rows = [...credits.values()].sort(
    (a, b) => place(a) - place(b) || b.won - a.won || (a.campaign < b.campaign ? -1 : 1),
  );
  const won = rowsOf(data.wins)
    .filter(isOwn)
    .reduce((sum, row) => sum + row.won_count, 0);
  const credited = rows.reduce((sum, row) => sum + row.won, 0);
  // What a release blocks on, in millionths of a win.
  const isWhole = Math.abs(credited - won) < 1e-6;
  const named = rows.filter((row) => place(row) === 0);
  const [first, second] = named;
  const untouched = credits.get("")?.won ?? 0;
  const drawn = [...named.slice(0, mostDrawn), ...rows.filter((row) => place(row) > 0)];
  const wins: Partial<Filters> = { source: "", at: "closed", outcome: "won" };
  const behind = ({ campaign }: Credit): Partial<Filters> => ({
    ...wins,
    mark: campaign === "" ? "untouched" : `touched=${campaign}`,
  });
  const currency = format.currency(release.base_currency);
  return figure<Credit>(context, {
    id: "credits",
    lacks: context.unknown.won ? "won" : null,
    isWide: true,
    headline:
      won === 0
        ? filters.from === "" && filters.to === ""
          ? text.headlineNoWins
          : text.headlineNone
        : first === undefined
          ? text.headlineAlone(format.share(1))
          : second !== undefined && first.won - second.won < 1e-6
            ? text.headlineTie
            : untouched > first.won
              ? text.headlineMost(
                  format.share(untouched / credited),
                  first.label,
                  format.share(first.won / credited),
                )
              : text.headline(first.label, format.share(first.won / credited)),
    subtitle: isWhole ? text.subtitle(format.count(won)) : text.subtitleApart,
    query: {
      of: "attribution/credits",
      where: [...are({ pipeline: context.filters.pipeline, model }), ...ofMonths(filters)],
      select:
        "campaign, sum(won_credit) as won_credit, sum(value_credit) as value_credit, sum(journey_count) as journey_count",
    },
    measures: ["attribution_credit"],
    draw: (width) =>
      barChart(
        drawn.map((row) => ({
          label: row.label,
          value: row.won,
          written: `${format.decimal(row.won)} · ${format.share(credited === 0 ? null : row.won / credited, 0)}`,
          isRest: place(row) > 0,
        })),
        width,
      ),
    columns: [
      { name: "campaign", label: text.campaign, value: (row) => row.campaign, show: (row) => row.label },
      {
        name: "won_credit",
        label: text.credit,
        value: (row) => Math.round(row.won * 1e6) / 1e6,
        show: (row) => format.decimal(row.won),
        isNumber: true,
      },
      {
        name: "share",
        label: text.share,
        value: (row) => (credited === 0 ? null : row.won / credited),
        show: (row) => format.share(credited === 0 ? null : row.won / credited),
        isNumber: true,
      },
      countColumn<Credit>(
        context,
        "value_credit",
        text.value(currency),
        (row) => Math.round(row.value * 100) / 100,
      ),
      {
        ...countColumn<Credit>(context, "journey_count", text.touched, (row) => row.touched),
        show: (row) =>
          row.campaign === rest
            ? format.count(row.touched)
            : dealsLink(context, format.count(row.touched), behind(row)),
      },
    ],
    rows,
    behind: behindLine(context, [{ kind: "won", count: won, narrower: { ...wins, mark: "credited" } }]),
    notes: [
      text.adds(format.decimal(Math.round(credited * 1e6) / 1e6), format.count(won)),
      text.association,
      ...(filters.from === "" && filters.to === "" ? [] : [text.months]),
      ...(credits.has(rest) ? [text.rest] : []),
    ],
  });
}
