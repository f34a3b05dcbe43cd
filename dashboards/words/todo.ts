const en = {
  headline: (deals: string) =>
    deals === "1" ? "One deal needs something today" : `${deals} deals need something today`,
  headlineNone: "Nothing is waiting today",
  headlineNoneKnown: "Nothing is waiting today, of what is recorded",
  notRecorded: "not recorded: how to provide it",
  headlineOf: (deals: string, reason: string) => `${reason}: ${deals} ${deals === "1" ? "deal" : "deals"}`,
  subtitle: "Each open deal with what it waits for, the most valuable first.",
  cut: (shown: string, all: string) =>
    `${shown} of ${all} entries are published, of each reason and owner the most valuable first. For the rest:`,
  names:
    "Names of people are not published: an owner whom the export names is shown by a key, which owner_key(owner_id) gives in SQL.",
  lists:
    "Leads of purchased lists are in this list. A deal is one row with all its reasons; the CSV and marts.to_do have one row for each.",
  reason: "Why",
  sinceWhen: (day: string, days: string) =>
    days === "0" ? `(${day})` : `since ${day} (${days} ${days === "1" ? "day" : "days"})`,
  owner: "Owner",
  amount: (currency: string) => `Amount, ${currency}`,
  expected: "Expected value",
  record: "In the CRM",
  open: "open",
  about: {
    hot_and_silent: "hot, and untouched for a week",
    next_step_missing: "no task or meeting lies ahead",
    next_step_overdue: "the last task or meeting planned is past its time",
    not_accepted: "waits for sales longer than agreed",
    no_summary: "no summary after the last meeting",
    proposal_expired: "the last version is past its date",
    do_not_call: "in the last 30 days",
  },
};
const hu: typeof en = {
  headline: (deals) => `${deals} ügylettel van ma teendő`,
  headlineNone: "Ma semmi sem vár",
  headlineNoneKnown: "Abból, ami rögzítve van, ma semmi sem vár",
  notRecorded: "nincs rögzítve: így pótolható",
  headlineOf: (deals, reason) => `${reason}: ${deals} ügylet`,
  subtitle: "A nyitott ügyletek és teendőik, elöl a legértékesebbek.",
  cut: (shown, all) =>
    `Az összes ${all} teendőből itt ${shown} látszik, okonként és felelősönként a legértékesebbek. A többi:`,
  names:
    "Személyek neve nem jelenik meg: akit az export névvel ad meg, azt egy kulcs jelöli; SQL-ben az owner_key(owner_id) adja meg.",
  lists:
    "A vásárolt listák leadjei is szerepelnek. Egy ügylet egy sor, minden teendőjével; a CSV-ben és a marts.to_do táblában teendőnként külön sor van.",
  reason: "Miért",
  sinceWhen: (day, days) => (days === "0" ? `(${day})` : `${days} napja (${day})`),
  owner: "Felelős",
  amount: (currency) => `Összeg, ${currency}`,
  expected: "Várható érték",
  record: "A CRM-ben",
  open: "megnyitás",
  about: {
    hot_and_silent: "forró, és egy hete senki sem kereste",
    next_step_missing: "nincs kitűzött feladat vagy megbeszélés",
    next_step_overdue: "az utolsó kitűzött feladat vagy megbeszélés ideje elmúlt",
    not_accepted: "a megbeszéltnél régebben vár az értékesítésre",
    no_summary: "az utolsó megbeszélésről nem ment összefoglaló",
    proposal_expired: "az utolsó változat határideje elmúlt",
    do_not_call: "az elmúlt 30 napban",
  },
};

/** The words of the list of the morning. */
export const todoWords = { en, hu };
