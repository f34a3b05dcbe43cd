/**
 * A sentence that a headline may say, and what the warehouse must answer to it: a row with a column per named group of the pattern, and
 * `holds` where the sentence claims more than it names. Without a query the sentence claims nothing of the numbers.
 */
export interface Claim {
  figures: string[];
  says: RegExp;
  sql: string | null;
}

const said = (figure: string, says: RegExp, sql: string | null = null): Claim => ({
  figures: figure.split(" "),
  says,
  sql,
});

/** What the queries below read, for a pipeline and the filters of the page; '' is no filter. */
export const viewsOf = (pipeline: string, source: string, from: string): string => {
  const segment = source === "" ? "('all', 'all')" : `('lead_source', '${source}')`;
  const own = `pipeline = '${pipeline}' and (segment, segment_value) = ${segment}`;
  const whole = `pipeline = '${pipeline}' and segment = 'all' and segment_value = 'all'`;
  const sources = `pipeline = '${pipeline}' and segment = 'lead_source' and segment_value <> 'purchased_list'`;
  return `
    create or replace temp view label as
      select stage, stage_ordinal, label_en || case when count(*) over (partition by label_en) > 1 then ' (' || stage || ')' else '' end as label_en
      from marts.stage where pipeline = '${pipeline}';
    create or replace temp view everyone as select * from core.fct_journey where pipeline = '${pipeline}';
    create or replace temp view picked as
      select * from everyone where ${source === "" ? "lead_source <> 'purchased_list'" : `lead_source = '${source}'`}
        and strftime(cohort_month, '%Y-%m') >= '${from}';
    create or replace temp view ranged as
      select * from everyone where lead_source <> 'purchased_list' and strftime(cohort_month, '%Y-%m') >= '${from}';
    create or replace temp view pooled as select * from everyone where lead_source <> 'purchased_list';
    create or replace temp view chosen as select * from everyone where ${source === "" ? "lead_source <> 'purchased_list'" : `lead_source = '${source}'`};
    create or replace temp view mature as
      select cohort_month, bool_and(is_mature) as is_mature from marts.journey_cube where pipeline = '${pipeline}'
        and ${source === "" ? "lead_source <> 'purchased_list'" : `lead_source = '${source}'`} group by all;
    create or replace temp view step as select * from marts.stage_conversion join label using (stage, stage_ordinal) where ${own};
    create or replace temp view step_whole as select * from marts.stage_conversion join label using (stage, stage_ordinal) where ${whole};
    create or replace temp view step_source as select * from marts.stage_conversion join label using (stage, stage_ordinal) where pipeline = '${pipeline}' and segment = 'lead_source';
    create or replace temp view customer as select * from marts.lead_to_customer where ${own} and cohort_month is null;
    create or replace temp view customer_whole as select * from marts.lead_to_customer where ${whole} and cohort_month is null;
    create or replace temp view customer_source as select * from marts.lead_to_customer where ${sources} and cohort_month is null
      and segment_value in (select lead_source from everyone where strftime(cohort_month, '%Y-%m') >= '${from}');
    create or replace temp view dwell as select * from marts.cycle_time join label using (stage, stage_ordinal) where ${own};
    create or replace temp view leak as select * from marts.leak_diagnosis join label using (stage, stage_ordinal) where pipeline = '${pipeline}';
    create or replace temp view crm as select * from marts.crm_view left join label using (stage) where pipeline = '${pipeline}';
    create or replace temp view arrival as select * from marts.period_rate join label using (stage, stage_ordinal) where ${own} and strftime(month, '%Y-%m') >= '${from}';
    create or replace temp view age as select * from marts.lead_to_customer_curve where ${whole} and strftime(cohort_month, '%Y-%m') >= '${from}';
    create or replace temp view pace as select * from marts.velocity where pipeline = '${pipeline}';
    create or replace temp view forecast as select * from marts.expected_wins where ${whole} and days_ago = 0;
    create or replace temp view waiting_deal as select * from marts.open_journeys join label using (stage, stage_ordinal) where pipeline = '${pipeline}'
      and ${source === "" ? "lead_source <> 'purchased_list'" : `lead_source = '${source}'`};
    create or replace temp view due as select * from marts.to_do where pipeline = '${pipeline}';
    create or replace temp view plan as select * from marts.lead_plan where ${own};
    create or replace temp view plan_source as select * from marts.lead_plan where ${sources};
    create or replace temp view handed as select * from marts.handoff where ${own};
    create or replace temp view touch as select * from marts.speed_to_lead where ${own};
    create or replace temp view band as select * from marts.speed_to_lead_band where pipeline = '${pipeline}';
    create or replace temp view quality as select * from marts.source_quality where ${sources};
    create or replace temp view move as select * from marts.stage_transition where ${own};`;
};

/** The stage with the lowest and the one with the next share, and whether their intervals lie apart. */
const lowest = (table: string, where: string) => `
  (select first(label_en order by estimate, stage_ordinal) as label, list(label_en order by estimate, stage_ordinal)[2] as other, min(estimate) as estimate,
     count(*) as known,
     list(coalesce(estimate_high, case estimate when 1 then 1 when 0 then wilson_high(0, followed_count) end) order by estimate, stage_ordinal)[1] < list(coalesce(estimate_low, case estimate when 0 then 0 when 1 then wilson_low(followed_count, followed_count) end) order by estimate, stage_ordinal)[2] as is_apart
   from ${table} where estimate is not null and ${where})`;
const gaining = lowest("step_whole", "estimate > 0 and estimate <= 0.99");
const wonSoFar = "(select count(*) filter (outcome = 'won') from pooled)";
const noLeak = "(select count(*) = 0 from leak where verdict = 'leak')";
const point = `round(${wonSoFar} / estimate / 100, 6) as more`;
const highest = (table: string, value: string, low: string, high: string) => `
  (select first(segment_value order by ${value} desc, segment_value) as source, max(${value}) as estimate, count(*) as known,
     list(coalesce(${low}, case when ${value} = 0 then 0 end) order by ${value} desc, segment_value)[1] > list(coalesce(${high}, case when ${value} = 1 then 1 end) order by ${value} desc, segment_value)[2] as is_apart
   from ${table} where ${value} is not null)`;
const slowest = `
  (select first(label_en order by dwell_median_seconds desc, stage_ordinal) as label, max(dwell_median_seconds) as median, count(*) as known,
     list(dwell_median_low_seconds order by dwell_median_seconds desc, stage_ordinal)[1] > list(dwell_median_high_seconds order by dwell_median_seconds desc, stage_ordinal)[2] as is_apart
   from dwell where dwell_median_seconds is not null)`;
const stuck = "(select count(*) from dwell where dwell_status = 'half_still_there')";
const advancing = "from dwell where advance_median_seconds is not null";

export const claims: Claim[] = [
  // funnel
  said(
    "funnel",
    /^So far 1 in (?<n>\S+) leads became a customer$/,
    "select count(*) / count(*) filter (outcome = 'won') as n, n >= 1.95 as holds from picked",
  ),
  said(
    "funnel",
    /^So far (?<won>\S+) of (?<leads>\S+) leads became customers$/,
    "select count(*) filter (outcome = 'won') as won, count(*) as leads, won > 0 as holds from picked",
  ),
  said(
    "funnel",
    /^No lead has become a customer yet$/,
    "select count(*) filter (outcome = 'won') = 0 as holds from picked",
  ),
  // leaks
  said(
    "fix leaks",
    /^No stage has a benchmark; reference\/stages.csv takes one\.$/,
    `select count(benchmark_low) = 0 and (select known = 0 from ${gaining}) as holds from leak`,
  ),
  said(
    "fix leaks",
    /^No leak is proven; (?<label>.+) seems to have most to gain, but cannot be told apart from (?<other>.+?)(?:: one more of every hundred going on would bring (?<more>\S+) more customers)?$/,
    `select label, other, ${point}, known > 1 and not coalesce(is_apart, false) and ${wonSoFar} > 0 and ${noLeak} as holds from ${gaining}`,
  ),
  said(
    "fix leaks",
    /^No leak is proven; most is to be gained at (?<label>.+?)(?:: one more of every hundred going on would bring (?<more>\S+) more customers)?$/,
    `select label, ${point}, is_apart and ${wonSoFar} > 0 and ${noLeak} as holds from ${gaining}`,
  ),
  said(
    "fix leaks",
    /^No leak is proven; (?<label>.+) is the only stage of which a gain can be told(?:: one more of every hundred going on would bring (?<more>\S+) more customers)?$/,
    `select label, ${point}, known = 1 and ${noLeak} as holds from ${gaining}`,
  ),
  said(
    "fix leaks",
    /^No leak is proven; what a repair would gain cannot be told before the first customer$/,
    `select ${wonSoFar} = 0 and ${noLeak} as holds`,
  ),
  said(
    "fix leaks",
    /^Fix (?<label>.+) first: (?<sure>.+) sure that it loses more than its benchmark allows$/,
    "select label_en as label, leak_probability as sure, leak_probability >= 0.9 and estimate < benchmark_low as holds from leak where leak_probability >= 0.9 order by stage_ordinal limit 1",
  ),
  said(
    "fix leaks",
    /^Fine against their benchmark: (?<fine>\d+)\.(?: .*)?$/,
    `select count(*) filter (leak_probability <= 0.1) as fine, ${noLeak} as holds from leak`,
  ),
  said(
    "fix leaks",
    /^No stage can be judged yet\.(?: .*)?$/,
    "select count(*) filter (verdict in ('fine', 'leak')) = 0 as holds from leak",
  ),
  // months
  said(
    "cohorts",
    /^(?<share>\S+) of the leads of mature months became customers$/,
    "select count(*) filter (outcome = 'won') / count(*) as share from picked join mature using (cohort_month) where is_mature",
  ),
  said(
    "cohorts",
    /^No month is old enough to judge yet$/,
    "select count(*) = 0 as holds from picked join mature using (cohort_month) where is_mature",
  ),
  said(
    "months",
    /^(?<label>.+), (?<month>\w+ \d{4}): (?<cohort>\S+) of those who arrived, (?<period>\S+) in the monthly report$/,
    "select label_en as label, strftime(month, '%b %Y') as month, cohort_advanced_count / reached_count as cohort, period_advanced_count / reached_count as period from arrival where stage_ordinal = 1 and reached_count >= 10 order by arrival.month desc limit 1 offset 2",
  ),
  said(
    "months",
    /^.+: no month in which 10 leads arrived is old enough$/,
    "select count(*) < 3 as holds from arrival where stage_ordinal = 1 and reached_count >= 10",
  ),
  said(
    "ages",
    /^No month has 10 leads that were all followed for so long yet$/,
    "select count(*) = 0 as holds from (select cohort_month, max(day) as day from age group by all) join everyone using (cohort_month) where lead_source <> 'purchased_list' group by cohort_month, day having count(*) >= 10 and bool_and(watermark_at >= started_at + to_days(day)) and day >= (select max(day) from age)",
  ),
  said(
    "ages",
    /^(?<month>\w+ \d{4}) is the only month followed to day (?<day>\d+): (?<share>\S+) were won by then$/,
    "select strftime(age.cohort_month, '%b %Y') as month, day, won_share as share from age join (select cohort_month, count(*) as n from pooled group by all) using (cohort_month) where day in (30, 60, 90, 120, 150, 180) and followed_count = n order by day desc, age.cohort_month limit 1",
  ),
  said(
    "ages",
    /^By day (?<day>\d+) between (?<least>\S+) and (?<most>\S+) of a month's leads were won; no month stands apart$/,
    `select day, min(won_share) as least, max(won_share) as most,
      not coalesce(list(won_low order by won_share desc)[1] > list(won_high order by won_share desc)[2], false) as holds
    from age join (select cohort_month, count(*) as n from pooled group by all) using (cohort_month) where day in (30, 60, 90, 120, 150, 180) and followed_count = n group by day order by day desc limit 1`,
  ),
  said(
    "ages",
    /^By day (?<day>\d+) (?<share>\S+) of every month's leads were won$/,
    `select day, min(won_share) as share, round(min(won_share), 3) = round(max(won_share), 3) and count(*) > 1 as holds
    from age join (select cohort_month, count(*) as n from pooled group by all) using (cohort_month) where day in (30, 60, 90, 120, 150, 180) and followed_count = n group by day order by day desc limit 1`,
  ),
  said(
    "ages",
    /^(?<month>\w+ \d{4}) is the best month followed to day (?<day>\d+): (?<share>\S+)$/,
    `select strftime(first(age.cohort_month order by won_share desc), '%b %Y') as month, day, max(won_share) as share,
      list(won_low order by won_share desc)[1] > list(won_high order by won_share desc)[2] as holds
    from age join (select cohort_month, count(*) as n from pooled group by all) using (cohort_month) where day in (30, 60, 90, 120, 150, 180) and followed_count = n group by day order by day desc limit 1`,
  ),
  said(
    "periods",
    /^No quarter is mature yet$/,
    "select count(*) = 0 as holds from pace where basis = 'cohort' and win_rate is not null",
  ),
  said(
    "periods",
    /^(?<quarter>\d{4} Q\d): (?<started>\S+) of those who started(?:, (?<closed>\S+) of what was closed|; nothing was closed in it)$/,
    "select quarter, win_rate as started, (select won_count / nullif(journey_count, 0) from pace as beside where beside.quarter = pace.quarter and basis = 'period') as closed from pace where basis = 'cohort' and win_rate is not null order by quarter desc limit 1",
  ),
  // times
  said(
    "times",
    /^(?<label>.+): more than half of the visits have not ended \((?<open>\S+) open\)$/,
    "select label_en as label, open_count as open from dwell where dwell_status = 'half_still_there' order by stage_ordinal limit 1",
  ),
  said(
    "times",
    /^No visit has a known length yet$/,
    "select count(dwell_median_seconds) = 0 as holds from dwell",
  ),
  said(
    "times",
    /^(?<label>.+): half of the visits last up to (?<median>.+)$/,
    `select label, median, known = 1 and ${stuck} = 0 as holds from ${slowest}`,
  ),
  said(
    "times",
    /^Half of the visits end within (?<median>.+) at each stage measured; the slowest cannot be told yet$/,
    `select median, known > 1 and not coalesce(is_apart, false) and ${stuck} = 0 as holds from ${slowest}`,
  ),
  said(
    "times",
    /^(?<label>.+) is slowest: half of its visits last more than (?<median>.+)$/,
    `select label, median, is_apart as holds from ${slowest}`,
  ),
  said(
    "advance",
    /^Half of those who go on take (?<least>.+) to (?<most>.+), depending on the stage$/,
    `select min(advance_median_seconds) as least, max(advance_median_seconds) as most ${advancing}`,
  ),
  said(
    "advance",
    /^Half of those who go on do so within (?<most>.+)$/,
    `select max(advance_median_seconds) as most ${advancing}`,
  ),
  said(
    "advance",
    /^Nobody has been followed long enough to say how long going on takes$/,
    `select count(*) = 0 as holds ${advancing}`,
  ),
  said(
    "advance",
    /^Nobody has gone on from any stage yet$/,
    "select sum(advanced_count) = 0 as holds from step",
  ),
  said(
    "dwell",
    /^Visits that have ended: (?<ended>\S+); still open: (?<open>\S+)$/,
    "select count(*) filter (left_at is not null) as ended, count(*) filter (left_at is null and picked.handed_off_to is null) as open from core.fct_stage_visit as visit join picked using (journey_id) where not visit.is_impossible",
  ),
  said(
    "dwell",
    /^Nobody has visited a stage yet$/,
    "select count(*) = 0 as holds from core.fct_stage_visit join picked using (journey_id)",
  ),
  said(
    "dwell",
    /^No visit has ended yet$/,
    "select count(*) filter (left_at is not null) = 0 as holds from core.fct_stage_visit join picked using (journey_id)",
  ),
  said(
    "transitions",
    /^(?<skips>\S+) of the steps forward skip a stage, and (?<back>\S+) moves go back$/,
    "select sum(move_count) filter (kind = 'advanced' and to_ordinal > from_ordinal + 1) as skipped, coalesce(skipped, 0) / sum(move_count) filter (kind = 'advanced') as skips, coalesce(sum(move_count) filter (kind = 'back'), 0) as back from move",
  ),
  said(
    "transitions",
    /^No lead has moved a stage forward yet$/,
    "select count(*) filter (kind = 'advanced') = 0 and count(*) > 0 as holds from move",
  ),
  said("transitions", /^Nothing has moved yet$/, "select count(*) = 0 as holds from move"),
  // conversion
  said(
    "conversion",
    /^Too little has been followed to estimate any step yet$/,
    "select count(estimate) = 0 and sum(reached_count) > 0 and sum(advanced_count) > 0 as holds from step",
  ),
  said(
    "conversion",
    /^Nobody has gone on from any stage yet$/,
    "select sum(advanced_count) = 0 and sum(reached_count) > 0 as holds from step",
  ),
  said("conversion", /^No lead has come yet$/, "select count(*) = 0 as holds from chosen"),
  said(
    "conversion",
    /^(?<share>\S+) go on from (?<label>.+), the only stage$/,
    "select label_en as label, estimate as share, (select count(*) from label) = 1 as holds from step",
  ),
  said(
    "conversion",
    /^(?<share>\S+) go on from (?<label>.+); no other step can be estimated yet$/,
    `select label, estimate as share, known = 1 and (select count(*) from label) > 1 as holds from ${lowest("step", "true")}`,
  ),
  said(
    "conversion",
    /^Which step is the weakest cannot be told yet: their intervals overlap$/,
    `select known > 1 and not coalesce(is_apart, false) as holds from ${lowest("step", "true")}`,
  ),
  said(
    "conversion",
    /^Fewest go on from (?<label>.+): (?<share>\S+)$/,
    `select label, estimate as share, is_apart as holds from ${lowest("step", "true")}`,
  ),
  said(
    "conversion",
    /^(?<label>.+) is below its benchmark: (?<share>\S+) go on$/,
    "select label_en as label, step.estimate as share, step.estimate_high < benchmark_low as holds from step join leak using (stage, label_en) where step.estimate_high < benchmark_low order by step.stage_ordinal limit 1",
  ),
  said(
    "breakdown",
    /^.+: all leads are of one value, (?<source>.+)$/,
    "select first(segment_value) as source, count(*) = 1 as holds from step_source where stage_ordinal = 1",
  ),
  said(
    "breakdown",
    /^.+: no value can be told apart from the whole yet$/,
    "select count(*) filter (own.estimate_low > whole.estimate or own.estimate_high < whole.estimate) = 0 as holds from step_source as own join step_whole as whole using (stage) where own.stage_ordinal = 1",
  ),
  said(
    "breakdown",
    /^.+?: (?:above the whole: (?<above>[^;]+?))?(?:; )?(?:below the whole: (?<below>.+))?$/,
    "select string_agg(own.segment_value, ', ' order by own.segment_value) filter (own.estimate_low > whole.estimate) as above, string_agg(own.segment_value, ', ' order by own.segment_value) filter (own.estimate_high < whole.estimate) as below from step_source as own join step_whole as whole using (stage) where own.stage_ordinal = 1",
  ),
  // lead to customer
  said(
    "curves",
    /^No lead has been followed long enough to say how many become customers$/,
    "select count(estimate) = 0 as holds from customer",
  ),
  said(
    "curves",
    /^(?<share>\S+) of leads become customers within (?<days>\d+) days$/,
    "select estimate as share, horizon_days as days from customer",
  ),
  said("sources", /^No lead came in the months chosen$/, "select count(*) = 0 as holds from ranged"),
  said(
    "sources",
    /^No lead has come yet$/,
    "select count(*) = 0 as holds from everyone where lead_source <> 'purchased_list'",
  ),
  said(
    "sources",
    /^(?<won>\S+) customers? so far; no source has 10 leads that were followed for (?<days>\d+) days yet$/,
    "select (select count(*) filter (outcome = 'won') from ranged) as won, any_value(horizon_days) as days, max(followed_count) < 10 as holds from customer_source",
  ),
  said(
    "sources",
    /^No lead became a customer within (?<days>\d+) days, from any source$/,
    "select any_value(horizon_days) as days, max(estimate) = 0 as holds from customer_source",
  ),
  said(
    "sources",
    /^(?<source>.+) converts best: (?<share>\S+) become customers within (?<days>\d+) days$/,
    `select source, estimate as share, 180 as days, is_apart as holds from ${highest("customer_source", "estimate", "coalesce(estimate_low, case when estimate = 1 then wilson_low(followed_count, followed_count) end)", "coalesce(estimate_high, case when estimate = 0 then wilson_high(0, followed_count) end)")}`,
  ),
  said(
    "sources",
    /^(?<share>\S+) of the leads of (?<source>.+) become customers within (?<days>\d+) days$/,
    `select source, estimate as share, 180 as days, known = 1 as holds from ${highest("customer_source", "estimate", "coalesce(estimate_low, case when estimate = 1 then wilson_low(followed_count, followed_count) end)", "coalesce(estimate_high, case when estimate = 0 then wilson_high(0, followed_count) end)")}`,
  ),
  said(
    "sources",
    /^The best sources cannot be told apart: their intervals overlap$/,
    `select known > 1 and not coalesce(is_apart, false) as holds from ${highest("customer_source", "estimate", "coalesce(estimate_low, case when estimate = 1 then wilson_low(followed_count, followed_count) end)", "coalesce(estimate_high, case when estimate = 0 then wilson_high(0, followed_count) end)")}`,
  ),
  // as the CRM shows it
  said(
    "funnels",
    /^No step can be compared yet$/,
    "select count(*) = 0 as holds from crm where view = 'all_stages' and crm_value is not null and own_value is not null",
  ),
  said(
    "funnels",
    /^(?<label>.+): the CRM says (?<crm>\S+), our estimate is (?<own>\S+)$/,
    "select coalesce(label_en, 'Lead → won') as label, crm_value as crm, own_value as own from crm where view = 'all_stages' and crm_value is not null and own_value is not null order by abs(crm_value - own_value) desc, stage_ordinal nulls last limit 1",
  ),
  said(
    "crm-times",
    /^No stay has ended yet$/,
    "select count(*) = 0 as holds from crm where view = 'latest_time' and crm_value is not null and own_value is not null",
  ),
  said(
    "crm-times",
    /^(?<label>.+): (?<crm>.+) on average in the CRM, the median is (?<own>.+)$/,
    "select label_en as label, crm_value as crm, own_value as own from crm where view = 'latest_time' and crm_value is not null and own_value is not null order by abs(crm_value - own_value) desc, stage_ordinal limit 1",
  ),
  said(
    "closed",
    /^Nothing has been closed yet$/,
    "select count(*) = 0 as holds from everyone where outcome in ('won', 'lost')",
  ),
  said(
    "closed",
    /^Won ÷ closed says (?<crm>\S+); of all leads, (?<own>\S+) become customers within (?<days>\d+) days$/,
    "select count(*) filter (outcome = 'won') / count(*) as crm, (select estimate from customer_whole) as own, (select horizon_days from customer_whole) as days from everyone where outcome in ('won', 'lost')",
  ),
  said(
    "closed",
    /^Won ÷ closed says (?<crm>\S+); too few leads were followed to say how many become customers$/,
    "select count(*) filter (outcome = 'won') / count(*) as crm, (select estimate is null from customer_whole) as holds from everyone where outcome in ('won', 'lost')",
  ),
  // marketing and sales
  said(
    "today list",
    /^(?<deals>\S+) deals? needs? something today$/,
    "select count(distinct journey_id) as deals from due",
  ),
  said(
    "today list",
    /^(?:No deal needs anything today|Nothing is waiting today, of what is recorded)$/,
    "select count(*) = 0 as holds from due",
  ),
  said(
    "handoff",
    /^Sales accepts (?<accepted>\S+) of marketing’s leads within (?<days>\d+) days and rejects (?<rejected>\S+)$/,
    "select accepted_estimate as accepted, rejected_estimate as rejected, horizon_days as days from handed",
  ),
  said(
    "handoff",
    /^Sales has accepted none of marketing’s leads yet$/,
    "select accepted_count = 0 and handed_count > 0 as holds from handed",
  ),
  said(
    "handoff",
    /^Too few leads were followed to say how many sales accepts$/,
    "select accepted_estimate is null as holds from handed",
  ),
  said(
    "handoff",
    /^This pipeline has no hand-off from marketing to sales$/,
    "select count(*) = 0 as holds from handed where handed_count > 0",
  ),
  said(
    "reasons",
    /^Nobody wrote down why sales rejects leads$/,
    "select count(lost_reason) = 0 as holds from pooled",
  ),
  said(
    "touch",
    /^No call, e-mail or meeting is recorded, so nobody can say how fast leads are contacted$/,
    "select count(*) = 0 as holds from core.fct_activity",
  ),
  said(
    "touch",
    /^(?<hour>\S+) of new leads are contacted within an hour; (?<never>\S+) never were$/,
    "select touched_within_1h_count / judged_1h_count as hour, never_touched_count / started_count as never from touch",
  ),
  said(
    "speed",
    /^Too few leads came to sales to compare fast with slow contact$/,
    "select count(*) filter (ratio_status = 'ok' and naive_ratio is not null) = 0 as holds from band",
  ),
  said(
    "speed",
    /^(?<band>.+): the usual comparison says (?<naive>\S+)×, like compared with like says (?<own>\S+)×(?<alike> \(not told apart from no difference\))?$/,
    "select naive_ratio as naive, sales_ratio as own from band where ratio_status = 'ok' and naive_ratio is not null order by band_ordinal limit 1",
  ),
  said(
    "fit",
    /^Nobody has said which customers are ideal, so no lead can be judged$/,
    "select count(icp_tier) = 0 as holds from everyone",
  ),
  said(
    "fit",
    /^No lead has come to sales in this pipeline yet$/,
    "select count(*) = 0 as holds from core.fct_stage_reach where stage_ordinal = 2 and pipeline = 'sales'",
  ),
  said(
    "unknown-fields",
    /^(?:Which field is missing most often cannot be told yet|Not known of most leads at sales: .+)$/,
  ),
  said(
    "suggestions",
    /^No value can be tested yet$/,
    "select count(p_value) = 0 as holds from marts.icp_suggestion where pipeline = 'sales'",
  ),
  said(
    "suggestions",
    /^None of (?<tested>\d+) tested values stands out beyond chance$/,
    "select count(p_value) as tested, count(*) filter (q_value < 0.05) = 0 as holds from marts.icp_suggestion where pipeline = 'sales'",
  ),
  said(
    "quality",
    /^No source has enough followed leads to estimate yet$/,
    "select count(sql_estimate) = 0 as holds from quality",
  ),
  said(
    "quality",
    /^(?<share>\S+) of the leads come to sales; all are of (?<source>.+)$/,
    "select any_value(segment_value) as source, any_value(sql_estimate) as share, count(*) = 1 as holds from quality",
  ),
  said(
    "quality",
    /^(?<share>\S+) of the leads of (?<source>.+) come to sales; no other can be estimated yet$/,
    "select any_value(segment_value) as source, any_value(sql_estimate) as share, count(*) = 1 as holds from quality where sql_estimate is not null",
  ),
  said(
    "quality",
    /^Which source comes to sales most often cannot be told yet$/,
    `select known > 1 and not coalesce(is_apart, false) as holds from ${highest("quality", "sql_estimate", "sql_low", "sql_high")}`,
  ),
  said(
    "quality",
    /^(?<source>.+) comes to sales most often: (?<share>\S+)$/,
    `select source, estimate as share, is_apart as holds from ${highest("quality", "sql_estimate", "sql_low", "sql_high")}`,
  ),
  said(
    "quality",
    /^Which source becomes a customer most often cannot be told yet$/,
    `select known > 1 and not coalesce(is_apart, false) as holds from ${highest("quality", "won_estimate", "won_low", "won_high")}`,
  ),
  said(
    "lists",
    /^(?<leads>\S+) leads of one purchased list; whether they were called is not recorded$/,
    "select count(*) as leads from everyone where lead_source = 'purchased_list'",
  ),
  said(
    "lists",
    /^No member of a purchased list has been called yet$/,
    "select count(*) = 0 as holds from marts.deal_mark join everyone using (journey_id) where mark = 'called' and lead_source = 'purchased_list'",
  ),
  said("spend", /^All cost is charged to leads that name its campaign$/),
  said(
    "won",
    /^(?<share>\S+) of proposals are won within (?<days>\d+) days$/,
    "select won_90_estimate as share, 90 as days from marts.proposal_performance where pipeline = 'sales' and segment = 'all'",
  ),
  said(
    "attempts",
    /^Up to attempt (?<attempt>\d+) one more may still pay: (?<share>\S+) answer it$/,
    "select max(attempt_number) as attempt, arg_max(reply_estimate, attempt_number) as share from marts.follow_up_curve where pipeline = 'sales' and pays_off and reply_estimate is not null",
  ),
  said(
    "silence",
    /^(?<label>.+): after (?<days>\d+) days of silence (?<late>\S+) go on, after one day (?<early>\S+)$/,
    null,
  ),
  said(
    "now",
    /^(?<label>.+): (?<without>\S+) of (?<open>\S+) open deals lack “Met at this stage”$/,
    "select label_en as label, open_without_count as without, open_count as open from marts.sales_contact join label using (stage) where pipeline = 'sales' and habit = 'meeting_held' and label_en = 'Qualified'",
  ),
  // The funnel that is built is estimated in the page: test/site/explore.test.ts compares it with the marts.
  said(
    "explore",
    /^No deal has come to .+ here$/,
    "select count(*) = 0 as holds from core.fct_stage_reach join picked using (journey_id)",
  ),
  said("explore", /^How many get from .+ to .+ cannot be told yet$/),
  said("explore", /^\S+(?: \(\S+ – \S+\))? get from .+ to .+ within \S+ days$/),
  // plan
  said(
    "assurance soon",
    /^Too few leads are mature to plan from$/,
    "select count(*) filter (reason is null and success_count > 0) = 0 as holds from plan",
  ),
  said(
    "assurance soon",
    /^None of the (?<trials>\S+) mature leads became a customer, so nothing can be planned from them yet$/,
    "select trial_count as trials, success_count = 0 as holds from plan",
  ),
  said(
    "needs",
    /^Too few leads are mature to plan from$/,
    "select count(*) filter (reason is null) = 0 as holds from plan_source",
  ),
  said(
    "needs",
    /^No source has a customer among its mature leads to plan from$/,
    "select sum(success_count) = 0 as holds from plan_source where reason is null",
  ),
  said(
    "assurance",
    /^(?<leads>\S+) leads with all their time bring at least 20 customers with 90% assurance(?:; (?<naive>\S+) would in (?<share>\S+) of cases)?$/,
    "select lead_count as leads, naive_count as naive, round(naive_assurance, 2) as share from marts.lead_plan_target join plan using (pipeline, segment, segment_value) where target = 20 and assurance = 0.9",
  ),
  said(
    "soon",
    /^Half of the customers come within (?<days>.+)$/,
    "select min(day) * 86400 as days from marts.lead_plan_curve join plan using (pipeline, segment, segment_value) where won_share >= 0.5",
  ),
  said(
    "needs",
    /^It cannot be told which source needs the fewest leads: the intervals of their rates overlap$/,
    `select known > 1 and not coalesce(is_apart, false) as holds from ${highest("(from plan_source where reason is null and success_count > 0)", "rate", "rate_low", "rate_high")}`,
  ),
  said(
    "needs",
    /^(?<source>.+) needs the fewest leads: (?<leads>\S+)$/,
    `select source, (select lead_count from marts.lead_plan_target where pipeline = 'sales' and segment = 'lead_source' and segment_value = source and target = 20 and assurance = 0.9) as leads, is_apart as holds from ${highest("(from plan_source where reason is null and success_count > 0)", "rate", "rate_low", "rate_high")}`,
  ),
  said(
    "needs",
    /^(?<source>.+) alone would need (?<leads>\S+) leads$/,
    `select source, (select lead_count from marts.lead_plan_target where pipeline = 'sales' and segment = 'lead_source' and segment_value = source and target = 20 and assurance = 0.9) as leads, known = 1 as holds from ${highest("(from plan_source where reason is null and success_count > 0)", "rate", "rate_low", "rate_high")}`,
  ),
  // velocity
  said(
    "wins",
    /^No open lead can be forecast yet$/,
    "select count(expected_count) = 0 as holds from forecast where horizon_days = 90",
  ),
  said(
    "wins",
    /^About (?<wins>\S+) of the (?<open>\S+) open leads will be won within (?<days>\d+) days$/,
    "select round(expected_count) as wins, open_count as open, horizon_days as days, wins > 0 as holds from forecast where horizon_days = 90",
  ),
  said(
    "wins",
    /^Less than one win is expected of the (?<open>\S+) open leads within (?<days>\d+) days$/,
    "select open_count as open, horizon_days as days, expected_count < 0.95 as holds from forecast where horizon_days = 90",
  ),
  said(
    "wins",
    /^The one open lead is not expected to be won within (?<days>\d+) days$/,
    "select horizon_days as days, open_count = 1 and expected_count < 0.95 as holds from forecast where horizon_days = 90",
  ),
  said("open", /^No lead is open$/, "select count(*) = 0 as holds from waiting_deal"),
  said(
    "open",
    /^Most open leads have come as far as (?<label>.+): (?<count>\S+), half of them more than (?<days>\S+) days ago$/,
    "select label_en as label, count(*) as count, round(median(age_seconds) / 86400) as days, count(*) > coalesce(max(count(*)) over (order by count(*) desc, label_en rows between 1 following and 1 following), 0) as holds from waiting_deal group by label_en, stage_ordinal order by count(*) desc limit 1",
  ),
  said(
    "open",
    /^No stage holds most of the open leads: (?<count>\S+) have come as far as (?<label>.+), as many as (?<other>.+)$/,
    "with counted as (select label_en, stage_ordinal, count(*) as n from waiting_deal group by all) select max(n) as count, list(label_en order by n desc, stage_ordinal)[1] as label, list(label_en order by n desc, stage_ordinal)[2] as other, list(n order by n desc)[1] = list(n order by n desc)[2] as holds from counted",
  ),
  said(
    "pace",
    /^No quarter has all it takes to compute the velocity yet$/,
    "select count(*) = 0 as holds from pace where basis = 'cohort' and velocity is not null",
  ),
  said(
    "pace",
    /^The funnel moved (?<money>\S+) HUF per day in (?<quarter>.+)$/,
    "select velocity as money, quarter from pace where basis = 'cohort' and velocity is not null order by quarter desc limit 1",
  ),
  said(
    "moves",
    /^Two mature quarters in a row are needed to say what moved the velocity$/,
    "select count(*) = 0 as holds from pace where basis = 'cohort' and velocity_change is not null",
  ),
  said(
    "moves",
    /^(?<quarter>\d{4} Q\d): (?<money>\S+) HUF per day (?<word>more|less); the parts of it are not defined where a value is not positive$/,
    "select quarter, abs(velocity_change) as money, case when velocity_change < 0 then 'less' else 'more' end as word, journey_effect is null as holds from pace where basis = 'cohort' and velocity_change is not null order by quarter desc limit 1",
  ),
  said(
    "moves",
    /^(?<quarter>\d{4} Q\d): (?<money>\S+) HUF per day (?<word>more|less), mostly because of (?<cause>.+)$/,
    `select quarter, abs(velocity_change) as money, case when velocity_change < 0 then 'less' else 'more' end as word,
      arg_max(cause, effect * sign(velocity_change)) as cause
    from (from pace where basis = 'cohort' and velocity_change is not null order by quarter desc limit 1),
      lateral (values ('leads', journey_effect), ('win rate', win_rate_effect), ('value', value_effect), ('cycle', cycle_effect)) as causes(cause, effect) group by all`,
  ),
  // trust and deals
  said(
    "deals",
    /^(?<deals>\S+) deals?, (?<won>\S+) of them won$/,
    "select count(*) as deals, count(*) filter (outcome = 'won') as won from picked",
  ),
  said(
    "fresh",
    /^Every source is known until (?<day>.+)$/,
    "select strftime(min(watermark_at), '%-d %b %Y') as day, min(watermark_at::date) = max(watermark_at::date) as holds from marts.freshness",
  ),
  said(
    "freshness",
    /^All sources are equally fresh$/,
    "select min(watermark_at::date) = max(watermark_at::date) as holds from marts.freshness",
  ),
  said(
    "issues",
    /^(?<count>\S+) findings? in the data$/,
    "select coalesce(sum(issue_count), 0) as count from marts.data_quality",
  ),
  said(
    "files",
    /^(?<count>\S+) of the records of (?<files>\S+) files? (?:is|are) set aside$/,
    "select coalesce(sum(quarantined), 0) as count, count(*) as files from marts.load_file",
  ),
];

/** Figures whose headline is a title of what they list. */
export const titles = new Set(
  "matrix grid todo provide tasks not-recorded competitor-fit runs restatements ratio landmark stages turnaround_band is_personalised null-world why costs campaigns competitors lists-none".split(
    " ",
  ),
);

/** Tiles with a number that is checked; an en dash is an empty value. */
export const tiles: Record<string, string> = {
  started: "select count(*) as value from picked",
  won: "select count(*) filter (outcome = 'won') as value from picked",
  customer: "select estimate as value from customer",
  accepted: "select accepted_estimate as value from handed",
  planRate: "select rate as value from plan",
  wins: "select expected_count as value from forecast where horizon_days = 90",
  worth: "select sum(expected_value) as value from waiting_deal",
  velocity:
    "select velocity as value from pace where basis = 'cohort' and velocity is not null order by quarter desc limit 1",
  proposals:
    "select proposal_count as value from marts.proposal_performance where pipeline = 'sales' and segment = 'all'",
};
