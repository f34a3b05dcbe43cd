-- Whether the words for how a call or meeting went, in English or Hungarian, say that somebody was reached or came; null when they say neither.
create or replace macro is_connected_outcome(outcome) as case
  when regexp_matches(fold_name(outcome), '\b(no answer|not answered|no response|no contact|not reached|unreachable|busy|voice ?mail|left (live )?message|message left|wrong number|no ?show|did not (attend|show)|not held|cancel+ed|cancel|missed|failed|rescheduled|postponed|disconnected|not connected|unsuccessful)\b|nem (vette|ert|valaszol|jott|kapcsol|elerheto|sikerult|volt|talal|tortent)|foglalt|hangposta|uzenetet hagy|rossz szam|teves szam|elmaradt|lemond|sikertelen|elhalaszt|atutemez') then false
  when regexp_matches(fold_name(outcome), '\b(connected|answered|completed|held|reached|spoke|talked|success|successful|attended|took place|interested|not interested|demo given|showed|done)\b|beszelt|elertem|felvette|megtartott|letrejott|lezajlott|sikeres|kapcsolva|megtortent|erdekli|erdekl|megjelent') then true end;

-- Whether a subject begins like an answer or a forwarded message, of Outlook and Gmail in the languages around us.
create or replace macro is_in_thread(subject) as regexp_matches(lower(trim(subject)), '^(re|aw|vá|va|sv|fw|fwd|tov|wg)\s*:');

-- Whether a text fits an activity rule, both folded but for a regular expression, which sees the text as it is written.
create or replace macro fits_activity_rule(operator, folded_value, value, folded_text, text) as case operator
  when 'contains' then contains(folded_text, folded_value)
  when 'eq' then folded_text = folded_value
  else regexp_matches(text, value) end;

-- How a proposal was answered by the words of its status, in English or Hungarian; null while it is open.
create or replace macro answer_of(written) as case
  when regexp_matches(fold_name(written), '\b(not accepted|declined|rejected|refused|lost|denied|no)\b|elutasit|visszautasit|nem fogad|elvesz') then 'declined'
  when regexp_matches(fold_name(written), '\b(accepted|won|signed|completed|approved|paid|agreed|yes)\b|elfogad|alair|jovahagy|megnyer|fizetve|kifizet') then 'accepted' end;

-- The kind of an activity by what its source calls it, in English or Hungarian; what is none of the others is a task.
create or replace macro activity_kind(written) as case
  when written in ('call', 'email', 'meeting', 'note', 'task') then written
  when regexp_matches(fold_name(written), 'call|phone|dial|hivas|telefon') then 'call'
  when regexp_matches(fold_name(written), 'mail|\bsms\b|message|whatsapp|linkedin|level|uzenet') then 'email'
  when regexp_matches(fold_name(written), 'meet|appointment|visit|demo|lunch|event|presentation|talalkoz|megbeszel|targyal|latogat|bemutat') then 'meeting'
  when regexp_matches(fold_name(written), '\bnote|memo|comment|jegyzet|megjegyz') then 'note'
  else 'task' end;

-- Who began it, by what the source writes.
create or replace macro direction_of(written) as case
  when written in ('in', 'out') then written
  when regexp_matches(fold_name(written), '^(in\b|inbound|incoming|received)|bejovo|beerkez') then 'in'
  when regexp_matches(fold_name(written), '^(out\b|outbound|outgoing|sent|email$|forwarded)|kimeno|elkuld') then 'out' end;

-- A text as it is compared with a rule: without case and accents.
create or replace macro fold_text(written) as strip_accents(lower(written));

create or replace macro text_length(written) as length(written);
