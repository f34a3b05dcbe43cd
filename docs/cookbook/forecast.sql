-- How many of the open deals will be won?
-- mind: the range is for the journeys open now, not for those to come; unknown_count are older than any that were followed and are not forecast.
-- hu: A nyitott ügyletek közül hányat nyerünk meg?
-- hu mind: a tartomány a most nyitott ügyletekre szól, nem a később érkezőkre; az unknown_count régebb óta nyitott, mint amit valaha követni lehetett, ezekre nincs előrejelzés.
select
  pipeline, segment_value, horizon_days, open_count, unknown_count,
  round(expected_count, 1) as expected,
  round(expected_low) as low,
  round(expected_high) as high
from marts.expected_wins
where days_ago = 0
order by pipeline, segment_value, horizon_days
