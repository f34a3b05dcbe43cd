const en = {
  tables: "Find a table, a column, a measure or a word",
  metrics: "Find a measure",
  found: (count: string, all: string) => `${count} of ${all} found`,
  none: "Nothing has all of these words. Try fewer of them.",
  measures: "Measures",
  mind: "Caveats",
  query: "Query",
  used: "Shown on",
};
const hu: typeof en = {
  tables: "Tábla, oszlop, mutató vagy szó keresése",
  metrics: "Mutató keresése",
  found: (count, all) => `${count} találat, összesen ${all}`,
  none: "Nincs olyan, amelyben mindegyik szó benne van. Próbálja kevesebbel.",
  measures: "Mutatók",
  mind: "Mire ügyeljen",
  query: "Lekérdezés",
  used: "Hol látszik",
};

/** The words of the search in the dictionary, and of what it finds. */
export const finderWords = { en, hu };
