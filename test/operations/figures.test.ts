import { expect, onTestFinished, test } from "vitest";
import { figuresOf } from "../../pipelines/operations/figures.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

test("a leak is remembered, and so told, by what people call its stage, and only where a person decided the stages", async () => {
  const warehouse = await openWarehouse(":memory:", { threads: 1 });
  onTestFinished(() => {
    warehouse.close();
  });
  await warehouse.run(`
    create schema core; create schema marts; create schema ops; create schema reference;
    create table ops.file (loaded bigint, quarantined bigint);
    create table ops.watermark (source varchar, as_of timestamp);
    create table core.fct_journey (pipeline varchar, outcome varchar, is_deleted boolean, lead_source varchar);
    create table marts.restatement (pipeline varchar, cohort_month date, reason varchar, segment varchar, journey_count bigint);
    create table marts.pipeline as from (values ('own', null, 'decided'), ('crm_sales', 'Sales', 'decided'), ('crm_presumed', 'Sales', 'presumed'), ('crm_written', 'Sales', 'written')) as pipelines(pipeline, label, state);
    create table reference.stages as from (values ('crm_sales', 'offer_sent', 'Offer sent'), ('own', 'demo', null)) as stages(pipeline, stage, label_en);
    create table marts.leak_diagnosis as
    select pipeline, stage, row_number() over () as stage_ordinal, verdict
    from (values ('crm_sales', 'offer_sent', 'leak'), ('crm_sales', 'demo', 'fine'), ('own', 'demo', 'leak'), ('crm_presumed', 'demo', 'leak'), ('crm_written', 'demo', 'leak')) as leaks(pipeline, stage, verdict);
  `);
  expect((await figuresOf(warehouse)).leaks).toEqual([
    { pipeline: "crm_sales", stage: "offer_sent", pipelineLabel: "Sales", stageLabel: "Offer sent" },
    { pipeline: "own", stage: "demo", pipelineLabel: "own", stageLabel: "demo" },
  ]);
});
