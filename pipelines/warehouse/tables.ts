// Written by npm run format from the model headers; do not edit.

/** The public tables of a warehouse. */
export interface Tables {
  "core.bridge_merge": {
    source: string | null;
    record_type: string | null;
    merged_id: string | null;
    surviving_id: string | null;
    is_cycle: boolean | null;
  };
  "core.dim_date": {
    local_date: string | null;
    is_working: boolean | null;
    opens_seconds: string | null;
    closes_seconds: string | null;
    work_seconds_before: string | null;
  };
  "core.dim_utc_day": {
    utc_date: string | null;
    offset_before: string | null;
    offset_after: string | null;
    switches_at: string | null;
  };
  "core.fct_ad_spend": {
    source: string | null;
    platform: string | null;
    campaign_id: string | null;
    campaign: string | null;
    segment: string | null;
    spend_date: string | null;
    period_start: string | null;
    period_end: string | null;
    currency: string | null;
    cost: string | null;
    impression_count: string | null;
    click_count: string | null;
    conversion_count: string | null;
  };
  "core.fct_journey": {
    journey_id: string | null;
    previous_journey_id: string | null;
    source_system: string | null;
    lead_id: string | null;
    opportunity_id: string | null;
    pipeline: string | null;
    lead_source: string | null;
    lead_source_value: string | null;
    campaign_id: string | null;
    list_id: string | null;
    account_id: string | null;
    owner_id: string | null;
    icp_tier: string | null;
    icp_score: number | null;
    icp_unknown_share: number | null;
    country: string | null;
    product: string | null;
    started_at: string | null;
    cohort_month: string | null;
    entry_seconds: string | null;
    is_observed: boolean | null;
    outcome: string | null;
    outcome_at: string | null;
    current_stage: string | null;
    furthest_stage: string | null;
    furthest_ordinal: number | null;
    handed_off_to: string | null;
    lost_from_stage: string | null;
    lost_reason: string | null;
    amount: string | null;
    currency: string | null;
    amount_base: string | null;
    is_bulk_import: boolean | null;
    is_deleted: boolean | null;
    is_impossible: boolean | null;
    watermark_at: string | null;
    precision: string | null;
  };
  "core.fct_stage_reach": {
    journey_id: string | null;
    pipeline: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    reached_at: string | null;
    reached_by: string | null;
    is_visited: boolean | null;
    status: string | null;
    ended_at: string | null;
    elapsed_seconds: string | null;
    entry_seconds: string | null;
    is_observed: boolean | null;
    is_timed: boolean | null;
    is_impossible: boolean | null;
  };
  "core.fct_stage_visit": {
    journey_id: string | null;
    pipeline: string | null;
    visit_number: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    entered_at: string | null;
    left_at: string | null;
    exit_kind: string | null;
    next_stage: string | null;
    dwell_seconds: string | null;
    open_seconds: string | null;
    work_seconds: string | null;
    entry_seconds: string | null;
    is_observed: boolean | null;
    is_timed: boolean | null;
    is_reentry: boolean | null;
    owner_id: string | null;
    precision: string | null;
    is_impossible: boolean | null;
  };
  "marts.cycle_time": {
    pipeline: string | null;
    segment: string | null;
    segment_value: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    completed_count: string | null;
    open_count: string | null;
    completed_median_seconds: number | null;
    completed_p75_seconds: number | null;
    completed_p90_seconds: number | null;
  };
  "marts.data_quality": {
    kind: string | null;
    source: string | null;
    entity: string | null;
    issue_count: string | null;
    example_id: string | null;
    example_detail: string | null;
  };
  "marts.deal": {
    journey_id: string | null;
    source_system: string | null;
    deal_id: string | null;
    pipeline: string | null;
    lead_source: string | null;
    cohort_month: string | null;
    started_on: string | null;
    outcome: string | null;
    outcome_on: string | null;
    current_stage: string | null;
    furthest_stage: string | null;
    cycle_days: number | null;
    amount_base: string | null;
    is_impossible: boolean | null;
  };
  "marts.dictionary": {
    schema_name: string | null;
    table_name: string | null;
    column_name: string | null;
    data_type: string | null;
    description: string | null;
    grain: string | null;
    answers: string | null;
  };
  "marts.dwell_bin": {
    pipeline: string | null;
    cohort_month: string | null;
    lead_source: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    bin: number | null;
    low_seconds: number | null;
    high_seconds: number | null;
    completed_count: string | null;
    open_count: string | null;
  };
  "marts.freshness": {
    source: string | null;
    watermark_at: string | null;
    watermark_kind: string | null;
    newest_event_at: string | null;
    file_count: string | null;
    record_count: string | null;
    quarantined_count: string | null;
    journey_count: string | null;
    age_days: string | null;
  };
  "marts.funnel_cube": {
    pipeline: string | null;
    cohort_month: string | null;
    lead_source: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    reached_count: string | null;
    advanced_count: string | null;
    lost_count: string | null;
    open_count: string | null;
    skipped_count: string | null;
    mature_reached_count: string | null;
    mature_advanced_count: string | null;
  };
  "marts.journey_cube": {
    pipeline: string | null;
    cohort_month: string | null;
    lead_source: string | null;
    started_count: string | null;
    won_count: string | null;
    lost_count: string | null;
    open_count: string | null;
    is_mature: boolean | null;
  };
  "marts.lead_plan": {
    pipeline: string | null;
    segment: string | null;
    segment_value: string | null;
    trial_count: string | null;
    success_count: string | null;
    rate: number | null;
    rate_low: number | null;
    rate_high: number | null;
    horizon_days: number | null;
    reason: string | null;
  };
  "marts.lead_plan_curve": {
    pipeline: string | null;
    segment: string | null;
    segment_value: string | null;
    day: number | null;
    won_count: string | null;
    won_share: number | null;
    mean_share: number | null;
  };
  "marts.lead_plan_target": {
    pipeline: string | null;
    segment: string | null;
    segment_value: string | null;
    target: number | null;
    assurance: number | null;
    lead_count: string | null;
    naive_count: string | null;
    naive_assurance: number | null;
  };
  "marts.lead_to_customer": {
    pipeline: string | null;
    segment: string | null;
    segment_value: string | null;
    cohort_month: string | null;
    started_count: string | null;
    won_count: string | null;
    lost_count: string | null;
    open_count: string | null;
    rate_so_far: number | null;
    rate_low: number | null;
    rate_high: number | null;
    horizon_days: string | null;
  };
  "marts.leak_diagnosis": {
    pipeline: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    benchmark_low: number | null;
    benchmark_high: number | null;
    mature_reached_count: string | null;
    mature_advanced_count: string | null;
    mature_rate: number | null;
    leak_probability: number | null;
    verdict: string | null;
    reason: string | null;
    fix_order: number | null;
    extra_customers: number | null;
    missing_count: string | null;
  };
  "marts.load_file": {
    file_id: string | null;
    source: string | null;
    stream: string | null;
    name: string | null;
    encoding: string | null;
    delimiter: string | null;
    records_in: string | null;
    loaded: string | null;
    quarantined: string | null;
    deduplicated: string | null;
    skipped: string | null;
    status: string | null;
    reason: string | null;
  };
  "marts.metric": {
    metric: string | null;
    table_name: string | null;
    column_name: string | null;
    unit: string | null;
    label_en: string | null;
    label_hu: string | null;
    definition_en: string | null;
    definition_hu: string | null;
    formula: string | null;
  };
  "marts.release": {
    as_of: string | null;
    reporting_time_zone: string | null;
    base_currency: string | null;
    is_sample: boolean | null;
    version: string | null;
  };
  "marts.stage": {
    pipeline: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    team: string | null;
    label_en: string | null;
    label_hu: string | null;
    benchmark_low: number | null;
    benchmark_high: number | null;
    benchmark_source: string | null;
  };
  "marts.stage_conversion": {
    pipeline: string | null;
    segment: string | null;
    segment_value: string | null;
    stage: string | null;
    stage_ordinal: number | null;
    reached_count: string | null;
    advanced_count: string | null;
    lost_count: string | null;
    open_count: string | null;
    skipped_count: string | null;
    rate_so_far: number | null;
    rate_low: number | null;
    rate_high: number | null;
    mature_horizon_days: number | null;
    mature_reached_count: string | null;
    mature_advanced_count: string | null;
    mature_rate: number | null;
  };
  "ops.file": {
    file_id: string | null;
    source: string | null;
    stream: string | null;
    name: string | null;
    encoding: string | null;
    delimiter: string | null;
    records_in: string | null;
    loaded: string | null;
    quarantined: string | null;
    deduplicated: string | null;
    skipped: string | null;
    status: string | null;
    reason: string | null;
    delivery: string | null;
    delivery_order: string | null;
  };
  "ops.issue": {
    kind: string | null;
    entity: string | null;
    id: string | null;
    detail: string | null;
    source: string | null;
  };
  "ops.quarantine": {
    file_id: string | null;
    byte_offset: string | null;
    line: string | null;
    raw: string | null;
    column_name: string | null;
    expected: string | null;
    found: string | null;
  };
  "ops.run": {
    run_id: string | null;
    started_at: string | null;
    finished_at: string | null;
    as_of: string | null;
    status: string | null;
    version: string | null;
    is_sample: boolean | null;
  };
  "ops.watermark": {
    source: string | null;
    as_of: string | null;
    kind: string | null;
    newest_event_at: string | null;
  };
  "reference.calendar": {
    date: string | null;
    is_working: boolean | null;
    note: string | null;
  };
  "reference.fx_rates": {
    date: string | null;
    currency: string | null;
    base: string | null;
    rate: string | null;
  };
  "reference.icp_rules": {
    rule: string | null;
    field: string | null;
    operator: string | null;
    value: string | null;
    weight: string | null;
    valid_from: string | null;
    valid_to: string | null;
  };
  "reference.icp_tiers": {
    tier: string | null;
    min_score: string | null;
  };
  "reference.settings": {
    key: string | null;
    value: string | null;
  };
  "reference.source_map": {
    source: string | null;
    value: string | null;
    lead_source: string | null;
  };
  "reference.stage_map": {
    source: string | null;
    pipeline: string | null;
    source_stage: string | null;
    kind: string | null;
    target_pipeline: string | null;
    stage: string | null;
    valid_from: string | null;
    valid_to: string | null;
  };
  "reference.stages": {
    pipeline: string | null;
    stage: string | null;
    ordinal: number | null;
    team: string | null;
    label_en: string | null;
    label_hu: string | null;
    benchmark_low: number | null;
    benchmark_high: number | null;
    benchmark_source: string | null;
    horizon_days: number | null;
  };
}
