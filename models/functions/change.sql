-- The logarithm of now ÷ before; null unless both are positive.
create or replace macro growth(x, before) as case when x > 0 and before > 0 then ln(x / before) end;

-- The logarithmic mean of two values, by which growth rates of factors add up to the change of their product; null unless both are positive.
create or replace macro logarithmic_mean(x, before) as case
  when x <= 0 or before <= 0 then null
  when x = before then x
  else (x - before) / ln(x / before) end;
