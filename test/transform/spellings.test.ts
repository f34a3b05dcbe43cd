import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { homeAt } from "../../pipelines/contract/home.ts";
import { ask, built } from "../presume/presumed.ts";
import { scratchFolder } from "../scratch.ts";

const root = scratchFolder();

test("a name that is typed in another case or with other blanks is the same stage, pipeline, owner and lead source; one with other accents is not", async () => {
  const deals = [
    "1;Sales;Ajánlat kiküldve;Kis Anna;Kiállítás",
    "2;Sales;Ajánlat kiküldve;Kis Anna;Kiállítás",
    "3;sales ;AJÁNLAT\u00a0 Kiküldve;kis anna;kiállítás ",
    "4;Sales;Ajanlat kikuldve;Kis  Anna;Vásár-7",
    "5;Sales;megnyert;A1b;vásár-7",
    "6;Sales;Megnyert;a1B;vásár-7",
    "7;Sales;Megnyert;Kis Anna;facebook",
    "8;Sales;Megnyert;Kis Anna;Telefonos lista",
  ];
  const mapping = {
    source: "kept",
    files: [
      {
        file: "deals.csv",
        stream: "opportunities",
        delimiter: ";",
        columns: {
          opportunity_id: "Nr",
          pipeline: "Line",
          stage: "State",
          owner_id: "Who",
          lead_source: "From",
          created_at: "At",
        },
      },
    ],
  };
  const home = homeAt(join(root, "typed"));
  for (const [path, text] of Object.entries({
    "exports/kept/deals.csv": `Nr;Line;State;Who;From;At\n${deals.map((line) => `${line};2026-03-05`).join("\n")}\n`,
    "exports/kept/mapping.json": JSON.stringify(mapping),
    "reference/source_map.csv": "source,value,lead_source\nkept,VÁSÁR-7,event\n",
  })) {
    mkdirSync(dirname(join(home.root, path)), { recursive: true });
    writeFileSync(join(home.root, path), text);
  }
  const { warehouse } = await built(home);
  expect(
    await ask(
      warehouse,
      `select opportunity_id as id, pipeline, current_stage as stage, owner_id as owner, lead_source as source
       from core.fct_journey order by id`,
    ),
  ).toEqual([
    { id: "1", pipeline: "kept_sales", stage: "ajanlat_kikuldve_2", owner: "Kis Anna", source: "event" },
    { id: "2", pipeline: "kept_sales", stage: "ajanlat_kikuldve_2", owner: "Kis Anna", source: "event" },
    { id: "3", pipeline: "kept_sales", stage: "ajanlat_kikuldve_2", owner: "Kis Anna", source: "event" },
    { id: "4", pipeline: "kept_sales", stage: "ajanlat_kikuldve", owner: "Kis Anna", source: "event" },
    { id: "5", pipeline: "kept_sales", stage: "won", owner: "A1b", source: "event" },
    { id: "6", pipeline: "kept_sales", stage: "won", owner: "a1B", source: "event" },
    { id: "7", pipeline: "kept_sales", stage: "won", owner: "Kis Anna", source: "other" },
    { id: "8", pipeline: "kept_sales", stage: "won", owner: "Kis Anna", source: "purchased_list" },
  ]);
  // a network does not say whether it was paid
  expect(
    await ask(warehouse, "select id, detail from ops.issue where kind = 'unmapped_source' order by id"),
  ).toEqual([
    {
      id: "kept/facebook",
      detail:
        "it may be paid_social or organic, and counts as other until somebody says which; add to reference/source_map.csv: kept,facebook,<lead_source> (1 records)",
    },
  ]);
});
