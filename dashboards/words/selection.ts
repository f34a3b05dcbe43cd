import type { Language } from "../language.ts";

/** What a figure may not follow. */
export type Ignorable = "months" | "source" | "comparison" | "campaign" | "owner" | "country" | "tier";

interface SelectionWords {
  /** The select that offers the filters that are not there yet. */
  add: string;
  choose: string;
  ignored(names: Ignorable[]): string;
}

const listed = (names: string[], and: string): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")}${and}${names.at(-1) ?? ""}`;
const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const english: Record<Ignorable, string> = {
  months: "months",
  source: "source",
  campaign: "campaign",
  owner: "owner",
  country: "country",
  tier: "ICP tier",
  comparison: "comparison",
};
const hungarian: Record<Ignorable, string> = {
  months: "a hónapszűrő",
  source: "a forrásszűrő",
  campaign: "a kampányszűrő",
  owner: "a felelős szűrője",
  country: "az országszűrő",
  tier: "az ICP-szint szűrője",
  comparison: "az összehasonlítás",
};

/** Words on what is selected and what of it a figure does not follow. */
export const selectionWords: Record<Language, SelectionWords> = {
  en: {
    add: "Add a filter",
    choose: "Choose…",
    ignored: (names) =>
      names.length === 1 && names[0] !== undefined && names[0] !== "months"
        ? `The ${english[names[0]]} does not apply.`
        : `${begun(
            listed(
              names.map((name) => english[name]),
              " and ",
            ),
          )} do not apply.`,
  },
  hu: {
    add: "További szűrő",
    choose: "Válasszon…",
    ignored: (names) =>
      `${begun(
        listed(
          names.map((name) => hungarian[name]),
          " és ",
        ),
      )} itt nem hat.`,
  },
};
