-- A tiny warehouse with known numbers: 18 cohort months of sales, inbound_web (40 + month number) and referral (10) per month,
-- purchased_list 100 per month. Without lists: 873 + 180 = 1,053 started. The newest three months are immature.
create schema marts;
create table marts.release as
  select timestamp '2026-10-31 22:00:00' as as_of, 'Europe/Budapest' as reporting_time_zone, 'HUF' as base_currency, true as is_sample, '0.0.0' as version;
create table marts.stage as
  select * from (values
    ('sales', 'lead', 1, 'marketing', 'Lead', 'Lead', null, null, null, null),
    ('sales', 'contacted', 2, 'marketing', 'Contacted', 'Megkeresett', null, null, null, null),
    ('sales', 'qualified', 3, 'sales', 'Qualified (SQL)', 'Minősített (SQL)', 0.7, 0.9, 'our board', null),
    ('sales', 'meeting', 4, 'sales', 'Meeting / demo', 'Megbeszélés / bemutató', 0.3, 0.5, 'default', 'alapérték'),
    ('sales', 'proposal', 5, 'sales', 'Proposal', 'Ajánlat', null, null, null, null),
    ('sales', 'negotiation', 6, 'sales', 'Negotiation', 'Tárgyalás', 0.6, 0.9, 'default', 'alapérték'),
    ('partner', 'introduced', 1, 'marketing', 'Introduced', 'Bemutatott', null, null, null, null),
    ('partner', 'evaluated', 2, 'sales', 'Evaluated', 'Értékelt', null, null, null, null),
    ('partner', 'agreement', 3, 'sales', 'Agreement', 'Megállapodás', null, null, null, null)
  ) as t(pipeline, stage, stage_ordinal, team, label_en, label_hu, benchmark_low, benchmark_high, benchmark_source, benchmark_source_hu);
create table marts.pipeline as
  select *, null::varchar as question_names, null::varchar as won_line, null::varchar as lost_line, 200::bigint as lost_count, 0::bigint as unplaced_lost_count,
    true as are_losses_placed from (values
    ('sales', null::varchar, null::varchar, 'decided', 'Closed Won', 'Closed Lost'),
    ('partner', null, null, 'decided', 'Closed Won', 'Closed Lost')
  ) as t(pipeline, label, source, state, won_names, lost_names);
create table marts.presumed_stage (
  pipeline varchar, source varchar, record_type varchar, source_pipeline varchar, source_stage varchar, kind varchar, kind_told_by varchar, stage varchar, stage_ordinal integer,
  order_told_by varchar, forward_count bigint, backward_count bigint, record_count bigint, current_count bigint, doubt varchar, line varchar
);
create temp table cohort as
  select 'sales' as pipeline, (date '2025-05-01' + to_months(m::integer))::date as cohort_month, m, s as lead_source,
    case s when 'inbound_web' then 40 + m when 'referral' then 10 else 100 end as started,
    case s when 'inbound_web' then 0.6 when 'referral' then 0.8 else 0.3 end as p
  from range(18) as months(m), (values ('inbound_web'), ('referral'), ('purchased_list')) as sources(s);
create temp table reach as
  select c.*, g.k, floor(started * pow(p, g.k - 1) * case when m > 14 and g.k > 3 then 0.5 else 1 end)::bigint as reached from cohort as c, range(1, 8) as g(k);
create table marts.funnel_cube as
  select r.pipeline, r.cohort_month, r.lead_source, st.stage, st.stage_ordinal, r.reached as reached_count, n.reached as advanced_count,
    (r.reached - n.reached) - (r.m % 3 = 0 and r.reached > n.reached)::bigint as lost_count, (r.m % 3 = 0 and r.reached > n.reached)::bigint as open_count, 0::bigint as deleted_count, 0::bigint as skipped_count, 0::bigint as reworked_count,
    case when r.m < 15 then r.reached else 0 end as mature_reached_count, case when r.m < 15 then n.reached else 0 end as mature_advanced_count
  from reach as r join reach as n on n.cohort_month = r.cohort_month and n.lead_source = r.lead_source and n.k = r.k + 1
  join marts.stage as st on st.pipeline = 'sales' and st.stage_ordinal = r.k;
create table marts.stage_conversion as
  with valued as (
    select *, 'lead_source' as segment, lead_source as segment_value from marts.funnel_cube union all by name
    select *, 'all' as segment, 'all' as segment_value from marts.funnel_cube where lead_source <> 'purchased_list' union all by name
    select *, 'all' as segment, 'with_lists' as segment_value from marts.funnel_cube union all by name
    select *, 'owner' as segment, 'Kovács Anna' as segment_value from marts.funnel_cube where lead_source = 'referral' union all by name
    select *, 'cohort_quarter' as segment, year(cohort_month) || ' Q' || quarter(cohort_month) as segment_value
    from marts.funnel_cube where lead_source <> 'purchased_list'
  ),
  counted as (
    select pipeline, segment, segment_value, stage, stage_ordinal, sum(reached_count)::bigint as reached_count, sum(advanced_count)::bigint as advanced_count,
      sum(open_count)::bigint as open_count, sum(mature_reached_count)::bigint as mature_reached_count, sum(mature_advanced_count)::bigint as mature_advanced_count
    from valued group by all
  )
  select pipeline, segment, segment_value, stage, stage_ordinal, reached_count, advanced_count, 126 as mature_horizon_days, mature_reached_count, mature_advanced_count,
    10 * stage_ordinal as horizon_days, case when mature_reached_count >= 10 then 0.9 * mature_advanced_count / mature_reached_count end as estimate,
    case when mature_reached_count >= 10 then 0.8 * mature_advanced_count / mature_reached_count end as estimate_low,
    case when mature_reached_count >= 10 then mature_advanced_count / mature_reached_count end as estimate_high, open_count as at_risk_count,
    mature_reached_count as followed_count, case when mature_reached_count >= 10 then 'ok' else 'too_few_followed' end as estimate_status
  from counted;
-- Qualified leaks, meeting is fine, negotiation cannot be judged yet, the others have no benchmark.
create table marts.leak_diagnosis as
  select st.pipeline, st.stage, st.stage_ordinal, st.benchmark_low, st.benchmark_high, c.horizon_days, c.estimate, c.estimate_low, c.estimate_high,
    c.followed_count::double as effective_count, judged.leak_probability, coalesce(judged.verdict, 'cannot_tell') as verdict,
    case when judged.verdict is null then 'no_benchmark' else judged.reason end as reason, coalesce(c.estimate_status, 'too_few_followed') as estimate_status, judged.fix_order,
    judged.extra_customers, c.estimate + st.stage_ordinal as point_customers, case when c.estimate is not null then row_number() over (partition by st.pipeline order by c.estimate + st.stage_ordinal desc nulls last) end::integer as lift_order,
    judged.missing_count
  from marts.stage as st
  left join marts.stage_conversion as c on c.pipeline = st.pipeline and c.stage = st.stage and c.segment = 'all' and c.segment_value = 'all'
  left join (values
    ('qualified', 0.987, 'leak', null, 1, 12.4, null),
    ('meeting', 0.001, 'fine', null, null, null, null),
    ('negotiation', 0.43, 'cannot_tell', 'too_few', null, null, 57)
  ) as judged(stage, leak_probability, verdict, reason, fix_order, extra_customers, missing_count) on judged.stage = st.stage;
-- The planner's check: 24 of 400. Half of the customers come by day 40, all by day 100.
create table marts.lead_plan as
  select 'sales' as pipeline, segment, segment_value, trial_count, success_count, success_count / trial_count as rate, wilson_low(success_count, trial_count) as rate_low,
    wilson_high(success_count, trial_count) as rate_high, 126 as horizon_days, null::varchar as reason
  from (values ('all', 'all', 400::bigint, 24::bigint), ('lead_source', 'inbound_web', 300, 14), ('lead_source', 'referral', 100, 10), ('lead_source', 'purchased_list', 300, 0))
    as plan(segment, segment_value, trial_count, success_count)
  union all select 'sales', 'lead_source', 'event', 4, 1, 0.25, 0.05, 0.7, 126, 'too_few';
create table marts.lead_plan_curve as
  select pipeline, segment, segment_value, d::integer as day, (success_count * least(1, d / 100.0) * least(1, d / 80.0 + 0.5))::bigint as won_count,
    least(1, d / 100.0) * least(1, d / 80.0 + 0.5) as won_share, least(1, d / 126.0) * 0.5 as mean_share
  from marts.lead_plan, range(127) as days(d) where success_count > 0;
create table marts.dictionary as
  select * from (values
    ('marts', 'stage_conversion', null, null, 'One row per pipeline, segment value and stage.', 'pipeline, segment, segment_value, stage', 'What share goes on?'),
    ('marts', 'stage_conversion', 'reached_count', 'bigint', 'journeys at this stage or beyond at some time', null, null),
    ('core', 'fct_journey', null, null, 'One row per journey.', 'journey_id', null),
    ('core', 'fct_journey', 'journey_id', 'bigint', 'our key', null, null)
  ) as t(schema_name, table_name, column_name, data_type, description, grain, answers);
create table marts.journey_cube as
  select pipeline, cohort_month, lead_source, max(reached) filter (where k = 1) as started_count, max(reached) filter (where k = 7) as won_count,
    max(reached) filter (where k = 1) - max(reached) filter (where k = 7) - max(cube.open_count) as lost_count, max(cube.open_count) as open_count, 0::bigint as deleted_count, m < 15 as is_mature
  from reach join (select cohort_month as month, lead_source as source, sum(open_count)::bigint as open_count from marts.funnel_cube group by all) as cube
    on cube.month = reach.cohort_month and cube.source = reach.lead_source
  group by all;
-- In every third month one deal of those that came as far as each stage is still open, and one of them was handed to another pipeline; of referral, the one that reached the proposal went back to the meeting.
create table marts.deal as
  with furthest as (
    select c.*, g.i, max(r.k) as k
    from cohort as c, range(200) as g(i), reach as r
    where g.i < c.started and r.cohort_month = c.cohort_month and r.lead_source = c.lead_source and g.i < r.reached group by all
  ),
  placed as (
    select furthest.*, case when furthest.k = 7 then 'won' when furthest.m % 3 = 0 and furthest.i = next.reached then 'open' else 'lost' end as outcome,
      row_number() over (order by furthest.cohort_month, furthest.lead_source, furthest.i)::bigint as journey_id
    from furthest left join reach as next on next.cohort_month = furthest.cohort_month and next.lead_source = furthest.lead_source and next.k = furthest.k + 1
  )
  select journey_id, 'hubspot' as source_system, (90000 + journey_id)::varchar as deal_id, placed.pipeline, lead_source, case when lead_source = 'referral' then 'spring' when lead_source = 'inbound_web' and i % 4 = 0 then 'expo' end as campaign_id,
    case when lead_source = 'purchased_list' then 'list-' || (1 + i % 2) end as list_id, cohort_month, (cohort_month + (i % 28)::integer)::date as started_on, outcome,
    case when outcome <> 'open' then (cohort_month + 40 + (i % 28)::integer)::date end as outcome_on,
    case when outcome <> 'open' then outcome when k = 5 and lead_source = 'referral' then 'meeting' else st.stage end as current_stage,
    coalesce(st.stage, 'won') as furthest_stage, case when m < 15 then k::integer end as mature_ordinal, case when outcome <> 'open' then 40.0::double end as cycle_days,
    case when outcome = 'won' then 1200000.00::decimal(18, 2) end as amount_base, false as is_impossible, outcome = 'open' and k = 6 and m = 0 and lead_source = 'inbound_web' as is_handed_off,
    case when i % 3 = 0 then 'A' when i % 3 = 1 then 'B' end as icp_tier, case when i % 2 = 0 then 'HU' else 'AT' end as country, case when i % 5 = 0 then 'Annual plan' end as product,
    0::bigint as entry_seconds, (date '2026-10-31' - (cohort_month + (i % 28)::integer)::date) * 86400::bigint as followed_seconds, true as is_dated, true as is_outcome_dated
  from placed left join marts.stage as st on st.pipeline = placed.pipeline and st.stage_ordinal = placed.k;
-- By day 180, 6.25 % become customers, of referral 12.5 %, of the lists 0.2 %; a source "event" has too few followed to tell.
create table marts.lead_to_customer as
  with valued as (
    select pipeline, 'all' as segment, 'all' as segment_value, cohort_month, started_count, won_count, is_mature from marts.journey_cube where lead_source <> 'purchased_list'
    union all select pipeline, 'lead_source', lead_source, cohort_month, started_count, won_count, is_mature from marts.journey_cube
  ),
  counted as (
    select pipeline, segment, segment_value, cohort_month, sum(started_count)::bigint as started_count, sum(won_count)::bigint as won_count,
      coalesce(sum(started_count) filter (where is_mature), 0)::bigint as followed_count
    from valued group by grouping sets ((pipeline, segment, segment_value, cohort_month), (pipeline, segment, segment_value))
    union all select 'sales', 'lead_source', 'event', null, 12, 0, 4
  )
  select pipeline, segment, segment_value, cohort_month, started_count, won_count, 180::bigint as horizon_days,
    case when followed_count >= 10 then case segment_value when 'referral' then 0.125 when 'purchased_list' then 0.002 else 0.0625 end end as estimate,
    case when followed_count >= 10 then case segment_value when 'referral' then 0.1 when 'purchased_list' then 0.001 else 0.05 end end as estimate_low,
    case when followed_count >= 10 then case segment_value when 'referral' then 0.15 when 'purchased_list' then 0.004 else 0.075 end end as estimate_high,
    33::bigint as at_risk_count, followed_count, case when followed_count >= 10 then 'ok' else 'too_few_followed' end as estimate_status
  from counted;
create table marts.stale_sensitivity as
  select pipeline, segment, segment_value, 126::integer as stale_days, 9::bigint as stale_count, started_count - won_count as open_count, estimate,
    estimate * 0.9 as estimate_if_stale_lost
  from marts.lead_to_customer where cohort_month is null;
create table marts.lead_to_customer_curve as
  select pipeline, segment, segment_value, cohort_month, d::integer as day, case when d > 120 and cohort_month = date '2026-07-01' then 12 when d > 90 then followed_count else started_count end as followed_count, 33::bigint as at_risk_count,
    estimate * least(1, d / 150.0) as won_share, estimate_low * least(1, d / 150.0) as won_low, estimate_high * least(1, d / 150.0) as won_high
  from marts.lead_to_customer, range(181) as days(d) where followed_count >= 10;
create table marts.dwell_bin as
  select f.pipeline, f.cohort_month, f.lead_source, f.stage, f.stage_ordinal, b as bin, (3600 * pow(1.6, b)) as low_seconds, (3600 * pow(1.6, b + 1)) as high_seconds,
    greatest(0, floor(f.reached_count / (1 + abs(b - 5 - f.stage_ordinal))))::bigint as completed_count,
    case when b = 9 then coalesce(here.open_count, 0) else 0 end::bigint as open_count
  from marts.funnel_cube as f left join (select cohort_month, lead_source, current_stage, count(*) as open_count from marts.deal where outcome = 'open' and not is_handed_off group by all) as here
    on here.cohort_month = f.cohort_month and here.lead_source = f.lead_source and here.current_stage = f.stage, range(3, 15) as bins(b);
create table marts.freshness as
  select * from (values
    ('hubspot', timestamp '2026-10-31 22:00:00', 'declared', timestamp '2026-10-31 18:00:00', 3::bigint, 2853::bigint, 4::bigint, 1053::bigint, 0::bigint),
    ('purchased_list', timestamp '2026-10-12 00:00:00', 'newest_event', timestamp '2026-10-12 00:00:00', 18, 1800, 0, 1800, 19)
  ) as t(source, watermark_at, watermark_kind, newest_event_at, file_count, record_count, quarantined_count, journey_count, age_days);
create table marts.data_quality as
  select 'unmapped_stage' as kind, 'hubspot' as source, 'opportunity' as entity, 3::bigint as issue_count, '1001' as example_id, 'On hold' as example_detail;
create table marts.load_file as
  select 'abc' as file_id, 'hubspot' as source, 'opportunities' as stream, 'hubspot/deals.csv' as name, 'utf-8' as encoding, ',' as delimiter,
    2858::bigint as records_in, 2853::bigint as loaded, 4::bigint as quarantined, 0::bigint as deduplicated, 1::bigint as skipped, 'loaded' as status, 'hidden sheets are not read (1)' as reason, 'a rejtett munkalapokat nem olvassuk (1)' as reason_hu, 'Deal owner, Notes'::varchar as unread_columns, true as is_newest
  union all select 'older', 'hubspot', 'opportunities', 'hubspot/deals 2025.csv', 'utf-8', ',', 1001, 991, 9, 0, 1, 'loaded', null, null, null, false;
-- 12.3 wins expected of 69 open leads within 90 days; of four earlier forecasts one did not hold.
create table marts.expected_wins as
  select 'sales' as pipeline, 'all' as segment, 'all' as segment_value, * from (values
    (0, 30, 69::bigint, 5::bigint, 4.1, 1.0, 8.2, null::bigint, null::boolean), (0, 90, 69, 5, 12.3, 6.5, 18.1, null, null), (0, 180, 69, 5, 15.0, 8.0, 22.0, null, null),
    (90, 30, 60, 4, 4.0, 1.0, 8.0, 5, true), (90, 90, 60, 4, 11.0, 6.0, 17.0, 12, true), (180, 90, 50, 3, 10.0, 5.0, 15.0, 19, false), (180, 180, 50, 3, 14.0, 8.0, 20.0, 13, true)
  ) as wins(days_ago, horizon_days, open_count, unknown_count, expected_count, expected_low, expected_high, won_count, is_covered);
create table marts.open_journeys as
  select journey_id, deal.pipeline, source_system, deal_id, lead_source, 'Kovács Anna' as owner_id, st.stage, st.stage_ordinal, current_stage, (journey_id % 13 * 7 + 1) * 86400 as age_seconds, (journey_id % 13 * 5) * 86400 as silence_seconds, 180 as horizon_days,
    case when journey_id % 11 > 0 then st.stage_ordinal / 10.0 end as win_probability, case when journey_id % 11 = 0 then 'too_few' end as reason, 1000000.00::decimal(18, 2) as amount_base,
    case when journey_id % 11 > 0 then st.stage_ordinal * 100000.0 end as expected_value
  from marts.deal join marts.stage as st on st.pipeline = deal.pipeline and st.stage = deal.furthest_stage where outcome = 'open' and not is_handed_off;
-- It passed each stage in 5 days, and stays at the furthest one until its outcome, or today.
create table marts.deal_pass as
  select journey_id, deal.pipeline, st.stage, st.stage_ordinal, 5 * 86400::bigint * (st.stage_ordinal - 1) as reached_seconds,
    case when st.stage_ordinal < least(here.stage_ordinal, 6) then 5 * 86400 else greatest(0, case outcome when 'open' then followed_seconds else 40 * 86400 end - 5 * 86400 * (st.stage_ordinal - 1)) end::bigint as elapsed_seconds,
    case when st.stage_ordinal < here.stage_ordinal then 'advanced' else outcome end as status, 'timed' as time_kind
  from marts.deal join (select pipeline, stage, stage_ordinal from marts.stage union all select 'sales', 'won', 7) as here on here.pipeline = deal.pipeline and here.stage = deal.furthest_stage
  join marts.stage as st on st.pipeline = deal.pipeline and st.stage_ordinal <= here.stage_ordinal;
-- Each deal came to its furthest stage through the one before, in 10 days, and waits there since, or was won or lost from there.
create table marts.deal_visit as
  select journey_id, source_system, deal_id, deal.pipeline, row_number() over (partition by journey_id order by st.stage_ordinal) as visit_number, st.stage, st.stage_ordinal, 10 * 86400::bigint * (st.stage_ordinal - 1) as entered_seconds, started_on + 10 * (st.stage_ordinal - 1)::integer as entered_on,
    case when st.stage_ordinal < here.stage_ordinal then started_on + 10 * st.stage_ordinal::integer when outcome <> 'open' then outcome_on end as left_on, case when st.stage_ordinal < here.stage_ordinal then 10.0 else 42.25 end as days,
    case when st.stage_ordinal < here.stage_ordinal or outcome = 'won' then 'advanced' when outcome = 'lost' then 'lost' else 'open' end as exit_kind,
    case when st.stage_ordinal < here.stage_ordinal then here.stage when outcome <> 'open' then outcome end as next_stage
  from marts.deal join marts.stage as here on here.pipeline = deal.pipeline and here.stage = case when outcome = 'open' then deal.current_stage when deal.furthest_stage = 'won' then 'negotiation' else deal.furthest_stage end
  join marts.stage as st on st.pipeline = deal.pipeline and st.stage_ordinal in (here.stage_ordinal, here.stage_ordinal - 1);
create table marts.velocity as
  with dated as (
    select 'cohort' as basis, cohort_month as day, outcome from marts.deal where lead_source <> 'purchased_list' union all
    select 'period', outcome_on, outcome from marts.deal where lead_source <> 'purchased_list' and outcome <> 'open'
  ),
  counted as (select basis, year(day) || ' Q' || quarter(day) as quarter, count(*) as journey_count, count(*) filter (where outcome = 'won') as won_count from dated group by all)
  select 'sales' as pipeline, counted.*, true as is_mature, won_count / journey_count as win_rate, won_count as priced_count, 1200000.0 as mean_value, 3456000.0 as cycle_seconds,
    moved.* exclude (basis, quarter)
  from counted join (values
    ('cohort', '2025 Q4', 360000.0, null::double, null::double, null::double, null::double, null::double),
    ('cohort', '2026 Q1', 510000.0, 150000.0, 26000.0, 124000.0, 0.0, 0.0),
    ('period', '2025 Q4', 450000.0, null, null, null, null, null),
    ('period', '2026 Q1', 600000.0, 150000.0, 50000.0, 100000.0, 0.0, 0.0)
  ) as moved(basis, quarter, velocity, velocity_change, journey_effect, win_rate_effect, value_effect, cycle_effect) on moved.basis = counted.basis and moved.quarter = counted.quarter;
-- The CRM says 40 % and 110 % of every step, 3 and 5 days, and 30 % won of closed.
create table marts.crm_view as
  select st.pipeline, v.view, st.stage, st.stage_ordinal, null::varchar as period, 900::bigint as crm_count, v.crm_value, case when v.view like '%time' then 172800.0 else c.estimate end as own_value,
    case when v.view like '%time' then 'marts.cycle_time.dwell_median_seconds' else 'marts.stage_conversion.estimate' end as own_metric, 'Why ' || v.view || ' differs.' as why_en, 'Miért tér el: ' || v.view || '.' as why_hu
  from marts.stage as st left join marts.stage_conversion as c on c.pipeline = st.pipeline and c.stage = st.stage and c.segment = 'all' and c.segment_value = 'all',
    (values ('all_stages', 0.4), ('any_stages', 1.1), ('latest_time', 259200.0), ('cumulative_time', 432000.0)) as v(view, crm_value)
  union all
  select 'sales', 'won_of_closed', null, null, p, 300, 0.3, 0.0625, 'marts.lead_to_customer.estimate', 'Why won_of_closed differs.', 'Miért tér el: won_of_closed.' from (values ('2026 Q1'), ('2026 Q2'), ('all')) as periods(p);
create table marts.restatement as
  select 'stage_conversion' as metric, 'sales' as pipeline, 'all' as segment, 'all' as segment_value, 'meeting' as stage, date '2025-06-01' as cohort_month, 'late_file' as reason, 3::bigint as journey_count,
    20::bigint as reached_count_before, 10::bigint as advanced_count_before, 0.5 as before, 23::bigint as reached_count_after, 12::bigint as advanced_count_after, 12 / 23.0 as after, 126 as horizon_days,
    '90007' as example_id, '20261030T220000000Z' as previous_run;
-- Of 100 steps on from contacted, 10 skip qualified; 7 go back to lead.
create table marts.stage_transition as
  select 'sales' as pipeline, 'all' as segment, 'all' as segment_value, from_stage, from_ordinal, to_pipeline, to_stage, to_ordinal, kind, move_count from (values
    ('start', 0, 'sales', 'lead', 1, 'started', 1000::bigint), ('contacted', 2, 'sales', 'qualified', 3, 'advanced', 90), ('contacted', 2, 'sales', 'meeting', 4, 'advanced', 10),
    ('contacted', 2, 'sales', 'lead', 1, 'back', 7), ('contacted', 2, 'sales', 'lost', 7, 'lost', 43), ('lost', 7, 'sales', 'contacted', 2, 'reopened', 3), ('contacted', 2, 'partner', 'introduced', 1, 'handed_off', 50)
  ) as moves(from_stage, from_ordinal, to_pipeline, to_stage, to_ordinal, kind, move_count);
create table marts.competitor_industry as
  select * from (values ('Rival', 'Logistics', 12::bigint, 'Őrségi Bútor Kft.'), ('Rival', null, 3, 'Kisház Bt.'), ('Other', 'logistics', 2, 'Nagyház Zrt.')) as t(competitor, industry, customer_count, example);
create table marts.comparison as select '20261030T220000000Z' as previous_run;
-- Half of all visits last 20 days, and 20 more each stage later; those that ended look half as long; more than half of those in negotiation have not ended.
create table marts.cycle_time as
  select st.pipeline, s.segment, s.segment_value, st.stage, st.stage_ordinal, 100::bigint as completed_count,
    (select count(*) from marts.deal where outcome = 'open' and not is_handed_off and current_stage = st.stage and lead_source <> 'purchased_list' and (s.segment = 'all' or lead_source = 'referral')) as open_count, 0::bigint as deleted_count, 120::bigint as timed_count,
    st.stage_ordinal * 432000.0 as completed_p25_seconds, st.stage_ordinal * 864000.0 as completed_median_seconds, st.stage_ordinal * 1300000.0 as completed_p75_seconds, st.stage_ordinal * 1728000.0 as completed_p90_seconds,
    case when st.stage <> 'negotiation' then st.stage_ordinal * 1728000.0 end as dwell_median_seconds, st.stage_ordinal * 1500000.0 as dwell_median_low_seconds, case when st.stage <> 'negotiation' then st.stage_ordinal * 1900000.0 end as dwell_median_high_seconds, case when st.stage_ordinal < 5 then st.stage_ordinal * 2600000.0 end as dwell_p75_seconds,
    case when st.stage_ordinal < 4 then st.stage_ordinal * 4000000.0 end as dwell_p90_seconds, case when st.stage = 'negotiation' then 'half_still_there' else 'ok' end as dwell_status,
    10 * st.stage_ordinal as horizon_days, case when st.stage <> 'proposal' then st.stage_ordinal * 259200.0 end as advance_median_seconds, case when st.stage <> 'proposal' then st.stage_ordinal * 600000.0 end as advance_p90_seconds,
    case when st.stage = 'proposal' then 'too_young' else 'ok' end as advance_status, 2000000.0 as open_p25_seconds, 4000000.0 as open_median_seconds, 6000000.0 as open_p75_seconds, 9000000.0 as open_p90_seconds
  from marts.stage as st, (values ('all', 'all'), ('lead_source', 'referral')) as s(segment, segment_value);
create table marts.period_rate as
  select f.pipeline, 'all' as segment, 'all' as segment_value, f.cohort_month as month, f.stage, f.stage_ordinal, sum(f.reached_count)::bigint as reached_count, sum(f.advanced_count)::bigint as cohort_advanced_count,
    (sum(f.advanced_count) + 10)::bigint as period_advanced_count, sum(f.lost_count)::bigint as period_lost_count
  from marts.funnel_cube as f where lead_source <> 'purchased_list' group by all;
-- Deals as marketing and sales count them: up to eight attempts in a row on all but lists, three proposals of four personalised, wins touched by campaigns.
create table marts.deal_mark as
  with own as (select * from marts.deal where lead_source <> 'purchased_list'), proposed as (select * from own where furthest_stage in ('proposal', 'negotiation', 'won'))
  select journey_id, 'attempts' as mark, (journey_id % 9)::varchar as mark_value from own where journey_id % 9 > 0
  union all select journey_id, 'silent_days', (silence_seconds // 86400)::varchar from marts.open_journeys where lead_source <> 'purchased_list'
  union all select journey_id, 'duplicate', null from marts.deal where journey_id % 50 = 0
  union all select journey_id, 'invalid_contact', null from marts.deal where journey_id % 40 = 0
  union all select journey_id, 'called', null from marts.deal where journey_id % 2 = 0
  union all select journey_id, 'connected', null from marts.deal where journey_id % 8 = 0
  union all select journey_id, 'credited', null from marts.deal where outcome = 'won'
  union all select journey_id, 'touched', 'Newsletter' from marts.deal where outcome = 'won' and journey_id % 3 > 0
  union all select journey_id, 'touched', 'Expo & more' from marts.deal where outcome = 'won' and journey_id % 3 = 1
  union all select journey_id, 'untouched', null from marts.deal where outcome = 'won' and journey_id % 3 = 0
  union all select journey_id, 'proposal_all', 'all' from proposed
  union all select journey_id, 'proposal_is_personalised', (journey_id % 4 > 0)::varchar from proposed
  union all select journey_id, 'proposal_turnaround_band', case when journey_id % 3 > 0 then '1: within a day' else '3: 3 to 7 days' end from proposed
  union all select journey_id, 'proposal_versions', '1' from proposed
  union all select journey_id, 'proposal_versions', '2' from proposed where journey_id % 5 = 0
  union all select journey_id, 'proposal_expired', null from proposed where outcome = 'open' and journey_id % 2 = 0;
-- Personalised ones are won more often, far enough for their intervals to lie apart; how fast they are sent makes no difference that shows.
create table marts.proposal_performance as
  with counted as (
    select deal.pipeline, replace(mark.mark, 'proposal_', '') as segment, mark.mark_value as segment_value, count(*) as journey_count, count(*) filter (where outcome = 'won') as won_count,
      count(*) filter (where outcome = 'lost') as lost_count, count(expired.journey_id) as expired_count
    from marts.deal_mark as mark join marts.deal on deal.journey_id = mark.journey_id
    left join marts.deal_mark as expired on expired.journey_id = mark.journey_id and expired.mark = 'proposal_expired'
    where mark.mark like 'proposal%' and mark.mark_value is not null group by all
  )
  select *, journey_count + 20 as proposal_count, journey_count as turnaround_count, 259200.0 as turnaround_median_seconds, 864000.0 as turnaround_p90_seconds,
    0.2 as won_30_estimate, 0.15 as won_30_low, 0.25 as won_30_high, 'ok' as won_30_status, 0.3 as won_60_estimate, 0.25 as won_60_low, 0.35 as won_60_high, 'ok' as won_60_status,
    case when segment_value = 'false' then 0.2 when segment_value = '2' then null else 0.4 end as won_90_estimate, case when segment_value = 'false' then 0.1 when segment_value = '2' then null else 0.35 end as won_90_low,
    case when segment_value = 'false' then 0.3 when segment_value = '2' then null else 0.45 end as won_90_high, case when segment_value = '2' then 'too_few_followed' else 'ok' end as won_90_status
  from counted;
-- An answer halves with every attempt; from the seventh on it is less likely than the floor, and of the eighth too few were followed.
create table marts.follow_up_curve as
  with counted as (
    select n, count(*) as journey_count from range(1, 9) as attempts(n) join marts.deal_mark on mark = 'attempts' and mark_value::integer >= n group by n
  )
  select 'sales' as pipeline, n::integer as attempt_number, journey_count, journey_count + 5 as attempt_count,
    floor(attempt_count * 0.5 * pow(0.5, n - 1))::bigint as replied_count, 14 as window_days, case when n < 8 then 0.5 * pow(0.5, n - 1) end as reply_estimate, reply_estimate * 0.8 as reply_low, reply_estimate * 1.2 as reply_high,
    case when n < 8 then 'ok' else 'too_few_followed' end as reply_status, case when n < 8 then 0.3 end as advance_estimate, case when n < 8 then 0.25 end as advance_low, case when n < 8 then 0.35 end as advance_high,
    reply_status as advance_status, case when n < 8 then attempt_count else 4 end as followed_count, 0.02 as floor_rate, reply_high >= 0.02 as pays_off
  from counted;
-- Of six in ten that go on after a day of silence, one in ten is left after a month.
create table marts.silence_curve as
  select st.pipeline, st.stage, st.stage_ordinal, d.silent_days, 400 - 5 * d.silent_days as journey_count, 100::bigint as advanced_count, 30 as horizon_days, d.estimate, d.estimate - 0.05 as estimate_low, d.estimate + 0.05 as estimate_high,
    case when d.estimate is null then 3 else 300 end::bigint as followed_count, case when d.estimate is null then 'too_few_followed' else 'ok' end as estimate_status
  from marts.stage as st, (values (1, 0.6), (3, 0.5), (7, 0.4), (14, 0.2), (30, 0.1), (60, null)) as d(silent_days, estimate) where st.pipeline = 'sales';
-- Inbound web costs least beyond doubt; referral has no cost; of the lists one is reached at all.
create table marts.source_quality as
  with told as (
    select journey_id, pipeline, furthest_stage, outcome, 'lead_source' as segment, lead_source as segment_value from marts.deal
    union all select journey_id, pipeline, furthest_stage, outcome, 'campaign', campaign_id from marts.deal where campaign_id is not null
    union all select journey_id, pipeline, furthest_stage, outcome, 'list', list_id from marts.deal where list_id is not null
  ),
  counted as (
    select pipeline, segment, segment_value, count(*) as lead_count, count(*) filter (where journey_id % 50 = 0) as duplicate_count, count(*) filter (where journey_id % 40 = 0) as invalid_contact_count,
      count(*) filter (where furthest_stage not in ('lead', 'contacted')) as sql_count, count(*) filter (where outcome = 'won') as won_count, count(*) filter (where journey_id % 2 = 0) as called_count, count(*) filter (where journey_id % 8 = 0) as connected_count
    from told group by all
  )
  select *, case segment_value when 'referral' then 0.7 when 'inbound_web' then 0.4 else 0.3 end as sql_estimate, sql_estimate - 0.05 as sql_low, sql_estimate + 0.05 as sql_high, 'ok' as sql_status,
    case segment_value when 'referral' then 0.125 else 0.05 end as won_estimate, won_estimate - 0.01 as won_low, won_estimate + 0.01 as won_high, 'ok' as won_status,
    case segment_value when 'inbound_web' then 500000.00 when 'expo' then 500000.00 when 'purchased_list' then 900000.00 when 'list-1' then 600000.00 when 'list-2' then 300000.00 end::decimal(18, 2) as cost_base,
    cost_base is not null as is_cost_whole, case when cost_base is not null then lead_count else 0 end as costed_lead_count, cost_base / nullif(costed_lead_count, 0) as cost_per_lead,
    cost_per_lead / sql_estimate as cost_per_sql, cost_per_lead / sql_high as cost_per_sql_low, cost_per_lead / sql_low as cost_per_sql_high,
    cost_per_lead / won_estimate as cost_per_won, cost_per_lead / won_high as cost_per_won_low, cost_per_lead / won_low as cost_per_won_high,
    case when segment = 'list' then 'Lists Ltd' end as vendor, case segment_value when 'list-1' then 'consent' end as legal_basis, case when segment = 'list' then lead_count end as member_count,
    case segment_value when 'list-1' then 0 when 'list-2' then lead_count end as no_legal_basis_count, case when segment = 'list' then 12 end as do_not_call_count, case when segment = 'list' then 3 end as do_not_call_violation_count
  from counted;
create table marts.spend as
  select * from (values
    ('ads', 'google_ads', 'expo', 'c1', date '2026-01-01', 'sales', 'expo', 500000.00::decimal(18, 2)), ('ads', 'google_ads', 'Display test', 'c2', date '2026-02-01', null, null, 100000.00),
    ('list', 'Lists Ltd', 'list-1', 'list-1', date '2025-06-01', 'sales', 'list-1', 600000.00), ('list', 'Lists Ltd', 'list-2', 'list-2', date '2025-06-01', 'sales', 'list-2', 300000.00), ('campaign', 'mailchimp', 'Newsletter', 'n', date '2025-06-01', null, null, null)
  ) as t(kind, platform, campaign, campaign_id, month, pipeline, named_as, cost_base);
create table marts.spend_change as
  select *, (cost - first_cost)::decimal(18, 2) as cost_change from (values
    ('google_ads', 'EUR', date '2026-02-01', 10.00::decimal(18, 2), 9.25::decimal(18, 2)), ('google_ads', 'EUR', date '2026-02-02', 4.00, 0.00), ('google_ads', 'EUR', date '2026-02-03', 7.00, 7.00), ('meta_ads', 'HUF', date '2026-02-01', 1200.00, 1500.00)
  ) as t(platform, currency, spend_date, first_cost, cost);
-- Two campaigns; a win that both touched is shared, or all of the first or last one's.
create table marts.attribution as
  with won as (
    select deal.pipeline, date_trunc('month', outcome_on)::date as month, mark.mark_value as campaign, journey_id % 3 as kind, amount_base
    from marts.deal join marts.deal_mark as mark using (journey_id) where mark.mark in ('touched', 'untouched')
  ),
  weighed as (
    select *, case when kind <> 1 then 1.0 when model = 'linear' or model = 'position' then 0.5 when (model = 'first') = (campaign = 'Expo & more') then 1.0 else 0.0 end as part
    from won, (values ('first'), ('last'), ('linear'), ('position')) as models(model)
  )
  select pipeline, model, campaign, month, count(*) as journey_count, sum(part)::decimal(18, 6) as won_credit, sum(part * amount_base)::decimal(18, 2) as value_credit from weighed group by all;
-- Open deals of one owner who is known by an id and one by name; no summary is known to be missing, for no summary is recorded.
create table marts.to_do as
  with due as (
    select * exclude (reason), case journey_id % 4 when 0 then 'hot_and_silent' when 1 then 'next_step_overdue' when 2 then 'proposal_expired' else 'not_accepted' end as reason from marts.open_journeys
    union all select * exclude (reason), 'next_step_missing' from marts.open_journeys where journey_id % 4 = 0
  )
  select journey_id, reason, pipeline, case when journey_id % 7 = 0 then 'pipedrive' else source_system end as source_system, deal_id, case when journey_id % 3 = 0 then '4711' else owner_id end as owner_id, stage,
    date '2026-10-31' - (journey_id % 30)::integer as since_on, since_on::timestamp as since_at, (journey_id % 30)::integer as since_days, amount_base, expected_value,
    case when journey_id % 7 > 0 then 'https://crm.example.com/deal/' || deal_id end as record_link
  from due;
create table marts.recorded as
  select * from (values
    ('sales', 'call', 900::bigint), ('sales', 'email', 700), ('sales', 'activity_in_time', 1600), ('sales', 'due_date', 80), ('sales', 'hand_off', 1), ('sales', 'proposal', 200), ('sales', 'proposal_validity', 200),
    ('sales', 'proposal_personalised', 200), ('sales', 'touch', 300), ('sales', 'spend', 4), ('sales', 'list', 1800)
  ) as t(pipeline, kind, record_count);
-- A zone one hour ahead of UTC all year.
create schema core;
create table core.dim_utc_day as
  select day::date as utc_date, 3600::bigint as offset_before, 3600::bigint as offset_after, day + interval 1 day as switches_at
  from range(timestamp '2024-01-01', timestamp '2028-01-01', interval 1 day) as days(day);
-- Who came to contacted was handed over, who came to qualified was accepted. What else a deal is follows from its number.
create table marts.journey_standing as
  with placed as (
    select deal.*, coalesce(st.stage_ordinal, 7) as k, journey_id % 10 as digit from marts.deal as deal left join marts.stage as st on st.pipeline = deal.pipeline and st.stage = deal.furthest_stage
  ),
  touched as (
    select *, case when digit = 0 then 'within_5m' when digit <= 2 then 'within_1h' when digit <= 5 then 'within_24h' when digit <= 7 then 'later' when digit = 8 then 'untimed' else 'never' end as first_touch from placed
  )
  select journey_id, case when k >= 3 then 'accepted' when k = 2 and outcome = 'open' then 'waiting' when k = 2 then 'rejected' end as hand_off, k >= 3 and journey_id % 50 = 0 as is_returned,
    case when k >= 3 then case when journey_id % 4 = 0 then 'missed' else 'within' end when k = 2 and outcome <> 'open' and journey_id % 2 = 0 then 'missed' end as accept_sla,
    case when k = 2 and outcome <> 'open' then case when digit < 5 then 'No budget' when digit < 8 then 'Wrong contact' when digit = 8 and journey_id < 400 and lead_source = 'referral' then 'Kovács Anna says no' end end as rejected_reason,
    first_touch, case when first_touch <> 'untimed' then '24h' end as touch_judged, case when mature_ordinal is not null and first_touch <> 'untimed' and lead_source <> 'purchased_list' then first_touch end as speed_band,
    k >= 3 and mature_ordinal is not null and first_touch <> 'untimed' and lead_source <> 'purchased_list' as is_sales_in_time, case when k >= 3 then date_trunc('month', started_on + 10)::date end as sales_month,
    case when k >= 3 then case when digit < 4 then 'match' when digit < 8 then 'mismatch' else 'unknown' end end as icp_fit, case when k >= 3 then case when digit >= 8 then 'industry employee_count' else '' end end as unknown_fields,
    case when outcome = 'open' and not is_handed_off then concat_ws(' ', case when journey_id % 2 = 0 then 'next_step_set' end, case when journey_id % 3 = 0 then 'meeting_held' end, case when journey_id % 5 = 0 then 'decision_maker_known' end) end as habits
  from touched;
create temp table standing as select standing.*, deal.pipeline, deal.lead_source, deal.outcome, deal.furthest_stage from marts.journey_standing as standing join marts.deal as deal on deal.journey_id = standing.journey_id;
create temp table counted_in as
  select *, 'all' as segment, 'all' as segment_value from standing where lead_source <> 'purchased_list' union all select *, 'all', 'with_lists' from standing union all select *, 'lead_source', lead_source from standing;
-- 60 % are accepted within 20 days, 30 % rejected; of referral 80 % and 15 %, of the lists too few were followed.
create table marts.handoff as
  with counted as (
    select pipeline, segment, segment_value, count(*) filter (where hand_off is not null) as handed_count, count(*) filter (where hand_off = 'accepted') as accepted_count, count(*) filter (where hand_off = 'rejected') as rejected_count,
      count(*) filter (where hand_off = 'waiting') as waiting_count, 0::bigint as deleted_count, count(*) filter (where is_returned) as returned_count,
      count(*) filter (where accept_sla = 'within') as within_sla_count, count(accept_sla) as sla_judged_count,
      rate(count(*) filter (where accept_sla = 'within'), count(accept_sla)) as within_sla_rate
    from counted_in group by all
  )
  select counted.*, 'contacted' as marketing_stage, 'qualified' as sales_stage, 20 as horizon_days, a.accepted as accepted_estimate, a.accepted - 0.03 as accepted_low, a.accepted + 0.03 as accepted_high,
    a.rejected as rejected_estimate, a.rejected - 0.02 as rejected_low, a.rejected + 0.02 as rejected_high, 1 - a.accepted - a.rejected as waiting_estimate, 0.9 - a.accepted - a.rejected + 0.09 as waiting_low, 1.01 - a.accepted - a.rejected as waiting_high,
    case when a.accepted is null then 3 else handed_count end as followed_count, case when a.accepted is null then 'too_few_followed' else 'ok' end as estimate_status, 200000.0 as accept_median_seconds, case when counted.segment = 'all' then 900000.0 end as accept_p90_seconds,
    36000.0 as accept_work_median_seconds, case when counted.segment = 'all' then 180000.0 end as accept_work_p90_seconds
  from counted left join (values ('all', 0.6, 0.3), ('with_lists', 0.4, 0.5), ('inbound_web', 0.55, 0.35), ('referral', 0.8, 0.15)) as a(value, accepted, rejected) on a.value = counted.segment_value;
create table marts.handoff_reason as
  select pipeline, rejected_reason as reason, count(*) as rejected_count, (sum(count(*)) over ())::bigint as rejected_total from standing where hand_off = 'rejected' and lead_source <> 'purchased_list' group by all;
create table marts.speed_to_lead as
  select pipeline, segment, segment_value, count(*) as started_count, count(*) filter (where first_touch <> 'never') as touched_count, count(*) filter (where first_touch = 'never') as never_touched_count,
    count(*) filter (where first_touch = 'never' and outcome <> 'open') as closed_untouched_count, count(touch_judged) as timed_count, 7200.0 as first_touch_median_seconds, null::double as first_touch_p90_seconds,
    count(*) filter (where first_touch = 'within_5m') as touched_within_5m_count, count(touch_judged) as judged_5m_count, count(*) filter (where first_touch in ('within_5m', 'within_1h')) as touched_within_1h_count,
    count(touch_judged) as judged_1h_count, count(*) filter (where first_touch in ('within_5m', 'within_1h', 'within_24h')) as touched_within_24h_count, count(touch_judged) as judged_24h_count, 'ok' as touch_status
  from counted_in group by all;
-- The usual comparison says three times as many; like ones show no difference.
create table marts.speed_to_lead_band as
  with band as (select * from (values ('within_5m', 1, 2.9), ('within_1h', 2, 1.8), ('within_24h', 3, 1.4), ('later', 4, 1.2), ('never', 5, null)) as t(speed_band, band_ordinal, naive_ratio)),
  counted as (select pipeline, speed_band, count(*) as journey_count, count(*) filter (where is_sales_in_time) as sales_count from standing where speed_band is not null group by all)
  select counted.pipeline, band.speed_band, band.band_ordinal, 45 as horizon_days, journey_count, sales_count, sales_count / journey_count as naive_rate, 500::bigint as slower_count, 100::bigint as slower_sales_count, band.naive_ratio,
    60::bigint as landmark_count, 20::bigint as landmark_sales_count, 300::bigint as untouched_count, 90::bigint as untouched_sales_count, case when band_ordinal in (1, 2) then 1.04 end as sales_ratio,
    case when band_ordinal in (1, 2) then 0.81 end as sales_ratio_low, case when band_ordinal in (1, 2) then 1.33 end as sales_ratio_high, case when band_ordinal in (1, 2) then 'ok' when band_ordinal = 3 then 'too_few' else 'slowest' end as ratio_status
  from band join counted on counted.speed_band = band.speed_band;
create table marts.icp_alignment as
  with counted as (
    select pipeline, sales_month as month, count(*) as sql_count, count(*) filter (where icp_fit = 'match') as match_count, count(*) filter (where icp_fit = 'mismatch') as mismatch_count, count(*) filter (where icp_fit = 'unknown') as unknown_count,
      count(*) filter (where contains(unknown_fields, 'industry')) as unknown_industry_count
    from standing where sales_month is not null and lead_source <> 'purchased_list' group by grouping sets ((pipeline, sales_month), (pipeline))
  )
  select *, match_count / sql_count as match_share, wilson_low(match_count, sql_count) as match_low, wilson_high(match_count, sql_count) as match_high, unknown_count / sql_count as unknown_share, wilson_low(unknown_count, sql_count) as unknown_low,
    wilson_high(unknown_count, sql_count) as unknown_high, 0::bigint as unknown_account_count, 0::bigint as unknown_country_count, unknown_industry_count as unknown_employee_count, 0::bigint as unknown_lead_source_count, 0::bigint as unknown_product_count,
    case when month is not null then 100::bigint end as before_sql_count, case when month is not null then 40::bigint end as before_match_count, case when month is not null then match_count / sql_count - 0.4 end as match_difference,
    case when month is not null then match_count / sql_count - 0.5 end as difference_low, case when month is not null then match_count / sql_count - 0.3 end as difference_high
  from counted;
create table marts.icp_suggestion as
  select 'sales' as pipeline, * from (values
    ('industry', 'logistics', 60::bigint, 24::bigint, 400::bigint, 40::bigint, 0.4, 0.1, 0.3, 0.18, 0.42, 0.0001, 0.002, 'logistics,industry,eq,logistics,1,2026-11-01,'),
    ('country', 'at', 30, 5, 430, 59, 0.167, 0.137, 0.03, -0.08, 0.19, 0.58, 0.7, null)
  ) as t(field, field_value, with_count, with_won_count, without_count, without_won_count, with_share, without_share, share_difference, difference_low, difference_high, p_value, q_value, suggested_rule);
create table marts.icp_competitor as
  select * from (values ('Logistics', 2::bigint, 14::bigint, 0.7, 50::bigint, 0.2, 12::bigint, 0.5), ('Retail', 1, 6, 0.3, 0, null, 0, null), (null, 1, 3, null, 90, null, 20, null))
    as t(industry, competitor_count, competitor_customer_count, competitor_share, sql_count, sql_share, won_count, won_share);
-- A next step goes with 1.8 times as fast beyond chance, a meeting with 1.3 times within it; a decision maker with nothing that can be told; a summary and motivation are recorded nowhere.
create table marts.sales_contact as
  with habit as (
    select * from (values ('next_step_set', 1.8, 1.3, 2.5, 'ok'), ('meeting_held', 1.3, 1.05, 1.61, 'ok'), ('decision_maker_known', null, null, null, 'too_few_advances'), ('two_contacts_known', null, null, null, 'never_here'),
      ('summary_sent', null, null, null, 'not_recorded'), ('motivation_recorded', null, null, null, 'not_recorded')) as t(habit, rate_ratio, rate_ratio_low, rate_ratio_high, ratio_status)
  ),
  counted as (
    select st.pipeline, st.stage, st.stage_ordinal, habit.*, count(standing.habits) as open_count, count(*) filter (where contains(standing.habits, habit.habit)) as open_with_count
    from marts.stage as st cross join habit left join standing on standing.pipeline = st.pipeline and standing.furthest_stage = st.stage and standing.lead_source <> 'purchased_list' group by all
  )
  select *, open_count - open_with_count as open_without_count, rate(open_with_count, open_count) as open_share, wilson_low(open_with_count, open_count) as open_share_low, wilson_high(open_with_count, open_count) as open_share_high,
    40::bigint as with_advanced_count, 900.0 as with_days, 50::bigint as without_advanced_count, 2000.0 as without_days, 7::bigint as landmark_days, 30 as horizon_days, 60::bigint as landmark_with_count, 80::bigint as landmark_without_count,
    case when ratio_status = 'ok' then 0.5 end as with_estimate, case when ratio_status = 'ok' then 0.4 end as with_low, case when ratio_status = 'ok' then 0.6 end as with_high, case when ratio_status = 'ok' then 'ok' else 'too_few_followed' end as with_status,
    case when ratio_status = 'ok' then 0.3 end as without_estimate, case when ratio_status = 'ok' then 0.2 end as without_low, case when ratio_status = 'ok' then 0.4 end as without_high, case when ratio_status = 'ok' then 'ok' else 'too_few_followed' end as without_status
  from counted;
create table marts.playbook as
  select *, rate(in_time_count, due_count) as in_time_rate, wilson_low(in_time_count, due_count) as in_time_low, wilson_high(in_time_count, due_count) as in_time_high from (values
    ('sales', 'contacted', 2, 'Send case study', 'marketing', 48, 'clock', 300::bigint, 200::bigint, 150::bigint, 30::bigint, 20::bigint, 20::bigint, 80::bigint, 90::bigint, 1000.0, 20::bigint, 500.0, null::double, null::double, null::double, 'too_few_advances'),
    ('sales', 'qualified', 3, 'Call back', 'sales', 8, 'work', 200, 150, 60, 40, 50, 10, 40, 70, 800.0, 30, 900.0, 1.5, 1.1, 2.0, 'ok')
  ) as t(pipeline, stage, stage_ordinal, task, team, due_hours, calendar, visit_count, due_count, in_time_count, late_count, missing_count, not_yet_due_count, left_early_count, with_advanced_count, with_days, without_advanced_count, without_days, rate_ratio, rate_ratio_low, rate_ratio_high, ratio_status);
-- Owners are known by an id or by name, companies by an id or by name, some next steps lie ahead; records have an address in the CRM.
alter table marts.deal add column owner_id varchar;
alter table marts.deal add column account_id varchar;
update marts.deal set owner_id = case when journey_id % 3 = 0 then '4711' else 'Kovács Anna' end, account_id = case when journey_id % 2 = 0 then 'acc-' || journey_id % 50 else 'Nagyház Zrt.' end;
alter table marts.open_journeys add column next_step_state varchar;
alter table marts.open_journeys add column next_step_at timestamp;
update marts.open_journeys set next_step_state = case journey_id % 3 when 0 then 'missing' when 1 then 'set' else 'overdue' end,
  next_step_at = case journey_id % 3 when 1 then timestamp '2026-11-05 09:00:00' when 2 then timestamp '2026-10-20 09:00:00' end;
alter table marts.freshness add column record_link varchar;
update marts.freshness set record_link = 'https://crm.example.com/deal/{id}' where source = 'hubspot';
-- Every lead spends five days at each stage; what was lost or won was so on the fortieth day.
create table marts.journey_stage as
  with came as (
    select *, date_diff('second', started_on::timestamp, timestamp '2026-10-31 22:00:00') as followed_seconds,
      case when furthest_stage = 'won' then 7 else (select any_value(stage_ordinal) from marts.stage where pipeline = deal.pipeline and stage = furthest_stage) end as furthest_ordinal
    from marts.deal as deal
  )
  select journey_id, k::integer as stage_ordinal, (k - 1) * 5 * 86400 as reached_seconds,
    case when k < 6 and furthest_ordinal > k then k * 5 * 86400 when outcome = 'open' then followed_seconds else 40 * 86400 end as ended_seconds,
    0::bigint as entry_seconds, followed_seconds, case when furthest_ordinal > k then 'advanced' when outcome = 'open' then 'open' else 'lost' end as status,
    true as is_counted, true as is_dated, true as is_journey_dated, false as is_skipped, false as is_reworked
  from came, range(1, 7) as ordinals(k) where k <= furthest_ordinal;
-- What a stage passed, a visit and an attempt count in, and the counts that follow from it.
alter table marts.deal_mark add column place bigint;
update marts.deal_mark set place = 1;
insert into marts.deal_mark
  select journey_id, mark, mark_value, 2 from marts.deal_mark where mark like 'proposal_%' and mark_value is not null
  qualify row_number() over (partition by mark, mark_value order by journey_id) <= 20;
update marts.proposal_performance as own set proposal_count = (select count(*) from marts.deal_mark where mark = 'proposal_' || own.segment and mark_value = own.segment_value);
create temp table passed as
  select reached.*, deal.pipeline, deal.lead_source, st.stage, strftime(deal.cohort_month, '%Y-%m') as month, strftime(deal.cohort_month + to_months((journey_id % 5 = 0)::integer), '%Y-%m') as ended_month, lead_source <> 'purchased_list' as is_own, ended_seconds - reached_seconds as elapsed,
    reached.followed_seconds - reached_seconds >= 864000 * st.stage_ordinal as is_followed, ended_seconds - reached_seconds >= 864000 * st.stage_ordinal as is_undecided
  from marts.journey_stage as reached join marts.deal as deal using (journey_id) join marts.stage as st on st.pipeline = deal.pipeline and st.stage_ordinal = reached.stage_ordinal;
create temp table habit as select habit, row_number() over (order by habit) + 1 as nth from (select distinct habit from marts.sales_contact where ratio_status not in ('not_recorded', 'never_here'));
create temp table stage_word as
  select journey_id, stage, 'followed' as word from passed where is_followed
  union all select journey_id, stage, 'undecided' from passed where is_undecided
  union all select journey_id, stage, 'came_' || month from passed
  union all select journey_id, stage, 'went' from passed where status = 'advanced'
  union all select journey_id, stage, case status when 'advanced' then 'went_' else 'lost_' end || ended_month from passed where status <> 'open'
  union all select journey_id, stage, 'ended_' || ended_month from passed where status <> 'open'
  union all select journey_id, stage, 'landmark' from passed where is_own and journey_id % 2 = 0
  union all select journey_id, stage, 'had_' || habit from passed cross join habit where is_own and journey_id % 2 = 0 and journey_id % nth = 0
  union all select journey_id, stage, 'advanced' from passed where is_own and status = 'advanced'
  union all select journey_id, stage, 'with_' || habit from passed cross join habit where is_own and status = 'advanced' and journey_id % nth = 0
  union all select journey_id, stage, 'silent_' || d from passed, (values (1), (3), (7), (14), (30), (60)) as days(d) where is_own and journey_id % (d + 1) > 0 and d < 60
  union all select journey_id, stage, 'silent_' || d || '_followed' from passed, (values (1), (3), (7), (14), (30), (60)) as days(d) where is_own and journey_id % (d + 1) > 1 and d < 60
  union all select journey_id, '*', 'followed' from passed where stage_ordinal = 1 and followed_seconds >= 180 * 86400
  union all select journey_id, '*', 'undecided' from passed join (select journey_id, outcome from marts.deal) as deal using (journey_id) where passed.stage_ordinal = 1 and outcome = 'open' and passed.followed_seconds >= 180 * 86400;
insert into marts.deal_mark select journey_id, 'at', stage || ' ' || string_agg(word, ' '), 1 from stage_word group by journey_id, stage;
create temp table word_count as select stage_word.stage as worded_stage, stage_word.word as own_word, deal.lead_source as word_source, count(*) as n from stage_word join marts.deal as deal using (journey_id) group by all;
create macro words_of(asked_stage, asked_word, asked_segment, asked_value) as (
  select coalesce(sum(n), 0)::bigint from word_count where worded_stage = asked_stage and own_word = asked_word
    and (asked_segment = 'all' and (asked_value = 'with_lists' or word_source <> 'purchased_list') or asked_segment = 'lead_source' and word_source = asked_value));
update marts.stage_conversion set followed_count = words_of(stage, 'followed', segment, segment_value), at_risk_count = words_of(stage, 'undecided', segment, segment_value) where segment in ('all', 'lead_source');
update marts.lead_to_customer set followed_count = words_of('*', 'followed', segment, segment_value), at_risk_count = words_of('*', 'undecided', segment, segment_value) where cohort_month is null and estimate is not null;
update marts.sales_contact set landmark_with_count = words_of(stage, 'had_' || habit, 'all', 'all'), landmark_without_count = words_of(stage, 'landmark', 'all', 'all') - words_of(stage, 'had_' || habit, 'all', 'all'),
  with_advanced_count = words_of(stage, 'with_' || habit, 'all', 'all'), without_advanced_count = words_of(stage, 'advanced', 'all', 'all') - words_of(stage, 'with_' || habit, 'all', 'all') where pipeline = 'sales';
update marts.silence_curve set journey_count = words_of(stage, 'silent_' || silent_days, 'all', 'all'), followed_count = words_of(stage, 'silent_' || silent_days || '_followed', 'all', 'all'),
  advanced_count = (select count(*) from stage_word as own join stage_word as went using (journey_id, stage) where own.stage = silence_curve.stage and own.word = 'silent_' || silent_days and went.word = 'advanced');
update marts.period_rate set period_advanced_count = words_of(stage, 'went_' || strftime(month, '%Y-%m'), 'all', 'all'), period_lost_count = words_of(stage, 'lost_' || strftime(month, '%Y-%m'), 'all', 'all');
update marts.handoff set followed_count = words_of('contacted', 'followed', segment, segment_value) where estimate_status = 'ok';
update marts.handoff set horizon_days = null where estimate_status <> 'ok';
create temp table attempt as
  select journey_id, n, again, row_number() over (partition by n order by again, journey_id) as nth from range(1, 9) as attempts(n) join marts.deal_mark on mark = 'attempts' and mark_value::integer >= n, range(1, 3) as twice(again)
  qualify again = 1 or row_number() over (partition by n, again order by journey_id) <= 5;
insert into marts.deal_mark
  select journey_id, 'attempt', concat_ws(' ', n::varchar, case when nth <= replied_count then 'replied' end, case when nth <= followed_count then 'followed' end), again
  from attempt join marts.follow_up_curve on attempt_number = n;
insert into marts.deal_mark
  select journey_id, 'speed', case when nth <= 60 then 'touched_' else 'untouched_' end || speed_band || case when nth <= 20 or nth between 61 and 150 then ' sales' else '' end, 1
  from (select journey_id, row_number() over (order by journey_id) as nth from marts.deal where lead_source <> 'purchased_list'), (values ('within_5m'), ('within_1h'), ('within_24h')) as bands(speed_band)
  where nth <= 360;
insert into marts.deal_mark
  select visit.journey_id, 'visit', concat_ws(' ', visit.stage, 'known timed', case when exit_kind <> 'open' then 'left' end,
    case when lead_source = 'purchased_list' then null when nth <= in_time_count then 'in_time:' || word || ' due:' || word when nth <= in_time_count + late_count then 'late:' || word || ' due:' || word when nth <= due_count then 'missing:' || word || ' due:' || word
      when nth <= due_count + not_yet_due_count then 'not_yet_due:' || word when nth <= visit_count then 'left_early:' || word end), visit_number
  from (select deal_visit.*, lead_source, row_number() over (partition by stage order by lead_source = 'purchased_list', journey_id) as nth from marts.deal_visit join marts.deal using (journey_id)) as visit
  left join (select *, replace(task, ' ', '_') as word from marts.playbook) as task on task.pipeline = visit.pipeline and task.stage = visit.stage;
create temp table spent as
  select visit.stage, lead_source, cohort_month, count(*) filter (where exit_kind <> 'open') as left_count, count(*) as visit_count from marts.deal_visit as visit join marts.deal using (journey_id) group by all;
update marts.cycle_time as own set completed_count = (select coalesce(sum(left_count), 0) from spent where spent.stage = own.stage and (own.segment = 'all' and lead_source <> 'purchased_list' or lead_source = own.segment_value)),
  timed_count = (select coalesce(sum(visit_count), 0) from spent where spent.stage = own.stage and (own.segment = 'all' and lead_source <> 'purchased_list' or lead_source = own.segment_value));
update marts.dwell_bin as own set completed_count = coalesce((
  select case when own.bin = 5 + own.stage_ordinal then left_count - 11 * (left_count // 12) else left_count // 12 end from spent where spent.stage = own.stage and spent.lead_source = own.lead_source and spent.cohort_month = own.cohort_month), 0);
create temp table at_sales as select sales_month as month, count(*) as n from standing where sales_month is not null and lead_source <> 'purchased_list' group by all;
update marts.icp_alignment as own set before_sql_count = (select coalesce(sum(n), 0) from at_sales where at_sales.month < own.month and at_sales.month >= own.month - interval 12 month) where month is not null;
