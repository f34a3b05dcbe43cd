const en = { asSql: "Open as SQL", behindFigure: "Tables behind it as SQL" };
const hu: typeof en = { asSql: "Megnyitás SQL-ként", behindFigure: "A mögötte álló táblák SQL-ként" };

/** The words of the way to the SQL console, which stand on every page. */
export const asSqlWords = { en, hu };
