-- A text as it is compared with another: case and outer blanks do not matter.
create or replace macro compared(whole) as lower(trim(whole));

-- A name as it is looked up: without the blanks around it, and empty where none is written.
create or replace macro trimmed(name) as coalesce(trim(name), '');

-- Whether a text is one of those in a list joined by ;
create or replace macro is_listed(item, listed) as contains(';' || regexp_replace(compared(listed), '\s*;\s*', ';', 'g') || ';', ';' || compared(item) || ';');

-- Whether a text holds one of those in a list joined by ;
create or replace macro holds_listed(whole, listed) as regexp_matches(compared(whole),
  regexp_replace(regexp_replace(compared(listed), '([^\p{L}\p{N};\s])', '\\\1', 'g'), '\s*;\s*', '|', 'g'));

-- Whether a known value fits an ideal-customer rule; the operators are those of reference/icp_rules.csv.
create or replace macro fits_rule(operator, expected, found) as case operator
  when 'in' then is_listed(found, expected)
  when 'not_in' then not is_listed(found, expected)
  when 'contains' then holds_listed(found, expected)
  when 'between' then coalesce(try_cast(found as double) between try_cast(split_part(expected, ';', 1) as double) and try_cast(split_part(expected, ';', 2) as double), false)
  when 'at_least' then coalesce(try_cast(found as double) >= try_cast(expected as double), false)
  when 'at_most' then coalesce(try_cast(found as double) <= try_cast(expected as double), false)
  else compared(found) = compared(expected) end;

-- A text without its case, for comparing names.
create or replace macro fold_case(written) as lower(written);

-- Whether a stage is named like one that is won or lost, in English or Hungarian.
create or replace macro is_won_name(stage) as fold_case(stage) like '%won' or fold_case(stage) like '%megnyer%';

create or replace macro is_lost_name(stage) as fold_case(stage) like '%lost' or fold_case(stage) like '%elvesz%';

-- A text as a cell of a reference file.
create or replace macro csv_cell(whole) as case when regexp_matches(whole, '[",\n]') then '"' || replace(whole, '"', '""') || '"' else whole end;

-- Whether a text is the name of a canonical lead source, which maps to itself.
create or replace macro is_lead_source(whole) as whole in ('inbound_web', 'paid_search', 'paid_social', 'organic', 'referral', 'event', 'outbound', 'purchased_list', 'partner', 'other', 'unknown');

-- A name as one word, so that words can stand apart by blanks.
create or replace macro as_word(whole) as regexp_replace(whole, '\s+', '_', 'g');

-- Whether leads are of a purchased list: they are counted apart from those that came by themselves.
create or replace macro is_list(lead_source) as lead_source = 'purchased_list';
