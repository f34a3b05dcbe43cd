-- One row per journey that marketing or sales is measured by: in which counts of marts.handoff, speed_to_lead, speed_to_lead_band, icp_alignment and
-- sales_contact it is. Journeys of purchased lists have rows too, though most of those counts leave them out.
--
-- grain: journey_id
-- column: journey_id  bigint  our key
-- column: hand_off  varchar  accepted, rejected, waiting or deleted, as in marts.handoff; null where it never came to the last marketing stage
-- column: is_returned  boolean  accepted, and came back to marketing
-- column: accept_sla  varchar  within or missed of accept_sla_work_hours; null where it is not judged
-- column: rejected_reason  varchar  as written; null where it was not rejected or none is written
-- column: first_touch  varchar  within_5m, within_1h, within_24h, later, untimed (when is not known to the minute) or never
-- column: touch_judged  varchar  the longest of 5m, 1h and 24h for which it is judged whether it was touched within it; null where it is not
-- column: speed_band  varchar  its band in marts.speed_to_lead_band; null where it is not compared
-- column: is_sales_in_time  boolean  it came to sales within the horizon of that comparison
-- column: sales_month  date  local month in which it came to sales
-- column: icp_fit  varchar  match, mismatch or unknown; null where it did not come to sales in a known month
-- column: unknown_fields  varchar  of account, country, industry, employee_count, lead_source and product those that are not known, separated by blanks
-- column: habits  varchar  of an open journey: the habits of marts.sales_contact that it has now, separated by blanks; null where it is not open
-- assert: not is_returned or hand_off = 'accepted'
-- assert: (icp_fit is null) = (sales_month is null)
-- answers: Which deals are behind a number of marketing and sales?
select
  progress.journey_id,
  handed.outcome as hand_off,
  coalesce(handed.is_returned, false) as is_returned,
  handed.accept_sla,
  case when handed.outcome = 'rejected' then journey.lost_reason end as rejected_reason,
  case
    when touch.journey_id is null then null
    when not touch.is_touched then 'never'
    when not touch.is_timed then 'untimed'
    when touch.elapsed_seconds <= 300 then 'within_5m'
    when touch.elapsed_seconds <= 3600 then 'within_1h'
    when touch.elapsed_seconds <= day_seconds() then 'within_24h'
    else 'later'
  end as first_touch,
  case
    when touch.journey_id is null
    or not touch.is_timed then null
    when touch.is_touched
    or touch.elapsed_seconds > day_seconds() then '24h'
    when touch.elapsed_seconds > 3600 then '1h'
    when touch.elapsed_seconds > 300 then '5m'
  end as touch_judged,
  speed.speed_band,
  coalesce(speed.sales_seconds is not null, false) as is_sales_in_time,
  fit.month as sales_month,
  case when fit.month is not null then fit.fit end as icp_fit,
  case
    when fit.month is not null then concat_ws(
      ' ',
      case when fit.is_account_unknown then 'account' end,
      case when fit.is_country_unknown then 'country' end,
      case when fit.is_industry_unknown then 'industry' end,
      case when fit.is_employee_count_unknown then 'employee_count' end,
      case when fit.is_lead_source_unknown then 'lead_source' end,
      case when fit.is_product_unknown then 'product' end
    )
  end as unknown_fields,
  case
    when contact.journey_id is not null then concat_ws(
      ' ',
      case when contact.next_step_state = 'set' then 'next_step_set' end,
      case when contact.is_summary_sent then 'summary_sent' end,
      case when contact.is_decision_maker_known then 'decision_maker_known' end,
      case when contact.contact_count >= 2 then 'two_contacts_known' end,
      case when contact.is_motivation_recorded then 'motivation_recorded' end,
      case when contact.is_met_here then 'meeting_held' end
    )
  end as habits
from
  marts._progress as progress
  join core.fct_journey as journey on journey.journey_id = progress.journey_id
  left join marts._handed as handed on handed.journey_id = progress.journey_id
  left join marts._first_touch as touch on touch.journey_id = progress.journey_id
  left join marts._speed as speed on speed.journey_id = progress.journey_id
  left join marts._fit as fit on fit.journey_id = progress.journey_id
  left join marts._open_contact as contact on contact.journey_id = progress.journey_id
where
  handed.journey_id is not null
  or touch.journey_id is not null
  or fit.journey_id is not null
  or contact.journey_id is not null
