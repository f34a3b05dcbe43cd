const en = {
  reading: (n: string) => `Reading ${n} deals …`,
  /** What is counted, and the deals that it is of. */
  several: {
    visits: (n: string, deals: string) => `${n} ${n === "1" ? "visit" : "visits"} of ${deals}`,
    attempts: (n: string, deals: string) => `${n} ${n === "1" ? "attempt" : "attempts"} on ${deals}`,
    proposals: (n: string, deals: string) => `${n} ${n === "1" ? "proposal" : "proposals"} in ${deals}`,
  },
  owner: "Owner",
  company: "Company",
  campaign: "Campaign or list",
  next: "Next step",
  nextSteps: { set: "set", overdue: "overdue", missing: "missing" },
  cameAsFar: (stage: string) => `came as far as ${stage}`,
  atStage: "At stage, days",
  age: "Age, days",
  cycle: "Duration, days",
  names: "Owners known by name only are shown by a key.",
  record: "CRM",
  recordOf: (deal: string) => `${deal} in the CRM`,
};
const hu: typeof en = {
  reading: (n) => `${n} ügylet beolvasása …`,
  several: {
    visits: (n, deals) => `${n} eset; ${deals}`,
    attempts: (n, deals) => `${n} megkeresés; ${deals}`,
    proposals: (n, deals) => `${n} ajánlat; ${deals}`,
  },
  owner: "Felelős",
  company: "Cég",
  campaign: "Kampány vagy lista",
  next: "Következő lépés",
  nextSteps: { set: "megvan", overdue: "lejárt", missing: "hiányzik" },
  cameAsFar: (stage) => `eddig jutott: ${stage}`,
  atStage: "A szakaszban, nap",
  age: "Mióta nyitott, nap",
  cycle: "Átfutás, nap",
  names: "A csak név szerint ismert felelősök helyett kulcs látszik.",
  record: "CRM",
  recordOf: (deal) => `${deal} a CRM-ben`,
};

/** The words of the list of deals. */
export const dealWords = { en, hu };
