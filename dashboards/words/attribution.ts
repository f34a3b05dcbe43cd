const en = {
  model: "Credit",
  headline: (campaign: string, share: string) =>
    `Of the campaigns, ${campaign} is credited with most: ${share} of the wins`,
  headlineMost: (none: string, campaign: string, share: string) =>
    `${none} of the wins had no touch before sales; of the campaigns, ${campaign} is credited with most: ${share}`,
  headlineAlone: (share: string) => `${share} of the wins had no marketing touch before sales`,
  headlineTie: "No campaign is credited with more than the next one",
  headlineNone: "Nothing was won in these months",
  headlineNoWins: "Nothing has been won yet",
  subtitle: (won: string) =>
    `${won} won deals, purchased lists included, credited to the campaigns before sales; the credits add up to exactly these.`,
  subtitleApart: "Won deals, credited to the campaigns that touched them before sales.",
  adds: (credits: string, won: string) =>
    `The credits add up to ${credits}, the won deals are ${won}, purchased lists included.`,
  association:
    "What came before a win need not have brought it: credit is a way of sharing, no proof of an effect.",
  months: "Months are those of the win.",
  rest: "“…” stands for all campaigns beyond the 60 with most credit.",
  campaign: "Campaign",
  none: "No touch",
  others: "Other campaigns",
  credit: "Credited wins",
  share: "Share",
  value: (currency: string) => `Credited value, ${currency}`,
  touched: "Wins it touched",
  head: "credited",
};
const hu: typeof en = {
  model: "Elszámolás",
  headline: (campaign, share) =>
    `A kampányok közül erre jut a legtöbb megnyert ügylet: ${campaign} (${share})`,
  headlineMost: (none, campaign, share) =>
    `A megnyert ügyletek ${none}-át az értékesítés előtt nem érte el kampány; a kampányok közül erre jut a legtöbb: ${campaign} (${share})`,
  headlineAlone: (share) => `A megnyert ügyletek ${share}-át az értékesítés előtt egy kampány sem érte el`,
  headlineTie: "Egyik kampányra sem jut több, mint a következőre",
  headlineNone: "Ezekben a hónapokban nem volt megnyert ügylet",
  headlineNoWins: "Még nincs megnyert ügylet",
  subtitle: (won) =>
    `${won} megnyert ügylet, vásárolt listákkal együtt, elosztva az értékesítés előtti kampányérintések között; a részek összege pontosan ennyi.`,
  subtitleApart: "A megnyert ügyletek elosztva az értékesítés előtti kampányérintések között.",
  adds: (credits, won) =>
    `A részek összege ${credits}, a megnyert ügyletek száma ${won}, a vásárolt listákkal együtt.`,
  association:
    "Ami egy megnyert ügyletet megelőzött, nem biztos, hogy hozta is: ez csak elszámolás, nem a hatás bizonyítéka.",
  months: "A hónapok a megnyerés hónapjai.",
  rest: "A „…” a 60 legtöbbet kapó kampányon túli összes kampány.",
  campaign: "Kampány",
  none: "Érintés nélkül",
  others: "További kampányok",
  credit: "Rá jutó megnyert",
  share: "Részesedés",
  value: (currency) => `Rá jutó érték, ${currency}`,
  touched: "Általa elért megnyert",
  head: "rá jutó",
};

/** The words of what campaigns are credited with. */
export const attributionWords = { en, hu };
