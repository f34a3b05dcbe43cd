-- A delivered row as one number that grows with its age: newer files have higher numbers.
create or replace macro version_of(file_number, row_number_in_file) as file_number * 1099511627776 + row_number_in_file;
