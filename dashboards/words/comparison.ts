import type { Language } from "../language.ts";

type Verdict = "more" | "less" | "unclear" | "unknown";

interface ComparisonWords {
  /** What can be compared with, in the select. */
  kinds: Record<
    "none" | "previous" | "year" | "source" | "campaign" | "owner" | "country" | "tier" | "pipeline",
    string
  >;
  verdicts: Record<Verdict, string>;
  /** A difference of shares in points, its interval, and what it allows to say. */
  differs(points: string, low: string, high: string, verdict: string): string;
  /** On the maturity of both sides, in one sentence. */
  sameDay(days: string, isYounger: boolean): string;
  sameDays: string;
  steps: {
    clear(names: string): string;
    none: string;
    unknown: string;
    subtitle(own: string, other: string): string;
  };
  reached: {
    clear(names: string): string;
    none: string;
    unknown: string;
    subtitle(days: string, own: string, other: string): string;
  };
  curve: {
    headline(days: string, own: string, other: string, verdict: string): string;
    unknown: string;
    subtitle: string;
  };
  about: string;
  other: string;
  otherLow: string;
  otherHigh: string;
  difference: string;
  differenceLow: string;
  differenceHigh: string;
  verdict: string;
  days: string;
}

/** Words on a selection beside another. */
export const comparisonWords: Record<Language, ComparisonWords> = {
  en: {
    kinds: {
      none: "Nothing",
      previous: "The period before",
      year: "The same period a year before",
      source: "Another source",
      campaign: "Another campaign",
      owner: "Another owner",
      country: "Another country",
      tier: "Another ICP tier",
      pipeline: "Another pipeline",
    },
    verdicts: {
      more: "higher",
      less: "lower",
      unclear: "no clear difference",
      unknown: "cannot be compared yet",
    },
    differs: (points, low, high, verdict) => `${points} points (95%: ${low} – ${high}): ${verdict}`,
    sameDay: (days, isYounger) =>
      isYounger
        ? `Both by day ${days}: the younger side has been followed no longer.`
        : `Both by day ${days}.`,
    sameDays: "Each row counts both sides by one day, to which the younger has been followed.",
    steps: {
      clear: (names) => `Clear difference in who goes on from ${names}`,
      none: "No step differs clearly",
      unknown: "Too little has been followed to compare the steps yet",
      subtitle: (own, other) => `Dot: ${own}. Cross: ${other}.`,
    },
    reached: {
      clear: (names) => `Clear difference in who comes to ${names}`,
      none: "No stage is reached clearly more often",
      unknown: "Too little has been followed to compare the funnels yet",
      subtitle: (days, own, other) => `Share of leads by day ${days}. Dot: ${own}. Cross: ${other}.`,
    },
    curve: {
      headline: (days, own, other, verdict) =>
        `${own} against ${other} become customers by day ${days}: ${verdict}`,
      unknown: "Too little has been followed to compare lead to customer yet",
      subtitle: "Share of leads that are customers by days since their start; grey: the other side.",
    },
    about:
      "Open leads count for as long as they are known. A difference is clear where its 95% interval leaves 0 out.",
    other: "Other side",
    otherLow: "Other side, low",
    otherHigh: "Other side, high",
    difference: "Difference (points)",
    differenceLow: "Difference, low",
    differenceHigh: "Difference, high",
    verdict: "Comparison",
    days: "By day",
  },
  hu: {
    kinds: {
      none: "Semmivel",
      previous: "Az előző időszakkal",
      year: "Az egy évvel korábbi időszakkal",
      source: "Másik forrással",
      campaign: "Másik kampánnyal",
      owner: "Másik felelőssel",
      country: "Másik országgal",
      tier: "Másik ICP-szinttel",
      pipeline: "Másik értékesítési tölcsérrel",
    },
    verdicts: {
      more: "magasabb",
      less: "alacsonyabb",
      unclear: "nincs egyértelmű különbség",
      unknown: "még nem hasonlítható össze",
    },
    differs: (points, low, high, verdict) => `${points} százalékpont (95%: ${low} – ${high}): ${verdict}`,
    sameDay: (days, isYounger) =>
      isYounger
        ? `Mindkét oldal ${days} napon belül: a fiatalabb eddig követhető.`
        : `Mindkét oldal ${days} napon belül.`,
    sameDays: "Soronként mindkét oldal ugyanaddig a napig számít, ameddig a fiatalabb követhető.",
    steps: {
      clear: (names) => `Egyértelmű különbség a továbblépésben: ${names}`,
      none: "Egyik lépésnél sincs egyértelmű különbség",
      unknown: "A lépések összehasonlításához még kevés a követett lead",
      subtitle: (own, other) => `Pont: ${own}. Kereszt: ${other}.`,
    },
    reached: {
      clear: (names) => `Egyértelmű különbség abban, hány lead jut idáig: ${names}`,
      none: "Egyik szakaszig sem jut egyértelműen több lead",
      unknown: "A tölcsérek összehasonlításához még kevés a követett lead",
      subtitle: (days, own, other) => `A leadek aránya ${days} napon belül. Pont: ${own}. Kereszt: ${other}.`,
    },
    curve: {
      headline: (days, own, other, verdict) =>
        `${days} napon belül ${own}, a másik oldalon ${other} lesz ügyfél: ${verdict}`,
      unknown: "A lead → ügyfél arány összehasonlításához még kevés a követett lead",
      subtitle: "Az ügyféllé vált leadek aránya az indulás óta eltelt napok szerint; szürke: a másik oldal.",
    },
    about:
      "A nyitott leadek addig számítanak, ameddig ismertek. A különbség akkor egyértelmű, ha a 95%-os intervallumában nincs benne a 0.",
    other: "Másik oldal",
    otherLow: "Másik oldal, alsó",
    otherHigh: "Másik oldal, felső",
    difference: "Különbség (százalékpont)",
    differenceLow: "Különbség, alsó",
    differenceHigh: "Különbség, felső",
    verdict: "Összevetés",
    days: "Eddig a napig",
  },
};
