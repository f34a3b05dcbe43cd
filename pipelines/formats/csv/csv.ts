/** One record of a delimited text: its cells, where it lies, and whether its quoting is sound. */
export interface CsvRecord {
  cells: string[];
  /** Offset in characters of the decoded text. */
  start: number;
  end: number;
  /** 1-based line of its first character. */
  line: number;
  isBlank: boolean;
  /** Text after a closing quote, or a quote that is never closed. */
  isBroken: boolean;
}

/** Splits a delimited text by RFC 4180: LF, CRLF or CR, doubled quotes, line breaks inside quotes. */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = at;
    const startLine = line;
    const cells: string[] = [];
    let isBroken = false;
    for (;;) {
      if (text[at] === '"') {
        let cell = "";
        at++;
        for (;;) {
          const quote = text.indexOf('"', at);
          if (quote < 0) {
            isBroken = true;
            cell += text.slice(at);
            at = text.length;
            break;
          }
          cell += text.slice(at, quote);
          at = quote + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at++;
        }
        for (let feed = cell.indexOf("\n"); feed >= 0; feed = cell.indexOf("\n", feed + 1)) line++;
        cells.push(cell);
        if (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") {
          isBroken = true;
          while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
        }
      } else {
        const from = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
        cells.push(text.slice(from, at));
      }
      if (text[at] !== delimiter) break;
      at++;
    }
    const end = at;
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    line++;
    yield {
      cells,
      start,
      end,
      line: startLine,
      isBlank: cells.length === 1 && cells[0]?.trim() === "",
      isBroken,
    };
  }
}
