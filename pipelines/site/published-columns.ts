/**
 * Text columns of core and marts that the site's data file holds: names of the house's own words, and names that a company gives to
 * its things. Columns of other types hold no text and are published as they are. A name holds for every table that has it, unless
 * another list names the column of one table.
 */
const words = `
  advance_status answer base_currency basis calendar column_name data_type definition_en definition_hu delimiter direction
  doubt dwell_status encoding entity estimate_status exit_kind file_id formula grain habit hot_reason kind kind_told_by metric model
  next_step_state order_told_by outcome own_metric period precision previous_run proposal_state purpose quarter ratio_status reached_by
  reason record_type reply_status reporting_time_zone schema_name speed_band sql_status state status stream summary_state table_name
  time_kind told_by touch_status unit verdict version view watermark_kind why_en why_hu with_status without_status won_30_status won_60_status
  won_90_status won_status description answers accept_sla first_touch habits hand_off icp_fit mark touch_judged unknown_fields
`;

const names = `
  activity_id audience benchmark_source benchmark_source_hu campaign campaign_id competitor country currency current_stage deal_id dimension dimension_value example
  field field_value from_stage furthest_stage handed_off_to icp_tier industry label label_en label_hu lead_id lead_source legal_basis
  line list_id lost_from_stage lost_line lost_names marketing_stage merged_id name named_as next_stage opportunity_id pipeline platform
  product property question_names record_link report role sales_stage segment segment_value source source_pipeline
  source_stage source_system stage stages_en stages_hu suggested_rule surviving_id task team to_pipeline to_stage
  unread_columns vendor won_line won_names mark_value restatement.example_id fct_campaign.kind fct_web_analytics.metric load_file.reason load_file.reason_hu
`;

/** What names a person or may: ids and names of people, and what people wrote. */
const withheld = `
  account_id contact_id customer example_detail example_id lead_source_value lost_reason owner_id page fct_touch.kind
  handoff_reason.reason proposal_id rejected_reason touch_id
`;

const listed = (text: string) => new Set(text.trim().split(/\s+/));
const lists = { word: listed(words), name: listed(names), withheld: listed(withheld) };

/** What a text column holds: words of the house, names that may hold anything, or what stays unpublished; undefined where nobody decided. */
export function textIn(table: string, column: string): keyof typeof lists | undefined {
  const kinds = Object.keys(lists) as (keyof typeof lists)[];
  const listing = (name: string) => kinds.find((kind) => lists[kind].has(name));
  return listing(`${table}.${column}`) ?? listing(column);
}

/** Every name of the lists, more than once where it is listed more than once. */
export const listedColumns: string[] = Object.values(lists).flatMap((names) => [...names]);
