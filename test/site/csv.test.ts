import { expect, test } from "vitest";
import { csvOf } from "../../dashboards/lib/csv.ts";

const names = ["stage", "rate", "is_mature", "note"];
const rows = [
  ["lead", 0.6875, true, "a; b"],
  ["=1+1", null, false, "＝c, d"],
];
const bytes = async (language: "en" | "hu") =>
  Buffer.from(await csvOf(names, rows, language).arrayBuffer()).toString("utf8");

test("a Hungarian spreadsheet reads the numbers of a Hungarian page: semicolons, decimal commas and a byte order mark", async () => {
  expect(await bytes("hu")).toBe(
    '\ufeffstage;rate;is_mature;note\r\nlead;0,6875;IGAZ;"a; b"\r\n\'=1+1;;HAMIS;"\'＝c, d"\r\n',
  );
});

test("an English page keeps commas and decimal points", async () => {
  expect(await bytes("en")).toBe(
    '\ufeffstage,rate,is_mature,note\r\nlead,0.6875,true,"a; b"\r\n\'=1+1,,false,"\'＝c, d"\r\n',
  );
});
