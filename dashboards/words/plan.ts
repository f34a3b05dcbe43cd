const en = {
  needed: "Leads needed",
  neededNote: (full: string, share: string, day: string) =>
    `${full} with all their time ÷ ${share} that can still mature by ${day}`,
  neededHead: "needed",
  naive: "The naive number",
  naiveNote: (share: string) => `reaches the target only ${share} of the time`,
  rate: "Won within the horizon",
  matures: "Can still mature",
  maturesNote: (days: string, horizon: string) => `${days} days left; a lead needs up to ${horizon}`,
  deadlineGone: "The deadline lies before the end of the data.",
  takesTarget: "Refused: a whole number from 1 to 10,000 is needed.",
  takesDay: (after: string, last: string) =>
    `Refused: a day after ${after}, at the latest ${last}, is needed.`,
  never: "more than a million",
  headline: (leads: string, target: string, share: string) =>
    `${leads} leads with all their time bring at least ${target} customers with ${share} assurance`,
  headlineNaive: (naive: string, share: string) => `; ${naive} would in ${share} of cases`,
  headlineNever: (target: string) => `No number of leads that one could buy brings ${target} customers`,
  headlineNobody: (trials: string) =>
    `None of the ${trials} mature leads became a customer, so nothing can be planned from them yet`,
  nobodyOfAny: "No source has a customer among its mature leads to plan from",
  nobody: "nobody won",
  headlineNone: "Too few leads are mature to plan from",
  headlineUntimed: "Nothing to plan from: the exports do not say when leads were won or lost",
  subtitle: "Probability of reaching the target, by the number of leads.",
  about: (successes: string, trials: string, horizon: string) =>
    `Each lead with the whole ${horizon} days. Beta-binomial: the rate itself is only known from ${successes} of ${trials} mature leads.`,
  axis: "leads",
  sourceHeadline: (source: string, leads: string) => `${source} needs the fewest leads: ${leads}`,
  onlySource: (source: string, leads: string) => `${source} alone would need ${leads} leads`,
  alikeSources: "It cannot be told which source needs the fewest leads: the intervals of their rates overlap",
  sourceSubtitle: (target: string, share: string) =>
    `Leads needed for ${target} customers from one source alone, with ${share} assurance.`,
  sourceAbout: "Each lead with the whole horizon. The table has the naive number beside it: target ÷ rate.",
  soonHeadline: (days: string) =>
    `Half of the customers come within ${days === "1" ? "one day" : `${days} days`}`,
  soonSubtitle: "Share of the customers won by each day since the lead came.",
  soonAbout: (n: string, horizon: string) =>
    `Of the customers within ${horizon} days (n = ${n}). The dots: half of them, and the days left before the deadline.`,
  gridHeadline: "Leads needed for usual targets",
  gridSubtitle: "Leads for so many customers, by how sure one wants to be.",
  gridAbout: "Each lead with the whole horizon; as marts.lead_plan_target has them.",
  customers: "Customers",
  leadsAt: (share: string) => `Leads at ${share}`,
  naiveReaches: "Naive reaches",
  full: "With all their time",
  trials: "Mature leads",
  successes: "Of them won",
  days: "days",
  tooFew: "too few mature leads",
  untimed: "not known when",
  assurances: "Assurance",
};
const hu: typeof en = {
  needed: "Szükséges leadek",
  neededNote: (full, share, day) => `${full} teljes idejű lead ÷ ${share}, ennyi érhet még be eddig: ${day}`,
  neededHead: "kell",
  naive: "Puszta osztással",
  naiveNote: (share) => `a célt csak ennyi esetben éri el: ${share}`,
  rate: "Megnyerve az időtávon belül",
  matures: "Még beérhet",
  maturesNote: (days, horizon) => `${days} nap van hátra; egy leadnek legfeljebb ${horizon} kell`,
  deadlineGone: "A határidő az adatok vége előtt van.",
  takesTarget: "Nem fogadható el: egész szám kell, 1 és 10 000 között.",
  takesDay: (after, last) =>
    `Nem fogadható el: olyan nap kell, amely későbbi, mint ${after}, és legkésőbb ${last}`,
  never: "több mint egymillió",
  headline: (leads, target, share) =>
    `${leads} teljes idejű lead ${share} biztonsággal hoz legalább ${target} ügyfelet`,
  headlineNaive: (naive, share) => `; ${naive} csak az esetek ${share}-ában`,
  headlineNever: (target) => `Reálisan megszerezhető számú lead nem hoz ${target} ügyfelet`,
  headlineNobody: (trials) => `${trials} beérett leadből egy sem lett ügyfél, ezért még nincs miből tervezni`,
  nobodyOfAny: "Egyik forrás beérett leadjei közt sincs ügyfél, amelyből tervezni lehetne",
  nobody: "nincs ügyfél",
  headlineNone: "Túl kevés az érett lead a tervezéshez",
  headlineUntimed:
    "Nincs miből tervezni: az exportokból nem derül ki, mikor nyertek meg vagy veszítettek el leadeket",
  subtitle: "A cél elérésének valószínűsége a leadek száma szerint.",
  about: (successes, trials, horizon) =>
    `Minden leadnek megvan a teljes ${horizon} napja. Béta-binomiális eloszlás: maga az arány is csak ${trials} érett leadből és ${successes} megnyertből ismert.`,
  axis: "lead",
  sourceHeadline: (source, leads) => `A legkevesebb lead innen kell: ${source} (${leads})`,
  onlySource: (source, leads) => `${source}: egyedül ${leads} lead kellene`,
  alikeSources: "Nem dönthető el, honnan kell a legkevesebb lead: az arányok intervallumai átfednek",
  sourceSubtitle: (target, share) =>
    `Ennyi lead kell ${target} ügyfélhez egyetlen forrásból, ${share} biztonsággal.`,
  sourceAbout:
    "Minden leadnek megvan a teljes ideje. A táblázatban mellette a puszta osztás eredménye is: cél ÷ arány.",
  soonHeadline: (days) => `Az ügyfelek fele ${days} napon belül megvan`,
  soonSubtitle: "Az ügyfelek mekkora része van meg a lead érkezése utáni egyes napokig.",
  soonAbout: (n, horizon) =>
    `${horizon} napon belüli ügyfelekből (n = ${n}). A pontok: a felük, és a határidőig hátralévő napok.`,
  gridHeadline: "Szükséges leadek szokásos célokhoz",
  gridSubtitle: "Ennyi lead kell ennyi ügyfélhez, aszerint, milyen biztosra megyünk.",
  gridAbout: "Minden leadnek megvan a teljes ideje; a marts.lead_plan_target tábla szerint.",
  customers: "Ügyfelek",
  leadsAt: (share) => `Leadek, ${share}`,
  naiveReaches: "Osztással elérve",
  full: "Teljes idejű leadek",
  trials: "Érett leadek",
  successes: "Ebből megnyert",
  days: "nap",
  tooFew: "túl kevés az érett lead",
  untimed: "nem tudni, mikor",
  assurances: "Biztonság",
};

/** The words of the planner. */
export const planWords = { en, hu };
