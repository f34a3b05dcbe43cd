import type { Language } from "../language.ts";

/** What each page, by its key in dashboards/pages.ts, answers, and what to do with the answer: one line below its title, written at build time alone. */
export const questions = {
  index: {
    en: "How is the funnel doing, and what needs doing today?",
    hu: "Hogy áll a tölcsér, és mi a teendő ma?",
  },
  conversion: {
    en: "At which stage do most leads stop? Improve that one.",
    hu: "Melyik szakasznál akad el a legtöbb lead? Ott javítson.",
  },
  customer: {
    en: "How many leads become customers, and from where? Put the effort where more do.",
    hu: "Hány leadből lesz ügyfél, és honnan? Oda összpontosítson, ahonnan több.",
  },
  cycle: {
    en: "Where do deals spend their time? Shorten the slowest stage.",
    hu: "Hol telik az idő? A leglassabb szakaszt rövidítse.",
  },
  leaks: {
    en: "Which stage loses more than it should? Repair it first.",
    hu: "Melyik szakasz veszít többet a kelleténél? Azt javítsa először.",
  },
  explore: {
    en: "What share gets from one step to another? Choose the steps.",
    hu: "Mekkora rész jut el az egyik lépéstől a másikig? Válassza ki a lépéseket.",
  },
  crm: {
    en: "Why does the CRM show other numbers? Decide by ours.",
    hu: "Miért mutat mást a CRM? Döntéshez ezeket a számokat használja.",
  },
  todo: {
    en: "Which deals need something today? Work down the list.",
    hu: "Melyik ügylettel van ma teendő? Haladjon végig a listán.",
  },
  icp: {
    en: "Do the leads fit the ideal customer? Aim campaigns at those who do.",
    hu: "Olyan leadek jönnek, mint az ideális ügyfél? Kampányaival őket célozza.",
  },
  handoff: {
    en: "Does sales take marketing’s leads, and in time? Talk about those it rejects.",
    hu: "Átveszi-e az értékesítés a marketing leadjeit, és időben? Beszéljék meg, amit elutasít.",
  },
  contact: {
    en: "What do the open deals lack? Make up for it.",
    hu: "Mi hiányzik a nyitott ügyletekből? Pótolja.",
  },
  proposals: {
    en: "How many proposals are won? Call about the expired ones.",
    hu: "Hány ajánlatból lesz üzlet? A lejártak ügyében telefonáljon.",
  },
  followup: {
    en: "How long does it pay to follow up? Do not stop before.",
    hu: "Meddig érdemes próbálkozni? Előbb ne adja fel.",
  },
  sources: {
    en: "Which sources and lists are worth their cost? Spend there.",
    hu: "Melyik forrás és lista éri meg az árát? Arra költsön.",
  },
  attribution: {
    en: "Which campaigns came before the wins? It is bookkeeping, not proof of effect.",
    hu: "Mely kampányok előzték meg a megnyert ügyleteket? Ez elszámolás, nem a hatás bizonyítéka.",
  },
  compare: {
    en: "Why does a simple comparison mislead? Compare like with like.",
    hu: "Miért téveszt meg az egyszerű összehasonlítás? Hasonlót hasonlóval vessen össze.",
  },
  plan: {
    en: "How many leads does the goal need? Say how many customers, and by when.",
    hu: "Hány lead kell a célhoz? Adja meg, hány ügyfelet szeretne, és mikorra.",
  },
  velocity: {
    en: "What will the open deals bring? Hold it against the target.",
    hu: "Mit hoznak a nyitott ügyletek? Vesse össze a céllal.",
  },
  quality: {
    en: "Can the numbers be trusted? Mend what is late or set aside.",
    hu: "Megbízhatók a számok? Pótolja, ami késik, és javítsa, ami félre van téve.",
  },
  metrics: {
    en: "What does each number mean?",
    hu: "Mit jelentenek a számok?",
  },
  dictionary: {
    en: "Which tables and columns are there?",
    hu: "Milyen táblák és oszlopok vannak?",
  },
  cookbook: {
    en: "How is a question asked in SQL? Copy one and change it.",
    hu: "Hogyan kérdezhet SQL-ben? Másoljon ki egy kérdést, és írja át.",
  },
  console: {
    en: "What else do you want to know? Ask the tables.",
    hu: "Mire kíváncsi még? Kérdezze a táblákat.",
  },
  deals: {
    en: "Which deals are behind a number? Open one to see its way.",
    hu: "Mely ügyletek állnak egy szám mögött? Nyisson meg egyet, és végigkövetheti az útját.",
  },
} satisfies Record<string, Record<Language, string>>;
