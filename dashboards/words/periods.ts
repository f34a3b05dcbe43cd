const en = {
  headline: (stage: string, month: string, cohort: string, period: string) =>
    `${stage}, ${month}: ${cohort} of those who arrived, ${period} in the monthly report`,
  headlineNone: (stage: string) => `${stage}: no month in which 10 leads arrived is old enough`,
  subtitle: "Filled: share of those who arrived in the month. Ring: as monthly reports count.",
  about:
    "Filled: of the leads that reached the stage in the month, the share gone on so far, whenever they did, with its 95% interval; the newest months still rise. Ring: gone on in the month over arrived in the month, as monthly reports count it: not the same leads, it falls when many new ones come.",
  cohort: "Of those who arrived",
  period: "As monthly reports count",
  decided: "Of those decided in the month",
  cohortAdvanced: "Of them gone on",
  periodAdvanced: "Gone on in the month",
  periodLost: "Lost in the month",
};
const hu: typeof en = {
  headline: (stage, month, cohort, period) =>
    `${stage}, ${month}: az érkezők ${cohort}, a havi kimutatás szerint ${period}`,
  headlineNone: (stage) => `${stage}: még nincs elég régi hónap, amelyben 10 lead érkezett ide`,
  subtitle: "Teli: a hónapban érkezők közül. Karika: ahogy a havi kimutatások számolják.",
  about:
    "Teli: a szakaszt a hónapban elérő leadekből eddig továbblépők, bármikor léptek tovább, 95%-os intervallummal; a legújabb hónapok még nőnek. Karika: a hónapban továbblépők a hónapban érkezőkhöz mérve, ahogy a havi kimutatások számolják: nem ugyanazok a leadek, sok új érkezőnél csökken.",
  cohort: "Az érkezőkből",
  period: "Havi kimutatás szerint",
  decided: "A hónapban eldőltekből",
  cohortAdvanced: "Ebből továbblépett",
  periodAdvanced: "A hónapban továbblépett",
  periodLost: "A hónapban elveszett",
};

/** The words of cohort against period rates. */
export const periodWords = { en, hu };
