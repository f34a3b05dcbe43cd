-- Every phone number of a member of a purchased list, as a key.
--
-- grain: source, member_record_id, phone_key
select distinct source, list_id || '/' || member_id as member_record_id, phone_key
from staging.list_members
where phone_key is not null
