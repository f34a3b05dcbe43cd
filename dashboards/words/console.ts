const en = {
  headline: "Ask the data with SQL",
  subtitle: (tables: string, megabytes: string) =>
    `${tables} tables of this release, queried in this browser: nothing is sent anywhere. The first run loads ${megabytes} MB.`,
  sql: "SQL, one statement",
  keys: "Ctrl+Enter runs it.",
  run: "Run",
  cancel: "Cancel",
  loading: (share: string) => `Loading the engine and the data: ${share}`,
  running: "Running …",
  cancelled: "Cancelled. The next run starts the engine again.",
  rows: (count: string, seconds: string) => `${count} ${count === "1" ? "row" : "rows"} in ${seconds} s`,
  shown: (shown: string) => `The first ${shown} are shown.`,
  saved: (kept: string) => `The CSV has the first ${kept}.`,
  noRows: "No rows.",
  failed: "This did not run",
  extension: (name: string) =>
    `The function or type needs the extension ${name}, which this page does not have. It works with npm run sql.`,
  closed: "Only the tables below can be read here: no files, no addresses, no settings.",
  lost: (column: string) => `Values of this type cannot be shown. Write ${column}::varchar.`,
  memory: "The answer does not fit into the browser. Count or sum first, add a limit, or use npm run sql.",
  broken: "The engine broke off and starts again with the next run. npm run sql may run this query.",
  personal: (column: string) => `${column} names people or may, and is not here. Ask it with npm run sql.`,
  absent: (tables: string) => `${tables} is too large for the browser. Ask it with npm run sql.`,
  unloaded: "The engine or the data could not be loaded. Try again.",
  examples: "Queries to start from",
  examplesNote: "Choosing one puts it into the editor.",
  unpublished: "with npm run sql only: its rows name people, or may",
  tables: "Tables and columns",
  leftOut: (tables: string, megabytes: string) =>
    `Left out, because browsers should not load more than ${megabytes} MB: ${tables}. Ask them with npm run sql.`,
  withheld: (columns: string) =>
    `Not here, because they name people or may: ${columns}. They are in the warehouse: npm run sql.`,
  rowCount: (count: string) => `${count} ${count === "1" ? "row" : "rows"}`,
  first: "First rows",
  limits:
    "The engine is DuckDB 1.4 with the tables and formulas of this release. Functions for JSON, Parquet and time zones, and the tables of ops and reference, are there with npm run sql.",
  download: "Download the tables (DuckDB)",
  behind: "The queries behind that figure",
};
const hu: typeof en = {
  headline: "Kérdezze le az adatokat SQL-lel",
  subtitle: (tables, megabytes) =>
    `A kiadás ${tables} táblája itt kérdezhető le; a böngészőből semmi sem jut ki. Az első futtatás ${megabytes} MB-ot tölt le.`,
  sql: "SQL, egyetlen utasítás",
  keys: "A Ctrl+Enter futtatja.",
  run: "Futtatás",
  cancel: "Megszakítás",
  loading: (share) => `Töltődik a motor és az adat: ${share}`,
  running: "Fut …",
  cancelled: "Megszakítva. A következő futtatás újraindítja a motort.",
  rows: (count, seconds) => `${count} sor, ${seconds} mp`,
  shown: (shown) => `Az első ${shown} látható.`,
  saved: (kept) => `A CSV-ben az első ${kept} van.`,
  noRows: "Nincs sor.",
  failed: "Ez nem futott le",
  extension: (name) =>
    `Ehhez a függvényhez vagy típushoz bővítmény kell (${name}), amely ezen az oldalon nincs meg. Az npm run sql paranccsal működik.`,
  closed: "Itt csak az alábbi táblák olvashatók: fájlok, címek és beállítások nem érhetők el.",
  lost: (column) => `Az ilyen típusú értékek nem jeleníthetők meg. Írja így: ${column}::varchar.`,
  memory:
    "Az eredmény nem fér el a böngészőben. Előbb számoljon vagy összegezzen, tegyen hozzá limitet, vagy használja az npm run sql parancsot.",
  broken:
    "A motor leállt, és a következő futtatáskor újraindul. Az npm run sql talán lefuttatja ezt a lekérdezést.",
  personal: (column) =>
    `${column}: személyt nevez meg, vagy megnevezhet, ezért itt nem szerepel. Az npm run sql paranccsal kérdezhető le.`,
  absent: (tables) => `${tables} túl nagy a böngészőnek. Az npm run sql paranccsal kérdezhető le.`,
  unloaded: "A motort vagy az adatot nem sikerült letölteni. Próbálja újra.",
  examples: "Lekérdezések kiindulásnak",
  examplesNote: "A kiválasztott lekérdezés a szerkesztőbe kerül.",
  unpublished: "csak az npm run sql paranccsal: a sorai személyeket neveznek meg, vagy megnevezhetnek",
  tables: "Táblák és oszlopok",
  leftOut: (tables, megabytes) =>
    `Kimaradt, mert egy böngészőnek nem érdemes ${megabytes} MB-nál többet letöltenie: ${tables}. Az npm run sql paranccsal kérdezhetők le.`,
  withheld: (columns) =>
    `Itt nem szerepel, mert személyt nevez meg, vagy megnevezhet: ${columns}. Az adattárházban megvan: npm run sql.`,
  rowCount: (count) => `${count} sor`,
  first: "Első sorok",
  limits:
    "A motor a DuckDB 1.4, a kiadás tábláival és képleteivel. A JSON, a Parquet és az időzónák függvényei, valamint az ops és a reference táblái az npm run sql paranccsal érhetők el.",
  download: "A táblák letöltése (DuckDB)",
  behind: "Az ábra mögötti lekérdezések",
};

/** The words of the SQL console. */
export const consoleWords = { en, hu };
