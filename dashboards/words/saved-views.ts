const en = {
  views: (count: string) => `Saved views (${count})`,
  none: "None yet. A view is this page's filters and order under a name; it stays in this browser.",
  name: "Name of this view",
  save: "Save this view",
  saved: (name: string) => `“${name}” is saved in this browser.`,
  deleted: (name: string) => `“${name}” is deleted.`,
  remove: (name: string) => `Delete the view ${name}`,
  full: (most: string) => `There are ${most} views: delete one first.`,
  refused: "This browser keeps nothing for this page. Copy the link instead.",
  columns: "Columns",
  csvHasAll: "The CSV has all columns.",
};
const hu: typeof en = {
  views: (count) => `Mentett nézetek (${count})`,
  none: "Még nincs. Egy nézet az oldal szűrőit és sorrendjét őrzi meg egy néven, csak ebben a böngészőben.",
  name: "A nézet neve",
  save: "Nézet mentése",
  saved: (name) => `A nézet ebben a böngészőben mentve: „${name}”.`,
  deleted: (name) => `A nézet törölve: „${name}”.`,
  remove: (name) => `A nézet törlése: ${name}`,
  full: (most) => `Már ${most} nézet van: előbb töröljön egyet.`,
  refused: "Ez a böngésző nem őriz meg semmit ehhez az oldalhoz. Másolja a hivatkozást.",
  columns: "Oszlopok",
  csvHasAll: "A CSV-ben minden oszlop benne van.",
};

/** The words of saved views and of the choice of columns. */
export const viewWords = { en, hu };
