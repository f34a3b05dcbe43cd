const en = {
  headline: (count: string) => `${count} questions to start from`,
  subtitle:
    "Copy a query, change it, and run it with npm run sql or any tool that opens the warehouse. Below each stand the first rows that it gives on this release.",
  mind: "Mind",
  copy: "Copy SQL",
  copied: "Copied",
  rows: (shown: string, all: string) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`),
  noRows: "No rows on this release.",
  unpublished: "Its rows are not shown here, because they name people, or may.",
};
const hu: typeof en = {
  headline: (count) => `${count} kérdés kiindulásnak`,
  subtitle:
    "Másolja ki a lekérdezést, alakítsa át, és futtassa az npm run sql paranccsal vagy bármely eszközzel, amely megnyitja az adattárházat. Mindegyik alatt az első sorok állnak, amelyeket ezen a kiadáson ad.",
  mind: "Figyelem",
  copy: "SQL másolása",
  copied: "Kimásolva",
  rows: (shown, all) => (shown === all ? `${all} sor` : `${all} sorból ${shown}`),
  noRows: "Ezen a kiadáson nincs sora.",
  unpublished: "A sorai itt nem láthatók, mert személyeket neveznek meg, vagy megnevezhetnek.",
};

/** The words of the cookbook. */
export const cookbookWords = { en, hu };
