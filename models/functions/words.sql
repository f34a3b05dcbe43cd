-- A name as it is compared with the vocabularies: lower case, without accents, every run of other signs one blank.
create or replace macro fold_name(written) as trim(regexp_replace(strip_accents(lower(written)), '[^\p{L}\p{N}]+', ' ', 'g'));

-- Whether a folded name holds a folded word; a word that ends in * may go on.
create or replace macro has_word(folded, word) as case
  when ends_with(word, '*') then contains(' ' || folded, ' ' || left(word, length(word) - 1))
  else contains(' ' || folded || ' ', ' ' || word || ' ') end;

-- Whether a source is an account of a vendor; * stands for all.
create or replace macro is_of_vendor(source, vendor) as vendor = '*' or source = vendor or starts_with(source, vendor || '_');

-- A name as a key of reference data; a name without a letter or digit of ours is known by its hash.
create or replace macro key_of(written) as case
  when regexp_replace(fold_name(written), '[^a-z0-9]+', '_', 'g') in ('', '_') then 'k' || left(md5(written), 8)
  else trim(regexp_replace(fold_name(written), '[^a-z0-9]+', '_', 'g'), '_') end;

-- The place of a role in a sale.
create or replace macro role_place(role) as list_position(
  ['lead', 'contacted', 'qualified', 'meeting', 'presentation', 'proposal', 'negotiation', 'contract'], role);
