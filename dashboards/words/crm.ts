const en = {
  funnelHeadline: (stage: string, crm: string, own: string) =>
    `${stage}: the CRM says ${crm}, our estimate is ${own}`,
  funnelHeadlineNone: "No step can be compared yet",
  funnelSubtitle: "Share going on. Dot: our estimate. Cross: the CRM's funnel of deals.",
  funnelAbout: (n: string) =>
    `Share going on to the next stage, and from the first stage to won. The cross is of deals that were in all stages; the table also has those that were in any stage, and the 95% intervals (n = ${n}).`,
  timeHeadline: (stage: string, crm: string, own: string) =>
    `${stage}: ${crm} on average in the CRM, the median is ${own}`,
  timeHeadlineNone: "No stay has ended yet",
  timeSubtitle: "Time in stage. Dot: our median. Cross: the CRM's mean.",
  timeAbout: (n: string) =>
    `The cross is the mean of the latest stay; the table also has the mean of all stays of a deal together (n = ${n}).`,
  wonHeadline: (crm: string, own: string | null, days: string) =>
    own === null
      ? `Won ÷ closed says ${crm}; too few leads were followed to say how many become customers`
      : `Won ÷ closed says ${crm}; of all leads, ${own} become customers within ${days} days`,
  wonHeadlineNone: "Nothing has been closed yet",
  wonSubtitle: "Ring: won of what was closed, as a CRM shows it. Line: ours.",
  wonAbout: (n: string, days: string) =>
    `Ring: won ÷ (won + lost) of what was closed in the quarter. Line: our estimate of lead to customer by day ${days} (n = ${n}).`,
  views: {
    all_stages: "All stages",
    any_stages: "Any stage",
    latest_time: "Latest time",
    cumulative_time: "Cumulative time",
    won_of_closed: "Won ÷ closed",
  },
  population: (crm: string, own: string) =>
    `The CRM counts ${crm} deals and we ${own} leads: purchased numbers that became a record are in its count, and a deal reopened months later is one there and two journeys here.`,
  closedPopulation:
    "As in a CRM, purchased numbers that became a record are in it; the quarters of Lead → customer leave them out, and so differ.",
  ours: "ours",
  crm: "CRM",
  whole: "Lead → won",
  ownLabel: "Ours",
  metric: "Ours is",
  deals: "Deals",
  days: "days",
  period: "Quarter of closing",
  everything: "All",
};
const hu: typeof en = {
  funnelHeadline: (stage, crm, own) => `${stage}: a CRM szerint ${crm}, a becslésünk ${own}`,
  funnelHeadlineNone: "Még egyik lépés sem vethető össze",
  funnelSubtitle: "A továbblépők aránya. Pont: a mi becslésünk. Kereszt: a CRM tölcsére.",
  funnelAbout: (n) =>
    `A következő szakaszba lépők aránya, végül az első szakasztól a megnyertig. A kereszt a minden szakaszban megfordult ügyletekből számol; a táblázatban a bármelyikben megfordultak és a 95%-os intervallumok is megvannak (n = ${n}).`,
  timeHeadline: (stage, crm, own) => `${stage}: a CRM-ben átlagosan ${crm}, a medián ${own}`,
  timeHeadlineNone: "Még egyetlen eset sem zárult le",
  timeSubtitle: "A szakaszban töltött idő. Pont: a mi mediánunk. Kereszt: a CRM átlaga.",
  timeAbout: (n) =>
    `A kereszt az utoljára ott töltött idő átlaga; a táblázatban az egy ügylet összes ott töltött idejét együtt számoló átlag is megvan (n = ${n}).`,
  wonHeadline: (crm, own, days) =>
    own === null
      ? `A megnyert ÷ lezárt szerint ${crm}; kevés a követett lead annak megbecsléséhez, hányból lesz ügyfél`
      : `A megnyert ÷ lezárt szerint ${crm}; az összes leadből ${own} lesz ügyfél ${days} napon belül`,
  wonHeadlineNone: "Még semmi sem zárult le",
  wonSubtitle: "Karika: a lezártakból megnyert, ahogy egy CRM mutatja. Vonal: a miénk.",
  wonAbout: (n, days) =>
    `Karika: megnyert ÷ (megnyert + elveszett) a negyedévben lezártakból. Vonal: a lead → ügyfél arány becslése ${days} napra (n = ${n}).`,
  views: {
    all_stages: "Minden szakasz",
    any_stages: "Bármely szakasz",
    latest_time: "Utolsó idő",
    cumulative_time: "Összesített idő",
    won_of_closed: "Megnyert ÷ lezárt",
  },
  population: (crm, own) =>
    `A CRM ${crm} ügyletet számol, mi ${own} leadet: nála benne vannak a rekorddá vált vásárolt számok is, és a hónapokkal később újranyitott ügylet nála egy, nálunk két lead.`,
  closedPopulation:
    "Mint a CRM-ben, a rekorddá vált vásárolt számok is benne vannak; a Lead → ügyfél oldal negyedévei nélkülük számolnak, ezért eltérnek.",
  ours: "a miénk",
  crm: "CRM",
  whole: "Lead → megnyert",
  ownLabel: "A miénk",
  metric: "A miénk forrása",
  deals: "Ügyletek",
  days: "nap",
  period: "Lezárás negyedéve",
  everything: "Mind",
};

/** The words of the page that shows what a CRM shows. */
export const crmWords = { en, hu };
