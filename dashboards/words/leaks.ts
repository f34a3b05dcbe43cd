const en = {
  fixFirst: "Fix first",
  noLeak: "No leak found",
  noneYet: "None found yet",
  notYet: "Cannot tell yet",
  verdict: { leak: "leak", fine: "fine", cannot_tell: "cannot tell" },
  below: "below band",
  verdictHead: "verdict",
  probability: "Probability below the band",
  verdictLabel: "Verdict",
  reason: "Reason",
  order: "Fix order",
  extra: "Extra customers",
  missing: "Leads missing",
  source: "Benchmark from",
  headlineLeak: (stage: string, share: string) =>
    `Fix ${stage} first: ${share} sure that it loses more than its benchmark allows`,
  headlineNone: (judged: string) => `None of the ${judged} stages that can be judged leaks`,
  unjudged: (count: string) => `; ${count} cannot be judged yet`,
  headlineUnknown: "No stage can be judged yet",
  headlineNoBenchmark: "No stage has a benchmark to be judged by",
  subtitle: (horizon: string, n: string) =>
    `What the mature leads say about each stage's true rate: the taller the hill, the likelier. Red: the part below the low end of the benchmark (green). A leak is at least 90% red. Leads followed for ${horizon} days (n = ${n}).`,
  subtitleNone:
    "What the mature leads say about each stage's true rate. No lead has been followed long enough.",
  ignores: "All months and every source but purchased lists: the filters of months and source do not apply.",
  list: "What to do, in this order",
  why: "Why",
  listSubtitle:
    "The earliest leak comes first: a repair further down is wasted on the leads that are lost before it.",
  wentOn: (share: string, counts: string, band: string) => `${share} went on (${counts}); usual are ${band}.`,
  sure: (share: string) => `It is below with a probability of ${share}.`,
  gain: (low: string, customers: string, leads: string) =>
    `Lifted to ${low}, the same ${leads} leads would have brought about ${customers} more customers.`,
  need: (missing: string) => `For a verdict at this rate, ${missing} more mature leads are needed.`,
  onTheEdge: "The rate lies so close to the low end that no number of leads would settle it.",
  nothingMature: "No lead at this stage is mature yet.",
  unbanded: "no benchmark",
  noBenchmark: (stages: string) =>
    `Without a benchmark: ${stages}. Add one with its source to reference/stages.csv to have them judged.`,
  from: (source: string) => `Benchmark: ${source}.`,
};
const hu: typeof en = {
  fixFirst: "Ezt javítsa először",
  noLeak: "Nincs szivárgás",
  noneYet: "Eddig nincs ilyen",
  notYet: "Még nem eldönthető",
  verdict: { leak: "szivárog", fine: "rendben", cannot_tell: "nem eldönthető" },
  below: "sáv alatt",
  verdictHead: "ítélet",
  probability: "A sáv alatti érték valószínűsége",
  verdictLabel: "Ítélet",
  reason: "Ok",
  order: "Javítási sorrend",
  extra: "További ügyfelek",
  missing: "Hiányzó leadek",
  source: "Viszonyítási sáv forrása",
  headlineLeak: (stage, share) =>
    `Először ezt javítsa: ${stage} – ${share} a valószínűsége, hogy a sávja alatt van`,
  headlineNone: (judged) => `A megítélhető szakaszok egyike sem szivárog (számuk: ${judged})`,
  unjudged: (count) => `; még nem ítélhető meg: ${count}`,
  headlineUnknown: "Egyelőre egyik szakasz sem ítélhető meg",
  headlineNoBenchmark: "Egyik szakasznak sincs viszonyítási sávja",
  subtitle: (horizon, n) =>
    `Mit mondanak az érett leadek a szakaszok valódi arányáról: minél magasabb a domb, annál valószínűbb. Piros: a viszonyítási sáv (zöld) alsó széle alatti rész. Szivárog, ahol ez legalább 90%. ${horizon} napig követett leadek (n = ${n}).`,
  subtitleNone:
    "Mit mondanak az érett leadek a szakaszok valódi arányáról. Még nincs elég régóta követett lead.",
  ignores:
    "Minden hónap és forrás benne van, a vásárolt listák nélkül: a hónap- és a forrásszűrő itt nem hat.",
  list: "Teendők, ebben a sorrendben",
  why: "Miért",
  listSubtitle:
    "A legkorábbi szivárgás az első: ami később javul, nem segít azokon a leadeken, akik már előbb elvesznek.",
  wentOn: (share, counts, band) => `${share} jutott tovább (${counts}); a szokásos ${band}.`,
  sure: (share) => `A sáv alatti érték valószínűsége ${share}.`,
  gain: (low, customers, leads) =>
    `${low} mellett ugyanebből a ${leads} leadből várhatóan ${customers} ügyféllel több lett volna.`,
  need: (missing) => `Az ítélethez ilyen arány mellett még ${missing} érett lead kell.`,
  onTheEdge: "Az arány olyan közel van a sáv alsó széléhez, hogy semennyi lead nem döntené el.",
  nothingMature: "Ezen a szakaszon még nincs érett lead.",
  unbanded: "nincs sáv",
  noBenchmark: (stages) =>
    `Viszonyítási sáv nélkül: ${stages}. A reference/stages.csv fájlban adható meg, a forrásával együtt.`,
  from: (source) => `A sáv forrása: ${source}.`,
};

/** The words of the leak diagnosis. */
export const leakWords = { en, hu };
