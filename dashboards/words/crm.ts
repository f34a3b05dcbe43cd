const en = {
  funnelHeadline: (stage: string, crm: string, own: string) =>
    `${stage}: the CRM says ${crm}, our estimate is ${own}`,
  funnelHeadlineNone: "No step can be compared yet",
  funnelSubtitle:
    "Share going on to the next stage, and from the first stage to won. Dot: our estimate with its 95% interval. Cross: the CRM's funnel of deals that were in all stages. Ring: its funnel of deals that were in any stage.",
  timeHeadline: (stage: string, crm: string, own: string, unit: string) =>
    `${stage}: ${crm} ${unit} on average in the CRM, the median is ${own}`,
  timeHeadlineNone: "No stay has ended yet",
  timeSubtitle:
    "Time in stage. Dot: our median. Cross: the CRM's mean of the latest stay. Ring: its mean of all stays of a deal together.",
  wonHeadline: (crm: string, own: string) =>
    `Won ÷ closed says ${crm}; of all leads, ${own} become customers`,
  wonHeadlineNone: "Nothing has been closed yet",
  wonSubtitle: (days: string) =>
    `Ring: won ÷ (won + lost) of what was closed in the quarter, as a CRM shows it. Line: our estimate of lead to customer by day ${days}.`,
  views: {
    all_stages: "All stages",
    any_stages: "Any stage",
    latest_time: "Latest time",
    cumulative_time: "Cumulative time",
    won_of_closed: "Won ÷ closed",
  },
  population: (crm: string, own: string) =>
    `The CRM counts ${crm} deals and we ${own} leads: purchased numbers that became a record are in its count, and a deal reopened months later is one there and two journeys here.`,
  ours: "ours",
  all: "all stages",
  any: "any stage",
  latest: "latest",
  cumulative: "cumulative",
  whole: "Lead → won",
  ownLabel: "Ours",
  metric: "Ours is",
  deals: "Deals",
  days: "days",
  period: "Quarter of closing",
  everything: "All",
  wholeOnly:
    "All deals of the pipeline, purchased lists pooled as the CRM pools them: filters of months and source do not apply.",
};
const hu: typeof en = {
  funnelHeadline: (stage, crm, own) => `${stage}: a CRM szerint ${crm}, a becslésünk ${own}`,
  funnelHeadlineNone: "Még egyik lépés sem vethető össze",
  funnelSubtitle:
    "A következő szakaszba lépők aránya, végül az első szakasztól a megnyertig. Pont: a mi becslésünk 95%-os intervallummal. Kereszt: a CRM tölcsére a minden szakaszban megfordult ügyletekből. Karika: a tölcsére a bármelyik szakaszban megfordult ügyletekből.",
  timeHeadline: (stage, crm, own, unit) => `${stage}: a CRM-ben átlagosan ${crm} ${unit}, a medián ${own}`,
  timeHeadlineNone: "Még egyetlen tartózkodás sem ért véget",
  timeSubtitle:
    "A szakaszban töltött idő. Pont: a mi mediánunk. Kereszt: a CRM átlaga az utolsó tartózkodásról. Karika: az átlaga egy ügylet összes tartózkodásáról együtt.",
  wonHeadline: (crm, own) => `A megnyert ÷ lezárt szerint ${crm}; az összes leadből ${own} lesz ügyfél`,
  wonHeadlineNone: "Még semmi sem zárult le",
  wonSubtitle: (days) =>
    `Karika: a negyedévben lezártakból a megnyertek aránya, ahogy egy CRM mutatja. Vonal: a mi becslésünk a lead → ügyfél arányra ${days} napon belül.`,
  views: {
    all_stages: "Minden szakasz",
    any_stages: "Bármely szakasz",
    latest_time: "Utolsó idő",
    cumulative_time: "Összesített idő",
    won_of_closed: "Megnyert ÷ lezárt",
  },
  population: (crm, own) =>
    `A CRM ${crm} ügyletet számol, mi ${own} leadet: nála benne vannak a rekorddá vált vásárolt számok is, és a hónapokkal később újranyitott ügylet nála egy, nálunk két út.`,
  ours: "a miénk",
  all: "minden",
  any: "bármely",
  latest: "utolsó",
  cumulative: "összesített",
  whole: "Lead → megnyert",
  ownLabel: "A miénk",
  metric: "A miénk forrása",
  deals: "Ügyletek",
  days: "nap",
  period: "Lezárás negyedéve",
  everything: "Mind",
  wholeOnly:
    "A tölcsér minden ügylete, a vásárolt listákkal együtt, ahogy a CRM is összevonja: a hónap- és a forrásszűrő itt nem hat.",
};

/** The words of the page that shows what a CRM shows. */
export const crmWords = { en, hu };
