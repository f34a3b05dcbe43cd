-- The whole numbers from one to another, as the rows of a table with the column whole_number.
create or replace macro whole_numbers(least_number, most_number) as table select range as whole_number from range(least_number, most_number + 1);

-- The share part ÷ whole of an amount, cut to the cent.
create or replace macro cents_of(amount, part, whole) as
  case when whole > 0 then (((amount::decimal(18, 2) * 100)::hugeint * part::hugeint // whole::hugeint)::decimal(20, 0) * 0.01)::decimal(18, 2) end;

-- How often a whole number goes into another.
create or replace macro whole_part(whole, part) as whole // part;
