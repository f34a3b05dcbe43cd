import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languages } from "../../dashboards/language.ts";
import { pages } from "../../dashboards/pages.ts";
import { checkSite } from "../../pipelines/site/check-site.ts";
import { scratchFolder } from "../scratch.ts";

/** Checks a site whose first page has this body. */
function check(body: string): void {
  const dir = scratchFolder();
  for (const language of languages) {
    mkdirSync(join(dir, language));
    for (const page of pages) writeFileSync(join(dir, language, `${page.key}.html`), "<p>x</p>");
  }
  writeFileSync(join(dir, "en", `${pages[0]?.key ?? ""}.html`), `<html><body>${body}</body></html>`);
  checkSite(dir, [...pages]);
}

test.each([
  "src=http://a.example/x",
  "href=&quot;//a.example&quot;",
  "url(https://a.example/x) from 'https://a.example/x'",
  "&lt;img src='https://a.example/x'&gt; observablehq--error",
  '<p title="src=https://a.example/x">x</p><a href="#https://a.example">x</a>',
  '<a rel="external noreferrer" href="https://crm.example/deal/1">x</a>',
])("a deal may be named like an address, and its page is published: %s", (body) => {
  expect(() => check(body)).not.toThrow();
});

test.each([
  '<img src="https://a.example/x">',
  "<img src=//a.example/x>",
  '<a href="&#104;ttps://a.example/x">x</a>',
  '<a rel="noreferrer" ping="https://a.example/x" href="https://a.example/x">x</a>',
  '<link rel="noreferrer" href="https://a.example/x">',
  "<form action=HTTP://a.example/x></form>",
  '<p style="background: url(//a.example/x)">x</p>',
  '<svg><image xlink:href="https://a.example/x"></image><rect fill="url(https://a.example/x)"></rect></svg>',
  '<svg><rect fill="url(https://a.example/x)"></rect></svg>',
  '<img srcset="a.png 1x, https://a.example/x 2x">',
  '<link rel="preload" imagesrcset="a.png, //a.example/x">',
  '<table background="https://a.example/x"></table>',
  '<meta http-equiv="refresh" content="0; url=https://a.example/x">',
  '<img src="\\\\a.example/x">',
  '<img src="h&#10;ttps://a.example/x">',
  "<style>p { background: url('https://a.example/x') }</style>",
  '<script type="module">import x from "https://a.example/x";</script>',
  '<script>fetch("https://a.example/x")</script>',
])("a page that asks a third party for anything is not published: %s", (body) => {
  expect(() => check(body)).toThrow(/^site en\/\w+\.html: asks a third party: /);
});

test("a page with a cell that does not compile is not published", () => {
  expect(() => check('<div class="observablehq--error">SyntaxError</div>')).toThrow(
    "a cell does not compile",
  );
});
