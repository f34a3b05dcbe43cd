/** Lead to customer in four ways, with the days of two of them. */
interface FourRates {
  estimate: string;
  days: string;
  soFar: string;
  mature: string;
  planned: string;
  horizon: string;
}

const en = {
  estimateNone: "Lead → customer",
  estimate: (days: string) => `Lead → customer by day ${days}`,
  soFar: (share: string) => `so far ${share}`,
  which: ({ estimate, days, soFar, mature, planned, horizon }: FourRates) =>
    `Which rate for what? Expect ${estimate} of new leads as customers by day ${days}. So far ${soFar} is what has been counted; it grows as open leads close. Mature months (${mature}) are for comparing months with each other. The planner starts from ${planned}, won within ${horizon} days.`,
  headline: (share: string, days: string) => `${share} of leads become customers within ${days} days`,
  headlineNone: "No lead has been followed long enough to say how many become customers",
  subtitle: "Share of leads won by each day after the start; grey: all but purchased lists.",
  about: (n: string) =>
    `Aalen–Johansen: lost competes, open leads count until they are last known; the band is the 95% interval (n = ${n}). A curve ends where fewer than 10 leads were followed so long.`,
  ifStaleLost: (count: string, days: string, share: string, rate: string) =>
    `${count} leads are open for more than ${days} days, longer than it took 95% of all customers. Nobody has closed them; if they counted as lost, the estimate would ${share === rate ? `still be ${rate}` : `be ${share} and not ${rate}`}.`,
  axis: "days since the start",
  day: "Day",
  share: "Won by then",
  ageHeadline: (month: string, share: string, days: string) =>
    `${month} is the best month followed to day ${days}: ${share}`,
  ageHeadlineAlike: (low: string, high: string, days: string) =>
    low === high
      ? `By day ${days} ${low} of every month's leads were won`
      : `By day ${days} between ${low} and ${high} of a month's leads were won; no month stands apart`,
  ageHeadlineOne: (month: string, share: string, days: string) =>
    `${month} is the only month followed to day ${days}: ${share} were won by then`,
  ageHeadlineNone: "No month has 10 leads that were all followed for so long yet",
  ageSubtitle: "Share of each month's leads won by age; dashed: not all so old yet.",
  ageAbout: (days: string) =>
    `Up to day ${days}. Dashed frame: not all leads of the month are so old yet, the estimate rests on those that are. Empty: fewer than 10 are.`,
  month: "Month of start",
  started: "Started",
  maturing: "still maturing",
  mature: "all followed",
  state: "Maturity",
  all: "All",
};
const hu: typeof en = {
  estimateNone: "Lead → ügyfél",
  estimate: (days) => `Lead → ügyfél ${days} napon belül`,
  soFar: (share) => `eddig ${share}`,
  which: ({ estimate, days, soFar, mature, planned, horizon }) =>
    `Melyik arány mire való? Az új leadek ${estimate}-ából várhatóan ügyfél lesz ${days} napon belül. Az eddigi ${soFar} a már megszámolt rész; nő, ahogy a nyitottak lezárulnak. A beérett hónapok aránya (${mature}) a hónapok összehasonlítására való. A tervező ebből indul: ${planned}, ${horizon} napon belül megnyert.`,
  headline: (share, days) => `A leadek ${share}-a lesz ügyfél ${days} napon belül`,
  headlineNone: "Még nincs elég hosszan követett lead annak megbecsléséhez, hányból lesz ügyfél",
  subtitle: "Az indulás utáni egyes napokig megnyertek aránya; szürke: mind, vásárolt listák nélkül.",
  about: (n) =>
    `Aalen–Johansen-becslés: az elvesztés versengő kimenet, a nyitottak addig számítanak, amíg ismertek; a sáv a 95%-os intervallum (n = ${n}). A görbe ott ér véget, ahol tíznél kevesebb leadet követtünk ennyi ideig.`,
  ifStaleLost: (count, days, share, rate) =>
    `${count} lead több mint ${days} napja nyitott, hosszabb ideje, mint ameddig az összes ügyfél 95%-ának tartott. Ezeket senki sem zárta le; ha elvesztettnek számítanának, a becslés ${share === rate ? `akkor is ${rate} volna` : `${rate} helyett ${share} volna`}.`,
  axis: "nap az indulás óta",
  day: "Nap",
  share: "Addig megnyert",
  ageHeadline: (month, share, days) => `A legjobb, ${days} napig követett hónap: ${month} (${share})`,
  ageHeadlineAlike: (low, high, days) =>
    low === high
      ? `Minden hónap leadjeinek ${low}-ából lett ügyfél ${days} napon belül`
      : `Egy-egy hónap leadjeinek ${low} – ${high}-ából lett ügyfél ${days} napon belül; egyik hónap sem válik el a többitől`,
  ageHeadlineOne: (month, share, days) =>
    `Az egyetlen ${days} napig követett hónap: ${month}; addig a leadek ${share}-ából lett ügyfél`,
  ageHeadlineNone: "Még egyetlen hónapban sincs 10 olyan lead, amelyet mind elég hosszan követtünk",
  ageSubtitle: "A hónap leadjeiből megnyert rész életkor szerint; szaggatott: még nem mind ilyen idős.",
  ageAbout: (days) =>
    `Legfeljebb ${days} napig. Szaggatott keret: a hónapnak nem minden leadje ilyen idős még, a becslés azokon alapul, amelyek igen. Üres: tíznél kevesebb ilyen lead van.`,
  month: "Indulás hónapja",
  started: "Indult",
  maturing: "még érik",
  mature: "végigkövetve",
  state: "Érettség",
  all: "Mind",
};

/** The words of lead to customer. */
export const customerWords = { en, hu };
