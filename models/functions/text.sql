-- The n-th part of a text split at a separator; empty when there is none.
create or replace macro part_of(whole, separator, n) as split_part(whole, separator, n);
