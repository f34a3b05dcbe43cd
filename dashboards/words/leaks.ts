const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const en = {
  headlineMost: (stage: string) => `No leak is proven; most is to be gained at ${stage}`,
  headlineOnly: (stage: string) =>
    `No leak is proven; ${stage} is the only stage of which a gain can be told`,
  headlineAlike: (stage: string, other: string) =>
    `No leak is proven; ${stage} seems to have most to gain, but cannot be told apart from ${other}`,
  noCustomer: "No leak is proven; what a repair would gain cannot be told before the first customer",
  gainSubtitle: "More customers if one more of every hundred went on from each stage.",
  gainHead: "customers",
  more: "How this is judged, stage by stage",
  verdict: { leak: "leak", fine: "fine", cannot_tell: "cannot tell" },
  below: "below band",
  verdictHead: "verdict",
  probability: "Probability below the band",
  verdictLabel: "Verdict",
  reason: "Reason",
  reasons: {
    no_benchmark: "no benchmark",
    no_estimate: "no estimate",
    too_few: "too few leads",
    on_the_edge: "on the edge of the band",
  },
  order: "Fix order",
  estimate: "Estimate",
  interval: "95% interval",
  horizon: "Horizon, days",
  extra: "Extra customers",
  pointHead: "Customers per point",
  missing: "Leads missing",
  source: "Benchmark from",
  headlineLeak: (stage: string, share: string) =>
    `Fix ${stage} first: ${share} sure that it loses more than its benchmark allows`,
  noLeak: (fine: string) => `Fine against their benchmark: ${fine}.`,
  noneJudged: "No stage can be judged yet.",
  unsure: (count: string) => `Too few leads to judge: ${count}.`,
  unbandedCount: (count: string) => `Without a benchmark: ${count}.`,
  noneHasBenchmark: "No stage has a benchmark; reference/stages.csv takes one.",
  point: (customers: string) => `one more of every hundred going on would bring ${customers} more customers`,
  subtitle: "How likely each share going on is; red: below the benchmark.",
  about: "The taller the hill, the likelier the share. A leak is at least 90% red.",
  subtitleNone: "No stage has an estimate yet.",
  ignores: "All months and every source but purchased lists: the filters of months and source do not apply.",
  list: "What to do, in this order",
  why: "Why",
  listSubtitle:
    "The earliest leak comes first: a repair further down is wasted on the leads that are lost before it.",
  goesOn: (share: string, range: string, days: string) =>
    `${share} go on within ${days} days (95%: ${range}).`,
  fine: (band: string, share: string) =>
    `Not below the benchmark of ${band} (probability that it is: ${share}).`,
  sure: (band: string, share: string) => `Below the benchmark of ${band} with a probability of ${share}.`,
  gain: (low: string, customers: string) => `At ${low} there would be ${customers} more customers so far.`,
  need: (missing: string) => `A verdict at this share takes ${missing} more leads that have been followed.`,
  onTheEdge: "The share lies so close to the low end that no number of leads would settle it.",
  sentence: capital,
  unbanded: "no benchmark",
  noBenchmark: (stages: string) =>
    `Without a benchmark: ${stages}. Add one with its source to reference/stages.csv to have them judged.`,
  from: (source: string) => `Benchmark: ${source}.`,
};
const hu: typeof en = {
  headlineMost: (stage) => `Bizonyított szivárgás nincs; a legtöbb itt nyerhető: ${stage}`,
  headlineOnly: (stage) =>
    `Bizonyított szivárgás nincs; csak ennél a szakasznál becsülhető, mennyit hozna a javítás: ${stage}`,
  headlineAlike: (stage, other) =>
    `Bizonyított szivárgás nincs; a legtöbb talán itt nyerhető: ${stage}, de ettől nem különíthető el: ${other}`,
  noCustomer: "Bizonyított szivárgás nincs; az első ügyfél előtt nem tudható, mit hozna egy javítás",
  gainSubtitle: "Ennyivel több ügyfél lenne, ha szakaszonként százból eggyel több lépne tovább.",
  gainHead: "ügyfél",
  more: "Hogyan ítélhetők meg az egyes szakaszok",
  verdict: { leak: "szivárog", fine: "rendben", cannot_tell: "nem eldönthető" },
  below: "sáv alatt",
  verdictHead: "ítélet",
  probability: "A sáv alatti érték valószínűsége",
  verdictLabel: "Ítélet",
  reason: "Ok",
  reasons: {
    no_benchmark: "nincs viszonyítási sáv",
    no_estimate: "nincs becslés",
    too_few: "kevés lead",
    on_the_edge: "a sáv szélén",
  },
  order: "Javítási sorrend",
  estimate: "Becslés",
  interval: "95%-os intervallum",
  horizon: "Követési idő, nap",
  extra: "További ügyfelek",
  pointHead: "Ügyfél százalékpontonként",
  missing: "Hiányzó leadek",
  source: "Viszonyítási sáv forrása",
  headlineLeak: (stage, share) =>
    `Először ezt javítsa: ${stage} (${share} valószínűséggel a viszonyítási sávja alatt van)`,
  noLeak: (fine) => `A sávjukhoz képest rendben van: ${fine}.`,
  noneJudged: "Egyelőre egyik szakasz sem ítélhető meg.",
  unsure: (count) => `Az ítélethez kevés a lead: ${count}.`,
  unbandedCount: (count) => `Nincs viszonyítási sávja: ${count}.`,
  noneHasBenchmark: "Egyik szakasznak sincs viszonyítási sávja; a reference/stages.csv fájlban adható meg.",
  point: (customers) => `százból eggyel több továbblépő ${customers} további ügyfelet hozna`,
  subtitle: "Mennyire valószínű az egyes továbblépési arány; piros: a sáv alatt.",
  about: "Minél magasabb a domb, annál valószínűbb az arány. Szivárog, ahol legalább 90% piros.",
  subtitleNone: "Még egyik szakasznak sincs becslése.",
  ignores:
    "Minden hónap és forrás benne van, a vásárolt listák nélkül: a hónap- és a forrásszűrő itt nem hat.",
  list: "Teendők, ebben a sorrendben",
  why: "Miért",
  listSubtitle:
    "A legkorábbi szivárgás az első: ami később javul, nem segít azokon a leadeken, akik már előbb elvesznek.",
  goesOn: (share, range, days) => `${share} lép tovább ${days} napon belül (95%: ${range}).`,
  fine: (band, share) =>
    `Nincs a viszonyítási sáv (${band}) alatt: csupán ${share} a valószínűsége, hogy mégis.`,
  sure: (band, share) => `${share} valószínűséggel a viszonyítási sáv (${band}) alatt van.`,
  gain: (low, customers) => `${low} mellett eddig ${customers} ügyféllel több lenne.`,
  need: (missing) => `Az ítélethez ilyen arány mellett még ${missing} végigkövetett lead kell.`,
  onTheEdge: "Az arány olyan közel van a sáv alsó széléhez, hogy semennyi lead nem döntené el.",
  sentence: capital,
  unbanded: "nincs sáv",
  noBenchmark: (stages) =>
    `Viszonyítási sáv nélkül: ${stages}. A reference/stages.csv fájlban adható meg, a forrásával együtt.`,
  from: (source) => `A sáv forrása: ${source}.`,
};

/** The words of the leak diagnosis. */
export const leakWords = { en, hu };
