import type { Language } from "../language.ts";

const en = {
  presumed: "Stages as read from your data",
  written: "Stages as setup wrote them down, confirmed by nobody yet",
  stageCount: (count: string) => `(${count} stages)`,
  won: (names: string) => `Won: ${names}.`,
  lost: (names: string) => `Lost: ${names}.`,
  noWon: "No stage is known to mean won, so no customer can be counted.",
  noStep: "It has one stage, and none is known to mean won: there is no step to measure.",
  noLost: "No stage is known to mean lost, so what was lost counts as open.",
  noSteps: "No shares from stage to stage: the exports do not say where deals were lost.",
  noLostFrom: (unplaced: string, lost: string) =>
    `No export says at which stage ${unplaced === lost ? `the ${lost} lost deals` : `${unplaced} of the ${lost} lost deals`} were lost. A history of stages, or a stage that stays beside the loss, tells it.`,
  settle: "One line in reference/stage_map.csv settles it:",
  likewise: "Likewise:",
  settleDecided: "A line of kind won in reference/stage_map.csv settles it.",
  questions: (names: string) => `Won, lost or neither? ${names}.`,
  check: "Check them",
  lacking: (measure: string) => `${measure}: cannot be told`,
  lacks: {
    won: "no stage is known to mean won",
    lost: "no stage is known to mean lost",
  },
  plainStage: "nothing says otherwise",
  funnelHeadline: (stage: string, share: string) => `${share} of the leads came as far as ${stage}`,
  lastStep: (stage: string) => `The step from ${stage} is left out: no stage is known to mean won.`,
  headline: (count: string) =>
    count === "1" ? "One pipeline waits for your word" : `${count} pipelines wait for your word`,
  subtitle:
    "What the CRM calls each stage, what tells its meaning and what tells its place; a stage follows the one above it. npm run setup writes it all into reference/ to be edited, npm run setup -- --confirm says that it is right.",
  writtenOnly:
    "Setup wrote the stages into reference/stages.csv and reference/stage_map.csv. Check both; npm run setup -- --confirm says that they are right.",
  inCrm: "In the CRM",
  noStage: "(no stage)",
  kind: "Means",
  kinds: { stage: (place: string) => `stage\u00a0${place}`, won: "won", lost: "lost", ignore: "left out" },
  kindToldBy: "Meaning told by",
  orderToldBy: "Place told by",
  forward: "Records this way",
  backward: "The other way",
  records: "Records here",
  doubt: "To check",
  doubts: {
    meaning: "Won, lost or neither? Add to reference/stage_map.csv:",
    order: "Does it come after the stage above?",
  },
};
const hu: typeof en = {
  presumed: "Az adatokból kiolvasott szakaszok",
  written: "A beállításkor felírt, de még senki által jóvá nem hagyott szakaszok",
  stageCount: (count) => `(${count} szakasz)`,
  won: (names) => `Megnyert: ${names}.`,
  lost: (names) => `Elveszett: ${names}.`,
  noWon: "Egyik szakaszról sem tudható, hogy megnyertet jelent, ezért ügyfelet nem lehet számolni.",
  noStep: "Egyetlen szakasza van, és nincs ismert megnyert szakasz: nincs mérhető lépés.",
  noLost: "Egyik szakaszról sem tudható, hogy elveszettet jelent, ezért ami elveszett, nyitottnak számít.",
  noSteps: "Szakaszról szakaszra nincs arány: az exportokból nem derül ki, hol vesztek el az ügyletek.",
  noLostFrom: (unplaced, lost) =>
    `${unplaced === lost ? `Egyik exportból sem derül ki, melyik szakaszokból vesztek el az ügyletek (${lost}).` : `Az elveszett ügyletek közül (${lost}) ${unplaced} esetében egyik exportból sem derül ki, melyik szakaszból vesztek el.`} A szakaszok előzményeiből, vagy ha a szakasz a lezárás után is megmarad, kiderülne.`,
  settle: "Egyetlen sor eldönti a reference/stage_map.csv fájlban:",
  likewise: "Ugyanígy:",
  settleDecided: "A reference/stage_map.csv fájl egy won fajtájú sora eldönti.",
  questions: (names) => `Megnyert, elveszett vagy egyik sem? ${names}.`,
  check: "Ellenőrizze őket",
  lacking: (measure) => `${measure}: nem tudható`,
  lacks: {
    won: "nincs ismert megnyert szakasz",
    lost: "nincs ismert elveszett szakasz",
  },
  plainStage: "semmi sem mond mást",
  funnelHeadline: (stage, share) => `Az utolsó szakaszig jutott: ${share} (${stage})`,
  lastStep: (stage) => `Az utolsó szakasz (${stage}) utáni lépés kimarad: nincs ismert megnyert szakasz.`,
  headline: (count) => `Jóváhagyásra váró értékesítési tölcsér: ${count}`,
  subtitle:
    "Hogyan hívja a CRM az egyes szakaszokat, miből látszik a jelentésük, és miből a helyük; minden szakasz a fölötte álló után következik. Az npm run setup mindezt a reference/ mappába írja, ahol átírható; az npm run setup -- --confirm jelzi, hogy helyes.",
  writtenOnly:
    "A beállítás a reference/stages.csv és a reference/stage_map.csv fájlba írta a szakaszokat. Ellenőrizze mindkettőt; az npm run setup -- --confirm jelzi, hogy helyesek.",
  inCrm: "A CRM-ben",
  noStage: "(szakasz nélkül)",
  kind: "Jelentése",
  kinds: {
    stage: (place) => `${place}.\u00a0szakasz`,
    won: "megnyert",
    lost: "elveszett",
    ignore: "kimarad",
  },
  kindToldBy: "Miből tudjuk a jelentését",
  orderToldBy: "Miből tudjuk a helyét",
  forward: "Ebben a sorrendben",
  backward: "Fordítva",
  records: "Rekordok itt",
  doubt: "Ellenőrizendő",
  doubts: {
    meaning: "Megnyert, elveszett vagy egyik sem? Ez a sor kell a reference/stage_map.csv fájlba:",
    order: "Valóban a fölötte álló szakasz után következik?",
  },
};

/** The words of what nobody has confirmed yet. */
export const presumedWords = { en, hu };

const toldBy: Record<string, Record<Language, string>> = {
  decision: { en: "your reference data", hu: "az Ön törzsadatai" },
  crm: { en: "the CRM’s own list of stages", hu: "a CRM saját szakaszlistája" },
  flag: {
    en: "the CRM says closed or won beside the record",
    hu: "a CRM a rekord mellett jelzi, hogy lezárt vagy megnyert",
  },
  vendor: { en: "the CRM’s usual names", hu: "a CRM szokásos elnevezései" },
  words: { en: "the words of the name", hu: "a név szavai" },
  probability: { en: "the CRM’s probability", hu: "a CRM valószínűségi értéke" },
  structure: {
    en: "nothing follows it, and deals are closed the day they enter it",
    hu: "semmi sem következik utána, és az ügyletek a belépés napján zárulnak le",
  },
  entry: { en: "what comes in begins here", hu: "itt indul, ami beérkezik" },
  rename: { en: "another name of the same stage", hu: "ugyanannak a szakasznak másik neve" },
  entries: { en: "the way of the records", hu: "a rekordok útja" },
  age: { en: "only the age of the records", hu: "csak a rekordok kora" },
  record_type: { en: "leads come before deals", hu: "a lead megelőzi az ügyletet" },
  nothing: { en: "nothing", hu: "semmi" },
};

/** What tells a meaning or a place, in words; its code where it has none yet. */
export function toldByOf(code: string, language: Language): string {
  return toldBy[code]?.[language] ?? code;
}

/** The codes of what tells something that have words. */
export const toldByCodes = Object.keys(toldBy);
