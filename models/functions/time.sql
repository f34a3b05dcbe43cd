-- Seconds from one UTC instant to another; negative when the second is earlier.
create or replace macro seconds_between(started, ended) as (epoch_us(ended) - epoch_us(started)) / 1000000;

-- Seconds from the start of something to the beginning of observation; 0 when it started under observation.
create or replace macro seconds_unseen(started, observed_from) as case
  when observed_from > started then seconds_between(started, observed_from)::bigint else 0::bigint end;

-- Whether something lasted into the time under observation, in whole seconds.
create or replace macro is_seen_between(started, ended, observed_from) as case
  when observed_from > started then coalesce(
    seconds_unseen(started, observed_from) = 0 or seconds_between(started, ended)::bigint > seconds_unseen(started, observed_from), true)
  else true end;

-- The seconds of one day, and of so many; a length in days.
create or replace macro day_seconds() as 86400;

create or replace macro seconds_of_days(days) as days * 86400;

create or replace macro in_days(seconds) as seconds / 86400.0;

-- The quarter of a day that so many seconds lie in, from 0.
create or replace macro quarter_of_day(seconds) as floor(seconds / 21600.0)::integer;

-- Day 0 of a life is its very beginning, day 1 its first 24 hours.
create or replace macro day_of_life(started, ended) as ceil(in_days(seconds_between(started, ended)))::integer;

-- Whole days from an instant to a later one; negative when it is earlier.
create or replace macro whole_days(started, ended) as floor(in_days(seconds_between(started, ended)))::integer;

-- An instant moved by whole seconds.
create or replace macro plus_seconds(instant, seconds) as make_timestamp(epoch_us(instant) + (seconds * 1000000::bigint)::bigint);

-- The local time of an instant, by the row of core.dim_utc_day of its day.
create or replace macro local_time(instant, switches_at, offset_before, offset_after) as
  plus_seconds(instant, case when instant < switches_at then offset_before else offset_after end);

-- The UTC instant of a text like 2026-01-31T09:00:00+01:00.
create or replace macro utc_of(instant) as timezone('UTC', instant::timestamptz);

-- The first day of the month of a date or instant.
create or replace macro month_of(instant) as date_trunc('month', instant)::date;

-- A time of day like 09:30 as seconds after midnight.
create or replace macro clock_seconds(clock) as split_part(clock, ':', 1)::bigint * 3600 + split_part(clock, ':', 2)::bigint * 60;

-- The same day of the year before.
create or replace macro year_before(day) as (day - interval 1 year)::date;

-- Working seconds of a local day up to a local time in it.
create or replace macro work_seconds_until(local_time, is_working, opens_seconds, closes_seconds) as case
  when not is_working then 0
  else least(greatest((epoch_us(local_time) - epoch_us(local_time::date)) // 1000000 - opens_seconds, 0), closes_seconds - opens_seconds)
end;

-- Working seconds from the beginning of the calendar up to a local time, by the row of core.dim_date of its day.
create or replace macro worked_at(local_time, work_seconds_before, is_working, opens_seconds, closes_seconds) as
  work_seconds_before + work_seconds_until(local_time, is_working, opens_seconds, closes_seconds);

-- How finely an instant is known, as a number.
create or replace macro precision_code(name) as (case name when 'second' then 1 when 'minute' then 2 when 'day' then 3 end)::tinyint;

create or replace macro precision_name(code) as case code when 1 then 'second' when 2 then 'minute' when 3 then 'day' end;

-- The last instant that one of a precision may stand for: 09:00 to the minute is as late as 09:00:59.999999.
create or replace macro last_of(instant, precision_name) as
  make_timestamp(epoch_us(instant) + case precision_name when 'day' then 86399999999 when 'minute' then 59999999 else 999999 end);

-- A close date, unless it lies beyond the last change of its record (else beyond the watermark): then it is only expected.
create or replace macro held_close(closed_at, updated_at, updated_precision, watermark_at) as case
  when closed_at > coalesce(last_of(updated_at, updated_precision), watermark_at) then null else closed_at end;

-- The quarter of a date, like 2026 Q1.
create or replace macro quarter_name(day) as extract(year from day)::varchar || ' Q' || extract(quarter from day)::varchar;

-- Whether a row that is valid from one instant until another holds at an instant.
create or replace macro holds_at(instant, valid_from, valid_to) as instant >= valid_from and instant < valid_to;

-- Until when a record is known: as long as its source is, or, when it is gone, until it was last held or last told of.
create or replace macro known_to(source_at, gone_at, told_at) as case when gone_at is null then source_at else least(source_at, greatest(gone_at, told_at)) end;
