import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readHtml } from "../../pipelines/formats/html/read-html.ts";
import { rowSpan } from "../../pipelines/formats/csv/row-spans.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
let count = 0;
const read = (content: string | Uint8Array) => readHtml(put(`in-${++count}`, content), path(`out-${count}`));
const textOf = async (content: string | Uint8Array) => readFileSync((await read(content)).path, "utf8");
const two = "<tr><td>id</td><td>name</td></tr>\n<tr><td>1</td><td>a</td></tr>";

test("cells come out as a browser shows them", async () => {
  const page = `<html><head><style>td{color:red}</style></head><body><p>Deals</p>
<table><thead><tr><th filter=all>Deal
   ID<th>Name &amp; more</tr></thead>
<tr valign=top><td>0061G&lt;x&gt;<script>evil()</script></td><td>M&uuml;ller &#8211; S&ouml;hne<span style="display: none">secret<b>!</b></span><br>second <b>line</b></td></tr>
<tr><td>&nbsp;</td><td hidden>12&nbsp;345,67</td></tr></table><table><tr><td>x</td><td>y</td></tr><tr><td>1</td></tr></table></body></html>`;
  const result = await read(page);
  expect(readFileSync(result.path, "utf8")).toBe(
    'Deal ID,Name & more\n0061G<x>,"Müller – Söhne\nsecond line"\n,12\u00a0345\u002c67\n'.replace(
      "12\u00a0345,67",
      '"12\u00a0345,67"',
    ),
  );
  expect(result).toMatchObject({ rows: 3, columns: 2, otherTables: 1, encoding: "utf-8" });
  expect(existsSync(path(`out-${count}.draft`)) || existsSync(path(`out-${count}.page`))).toBe(false);
});

test("cells that span columns or rows leave the others empty", async () => {
  const rows =
    '<tr><td colspan=3>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td><td rowspan="2" colspan=2>e</td></tr><tr><td>f</td></tr><tr><td>g</td></tr>';
  expect(await textOf(`<table>${rows}</table>`)).toBe("a,,,b\nc,d,e,\n,f,,\ng\n");
});

test("tables that lay out the page are passed over, and a table in a cell is text of the cell", async () => {
  const nested = "<tr><td>2<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr>";
  const layout = `<table><tr><td>logo</td><td>menu</td></tr><tr><td><table>${two}${nested}</table></td></tr></table>`;
  expect(await textOf(layout)).toBe('id,name\n1,a\n"2\nb\nc",d\n');
});

test("what a browser does not show is no text, paragraphs stay apart, and a cell spans at least one column", async () => {
  const hidden =
    "<span hidden>a</span><select><option>b</select><template>c</template><textarea>d</textarea><noscript>e</noscript>";
  expect(
    await textOf(
      `<table><tr><td>id</td><td colspan=0>x</td></tr><tr><td>1${hidden}</td><td><p>y</p><p>z</p></td></tr></table>`,
    ),
  ).toBe('id,x\n1,"y\nz"\n');
});

test("a title table before the data is passed over", async () => {
  expect(
    await textOf(`<table><tr><td>Report</td></tr><tr><td>March</td></tr></table><table>${two}</table>`),
  ).toBe("id,name\n1,a\n");
});

test("a page that says UTF-16 of itself in single bytes is read by its bytes", async () => {
  expect(await textOf(`<meta charset=utf-16><table>${two}</table>`)).toBe("id,name\n1,a\n");
});

test("a table of one row or one column is taken for want of a better one", async () => {
  expect(
    await textOf("<table><tr><td>title</td></tr></table><table><tr><td>id</td><td>name</td></tr></table>"),
  ).toBe("id,name\n");
  expect(await textOf("<table><tr><td>phone</td></tr><tr><td></td></tr></table>")).toBe('phone\n""\n');
});

const latin = (text: string) => Buffer.from(text, "latin1");
test.each([
  [
    "its byte order mark",
    Buffer.from("\uFEFF<table>" + two.replace(">a<", ">ő<") + "</table>"),
    "utf-8",
    "ő",
  ],
  [
    "UTF-16",
    Buffer.from("\uFEFF<meta charset=utf-16><table>" + two.replace(">a<", ">ő<") + "</table>", "utf16le"),
    "utf-16le",
    "ő",
  ],
  [
    "its meta element",
    latin(
      '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><table>' +
        two.replace(">a<", ">\xe9\x96<") +
        "</table>",
    ),
    "windows-1252",
    "é–",
  ],
  [
    "its XML declaration",
    latin(
      '<?xml version="1.0" encoding="windows-1250"?><html><table>' +
        two.replace(">a<", ">\xf5<") +
        "</table></html>",
    ),
    "windows-1250",
    "ő",
  ],
  [
    "its bytes where they contradict its word",
    Buffer.from("<meta charset=iso-8859-1><table>" + two.replace(">a<", ">ő<") + "</table>"),
    "utf-8",
    "ő",
  ],
])(
  "the encoding of a page is told by %s, and each row is found again in its bytes",
  async (_, bytes, encoding, letter) => {
    const result = await read(bytes);
    expect(result.encoding).toBe(encoding);
    expect(readFileSync(result.path, "utf8")).toContain(`1,${letter}`);
    const { start, end } = rowSpan(result.spans, 2) ?? { start: 0, end: 0 };
    const slice = bytes.subarray(start, end);
    const text = encoding === "utf-16le" ? slice.toString("utf16le") : slice.toString("latin1");
    expect(text.startsWith("<tr><td>1</td>") && text.endsWith("</td></tr>")).toBe(true);
    expect(rowSpan(result.spans, 3)).toBeUndefined();
  },
);

test("rows are found again in a page of many pieces", async () => {
  const row = (index: number) => `<tr><td>${index}</td><td>őű ${"x".repeat(index % 90)}</td></tr>`;
  const page = Buffer.from(
    `<table>${Array.from({ length: 30_000 }, (_, index) => row(index)).join(" ")}</table>`,
  );
  const { spans, rows } = await read(page);
  expect(rows).toBe(30_000);
  for (const at of [1, 2, 12_345, 29_999, 30_000]) {
    const { start, end } = rowSpan(spans, at) ?? { start: 0, end: 0 };
    expect(page.toString("utf8", start, end)).toBe(row(at - 1));
  }
});

test.each([
  ["a page without a table", "<html><body><p>Please log in</p></body></html>", "web_page"],
  ["a page with a box", "<html><table><tr><td>Please log in</td></tr></table></html>", "web_page"],
  ["a table that is cut off", `<html><table>${two}<tr><td>2</td><td>b`, "html_cut_off"],
  ["2,001 columns", `<table><tr><td colspan=2001></td></tr></table>`, "html_too_wide"],
  [
    "a row over 8 MiB",
    `<table><tr>${`<td>${"x".repeat(1_000_000)}</td>`.repeat(9)}</tr></table>`,
    "row_too_big",
  ],
  ["a cell over 1 MiB", `<table><tr><td>${"x".repeat(1_100_000)}</td></tr></table>`, "html_cell_too_big"],
  [
    "a cell that spans 2,000 columns and 60,000 rows",
    `<table><tr><td rowspan=60000 colspan=2000>a</td></tr>${"<tr></tr>".repeat(60_000)}</table>`,
    "table_too_big",
  ],
  ["endless nesting", "<table><tr><td>" + "<b>".repeat(1000), "html_damaged"],
  ["an endless comment", "<table><!-- " + "x".repeat(20_000_000), "html_damaged"],
])("%s is refused", async (_, page, code) => {
  expect((await refusal(read(page))).code).toBe(code);
});
