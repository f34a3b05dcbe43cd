const en = {
  since: (day: string, changes: string) => `Since the release of ${day}: ${changes}.`,
  first: "This is the first release: from the next on, what changed is said here.",
  nothing: "no lead, win or loss is new, and no deal of the past was restated",
  newLeads: (n: string) => (n === "1" ? "1 new lead" : `${n} new leads`),
  fewerLeads: (n: string) => (n === "1" ? "1 lead fewer" : `${n} leads fewer`),
  wins: (n: string) => (n === "1" ? "1 win" : `${n} wins`),
  fewerWins: (n: string) => (n === "1" ? "1 win fewer" : `${n} wins fewer`),
  losses: (n: string) => (n === "1" ? "1 loss" : `${n} losses`),
  fewerLosses: (n: string) => (n === "1" ? "1 loss fewer" : `${n} losses fewer`),
  restated: (n: string) => (n === "1" ? "1 deal of the past restated" : `${n} deals of the past restated`),
  atMost: "at most",
  recent: " in the last 30 days",
  recentBefore: " in the 30 before",
  aged: (share: string, before: string | null, verdict: string) =>
    before === null
      ? `within 90 days: ${share} of the newest followed`
      : `within 90 days: ${share}, before that ${before} (${verdict})`,
  verdicts: { higher: "higher", lower: "lower", alike: "cannot be told apart" },
  todoHeadline: (n: string) =>
    n === "1" ? "1 deal needs something today" : `${n} deals need something today`,
  todoNone: "No deal needs anything today",
  todoSubtitle: "Why, and how many; a deal can be here for several reasons.",
  todoAbout:
    "From open deals and their calls, e-mails, meetings and tasks. A reason for which nothing is recorded, such as next steps, is asked of no deal.",
  reason: "Why",
  deals: "Deals",
  freshHeadline: (day: string) => `Every source is known until ${day}`,
  behindHeadline: (source: string, days: string) =>
    `${source} is ${days === "1" ? "1 day" : `${days} days`} behind the others`,
  freshSubtitle: "Until when each source is known.",
  delivered: "Newest export, records",
  ofItSetAside: "of it set aside",
  setAside: (source: string, n: string, all: string) =>
    `${source}: ${n} of ${all} records of the newest export ${n === "1" ? "is" : "are"} set aside and in no number`,
  unread: (source: string, n: string) => `${source}: ${n === "1" ? "1 file is" : `${n} files are`} not read`,
  allRead: "Every file is read, and no record of the newest exports is set aside",
  lackingMore: "see Data quality",
};
const hu: typeof en = {
  since: (day, changes) => `Az előző kiadás (${day}) óta: ${changes}.`,
  first: "Ez az első kiadás: a következőtől itt látszik, mi változott.",
  nothing: "nincs új lead, megnyert vagy elveszett ügylet, és korábbi ügylet adata sem módosult",
  newLeads: (n) => `${n} új lead`,
  fewerLeads: (n) => `${n} leaddel kevesebb`,
  wins: (n) => `${n} megnyert`,
  fewerWins: (n) => `${n} megnyerttel kevesebb`,
  losses: (n) => `${n} elveszett`,
  fewerLosses: (n) => `${n} elveszettel kevesebb`,
  restated: (n) => `${n} korábbi ügylet adata módosult`,
  atMost: "legfeljebb",
  recent: " az utolsó 30 napban",
  recentBefore: " az azt megelőző 30-ban",
  aged: (share, before, verdict) =>
    before === null
      ? `90 napon belül: ${share} a legutóbb követettekből`
      : `90 napon belül: ${share}, előtte ${before} (${verdict})`,
  verdicts: { higher: "magasabb", lower: "alacsonyabb", alike: "nem mutatható ki eltérés" },
  todoHeadline: (n) => `Ma ${n} ügylettel van teendő`,
  todoNone: "Ma egy ügylettel sincs teendő",
  todoSubtitle: "Miért és hány; egy ügylet több okból is szerepelhet.",
  todoAbout:
    "A nyitott ügyletekből, valamint hívásaikból, leveleikből, megbeszéléseikből és feladataikból. Amiről semmit sem rögzítenek (például a következő lépést), azt egyetlen ügylettől sem kérjük számon.",
  reason: "Miért",
  deals: "Ügyletek",
  freshHeadline: (day) => `Minden forrás eddig ismert: ${day}`,
  behindHeadline: (source, days) => `${source}: ${days} nap lemaradás a többihez képest`,
  freshSubtitle: "Meddig ismertek az egyes források adatai.",
  setAside: (source, n, all) =>
    `${source}: a legutóbbi export ${all} rekordjából ${n} félretéve, ezek egyik számban sincsenek benne`,
  delivered: "Legutóbbi export, rekord",
  ofItSetAside: "ebből félretéve",
  unread: (source, n) => `${source}: ${n} fájl nincs beolvasva`,
  allRead: "Minden fájl be van olvasva, és a legutóbbi exportokból egyetlen rekord sincs félretéve",
  lackingMore: "részletek az Adatminőség oldalon",
};

/** The words of the overview. */
export const overviewWords = { en, hu };
