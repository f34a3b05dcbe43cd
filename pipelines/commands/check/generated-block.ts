/** Markdown that a part of a document is made of, and the name of its markers there. */
export interface GeneratedBlock {
  file: string;
  name: string;
  content: string;
}

/** The document with the block's content between its markers; undefined when the markers are not there. */
export function withBlock(document: string, { name, content }: GeneratedBlock): string | undefined {
  const begin = `<!-- ${name}: written by npm run format -->\n`;
  const end = `<!-- end of ${name} -->\n`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) return undefined;
  return `${document.slice(0, from + begin.length)}\n${content}\n${document.slice(to)}`;
}

/** A Markdown table. */
export function markdownTable(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [header, header.map(() => "---"), ...rows].map(line).join("");
}
