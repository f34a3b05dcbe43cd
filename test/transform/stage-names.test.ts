import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { nameStages } from "../../pipelines/transform/stage-names.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { createGiven, effects, openFactsWarehouse, orderFacts } from "../models/facts-warehouse.ts";
import { ask, built } from "../presume/presumed.ts";
import { scratchFolder } from "../scratch.ts";

const root = scratchFolder();

function homeWith(name: string, files: Record<string, string>): Home {
  const home = homeAt(join(root, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home.root, path)), { recursive: true });
    writeFileSync(join(home.root, path), text);
  }
  return home;
}

const visits = (warehouse: string) =>
  ask<{ id: string; stages: string; outcome: string }>(
    warehouse,
    `select opportunity_id as id, journeys.outcome, string_agg(visits.stage, ' ' order by visits.visit_number) as stages
     from core.fct_journey as journeys join core.fct_stage_visit as visits using (journey_id) group by all order by all`,
  );

const moved = (id: number, deal: number, time: string, stage: string, kind: string) => ({
  ID: String(id),
  TYPE_ID: "2",
  OWNER_ID: String(deal),
  CREATED_TIME: time,
  CATEGORY_ID: "14",
  STAGE_SEMANTIC_ID: kind,
  STAGE_ID: `C14:${stage}`,
});
const status = (id: string, name: string, sort: number, kind: string | null) => ({
  ID: String(sort),
  ENTITY_ID: "DEAL_STAGE_14",
  STATUS_ID: `C14:${id}`,
  NAME: name,
  SORT: String(sort),
  SEMANTICS: kind,
});
const bitrix = {
  "exports/bitrix24/deals.csv":
    '"ID";"Deal Name";"Pipeline";"Stage";"Income";"Currency";"Created";"Modified";"Responsible"\n' +
    '"1";"x";"Partners";"Fresh";"5";"EUR";"25.01.2026 09:07";"25.01.2026 09:07";"Anna"\n' +
    '"2";"x";"Partners";"Signed";"5";"EUR";"25.01.2026 09:07";"28.01.2026 10:00";"Anna"\n',
  "exports/bitrix24/deals.json": JSON.stringify([
    {
      ID: "1",
      STAGE_ID: "C14:NEW",
      CATEGORY_ID: "14",
      STAGE_SEMANTIC_ID: "P",
      DATE_CREATE: "2026-01-25T09:07:00+00:00",
    },
  ]),
  "exports/bitrix24/history.json": JSON.stringify({
    result: {
      items: [
        moved(1, 1, "2026-01-25T09:07:00+00:00", "NEW", "P"),
        moved(2, 2, "2026-01-25T09:07:00+00:00", "NEW", "P"),
        moved(3, 2, "2026-01-26T10:00:00+00:00", "OFFER", "P"),
        moved(4, 2, "2026-01-28T10:00:00+00:00", "WON", "S"),
      ],
    },
    total: 4,
  }),
  "exports/bitrix24/stages.json": JSON.stringify({
    result: [
      status("NEW", "Fresh", 10, null),
      status("OFFER", "Proposal out", 20, null),
      status("WON", "Signed", 30, "S"),
    ],
  }),
};

test("a list of deals by names and a history by ids of the same stages are one pipeline", async () => {
  const { warehouse } = await built(homeWith("bitrix", bitrix));
  expect(await ask(warehouse, "select label, stages_en, won_names from marts.pipeline")).toEqual([
    { label: "Partners", stages_en: "Fresh → Proposal out", won_names: "Signed" },
  ]);
  expect(await visits(warehouse)).toEqual([
    { id: "1", outcome: "open", stages: "fresh" },
    { id: "2", outcome: "won", stages: "fresh proposal_out" },
  ]);
  expect(
    await ask(warehouse, "select id from ops.issue where kind in ('reconciliation', 'unmapped_stage')"),
  ).toEqual([]);
});

test("what a person decided of the ids of stages holds for their names", async () => {
  const { warehouse } = await built(
    homeWith("decided", {
      ...bitrix,
      "reference/stages.csv":
        "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days\nown,first,1,sales,First,Első,,,,\nown,second,2,sales,Second,Második,,,,\n",
      "reference/stage_map.csv":
        "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\nbitrix24,14,C14:NEW,stage,own,first,,\nbitrix24,14,C14:OFFER,stage,own,second,,\nbitrix24,14,C14:WON,won,own,,,\n",
    }),
  );
  expect(await visits(warehouse)).toEqual([
    { id: "1", outcome: "open", stages: "first" },
    { id: "2", outcome: "won", stages: "first second" },
  ]);
  expect(await ask(warehouse, "select id from ops.issue where kind = 'unmapped_stage'")).toEqual([]);
});

test("the stages of Kommo by their names and by their ids are one pipeline", async () => {
  const at = (day: number) => Date.UTC(2026, 0, day, 9, 7) / 1000;
  const told = (id: number) => [{ lead_status: { id, pipeline_id: 9 } }];
  const event = (id: string, day: number, from: number, to: number) => ({
    id,
    type: "lead_status_changed",
    entity_id: 17,
    entity_type: "lead",
    created_at: at(day),
    value_before: told(from),
    value_after: told(to),
  });
  const { warehouse } = await built(
    homeWith("kommo", {
      "exports/kommo/deals.csv":
        "ID,Название сделки,Бюджет,Дата создания сделки,Дата редактирования,Дата закрытия,Этап сделки,Воронка\n17,x,5,05.01.2026 09:07:00,25.01.2026 10:00:00,25.01.2026 10:00:00,Договор подписан,Продажи\n18,x,5,05.01.2026 09:07:00,26.01.2026 10:00:00,не закрыта,Встреча,Продажи\n",
      "exports/kommo/events.json": JSON.stringify({
        _embedded: { events: [event("a", 10, 501, 502), event("b", 20, 502, 142)] },
      }),
      "exports/kommo/pipelines.json": JSON.stringify({
        _embedded: {
          pipelines: [
            {
              id: 9,
              name: "Продажи",
              sort: 1,
              _embedded: {
                statuses: [
                  { id: 501, name: "Заявка", sort: 10 },
                  { id: 502, name: "Встреча", sort: 20 },
                  { id: 142, name: "Договор подписан", sort: 10000 },
                ],
              },
            },
          ],
        },
      }),
    }),
  );
  expect(await ask(warehouse, "select label, stages_en, won_names from marts.pipeline")).toEqual([
    { label: "Продажи", stages_en: "Заявка → Встреча", won_names: "Договор подписан" },
  ]);
});

describe("a list of stages that changed", () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openFactsWarehouse();
    const models = await orderFacts(warehouse);
    await createGiven(warehouse);
    await warehouse.run(`create schema decided;
      create table decided.stage_map (source varchar, pipeline varchar, source_stage varchar);
      insert into decided.stage_map values ('crm', '*', 'decided');
      insert into staging.stage_definitions by name
        select 'P' as pipeline, 'Sales' as pipeline_name, * from (values
          ('talk', 'Contacted', timestamp '2026-01-01', false, false),
          ('talk', 'First talk', '2026-03-01', false, false),
          ('fit', 'Qualified', '2026-01-01', false, false),
          ('fit', 'Contacted', '2026-04-01', false, false),
          ('end', 'Done', '2026-01-01', true, true),
          ('end', 'Done', '2026-05-01', false, false),
          ('decided', 'Over', '2026-01-01', true, true),
          ('decided', 'Over', '2026-05-01', false, false)
        ) as stages(stage, name, valid_from, is_won, is_closed);
      insert into staging.stage_definitions by name
        select 'P' as pipeline, 'Sales' as pipeline_name, * from (values
          ('offer', 'Proposal', timestamp '2026-01-01'),
          ('offer', 'Quote', '2026-02-01'),
          ('next', 'Proposal', '2026-02-01'),
          ('next', 'Offer', '2026-03-01')
        ) as stages(stage, name, _known_at);
      insert into staging.opportunities by name
        select 'P' as pipeline, * from (values
          ('id', 'talk', timestamp '2026-02-01'),
          ('label', 'Contacted', '2026-02-01'),
          ('label later', 'Contacted', '2026-06-01'),
          ('won then', 'end', '2026-02-01'),
          ('open now', 'end', '2026-06-01'),
          ('decided', 'decided', '2026-02-01'),
          ('before all lists', 'Proposal', '2025-12-01'),
          ('between two lists', 'Proposal', '2026-02-15')
        ) as deals(opportunity_id, stage, _known_at)`);
    await nameStages(warehouse, models, effects);
  });
  afterAll(() => {
    warehouse.close();
  });
  const stageOf = async (deal: string) =>
    (
      await warehouse.rows(
        "select pipeline || ': ' || stage as stage from staging.opportunities where opportunity_id = $1",
        [deal],
      )
    )[0]?.["stage"];

  test("says the newest name of a stage for its id at any time, and that of its pipeline", async () => {
    expect(await stageOf("id")).toBe("Sales: First talk");
  });
  test("says of a name that two stages had the one that had it then", async () => {
    expect(await stageOf("label")).toBe("Sales: First talk");
    expect(await stageOf("label later")).toBe("Sales: Contacted");
  });
  test("knows from lists that say no day what a name meant when each was made, and before all of them", async () => {
    expect(await stageOf("before all lists")).toBe("Sales: Quote");
    expect(await stageOf("between two lists")).toBe("Sales: Offer");
  });
  test("names each deal once", async () => {
    expect(
      await warehouse.rows(
        "select opportunity_id from staging.opportunities group by all having count(*) > 1",
      ),
    ).toEqual([]);
  });
  test("has two stages of one id that was won and is open, unless a person decided what it means", async () => {
    expect(await stageOf("won then")).toBe("Sales: Done (until 2026-05-01)");
    expect(await stageOf("open now")).toBe("Sales: Done");
    expect(await stageOf("decided")).toBe("Sales: Over");
  });
});
