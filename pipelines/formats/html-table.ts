import { Parser } from "htmlparser2";

/** The rows of the first table of an HTML page; script and style text is not taken. */
export function htmlTableRows(html: string): string[][] {
  const rows: string[][] = [];
  let row: string[] | undefined;
  let cell: string | undefined;
  let silent = 0;
  let isDone = false;
  const parser = new Parser(
    {
      onopentag(name) {
        if (isDone) return;
        if (name === "script" || name === "style") silent++;
        else if (name === "tr") row = [];
        else if (name === "td" || name === "th") cell = "";
      },
      ontext(text) {
        if (silent === 0 && cell !== undefined) cell += text;
      },
      onclosetag(name) {
        if (isDone) return;
        if (name === "script" || name === "style") silent--;
        else if ((name === "td" || name === "th") && row !== undefined && cell !== undefined) {
          row.push(cell.trim());
          cell = undefined;
        } else if (name === "tr" && row !== undefined) {
          rows.push(row);
          row = undefined;
        } else if (name === "table") isDone = true;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return rows;
}

/** Rows as a comma-separated text, every cell quoted. */
export function rowsToCsv(rows: string[][]): string {
  return rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
}
