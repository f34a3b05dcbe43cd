import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { inspectFile } from "../../pipelines/commands/inspect/inspect.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { readReference } from "../../pipelines/reference/read.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { freshHomes, home, load, only, put, rowsOf } from "./exports-home.ts";

freshHomes();

const say = (...pages: Record<string, unknown>[]) =>
  put("rivals/competitors.json", JSON.stringify({ pages }));
const customers = async () =>
  (await rowsOf(await only(), "competitor_customers")).map((row) => [
    row["competitor"],
    row["customer"],
    row["industry"],
    row["page"],
  ]);

const wall = `<!doctype html><html><head><title>Customers | Rival</title>
<link rel="canonical" href="https://rival.example/customers"><style>.card::after { content: "Stílus Kft." }</style></head><body>
<header><ul><li><img src="/logo.svg" alt="Rival logo"></li></ul></header>
<nav><ul><li><h3>Products</h3></li></ul></nav>
<main><article class="frame"><h2>They trust us</h2>
<ul>
  <li class="card"><img src="a.png" alt="Műszer és Fűtés Zrt. logo"></li>
  <li class="card"><h3>Őrségi
     <br>Bútor&nbsp;Kft.<script>var name = "Titok Kft.";</script></h3><span class="industry"><style>.x { color: red }</style>Bútor</span><noscript><img alt="Noscript Bt."></noscript></li>
  <li class="card"><img src="c.png" alt="  ŐRSÉGI Bútor Kft. "><span class="industry-tag"> Bútoripar </span></li>
  <li class="card"><p>no name</p><template><h3>Sablon Kft.</h3></template></li>
</ul></article></main>
<footer><ul><li><h4>Imprint</h4></li></ul></footer></body></html>`;

test("a competitor's customers are the logos and headings of its cards, once each, without menus, frames and scripts", async () => {
  say({ file: "rival*.html", competitor: "Rival" });
  put("rivals/rival-customers.html", wall);
  expect(await customers()).toEqual([
    ["Rival", "Műszer és Fűtés Zrt.", null, "https://rival.example/customers"],
    ["Rival", "Őrségi Bútor Kft.", "Bútor", "https://rival.example/customers"],
  ]);
});

test("a logo names the customer before a photo does, and a photo where nothing else does", async () => {
  say({ file: "*", competitor: "Rival" });
  put(
    "rivals/page.html",
    '<html><main><ul><li><img alt="A happy team"><img src="x-logo.png" alt="Minta Kft."></li><li><img alt="Próba Bt."></li></ul></main></html>',
  );
  expect((await customers()).map(([, customer]) => customer)).toEqual(["Minta Kft.", "Próba Bt."]);
});

test("a name is what a visitor reads: over line breaks, without invisible marks, and without the word logo", async () => {
  say({ file: "*", competitor: "Rival" });
  put(
    "rivals/page.html",
    '<html><head><meta property="og:url" content="https://rival.example/c"><title>x</title></head><body><ul><li><h3>Minta<br>Kft.</h3></li><li><h3>Pró&shy;ba&#8203; Bt.</h3></li><li><img alt="Logo of Harmadik Zrt."></li></ul></body></html>',
  );
  expect((await customers()).map(([, customer, , page]) => [customer, page])).toEqual(
    ["Minta Kft.", "Próba Bt.", "Harmadik Zrt."].map((name) => [name, "https://rival.example/c"]),
  );
});

test("a page that is too big, or nested too deep to read, is refused with what to do", async () => {
  say({ file: "*", competitor: "Rival" });
  put("rivals/page.html", `<html><body>${"<div>".repeat(200_000)}`);
  expect((await only()).reason).toMatch(/found more than 1000 elements inside one another; save it again/);
  put("rivals/page.html", `<html><body><img alt="x" src="data:${"A".repeat(33 << 20)}">`);
  expect((await only()).reason).toMatch(/found a bigger one; save the page without its pictures/);
});

test("selectors of competitors.json hold, and a changed one is read again", async () => {
  const page = `<html><head><meta charset="windows-1250"><title> Sikerek </title></head><body><div class="c"><b>Gépgyár Rt.</b><i>Gépipar</i><h2>Siker</h2></div></body></html>`;
  put("rivals/sikerek.htm", Buffer.from(page.replaceAll("é", "\xe9").replaceAll("á", "\xe1"), "latin1"));
  say({ file: "*.htm", competitor: "Másik", card: ".c", name: "b", industry: "i" });
  expect(await customers()).toEqual([["Másik", "Gépgyár Rt.", "Gépipar", "Sikerek"]]);
  say({ file: "*.htm", competitor: "Másik", card: ".c", name: [".missing", "h2"], industry: "u" });
  expect(await customers()).toEqual([["Másik", "Siker", null, "Sikerek"]]);
});

test("what a browser saves beside a page is no delivery", async () => {
  say({ file: "*", competitor: "Rival" });
  put("rivals/page.html", wall);
  put("rivals/page_files/logo.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0));
  put("rivals/page_files/fonts/frame.html", "<html></html>");
  put("rivals/page_elemei/logo.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0));
  put("other_files/deals.csv", "Record ID,Deal Stage,Pipeline\n1,New Lead,Sales Pipeline\n");
  expect((await load()).map(({ name, status }) => [name, status])).toEqual([
    ["other_files/deals.csv", "loaded"],
    ["rivals/page.html", "loaded"],
  ]);
});

test.each([
  [
    { file: "*", competitor: "Rival", card: ".tile" },
    'card ".tile" finds nothing in the page; set pages.0.card in rivals/competitors.json to what encloses one customer',
  ],
  [
    { file: "*", competitor: "Rival", card: ".card", name: ["b", "u"] },
    'name "b", "u" finds no text in the 4 elements that card ".card" finds; set pages.0.name in rivals/competitors.json to where the customer\'s name stands',
  ],
  [
    { file: "other*", competitor: "Rival" },
    "it is a web page, but no entry of pages in rivals/competitors.json fits its name; add one, or deliver tables in another folder",
  ],
  [
    { file: "*", competitor: "Rival", card: "li[" },
    "rivals/competitors.json, pages.0.card: expected a CSS selector",
  ],
  [
    { file: "*", competitor: "Rival", name: 3 },
    "rivals/competitors.json, pages.0.name: expected a CSS selector or a list of them",
  ],
  [
    { file: "*", competitor: " " },
    "rivals/competitors.json, pages.0.competitor: Too small: expected string to have >=1 characters",
  ],
  [
    { file: "*", competitor: "Rival", logo: "img" },
    'rivals/competitors.json, pages.0: Unrecognized key: "logo"',
  ],
])("a page that cannot be read says what to change: %j", async (entry, reason) => {
  say(entry);
  put("rivals/page.html", wall);
  expect(await only()).toMatchObject({ status: "refused", reason });
});

test("inspect shows what becomes of a page", async () => {
  say({ file: "*", competitor: "Rival" });
  put("rivals/page.html", wall);
  const { lines } = await inspectFile(join(home.exports, "rivals", "page.html"), await readReference(home), {
    now: () => new Date(0),
    report: silent,
  });
  expect(lines).toContain("  competitor_customers: 2 rows");
  expect(lines.join("\n")).toContain("taken for: competitor_pages");
});

test("pages alone make a warehouse that lists the customers", async () => {
  say({ file: "*", competitor: "Rival" });
  put("rivals/page.html", wall);
  await refresh(
    { home, site: false, threads: 1 },
    { now: () => new Date("2026-11-01T03:00:00Z"), report: silent },
  );
  const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
    readOnly: true,
    threads: 1,
  });
  try {
    expect(
      await warehouse.rows(
        "select customer, industry, page_count from core.competitor_customer order by customer",
      ),
    ).toMatchObject([
      { customer: "Műszer és Fűtés Zrt.", industry: null },
      { customer: "Őrségi Bútor Kft.", industry: "Bútor" },
    ]);
  } finally {
    warehouse.close();
  }
});
