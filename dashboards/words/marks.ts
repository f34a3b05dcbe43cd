import type { Language } from "../language.ts";
import { isWordy } from "./wordy.ts";
import { countWords, reasonLabel, type Count } from "./counts.ts";
import { isOfWords, wordsLabel } from "./marked.ts";

/** Sentences of counts, which have no value. */
function spoken(words: Record<Count, string>): Record<Count, () => string> {
  return Object.fromEntries(
    Object.entries(words).map(([count, sentence]) => [count, () => sentence]),
  ) as Record<Count, () => string>;
}

const en = {
  duplicate: () => "Of a person who has an earlier lead.",
  invalid_contact: () => "Without a valid phone number or e-mail address.",
  called: () => "Called.",
  connected: () => "Somebody was reached by phone.",
  attempts: (count: string) => `At least ${count} attempts in a row without an answer.`,
  silent_days: (count: string) => `Open, and untouched for at least ${count} days.`,
  credited: () => "Won, purchased lists included.",
  touched: (campaign: string) => `Won, and touched by ${campaign} before sales.`,
  untouched: () => "Won without a marketing touch before sales.",
  campaign: (campaign: string) => `Campaign: ${campaign}.`,
  list: (list: string) => `Purchased list: ${list}.`,
  proposal_all: () => "With a proposal.",
  proposal_expired: () => "The last proposal has expired without an answer.",
  proposal_is_personalised: (value: string) =>
    value === "true" ? "With a personalised proposal." : "With a proposal that is not personalised.",
  proposal_is_complete: (value: string) =>
    value === "true" ? "With a complete proposal." : "With a proposal that lacks a part.",
  proposal_versions: (value: string) => `Version of the proposal: ${value}.`,
  proposal_discount_band: (value: string) => `Discount of the proposal: ${value.slice(3)}.`,
  proposal_turnaround_band: (value: string) => `From the meeting to the proposal: ${value.slice(3)}.`,
  rejected_for: (reason: string) => `Rejected for: ${reasonLabel(reason, "en")}.`,
  ...spoken(countWords.en),
};
const hu: Record<keyof typeof en, (value: string) => string> = {
  duplicate: () => "Olyan személyé, akinek már volt leadje.",
  invalid_contact: () => "Érvényes telefonszám és e-mail-cím nélkül.",
  called: () => "Felhívták.",
  connected: () => "Telefonon elértek valakit.",
  attempts: (count) => `Legalább ennyi megkeresés egymás után, válasz nélkül: ${count}.`,
  silent_days: (count) => `Nyitott, és legalább ${count} napja senki sem kereste.`,
  credited: () => "Megnyert, a vásárolt listákkal együtt.",
  touched: (campaign) => `Megnyert; az értékesítés előtt elérte ez a kampány: ${campaign}.`,
  untouched: () => "Megnyert; az értékesítés előtt egy kampány sem érte el.",
  campaign: (campaign) => `Kampány: ${campaign}.`,
  list: (list) => `Vásárolt lista: ${list}.`,
  proposal_all: () => "Kapott ajánlatot.",
  proposal_expired: () => "Az utolsó ajánlat válasz nélkül lejárt.",
  proposal_is_personalised: (value) =>
    value === "true" ? "Személyre szabott ajánlattal." : "Nem személyre szabott ajánlattal.",
  proposal_is_complete: (value) => (value === "true" ? "Hiánytalan ajánlattal." : "Hiányos ajánlattal."),
  proposal_versions: (value) => `Az ajánlat változata: ${value === "3 or more" ? "3 vagy több" : value}.`,
  proposal_discount_band: (value) => `Kedvezmény az ajánlatban: ${bandsHu[value] ?? value}.`,
  proposal_turnaround_band: (value) => `A megbeszéléstől az ajánlatig: ${bandsHu[value] ?? value}.`,
  rejected_for: (reason) => `Az elutasítás oka: ${reasonLabel(reason, "hu")}.`,
  ...spoken(countWords.hu),
};
const bandsHu: Record<string, string> = {
  "1: none": "nincs",
  "2: up to 10 %": "legfeljebb 10%",
  "3: 10 to 20 %": "10–20%",
  "4: over 20 %": "20% felett",
  "1: within a day": "egy napon belül",
  "2: 1 to 3 days": "1–3 nap",
  "3: 3 to 7 days": "3–7 nap",
  "4: later": "később",
  "5: no meeting before": "előtte nem volt megbeszélés",
};

const words: Record<Language, typeof hu> = { en, hu };
const nameOf = (mark: string) => mark.split("=")[0] ?? "";
const valueOf = (mark: string) => mark.slice(nameOf(mark).length + 1);

/** Whether a text is a mark by which a number of marketing and sales counts deals, or several, one a line. */
export const isMark = (text: string): boolean =>
  text.split("\n").every((mark) => {
    const name = nameOf(mark);
    return isWordy(name) ? isOfWords(name, valueOf(mark)) : Object.hasOwn(en, name);
  });

/**
 * Whether what is counted leaves purchased lists out where no source is chosen: every number but those of marks that say themselves
 * whether lists are in them.
 */
export const leavesListsOut = (marks: string): boolean =>
  marks === "" ||
  marks
    .split("\n")
    .map(nameOf)
    .some((name) => name === "rejected_for" || isWordy(name) || Object.hasOwn(countWords.en, name));

/** A mark as a sentence: what the deals that it counts have in common. `nameStage` names a stage by its key as a word. */
export function markLabel(marks: string, language: Language, nameStage: (word: string) => string): string {
  return marks
    .split("\n")
    .map((mark) => {
      const name = nameOf(mark);
      return isWordy(name)
        ? wordsLabel(name, valueOf(mark), language, nameStage)
        : words[language][name as keyof typeof en](valueOf(mark));
    })
    .join(" ");
}

/** A value of a segment of proposals. */
export function bandLabel(value: string, language: Language): string {
  const band = language === "hu" ? bandsHu[value] : undefined;
  if (band !== undefined) return band;
  return value.replace(/^\d: /, "").replace(" %", "%");
}
