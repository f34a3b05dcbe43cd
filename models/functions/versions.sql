-- A delivered row as one number that grows with its age: newer files have higher numbers.
create or replace macro version_of(file_number, row_number_in_file) as file_number * 1099511627776 + row_number_in_file;

-- The file of a delivered row.
create or replace macro file_of(version) as version >> 40;

-- A row that says of a record that it is deleted, and neither its stage nor when it was created.
create or replace macro is_tombstone(is_deleted, stage, created_at) as coalesce(is_deleted, false) and stage is null and created_at is null;
