import type { Language } from "../language.ts";
import type { Wordy } from "./wordy.ts";
import { contactWords } from "./contact.ts";

/** Fates of a task of the playbook in a visit. */
const fates = {
  en: {
    due: "due",
    in_time: "done in time",
    late: "done late",
    missing: "due and not done",
    not_yet_due: "not yet due",
    left_early: "left before it was due",
  },
  hu: {
    due: "esedékes",
    in_time: "időben elvégezve",
    late: "késve elvégezve",
    missing: "esedékes, de nincs elvégezve",
    not_yet_due: "még nem esedékes",
    left_early: "az esedékesség előtt továbblépett",
  },
};
const bands = {
  en: { within_5m: "5 minutes", within_1h: "an hour", within_24h: "24 hours" },
  hu: { within_5m: "5 perc", within_1h: "egy óra", within_24h: "24 óra" },
};

const en = {
  start: "From its start",
  followed: "known for the whole horizon",
  undecided: "undecided at the horizon",
  landmark: "still there at the day of comparison",
  advanced: "went on from it",
  skipped: "passed without a visit",
  reworked: "left and came back",
  went: "went on since",
  months: {
    came: (month: string) => `came in ${month}`,
    went: (month: string) => `went on in ${month}`,
    lost: (month: string) => `lost in ${month}`,
    ended: (month: string) => `went on or lost in ${month}`,
  },
  known: "its visits",
  left: "visits that ended",
  timed: "visits whose length is known",
  silent: (days: string) => `untouched for more than ${days} ${days === "1" ? "day" : "days"} there`,
  silentFollowed: (days: string) =>
    `untouched for more than ${days} ${days === "1" ? "day" : "days"} there, and known for the whole horizon after it`,
  had: (habit: string, isThere: boolean) => `${isThere ? "with" : "without"} “${habit}” by then`,
  with: (habit: string, isThere: boolean) => `${isThere ? "with" : "without"} “${habit}” before`,
  task: (task: string, fate: string) => `visits with the task “${task}” ${fate}`,
  attempt: (number: string) => `Attempt ${number} in a row`,
  replied: "answered",
  attemptFollowed: "known for 14 days after it",
  touched: (band: string) => `First contacted within the band that ends after ${band}; not yet at sales then`,
  untouched: (band: string) => `Not yet contacted after ${band}; not yet at sales then`,
  sales: "came to sales in time",
};
const hu: typeof en = {
  start: "A kezdettől",
  followed: "a teljes időtávon át követtük",
  undecided: "az időtáv végén még nem dőlt el",
  landmark: "az összevetés napján még itt volt",
  advanced: "továbblépett innen",
  skipped: "átugrotta",
  reworked: "visszatért ide",
  went: "azóta továbblépett",
  months: {
    came: (month) => `ide érkezett: ${month}`,
    went: (month) => `továbblépett: ${month}`,
    lost: (month) => `elveszett: ${month}`,
    ended: (month) => `továbblépett vagy elveszett: ${month}`,
  },
  known: "az itteni esetek",
  left: "lezárult esetek",
  timed: "ismert hosszúságú esetek",
  silent: (days) => `itt több mint ${days} napig senki sem kereste`,
  silentFollowed: (days) =>
    `itt több mint ${days} napig senki sem kereste, és utána a teljes időtávon át követtük`,
  had: (habit, isThere) => `addig ${isThere ? "megvolt" : "nem volt meg"}: ${habit}`,
  with: (habit, isThere) => `előtte ${isThere ? "megvolt" : "nem volt meg"}: ${habit}`,
  task: (task, fate) => `esetek, amelyekben a feladat (${task}) ${fate}`,
  attempt: (number) => `Egymás után ${number}. megkeresés`,
  replied: "válaszoltak rá",
  attemptFollowed: "utána 14 napig követtük",
  touched: (band) =>
    `Az ${band} leteltével záruló sávban keresték meg először; addig nem jutott az értékesítéshez`,
  untouched: (band) => `${band} elteltével még nem keresték meg, és nem jutott az értékesítéshez`,
  sales: "időben az értékesítéshez jutott",
};
const words: Record<Language, typeof en> = { en, hu };

type Said = (text: typeof en, language: Language) => string;
const habitOf = (habit: string, language: Language): string | undefined =>
  (contactWords[language].habits as Record<string, string | undefined>)[habit];
const bandOf = (band: string, language: Language) => (bands[language] as Record<string, string>)[band] ?? "";
const fateOf = (fate: string, language: Language) => (fates[language] as Record<string, string>)[fate] ?? "";

/** How words of a mark are said: the first that fits. */
const said: Record<Wordy, [RegExp, (found: RegExpExecArray) => Said][]> = {
  at: [
    [
      /^(followed|undecided|landmark|advanced|skipped|reworked|went)$/,
      ([, word]) =>
        (text) =>
          text[word as "followed"],
    ],
    [
      /^(came|went|lost|ended)_(\d{4}-\d\d)$/,
      ([, what, month = ""]) =>
        (text) =>
          text.months[what as "came"](month),
    ],
    [
      /^silent_(\d+)$/,
      ([, days = ""]) =>
        (text) =>
          text.silent(days),
    ],
    [
      /^silent_(\d+)_followed$/,
      ([, days = ""]) =>
        (text) =>
          text.silentFollowed(days),
    ],
    [
      /^(-?)(had|with)_(next_step_set|meeting_held|summary_sent|decision_maker_known|two_contacts_known|motivation_recorded)$/,
      ([, minus, kind, habit = ""]) =>
        (text, language) =>
          text[kind as "had" | "with"](habitOf(habit, language) ?? habit, minus === ""),
    ],
  ],
  visit: [
    [
      /^(known|left|timed)$/,
      ([, word]) =>
        (text) =>
          text[word as "left"],
    ],
    [
      /^(due|in_time|late|missing|not_yet_due|left_early):(.+)$/,
      ([, fate = "", task = ""]) =>
        (text, language) =>
          text.task(task.replaceAll("_", " "), fateOf(fate, language)),
    ],
  ],
  attempt: [
    [/^replied$/, () => (text) => text.replied],
    [/^followed$/, () => (text) => text.attemptFollowed],
  ],
  speed: [
    [
      /^touched_(within_(?:5m|1h|24h))$/,
      ([, band = ""]) =>
        (text, language) =>
          text.touched(bandOf(band, language)),
    ],
    [
      /^untouched_(within_(?:5m|1h|24h))$/,
      ([, band = ""]) =>
        (text, language) =>
          text.untouched(bandOf(band, language)),
    ],
    [/^sales$/, () => (text) => text.sales],
  ],
};

function sayingOf(name: Wordy, word: string): Said | undefined {
  for (const [pattern, say] of said[name]) {
    const found = pattern.exec(word);
    if (found !== null) return say(found);
  }
  return undefined;
}

/** Its words, and before them what they are of, where that is a word of its own. */
function partsOf(name: Wordy, value: string): { first: string | null; others: string[] } {
  const [first = "", ...others] = value.split(" ");
  return name === "speed" ? { first: null, others: [first, ...others] } : { first, others };
}

/** Whether words of a mark mean something. */
export function isOfWords(name: Wordy, value: string): boolean {
  const { first, others } = partsOf(name, value);
  const isFirst = name === "attempt" ? /^\d{1,3}$/.test(first ?? "") : first !== "";
  return isFirst && others.every((word) => sayingOf(name, word) !== undefined);
}

/** Words of a mark as a sentence. */
export function wordsLabel(
  name: Wordy,
  value: string,
  language: Language,
  nameStage: (word: string) => string,
): string {
  const text = words[language];
  const { first, others } = partsOf(name, value);
  const spoken = others.flatMap((word) => sayingOf(name, word)?.(text, language) ?? []);
  const head =
    first === null
      ? null
      : first === "*"
        ? text.start
        : name === "attempt"
          ? text.attempt(first)
          : nameStage(first);
  return head === null
    ? `${spoken.join("; ")}.`
    : `${[head, spoken.join(", ")].filter((part) => part !== "").join(": ")}.`;
}
