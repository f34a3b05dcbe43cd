const en = {
  cohort: "started in the quarter",
  period: "closed in the quarter",
  basis: "Basis",
  quarter: "Quarter",
  mature: "Mature",
  winRate: "Win rate",
  ratesHeadline: (quarter: string, cohort: string, period: string | null) =>
    period === null
      ? `${quarter}: ${cohort} of those who started; nothing was closed in it`
      : `${quarter}: ${cohort} of those who started, ${period} of what was closed`,
  ratesHeadlineNone: "No quarter is mature yet",
  ratesSubtitle: "Filled: won of those who started in the quarter. Ring: of what was closed.",
  ratesAbout:
    "Two rates that are often mixed up. Filled: of the leads that started in the quarter, the share won within the horizon. Ring: of what was closed in the quarter, the share won; open leads are left out, so that it is higher, and it moves when lost deals are tidied up.",
};
const hu: typeof en = {
  cohort: "a negyedévben indult",
  period: "a negyedévben zárult",
  basis: "Alap",
  quarter: "Negyedév",
  mature: "Beérett",
  winRate: "Nyerési arány",
  ratesHeadline: (quarter, cohort, period) =>
    period === null
      ? `${quarter}: az ekkor indultak ${cohort}-a megnyert; akkor semmi sem zárult le`
      : `${quarter}: az ekkor indultak ${cohort}-a, az ekkor lezártak ${period}-a megnyert`,
  ratesHeadlineNone: "Még egyetlen negyedév sem érett be",
  ratesSubtitle: "Teli: a negyedévben indultakból megnyert. Karika: a lezártakból megnyert.",
  ratesAbout:
    "Két gyakran összekevert arány. Teli: a negyedévben indult leadek közül az időtávon belül megnyertek. Karika: a negyedévben lezártak közül a megnyertek; a nyitottak kimaradnak, ezért magasabb, és elmozdul, amikor az elveszett ügyleteket rendbe teszik.",
};

/** The words of what stands per quarter. */
export const quarterWords = { en, hu };
