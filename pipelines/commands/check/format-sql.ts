import { format } from "sql-formatter";

/** A line with the deeper lines under it, and the lines at its depth that close it (`)`, `end`) with theirs. */
interface Block {
  lines: string[];
  inner: Block[][];
}

const width = 100;
const isComment = (line: string) => /--/.test(line.replace(/'(?:[^']|'')*'/g, "''"));

/** Words that stand before a bracket and are no function. */
const notFunctions = new Set(
  "all and any as between by case distinct else except exists filter from group having in intersect is join like not materialized on or order over partition recursive returns select set some table then union using values when where window with within".split(
    " ",
  ),
);

/**
 * A query as the project writes it: lower case, two spaces a level, a block on one line where it fits into 100 columns,
 * plain column names filled up to there. The layout is of sql-formatter; it breaks at every clause, and what fits is joined again.
 */
export function formatSql(text: string): string {
  const broken = format(text, {
    language: "duckdb",
    keywordCase: "lower",
    functionCase: "lower",
    dataTypeCase: "lower",
    expressionWidth: width,
  });
  const lines = broken.trim().split("\n").map(callsClosed);
  return `${render(blocksOf(lines, 0, lines.length), 0).join("\n")}\n`;
}

/** The line with no space between a function and its arguments. */
function callsClosed(line: string): string {
  if (isComment(line)) return line;
  return line
    .split(/('(?:[^']|'')*')/)
    .map((piece, at) =>
      at % 2 === 1
        ? piece
        : piece.replace(/\b(\w+) ?\(/g, (_, word: string) =>
            notFunctions.has(word) ? `${word} (` : `${word}(`,
          ),
    )
    .join("");
}

const depthOf = (line: string) => line.length - line.trimStart().length;

function blocksOf(lines: string[], start: number, end: number): Block[] {
  const blocks: Block[] = [];
  let at = start;
  while (at < end) {
    const line = lines[at] ?? "";
    let next = at + 1;
    while (next < end && (lines[next] === "" || depthOf(lines[next] ?? "") > depthOf(line))) next += 1;
    const inner = blocksOf(lines, at + 1, next);
    const last = blocks.at(-1);
    if (last !== undefined && last.inner.at(-1)?.length !== 0 && /^\s*(\)|end\b)/.test(line)) {
      last.lines.push(line.trim());
      last.inner.push(inner);
    } else if (line !== "" || inner.length > 0) blocks.push({ lines: [line.trim()], inner: [inner] });
    at = next;
  }
  return blocks;
}

/** The block on one line; undefined where a comment stands in it. */
function flat(blocks: Block[]): string | undefined {
  const pieces = blocks.flatMap(({ lines, inner }) =>
    lines.flatMap((line, at) => (isComment(line) ? [undefined] : [line, flat(inner[at] ?? [])])),
  );
  if (pieces.includes(undefined)) return undefined;
  return pieces.join(" ").replace(/ +/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")").trim();
}

/** The blocks of one list element or condition: up to the one that ends with a comma. */
function elementsOf(blocks: Block[]): Block[][] {
  const elements: Block[][] = [[]];
  for (const block of blocks) {
    elements.at(-1)?.push(block);
    if (block.lines.at(-1)?.endsWith(",") === true) elements.push([]);
  }
  return elements.filter((element) => element.length > 0);
}

function render(blocks: Block[], depth: number): string[] {
  const indent = " ".repeat(depth);
  const fits = (line: string | undefined): line is string =>
    line !== undefined && depth + line.length <= width;
  const rendered: string[] = [];
  let isFilling = false;
  for (const element of elementsOf(blocks)) {
    const line = flat(element);
    const isPlain = line !== undefined && /^[\w.]+,?$/.test(line);
    const before = rendered.at(-1)?.trim() ?? "";
    if (isPlain && isFilling && fits(`${before} ${line}`))
      rendered[rendered.length - 1] = `${indent}${before} ${line}`;
    else if (fits(line)) rendered.push(indent + line);
    else for (const block of element) rendered.push(...renderBlock(block, depth));
    isFilling = isPlain;
  }
  return rendered;
}

function renderBlock(block: Block, depth: number): string[] {
  const line = flat([block]);
  const indent = " ".repeat(depth);
  if (line !== undefined && depth + line.length <= width) return [indent + line];
  return block.lines.flatMap((head, at) => [indent + head, ...render(block.inner[at] ?? [], depth + 2)]);
}
