const en = {
  head: "estimate",
  estimate: "Estimate",
  low: "Estimate low",
  high: "Estimate high",
  horizon: "Horizon, days",
  followed: "Followed",
  atRisk: "Undecided then",
  status: "Estimate is",
  ok: "known",
  missing: (count: string) => `${count} more needed`,
  why: {
    ok: "",
    no_won: "cannot tell: nothing is known to mean won",
    no_horizon: "cannot tell yet: nobody has gone on",
    too_few_followed: (missing: string, days: string) =>
      `cannot tell yet: ${missing} more ${missing === "1" ? "journey" : "journeys"} must be followed for ${days} days`,
    observed_too_late: "cannot tell: the history began after these journeys did",
    untimed: "cannot tell: the exports do not say when more than a tenth of them went on or were lost",
  },
  noneOf: (count: string, days: string) => `none of the ${count} followed for ${days} days`,
  allOf: (count: string, days: string) => `all of the ${count} followed for ${days} days`,
  maturity: (followed: string, atRisk: string) =>
    `Followed for the whole time: ${followed}; undecided then: ${atRisk}.`,
  byDay: (days: string) => `by day ${days}`,
};
const hu: typeof en = {
  head: "becsült",
  estimate: "Becslés",
  low: "Becslés alsó határa",
  high: "Becslés felső határa",
  horizon: "Időtáv, nap",
  followed: "Végigkövetve",
  atRisk: "Akkor még nyitott",
  status: "A becslés",
  ok: "ismert",
  missing: (count) => `még ${count} kell`,
  why: {
    ok: "",
    no_won: "nem eldönthető: semmiről sem tudható, hogy megnyertet jelent",
    no_horizon: "még nem eldönthető: senki sem lépett tovább",
    too_few_followed: (missing, days) =>
      `még nem eldönthető: további ${missing} leadet kell ${days} napig követni`,
    observed_too_late: "nem eldönthető: az előzmények későbbiek, mint ezek a leadek",
    untimed:
      "nem eldönthető: az exportokból több mint a tizedükről nem derül ki, mikor léptek tovább vagy vesztek el",
  },
  noneOf: (count, days) => `${days} napig követett leadek: ${count}, közülük egy sem`,
  allOf: (count, days) => `${days} napig követett leadek: ${count}, mindegyik`,
  maturity: (followed, atRisk) => `Végigkövetve: ${followed}; akkor még nyitott: ${atRisk}.`,
  byDay: (days) => `${days} napon belül`,
};

/** How an estimate is told, and why there is none. */
export const estimateWords = { en, hu };
