const en = {
  headline: (deal: string, stage: string, days: string) => `${deal} stands at ${stage} for ${days} days`,
  headlineNone: (deal: string) => `The way of ${deal} is not published`,
  subtitle: "Its stays at each stage, in order; the last goes on.",
  subtitleNone:
    "Only open deals that the velocity page shows have theirs here; core.fct_stage_visit has all.",
  entered: "Came",
  left: "Left",
  then: "Then",
  exits: {
    advanced: (stage: string) => `on to ${stage}`,
    back: (stage: string) => `back to ${stage}`,
    lost: () => "lost, reopened later",
    open: () => "still there",
  },
};
const hu: typeof en = {
  headline: (deal, stage, days) => `${deal}: ${days} napja itt áll: ${stage}`,
  headlineNone: (deal) => `${deal}: az útja nincs közzétéve`,
  subtitle: "Tartózkodásai a szakaszokban, sorrendben; az utolsó még tart.",
  subtitleNone:
    "Csak azoknak a nyitott ügyleteknek az útja látszik itt, amelyeket a Sebesség oldal mutat; mindé a core.fct_stage_visit táblában van.",
  entered: "Érkezett",
  left: "Távozott",
  then: "Utána",
  exits: {
    advanced: (stage) => `tovább ide: ${stage}`,
    back: (stage) => `vissza ide: ${stage}`,
    lost: () => "elveszett, később újranyitották",
    open: () => "még ott van",
  },
};

/** The words of a deal's way. */
export const wayWords = { en, hu };
