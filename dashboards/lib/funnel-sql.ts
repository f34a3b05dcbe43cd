import { dimensionNames, type Filters } from "./filters.ts";
import type { Funnel, Split } from "./funnel.ts";

/** What a split is in marts.deal. */
const splitColumns: Record<Split, string> = {
  source: "lead_source",
  campaign: "campaign_id",
  list: "list_id",
  owner: "owner_key(owner_id)",
  tier: "icp_tier",
  country: "country",
  product: "product",
};

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The days within which the whole way and each of its steps are judged. */
interface FunnelDays {
  days: number | null;
  steps: { incidence: { horizon_days: number | null } | null }[];
}

/**
 * The query that gives the numbers of a funnel on a release: one row for the whole way (step 0) and one for each step, of all deals
 * (value null) and of each value of the split. The days are those of the answer.
 */
export function funnelSql(
  funnel: Funnel,
  { days, steps }: FunnelDays,
  filters: Filters,
  ordinals: ReadonlyMap<string, number>,
): string {
  const lowest = funnel.steps.map((step) => Math.min(...step.map((stage) => ordinals.get(stage) ?? 0)));
  const last = funnel.steps.length;
  const pairs = [
    [0, 1, last, days],
    ...steps
      .slice(0, -1)
      .map((step, place) => [place + 1, place + 1, place + 2, step.incidence?.horizon_days ?? null]),
  ].map(
    ([step, from = 0, to, within]) =>
      `(${step ?? ""}, ${from ?? ""}, ${to ?? ""}, ${lowest[(from ?? 1) - 1] ?? ""}, ${lowest[(to ?? 1) - 1] ?? ""}, ${within === null || within === undefined ? "null::integer" : within})`,
  );
  const isList = "lead_source = 'purchased_list'";
  const where = [
    `pipeline = ${quoted(funnel.pipeline)}`,
    ...(filters.from === "" ? [] : [`cohort_month >= date '${filters.from}-01'`]),
    ...(filters.to === "" ? [] : [`cohort_month <= date '${filters.to}-01'`]),
    ...(filters.source === "" ? [] : [`lead_source = ${quoted(filters.source)}`]),
    ...dimensionNames
      .filter((name) => filters[name] !== "")
      .map((name) => `${splitColumns[name]} = ${quoted(filters[name])}`),
  ];
  const noLists = filters.source === "" ? [`not ${isList}`] : [];
  const column = funnel.split === null ? null : splitColumns[funnel.split];
  const deal = (value: string, conditions: string[]) =>
    `select journey_id, ${value} as value, outcome, entry_seconds, followed_seconds, is_dated\n  from marts.deal\n  where ${conditions.join("\n    and ")}`;
  const deals = [
    deal("null::varchar", [...where, ...noLists]),
    ...(column === null
      ? []
      : [
          deal(column, [
            ...where,
            ...(funnel.split === "source" || funnel.split === "list" ? [] : noLists),
            `${column} is not null`,
          ]),
        ]),
  ].join("\n  union all\n  ");
  const isWholeWay = lowest[0] === 1 && funnel.steps.at(-1)?.[0] === "won";
  return `-- From ${funnel.steps.map((step) => step.join(" or ")).join(" to ")}: ${meanings[funnel.order]}
with deal as (
  ${deals}
),
ending as (
  select
    journey_id,
    max(stage_ordinal) as last_ordinal,
    max_by(reached_seconds + elapsed_seconds, stage_ordinal) as end_seconds,
    bool_or(time_kind = 'impossible' or elapsed_seconds is null) as is_impossible,
    bool_or(time_kind = 'bound') as is_bound
  from marts.deal_pass
  group by journey_id
),
${cameSql(funnel, lowest)},
pair as (
  select *
  from (values
    ${pairs.join(",\n    ")}
  ) as listed(step, from_step, to_step, from_ordinal, to_ordinal, horizon_days)
),
way as (
  select
    pair.step, pair.horizon_days * 86400 as horizon, deal.value, deal.entry_seconds,
    begun.seconds as begun,
    coalesce(reached.seconds, ending.end_seconds) - begun.seconds as ended,
    case
      when reached.seconds is not null then 'happened'
      when deal.outcome in ('won', 'lost') then 'lost'
      else 'censored'
    end as how,
    deal.followed_seconds - begun.seconds as followed,
    ${timesSql(funnel, isWholeWay)}
  from deal
  cross join pair
  join ending on ending.journey_id = deal.journey_id
  join came as begun on begun.journey_id = deal.journey_id and begun.step = pair.from_step
  left join came as reached on reached.journey_id = deal.journey_id and reached.step = pair.to_step
${funnel.order === "passed" ? passesJoined : ""}),
spell as (
  select
    step, value, horizon,
    greatest(entry_seconds - begun, 0) as entered,
    case when ended > horizon then horizon + 1 else ended end as seconds,
    case when ended > horizon then 'censored' else how end as how,
    followed >= horizon as is_followed, is_timed, is_undated and way.how <> 'censored' as is_undated
  from way
  where not is_impossible
    and ended >= 0
    and not (entry_seconds > left_at and left_end <= entry_seconds)
),
-- all spells, and those whose time is known once more, which tell the median
kept as (
  select listed.curve, spell.*
  from spell
  cross join (values ('all'), ('timed')) as listed(curve)
  where (spell.entered = 0 or (spell.entered < spell.seconds and spell.entered < spell.horizon))
    and (listed.curve = 'all' or spell.is_timed)
),
rested as (
  select
    step, value, curve,
    count(case when is_followed then 1 end) as followed_count,
    count(case when how <> 'censored' or is_undated then 1 end) as event_count,
    count(case when is_undated then 1 end) as undated_count
  from kept
  group by step, value, curve
),
moment as (
  select step, value, curve, seconds, how from kept
  union all
  select step, value, curve, entered, 'entered' from kept where entered > 0
),
counted as (
  select
    step, value, curve, seconds,
    count(case when how = 'happened' then 1 end) as happened,
    count(case when how in ('happened', 'lost') then 1 end) as gone,
    count(case when how = 'censored' then 1 end) as censored,
    count(case when how = 'entered' then 1 end) as entering
  from moment
  group by step, value, curve, seconds
),
exposed as (
  select
    *,
    sum(gone + censored - entering) over onward as at_risk,
    sum(entering) over onward as still_entering
  from counted
  window onward as (
    partition by step, value, curve order by seconds rows between current row and unbounded following
  )
),
survived as (
  select
    *,
    hazard(happened, at_risk) as share,
    coalesce(
      product(1 - hazard(gone, at_risk)) over (
        partition by step, value, curve order by seconds rows between unbounded preceding and 1 preceding
      ),
      1
    ) as survival_before
  from exposed
  where gone > 0
),
gained as (
  select *, sum(survival_before * share) over so_far as incidence
  from survived
  window so_far as (
    partition by step, value, curve order by seconds rows between unbounded preceding and current row
  )
),
summed as (
  select
    *,
    sum(survival_before * survival_before * share * (1 - share) / at_risk) over so_far as spread,
    sum(survival_before * share / at_risk) over so_far as pull,
    sum(survival_before * share / at_risk * incidence) over so_far as pull_incidence,
    sum(greenwood_term(gone, at_risk)) over so_far as greenwood,
    sum(greenwood_term(gone, at_risk) * incidence) over so_far as greenwood_incidence,
    sum(greenwood_term(gone, at_risk) * incidence * incidence) over so_far as greenwood_square
  from gained
  window so_far as (
    partition by step, value, curve order by seconds rows between unbounded preceding and current row
  )
),
curve as (
  select
    step, value, curve,
    max_by(incidence, seconds) as incidence,
    max_by(
      sqrt(incidence_variance(
        incidence, spread, pull, pull_incidence, greenwood, greenwood_incidence, greenwood_square
      )),
      seconds
    ) as incidence_error,
    bool_or(gone = at_risk and still_entering > 0) as is_emptied
  from summed
  group by step, value, curve
),
half as (
  select summed.step, summed.value, min(summed.seconds) as median_seconds
  from summed
  join curve
    on curve.step = summed.step
    and curve.value is not distinct from summed.value
    and curve.curve = summed.curve
  where summed.curve = 'timed'
    and summed.happened > 0
    and not curve.is_emptied
    and summed.incidence >= 0.5 * curve.incidence - 1e-12
  group by summed.step, summed.value
),
came_count as (
  select deal.value, came.step, count(*) as deals
  from deal
  join came on came.journey_id = deal.journey_id
  join came as first on first.journey_id = deal.journey_id and first.step = 1
  where came.seconds - first.seconds <= ${funnel.within === null ? "'infinity'::double" : funnel.within * 86_400}
  group by deal.value, came.step
),
judged as (
  select
    pair.*, begun.value,
    begun.deals as from_count,
    coalesce(reached.deals, 0) as to_count,
    coalesce(whole.followed_count, 0) as followed_count,
    case
      when pair.horizon_days is null then 'no_horizon'
      when whole.undated_count * 10 > whole.event_count then 'untimed'
      else estimate_status(whole.followed_count, curve.is_emptied)
    end as estimate_status,
    coalesce(curve.incidence, 0) as incidence,
    coalesce(curve.incidence_error, 0) as incidence_error,
    case when timed.followed_count > 0 then half.median_seconds end as median_seconds
  from pair
  join came_count as begun on begun.step = pair.from_step
  left join came_count as reached
    on reached.step = pair.to_step and reached.value is not distinct from begun.value
  left join rested as whole
    on whole.curve = 'all' and whole.step = pair.step and whole.value is not distinct from begun.value
  left join rested as timed
    on timed.curve = 'timed' and timed.step = pair.step and timed.value is not distinct from begun.value
  left join curve
    on curve.curve = 'all' and curve.step = pair.step and curve.value is not distinct from begun.value
  left join half on half.step = pair.step and half.value is not distinct from begun.value
)
select
  step, from_step, to_step, value, from_count, to_count, horizon_days, followed_count, estimate_status,
  case when estimate_status = 'ok' then incidence end as estimate,
  case when estimate_status = 'ok' then log_log_low(incidence, incidence_error) end as estimate_low,
  case when estimate_status = 'ok' then log_log_high(incidence, incidence_error) end as estimate_high,
  median_seconds
from judged
order by step, from_count desc, value
`;
}

const meanings = {
  passed: "a deal counts at a step once it was there or beyond",
  ordered: "a deal counts at a step when it was seen there after the step before",
  any: "a deal counts at a step when it was seen there, whenever that was",
};

/** The pass at which a way begins, and the one that it left last. */
const passesJoined = `  join marts.deal_pass as start_pass
    on start_pass.journey_id = deal.journey_id and start_pass.stage_ordinal = pair.from_ordinal
  join marts.deal_pass as left_pass
    on left_pass.journey_id = deal.journey_id
    and left_pass.stage_ordinal = case
      when reached.seconds is null then ending.last_ordinal
      else least(ending.last_ordinal, pair.to_ordinal - 1)
    end
`;

/** What is known of the times of a way. */
function timesSql({ order }: Funnel, isWholeWay: boolean): string {
  if (order !== "passed")
    return `begun.seconds as left_at,
    coalesce(reached.seconds, ending.end_seconds) as left_end,
    ending.is_impossible,
    not ending.is_bound as is_timed,
    ending.is_bound as is_undated`;
  const bound = "start_pass.time_kind = 'bound' or left_pass.time_kind = 'bound'";
  return `left_pass.reached_seconds as left_at,
    left_pass.reached_seconds + left_pass.elapsed_seconds as left_end,
    left_pass.time_kind = 'impossible' or left_pass.elapsed_seconds is null as is_impossible,
    start_pass.time_kind = 'timed' and left_pass.time_kind <> 'bound' as is_timed,
    ${isWholeWay ? `case when pair.step = 0 then not deal.is_dated else ${bound} end` : bound} as is_undated`;
}

/** When each deal came to each step, in seconds from its start. */
function cameSql({ order, steps, pipeline }: Funnel, lowest: number[]): string {
  const won = (step: number) =>
    `select ending.journey_id, ${step} as step, ending.end_seconds as seconds
  from ending
  join marts.deal as deal on deal.journey_id = ending.journey_id
  where deal.outcome = 'won' and deal.pipeline = ${quoted(pipeline)}`;
  if (order === "passed")
    return `came as (
  ${steps
    .map((step, place) =>
      step[0] === "won"
        ? won(place + 1)
        : `select journey_id, ${place + 1} as step, reached_seconds as seconds
  from marts.deal_pass
  where pipeline = ${quoted(pipeline)} and stage_ordinal = ${lowest[place] ?? 0}`,
    )
    .join("\n  union all\n  ")}
)`;
  const chain = steps.map((step, place) => {
    const before = `step_${place}`;
    const isFirst = place === 0;
    if (step[0] === "won")
      return `step_${place + 1} as (
  select own.journey_id, own.step, own.seconds, null::bigint as visit_number
  from (
  ${won(place + 1)}
  ) as own
  ${isFirst ? "" : `join ${before} on ${before}.journey_id = own.journey_id`}
)`;
    return `step_${place + 1} as (
  select
    visit.journey_id, ${place + 1} as step,
    ${isFirst ? "" : `greatest(min(${before}.seconds), `}min_by(visit.entered_seconds, visit.visit_number)${isFirst ? "" : ")"} as seconds,
    min(visit.visit_number) as visit_number
  from marts.deal_visit as visit
  ${isFirst ? "" : `join ${before} on ${before}.journey_id = visit.journey_id`}
  where visit.pipeline = ${quoted(pipeline)}
    and visit.stage in (${step.map(quoted).join(", ")})
    ${isFirst || order === "any" ? "" : `and visit.visit_number > ${before}.visit_number`}
  group by visit.journey_id
)`;
  });
  return `${chain.join(",\n")},
came as (
  ${steps.map((_, place) => `select journey_id, step, seconds from step_${place + 1}`).join("\n  union all\n  ")}
)`.replace(/\n +\n/g, "\n");
}
