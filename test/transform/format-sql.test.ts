import { expect, test } from "vitest";
import { formatSql } from "../../pipelines/commands/check/format-sql.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `column_number_${at}`);

test("what fits into 100 columns is one line, and a clause that does not is broken once", () => {
  expect(formatSql("select stage,\n count( * ) as journey_count\nfrom marts.deal\ngroup by stage")).toBe(
    "select stage, count(*) as journey_count from marts.deal group by stage\n",
  );
  const text =
    formatSql(`select ${names(4).join(", ")}, sum(amount) filter (where is_won) as won from marts.deal
    where is_won and amount > 0 and stage in ('Offer', 'Won')`);
  expect(text).toBe(
    [
      "select",
      "  column_number_0, column_number_1, column_number_2, column_number_3,",
      "  sum(amount) filter (where is_won) as won",
      "from marts.deal",
      "where is_won and amount > 0 and stage in ('Offer', 'Won')",
      "",
    ].join("\n"),
  );
});

test("plain column names are filled up to 100 columns", () => {
  const lines = formatSql(`select ${names(20).join(", ")} from marts.deal`).split("\n");
  expect(lines).toHaveLength(7);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("a comment stays on its line, a text as it is written, and formatting again changes nothing", () => {
  const text = `-- grain: deal\nselect\n  -- who sold it\n  owner,\n  'Won  (all) -- by (us)' as label -- as in the CRM\nfrom marts.deal\n`;
  expect(formatSql(text)).toBe(text);
  const long = `select ${names(9).join(" + ")} as total, case when ${names(8).join(" or ")} then 1 else 2 end as kind from marts.deal`;
  expect(formatSql(formatSql(long))).toBe(formatSql(long));
});
