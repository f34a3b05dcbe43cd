-- The whole numbers from one to another, as the rows of a table with the column whole_number.
create or replace macro whole_numbers(least_number, most_number) as table select range as whole_number from range(least_number, most_number + 1);
