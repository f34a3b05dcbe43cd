const en = {
  late: "Late by its own limit",
  inTime: "in time",
  lateBy: (hours: string, limit: string) => `${hours} hours old, at most ${limit} expected`,
  lateHeadline: (late: string, all: string) => `${late} of ${all} sources are later than their limit`,
  runsHeadline: (count: string) => (count === "1" ? "One refresh so far" : `The last ${count} refreshes`),
  runsFailed: (failed: string, count: string) => `${failed} of the last ${count} refreshes did not publish`,
  runsSubtitle:
    "The first line is the refresh that made these pages. A refresh that fails leaves the pages as they were; npm run status has its message.",
  started: "Started (UTC)",
  took: "Took",
  outcome: "Outcome",
  outcomes: { published: "published", failed: "failed", killed: "ended from outside" },
  loaded: "Records loaded",
  quarantined: "Set aside",
  changed: "What changed",
  nothing: "nothing",
  change: { leads: "leads", won: "won", lost: "lost", open: "open" },
  restated: (count: string) => `${count} deals of the past restated`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
};
const hu: typeof en = {
  late: "Késés a saját határidejéhez képest",
  inTime: "időben van",
  lateBy: (hours, limit) => `${hours} órás adat, legfeljebb ${limit} órás lehetne`,
  lateHeadline: (late, all) => `${all} forrásból ${late} késik a saját határidejéhez képest`,
  runsHeadline: (count) => (count === "1" ? "Eddig egy frissítés volt" : `Az utolsó ${count} frissítés`),
  runsFailed: (failed, count) => `Az utolsó ${count} frissítésből ${failed} nem tett közzé semmit`,
  runsSubtitle:
    "Az első sor az a frissítés, amelyikből ezek az oldalak készültek. Ha egy frissítés nem sikerül, az oldalak változatlanul maradnak; az üzenetét az npm run status mutatja meg.",
  started: "Kezdete (UTC)",
  took: "Időtartam",
  outcome: "Eredmény",
  outcomes: { published: "közzétéve", failed: "sikertelen", killed: "kívülről leállítva" },
  loaded: "Betöltött rekordok",
  quarantined: "Félretéve",
  changed: "Mi változott",
  nothing: "semmi",
  change: { leads: "lead", won: "megnyert", lost: "elveszett", open: "nyitott" },
  restated: (count) => `${count} korábbi ügylet módosult`,
  seconds: (count) => `${count} mp`,
  minutes: (count) => `${count} perc`,
};

/** The words of how the home is operated. */
export const operationsWords = { en, hu };
