const en = {
  headlineOpen: (deal: string, stage: string, days: string) => `${deal} stands at ${stage} for ${days} days`,
  headlineClosed: (deal: string, outcome: string, day: string) => `${deal}: ${outcome} on ${day}`,
  headlineNone: (deal: string) => `${deal} has no stay at a known stage`,
  subtitle: "Its stays at each stage, in order.",
  entered: "Came",
  left: "Left",
  then: "Then",
  record: "Open in the CRM",
  back: "All deals of the selection",
  exits: {
    advanced: (stage: string) => `on to ${stage}`,
    back: (stage: string) => `back to ${stage}`,
    handed_off: () => "handed to another pipeline",
    lost: () => "lost",
    open: () => "still there",
  },
};
const hu: typeof en = {
  headlineOpen: (deal, stage, days) => `${deal}: ${days} napja itt áll: ${stage}`,
  headlineClosed: (deal, outcome, day) => `${deal}: ${outcome} (${day})`,
  headlineNone: (deal) => `${deal}: egyik ismert szakaszban sem járt`,
  subtitle: "Tartózkodásai a szakaszokban, sorrendben.",
  entered: "Érkezett",
  left: "Távozott",
  then: "Utána",
  record: "Megnyitás a CRM-ben",
  back: "A kiválasztott ügyletek",
  exits: {
    advanced: (stage) => `tovább ide: ${stage}`,
    back: (stage) => `vissza ide: ${stage}`,
    handed_off: () => "átadva egy másik tölcsérnek",
    lost: () => "elveszett",
    open: () => "még ott van",
  },
};

/** The words of a deal's way. */
export const wayWords = { en, hu };
