import { DuckDBScalarFunction, VARCHAR, type DuckDBConnection } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { phonesInCell } from "../layout/phones.ts";
import { totalMacros } from "../layout/total-row.ts";
import { monthNumbers } from "../formats/values/month-names.ts";
import type { Warehouse } from "../warehouse/open.ts";

const blank = "[\\x{00a0}\\x{2009}\\x{202f}\\s]";
/** A letter of any script. The engine's own class of letters takes a millisecond to compile, in every statement and every copy of a macro. */
const letter = "[A-Za-zÀ-ÖØ-öø-\\x{2ff}\\x{370}-\\x{1fff}\\x{2c00}-\\x{2fff}\\x{3040}-\\x{d7ff}]";
const currency = `Ft|zł|Kč|CA\\$|[€$£]|${Intl.supportedValuesOf("currency").join("|")}`;

/** Zones by the names that exports write, as their offset; a name that means several zones is left out. */
const zones = {
  UTC: "Z",
  GMT: "Z",
  WET: "Z",
  WEST: "+01:00",
  BST: "+01:00",
  CET: "+01:00",
  MEZ: "+01:00",
  CEST: "+02:00",
  MESZ: "+02:00",
  EET: "+02:00",
  EEST: "+03:00",
  MSK: "+03:00",
  JST: "+09:00",
  AEST: "+10:00",
  AEDT: "+11:00",
  EST: "-05:00",
  EDT: "-04:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
};
const zoneNames = Object.keys(zones).join("|");
const sqlMap = (entries: Iterable<[string, string]>) =>
  `map {${[...entries].map(([key, value]) => `'${key}': ${value}`).join(", ")}}`;

/** SQL for the number that ten letters of a text write, from a place on. */
const digitsOf = (value: string, text: string, base: number, from: number): string =>
  Array.from({ length: 10 }, (_, at) => `${value}(${text}[${from + at}])`).reduce(
    (number, digit) => `(${number}) * ${base} + ${digit}`,
    "0::bigint",
  );

/** SQL functions of the loader, used by formats/value-sql.ts and by connectors. */
const macros = [
  ...totalMacros,
  // blanks of every kind cut off; only a text that may have some pays for it. A text behind ="…" is one that a spreadsheet shall not compute
  `clean_text(cell) as case
    when cell = '' then null
    when cell like '="%"' then nullif(trim(cell[3:-2]), '')
    when strlen(cell) <> length(cell) or cell like ' %' or cell like '% ' or contains(cell, chr(9))
    then nullif(trim(cell, ' ' || chr(9) || chr(160) || chr(8239) || chr(65279)), '')
    else cell
  end`,

  `sane_time(instant) as case when instant between timestamp '1900-01-01' and timestamp '2200-12-31 23:59:59' then instant end`,

  // a moment counted in seconds, milliseconds or microseconds since 1970, from 2001 on; no date is written so
  `is_epoch(written) as regexp_full_match(written, '(1\\d{9}|[12]\\d{12})(\\.\\d+)?|[12]\\d{15}')`,
  `epoch_time(written) as make_timestamp(floor(left(written, 24)::decimal(38, 9) * case strpos(written || '.', '.') when 11 then 1000000 when 14 then 1000 else 1 end)::bigint)`,

  `zone_offsets() as ${sqlMap(Object.entries(zones).map(([name, offset]) => [name, `'${offset}'`]))}`,
  // what stands in brackets behind an offset says it again; behind a time without one it is the only word on it
  `without_brackets(written) as list_transform([regexp_replace(regexp_replace(written, ' ?\\([^()]*\\)$', ''), '(Z|[-+]\\d{2}:?\\d{2})\\[[^\\]]*\\]$', '\\1')],
    lambda bare: case
      when not contains(bare, ':') or regexp_matches(bare, '(Z|[-+]\\d{1,2}(:?\\d{2})?|[ \\d](${zoneNames}))$') then bare
      else regexp_replace(written, ' ?\\(([^()]*)\\)$', ' \\1')
    end)[1]`,
  // a zone by its name, and an offset behind GMT, become the offset
  `with_offset(written) as list_transform([without_brackets(written)], lambda plain: case
    when regexp_matches(plain, '\\d( ?[AaPp][Mm])? (${zoneNames})$')
    then regexp_replace(plain, ' (${zoneNames})$', '') || zone_offsets()[regexp_extract(plain, '(${zoneNames})$', 1)]
    else regexp_replace(regexp_replace(plain, ' ?(?:GMT|UTC)([-+])(\\d(?::\\d\\d)?)$', '\\10\\2'), ' (?:GMT|UTC)?([-+]\\d{2}(?::?\\d{2})?)$', '\\1')
  end)[1]`,

  // months written in words become numbers, the year first
  // two texts that are split when the statement is planned: a map of so many constants takes 2 ms to plan
  `month_of(word) as (string_split('${[...monthNumbers.values()].join("|")}', '|'))[list_position(string_split('${[...monthNumbers.keys()].join("|")}', '|'), lower(word))]`,
  // what a macro is given is repeated wherever it names it, so a value that was computed goes through a lambda
  `without_weekday(written) as case
    when regexp_matches(written, '^${letter}+[.,]* ') and month_of(regexp_extract(written, '^${letter}+')) is null then regexp_replace(written, '^${letter}+[.,]* ', '')
    else written
  end`,
  `named_day(written) as case
    when regexp_matches(written, '^\\d{4}') then regexp_extract(written, '^(\\d{4})[-. /]+(${letter}{3,})[-. /]+(\\d{1,2})[.,]* ?(.*)$', ['year', 'month', 'day', 'clock'])
    when regexp_matches(written, '^\\d') then list_transform([regexp_extract(written, '^(\\d{1,2})(?:st|nd|rd|th|er|º)?[-. /]*(?:de |of )?(${letter}{3,})[-.,/ ]+(?:de |del )?(\\d{4})[.,]* ?(.*)$', ['day', 'month', 'year', 'clock'])],
      lambda parts: {'year': parts.year, 'month': parts.month, 'day': parts.day, 'clock': parts.clock})[1]
    else list_transform([regexp_extract(written, '^(${letter}{3,})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})[.,]* ?(.*)$', ['month', 'day', 'year', 'clock'])],
      lambda parts: {'year': parts.year, 'month': parts.month, 'day': parts.day, 'clock': parts.clock})[1]
  end`,
  `with_month_number(written) as list_transform([without_weekday(written)], lambda bare: list_transform([named_day(bare)], lambda parts: coalesce(
    parts.year || '-' || month_of(parts.month) || '-' || parts.day || rtrim(' ' || regexp_replace(parts.clock, '^${letter}{3,}[.,]*( |$)', '')),
    written))[1])[1]`,
  // a time of day in digits and colons: 9:12 for 9h12, a las 9:12 and 9:12 Uhr, am for a. m.
  `with_plain_clock(written) as regexp_replace(regexp_replace(regexp_replace(regexp_replace(written,
    ',? (?:um|at|à|om|kl\\.?|klo|a las|às|o) (\\d)', ' \\1'), ' (Uhr|óra|h)$', ''), '(\\d)h(\\d\\d)', '\\1:\\2'), '(?i)([ap])\\. ?m\\.?( |$)', '\\1m\\2')`,
  `with_iso_marks(written) as regexp_replace(regexp_replace(written, '^(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})', '\\1-\\2-\\3T\\4:\\5'), '(T\\d{2}:\\d{2})(\\d{2})', '\\1:\\2')`,
  // 2026年3月1日 上午9:12 and 2026. 3. 1. 오전 9:12: the marks of years, months, days, hours and halves of a day
  `with_western_marks(written) as trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(written,
    '^(\\d{4}) ?[年년] ?(\\d{1,2}) ?[月월] ?(\\d{1,2}) ?[日일号] ?', '\\1-\\2-\\3 '),
    '(\\d) ?[時时點点시] ?(\\d)', '\\1:\\2'), '(\\d) ?[分분] ?(\\d)', '\\1:\\2'), ' ?[分분秒초]$', ''),
    '(?:午前|上午|오전) ?([\\d:]+)', ' \\1 AM'), '(?:午後|下午|오후) ?([\\d:]+)', ' \\1 PM'))`,
  `plain_time(written) as list_transform([trim(regexp_replace(written, '${blank}+', ' ', 'g'))],
    lambda plain: case
      when regexp_matches(plain, '[年년時时點点시午전후]') then with_western_marks(plain)
      when regexp_matches(plain, '${letter}{2}| [-+]\\d{2}|[(\\[]|${letter}\\.| ${letter} |\\dh\\d') then list_transform([with_offset(with_plain_clock(plain))], lambda zoned: with_month_number(zoned))[1]
      when regexp_matches(plain, '^\\d{8}T') then with_iso_marks(plain)
      else plain
    end)[1]`,

  // a date and time in any usual separators; years of four digits come first or, in mdy and dmy, last; a time may name its offset from UTC
  `wall_time_parts(written) as regexp_extract(written,
    '^(\\d{1,4})[-/. ]+(\\d{1,2})[-/. ]+(\\d{1,4})\\.?(?:[T ,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?\\s*([AaPp][Mm])?(Z|[-+]\\d{2}(?::?\\d{2})?)?)?Z?$',
    ['first', 'second', 'third', 'hours', 'minutes', 'seconds', 'fraction', 'half', 'utc_offset'])`,
  `wall_time_of(parts, date_order) as try_strptime(
    case
      when length(parts.first) = 4 and length(parts.third) <= 2 then parts.first || '-' || parts.second || '-' || parts.third
      when length(parts.third) <> 4 or date_order = 'ymd' then null
      when date_order = 'mdy' then parts.third || '-' || parts.first || '-' || parts.second
      else parts.third || '-' || parts.second || '-' || parts.first
    end
    || ' ' || coalesce(nullif(parts.hours, ''), '0') || ':' || coalesce(nullif(parts.minutes, ''), '0') || ':' || coalesce(nullif(parts.seconds, ''), '0')
    || case when parts.half = '' then '' else ' ' || upper(parts.half) end,
    ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %I:%M:%S %p']) + to_microseconds(rpad(left(parts.fraction, 6), 6, '0')::bigint)`,
  `minutes_of(utc_offset) as case when utc_offset = 'Z' then 0 else
    (case when starts_with(utc_offset, '-') then -1 else 1 end) * (substr(utc_offset, 2, 2)::integer * 60 + coalesce(try_cast(substr(replace(utc_offset, ':', ''), 4) as integer), 0)) end`,
  // a wall time that names its offset is an instant: it becomes the wall time of its source's zone
  `wall_time_in(wall, utc_offset, zone) as case
    when utc_offset = '' or zone is null then wall
    when zone = 'UTC' then wall - to_minutes(minutes_of(utc_offset))
    else timezone(zone, timezone('UTC', wall - to_minutes(minutes_of(utc_offset))))
  end`,
  `wall_time(written, date_order, zone) as case
    when written is null then null
    when is_epoch(written) then wall_time_in(epoch_time(written), 'Z', zone)
    else list_transform([wall_time_parts(plain_time(written))],
      lambda parts: wall_time_in(wall_time_of(parts, date_order), parts.utc_offset, zone))[1]
  end`,

  // the instant, in UTC, of a text that names its offset or counts since 1970; null for another
  `named_instant(written, date_order) as case
    when is_epoch(written) then epoch_time(written)
    else list_transform([wall_time_parts(plain_time(written))],
      lambda parts: case when parts.utc_offset <> '' then wall_time_of(parts, date_order) - to_minutes(minutes_of(parts.utc_offset)) end)[1]
  end`,
  // the instant, in UTC, of a time with its offset as programs write it; a lambda costs a tenth of a second for every 2048 rows, and here is none
  `iso_instant(written) as case
    when written like '____-__-__%:%' and regexp_full_match(written, '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[-+]\\d{2}(:?\\d{2})?)')
    then try_cast(regexp_replace(written, '(Z|[-+]\\d{2}(:?\\d{2})?)$', '') || case when written[17] = ':' then '' else ':00' end as timestamp)
      - to_minutes(minutes_of(case when ends_with(written, 'Z') then 'Z' else regexp_extract(written, '[-+]\\d{2}(?::?\\d{2})?$') end))
  end`,
  // the first instant at which the clocks of a zone show a wall time, in UTC: in the hour that autumn repeats the engine takes the last
  `first_instant(wall, zone) as case
    when timezone(zone, timezone('UTC', timezone('UTC', timezone(zone, wall)) - interval 1 hour)) = wall then timezone('UTC', timezone(zone, wall)) - interval 1 hour
    when timezone(zone, timezone('UTC', timezone('UTC', timezone(zone, wall)) - interval 30 minute)) = wall then timezone('UTC', timezone(zone, wall)) - interval 30 minute
    else timezone('UTC', timezone(zone, wall))
  end`,
  // it is asked of the days only on which an hour is repeated; a macro that names what it is given twice would be planned twice
  `is_second_pass(written, wall, date_order, zone) as case
    when regexp_matches(written, '${letter}{3}|:\\d\\d.*(Z|[-+]\\d{2}(:?\\d{2})?)$|T\\d{4,6}(Z|[-+]\\d{2,4})$|^\\d{10}|\\)$')
    then coalesce(coalesce(iso_instant(written), named_instant(written, date_order)) > first_instant(wall, zone), false)
    else false
  end`,

  // a number without its currency, groups and blanks, with a decimal point; null when it is none
  `without_currency(written) as replace(regexp_replace(regexp_replace(written, '${blank}*(${currency})$', ''), '^([-\\x{2212}]?)(${currency})${blank}*', '\\1'), chr(8722), '-')`,
  `plain_digits(number, decimal_mark) as case
    when decimal_mark = '.' and regexp_full_match(number, '-?(\\d{1,3}((,\\d{3})+|(${blank}\\d{3})+)|\\d+)(\\.\\d*)?') then rtrim(regexp_replace(number, ',|${blank}', '', 'g'), '.')
    when decimal_mark = ',' and regexp_full_match(number, '-?(\\d{1,3}((\\.\\d{3})+|(${blank}\\d{3})+)|\\d+)(,\\d*)?') then rtrim(replace(regexp_replace(number, '\\.|${blank}', '', 'g'), ',', '.'), '.')
  end`,
  `plain_number(written, decimal_mark) as plain_digits(without_currency(written), decimal_mark)`,
  `currency_in(written) as case
    when contains(written, '€') then 'EUR'
    when contains(written, '£') then 'GBP'
    when contains(written, 'Ft') then 'HUF'
    when contains(written, 'zł') then 'PLN'
    when contains(written, 'Kč') then 'CZK'
    when contains(written, 'CA$') then 'CAD'
    when contains(written, 'US$') then 'USD'
    else nullif(regexp_extract(written, '(?:^|[^A-Za-z])([A-Z]{3})(?:[^A-Za-z]|$)', 1), '')
  end`,
  // whether an amount names a currency at all: most are nothing but digits
  `is_worded(amount) as try_cast(amount as double) is null and regexp_matches(amount, '[^-\\d., ]')`,
  `currency_or_named(currency, amount) as coalesce(currency, case when is_worded(amount) then currency_in(amount) end)`,
  `has_other_currency(amount, currency) as case when is_worded(amount)
    then list_transform([coalesce(currency_in(currency), case when length(currency) = 3 then upper(currency) end)],
      lambda code: coalesce(currency_in(amount) <> code, contains(amount, '$') and not regexp_full_match(code, '..D|MXN|ARS|CLP|COP|BRL|UYU')))[1]
    else false
  end`,
  // an amount as people write it: 37k is 37000
  `plain_amount(written, decimal_mark) as case
    when regexp_matches(written, '\\d\\s?[kK]$') then (try_cast(plain_number(regexp_replace(written, '\\s?[kK]$', ''), decimal_mark) as decimal(18, 6)) * 1000)::varchar
    else plain_number(written, decimal_mark)
  end`,

  // a probability as a fraction of 1: of a text in percent, and of one whose sign or size tells
  `share_number(written) as try_cast(replace(regexp_extract(written, '^(\\d{1,3}([.,]\\d{1,9})?)${blank}*%?$', 1), ',', '.') as decimal(18, 6))`,
  `percent_of(written) as (share_number(written) * 0.01)::decimal(18, 4)`,
  `fraction_of(written) as (share_number(written) * case when contains(written, '%') or share_number(written) > 1 then 0.01 else 1 end)::decimal(18, 4)`,

  // a 15-character Salesforce id with the 3 characters that make it unique regardless of case; others stay as they are
  `if_upper(letter, weight) as case when letter between 'A' and 'Z' then weight else 0 end`,
  `salesforce_suffix(id, place) as (string_split('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', ''))[1 + if_upper(id[place], 1)
    + if_upper(id[place + 1], 2) + if_upper(id[place + 2], 4) + if_upper(id[place + 3], 8) + if_upper(id[place + 4], 16)]`,
  `salesforce_id(id) as case
    when strlen(id) <> 15 then id
    when regexp_full_match(id, '[a-z0-9]{15}') then id || 'AAA'
    when regexp_full_match(id, '[A-Za-z0-9]{15}') then id || salesforce_suffix(id, 1) || salesforce_suffix(id, 6) || salesforce_suffix(id, 11)
    else id
  end`,

  // the number that Salesforce counted when it gave an id: what was written later has the higher one, within one second too; null for no such id
  `base62(letter) as strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', letter) - 1`,
  `salesforce_count(id) as case when regexp_full_match(id, '[A-Za-z0-9]{15}([A-Za-z0-9]{3})?') then ${digitsOf("base62", "id", 62, 6)} end::varchar`,

  // the millisecond at which an id in order of time (ULID) was given, as a number; null for another id
  `base32(letter) as strpos('0123456789abcdefghjkmnpqrstvwxyz', letter) - 1`,
  `ulid_time(id) as case when regexp_full_match(lower(id), '[0-7][0-9a-hjkmnp-tv-z]{25}') then ${digitsOf("base32", "lower(id)", 32, 1)} end::varchar`,

  // an error that a spreadsheet computed, in English or Hungarian, and a long number of which it kept a few digits
  `is_sheet_error(cell) as cell >= '#' and cell < '$' and regexp_full_match(cell, '#(REF!|N/A|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!|HIV!|HIÁNYZIK|ÉRTÉK!|NÉV\\?|ZÉRÓOSZTÓ!|NULLA!|SZÁM!)')`,
  `has_lost_digits(cell) as contains(cell, 'E+') and regexp_full_match(cell, '\\d([.,]\\d+)?E\\+(0[7-9]|[1-9]\\d)')`,

  `email_key(address) as case when address like '%@%' then md5(lower(address)) end`,
  `kept_email_key(cell) as case when regexp_full_match(cell, '[0-9a-f]{32}') then cell else email_key(cell) end`,
  `kept_phone_key(cell) as case when regexp_full_match(cell, '[0-9a-f]{32}') then cell else phone_key(cell) end`,
];

/** Creates the loader's functions in an engine. */
export async function createLoadFunctions(engine: Warehouse): Promise<void> {
  registerPhoneKeys(engine.connection);
  for (const macro of macros) await engine.run(`create or replace macro ${macro}`);
}

/**
 * `phone_key(text)`: md5 of the E.164 form of the first phone number in a cell, `phone_key_2` to `phone_key_4` of the next ones; null when
 * there is none. Numbers without a country are Hungarian. Nothing else of a phone leaves the file.
 */
function registerPhoneKeys(connection: DuckDBConnection): void {
  for (let place = 0; place < phonesInCell; place++)
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: place === 0 ? "phone_key" : `phone_key_${place + 1}`,
        returnType: VARCHAR,
        parameterTypes: [VARCHAR],
        mainFunction(_info, input, output) {
          const cells = input.getColumnVector(0);
          for (let row = 0; row < input.rowCount; row++)
            output.setItem(row, phoneKey(cells.getItem(row), place));
          output.flush();
        },
      }),
    );
}

function phoneKey(cell: unknown, place: number): string | null {
  const text = typeof cell === "string" ? (numbersIn(cell)[place] ?? "") : "";
  return text === "" ? null : (phoneKeyOf(text) ?? null);
}

/** The key of one phone number: md5 of its E.164 form; undefined for a text that is none. */
export function phoneKeyOf(text: string): string | undefined {
  const number = parsePhoneNumberFromString(text, "HU");
  return number?.isPossible() === true ? createHash("md5").update(number.number).digest("hex") : undefined;
}

/** The numbers of a cell; a slash stands between two numbers or behind a Hungarian area code. */
export function numbersIn(cell: string): string[] {
  return cell
    .split(/[;,|\n]|\s(?:vagy|or|és|and|oder)\s|\/(?=\s*(?:\+|00|06))|(?<=\d{5})\s*\/\s*(?=\d{5})/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
