import { describe, expect, test } from "vitest";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { loadText } from "./load-texts.ts";

const header = [
  "Name",
  "Subitems",
  "Stage",
  "Owner",
  "Deal value",
  "Expected close date",
  "Close date",
  "Creation log",
  "Close probability",
  "Item ID (auto generated)",
];
const item = (name: string, stage: string, value: string, closed: string, id: string) => [
  name,
  "",
  stage,
  "Béla",
  value,
  "2026-06-30",
  closed,
  "Minta Anna Jan 5, 2026 9:07 AM",
  "40",
  id,
];

const board = (rows: string[][]) =>
  buildWorkbook({
    sheets: [
      {
        name: "deals",
        rows: rows
          .map(
            (row, at) =>
              `<row r="${at + 1}">${row.map((value, index) => (value === "" ? "" : `<c r="${String.fromCharCode(65 + index)}${at + 1}" t="inlineStr"><is><t>${value}</t></is></c>`)).join("")}</row>`,
          )
          .join(""),
      },
    ],
  });

describe("monday.com", () => {
  test("the items of all groups are deals; titles, repeated headers, sums and subitems are none", async () => {
    const file = await loadText(
      board([
        ["Deals"],
        ["Active deals"],
        header,
        item("Minta A", "Proposal", "1500.5", "", "1234567890"),
        ["Subitems", "Name", "Owner", "Status", "a", "b", "c", "d", "e", "Item ID (auto generated)"],
        ["", "Call back", "Béla", "Done", "", "", "", "", "", "1234567899"],
        item("Minta B", "New", "100", "", "1234567891"),
        ["", "", "", "", "1600.5"],
        ["Closed won"],
        header,
        item("Minta C", "Won", "900", "2026-01-20", "1234567892"),
        ["", "", "", "", "900"],
      ]),
    );
    expect(file).toMatchObject({
      connector: "monday",
      status: "loaded",
      loaded: 3,
      quarantined: 0,
      delivery: "presumed_full",
    });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1234567890",
        stage: "Proposal",
        amount: "1500.50",
        owner_id: "Béla",
        created_at: "2026-01-05 09:07:00",
        closed_at: null,
        probability: "0.4000",
      },
      { opportunity_id: "1234567891", stage: "New" },
      { opportunity_id: "1234567892", stage: "Won", closed_at: "2026-01-20 00:00:00" },
    ]);
  });

  test("a board of tasks is left to the person", async () => {
    const file = await loadText(
      board([
        ["Tasks"],
        ["To do"],
        ["Name", "Status", "Due date", "Item ID (auto generated)"],
        ["Minta", "Done", "2026-01-05", "1234567890"],
      ]),
    );
    expect(file.reason).toMatch(/no connector knows/);
  });
});
