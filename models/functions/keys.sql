-- The id of the first journey of a record: the upper 62 bits of the md5 of its name, above 2^62, so that every id has 19 digits.
create or replace macro record_key(source, record_type, record_id) as
  (md5_number(concat(source, '/', record_type, '/', record_id)) >> 66)::bigint + 4611686018427387904;

-- The id of a later journey of the same record.
create or replace macro journey_key(first_journey_id, attempt) as case when attempt = 0 then first_journey_id
  else (md5_number(concat(first_journey_id, '/', attempt)) >> 66)::bigint + 4611686018427387904 end;

-- Whether a text is an id, and no name or address, which are not published.
create or replace macro is_id(written) as regexp_matches(written, '^[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*$');

-- An owner as pages show it: an id as it is, a name or an address by a key.
create or replace macro owner_key(owner_id) as case
  when is_id(owner_id) then owner_id
  else 'owner_' || left(md5(owner_id), 6) end;
