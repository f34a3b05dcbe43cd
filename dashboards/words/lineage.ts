const en = {
  madeOf: "Made of",
  sources: "Sources",
  none: "nothing that is delivered",
  way: "From the exports to this table",
  through: "Steps between, which are not published",
  streams: "Streams",
  missing: "Streams that would add to it and that no source delivers",
  columns: ["Sources", "Streams", "Facts and reference", "Marts"],
};
const hu: typeof en = {
  madeOf: "Ebből készül",
  sources: "Források",
  none: "nem az exportokból",
  way: "Út az exportoktól a tábláig",
  through: "Köztes lépések, amelyek nem jelennek meg a kiadásban",
  streams: "Adatfolyamok",
  missing: "Adatfolyamok, amelyek kiegészítenék, de egyik forrás sem adja át őket",
  columns: ["Források", "Adatfolyamok", "Tények és törzsadatok", "Mutatók táblái"],
};

/** The words for what a table is made of. */
export const lineageWords = { en, hu };
