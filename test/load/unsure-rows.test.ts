import { expect, test } from "vitest";
import { freshHomes, load, put } from "./exports-home.ts";

freshHomes();

test("a list says how many members cannot be reached or stand in it again, and one of deals which close dates it cannot know", async () => {
  const files = [
    {
      file: "list.csv",
      stream: "list_members",
      columns: { phone_key: "tel" },
      constants: { list_id: "bought" },
    },
    {
      file: "deals.csv",
      stream: "opportunities",
      columns: { opportunity_id: "id", created_at: "at", closed_at: "end" },
    },
  ];
  put("a/mapping.json", JSON.stringify({ source: "kept", files }));
  put("b/mapping.json", JSON.stringify({ source: "told", as_of: "2026-10-31", files }));
  put("a/list.csv", "tel\n06 30 200 1000\nn.a.\n+36 30 200 1000\n06 30 200 1001\n");
  const deals = "id,at,end\n1,2026-03-05,2026-04-01\n2,2026-03-06,2026-03-06\n3,2026-03-01,2026-05-01\n";
  put("a/deals.csv", deals);
  put("b/deals.csv", `${deals}4,2026-03-01,\n`);
  const reasons = new Map((await load()).map(({ name, reason }) => [name, reason]));
  expect(reasons.get("a/list.csv")).toBe(
    "1 of its 4 members have no phone number or address that can be one, and still count as members; 1 of its 4 members stand in it again, and count once",
  );
  expect(reasons.get("a/deals.csv")).toMatch(
    /^2 of its 3 close dates lie after 2026-03-06, the newest creation date, .* set as_of in mapping\.json to the day of the export$/,
  );
  expect(reasons.get("b/deals.csv")).toBe("");
  expect([...(await load())].find(({ name }) => name === "a/list.csv")?.reasonHu).toContain(
    "4 tagjából 1 ismét szerepel",
  );
});
