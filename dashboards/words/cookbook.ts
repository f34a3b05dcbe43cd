const en = {
  headline: (count: string) => `${count} questions to start from`,
  subtitle: "Copy a query, change it, and run it with npm run sql; below each are its first rows.",
  mind: "Mind",
  copy: "Copy SQL",
  copied: "Copied",
  rows: (shown: string, all: string) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`),
  noRows: "No rows on this release.",
  unpublished: "Its rows are not shown here, because they name people, or may.",
};
const hu: typeof en = {
  headline: (count) => `${count} kérdés kiindulásnak`,
  subtitle: "Másolja ki a lekérdezést, írja át, és futtassa az npm run sql paranccsal; alatta az első sorai.",
  mind: "Figyelem",
  copy: "SQL másolása",
  copied: "Kimásolva",
  rows: (shown, all) => (shown === all ? `${all} sor` : `${all} sorból ${shown}`),
  noRows: "Ezen a kiadáson nincs sora.",
  unpublished: "A sorai itt nem láthatók, mert személyeket neveznek meg, vagy megnevezhetnek.",
};

/** The words of the cookbook. */
export const cookbookWords = { en, hu };
