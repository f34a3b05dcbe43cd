-- The id of the first journey of a record: the upper 62 bits of the md5 of its name, above 2^62, so that every id has 19 digits.
create or replace macro record_key(source, record_type, record_id) as
  (md5_number(concat(source, '/', record_type, '/', record_id)) >> 66)::bigint + 4611686018427387904;

-- The id of a later journey of the same record.
create or replace macro journey_key(first_journey_id, attempt) as case when attempt = 0 then first_journey_id
  else (md5_number(concat(first_journey_id, '/', attempt)) >> 66)::bigint + 4611686018427387904 end;
