import { describe, expect, test } from "vitest";
import { refresh } from "../../pipelines/refresh.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { join } from "node:path";
import { freshHomes, home, put } from "./exports-home.ts";
import { loadText } from "./load-texts.ts";

freshHomes();

const header =
  '"ID";"Deal Name";"Pipeline";"Stage";"Income";"Currency";"Closed";"Created";"Modified";"Assumed close date";"Responsible";"Source";"Probability, %";\n';
const deal = (
  id: number,
  stage: string,
  closed: string,
  closedAt: string,
  also = '"Minta Anna";"Web";"40";',
) =>
  `"${id}";"Minta ${id}";"Sales";"${stage}";"1500.50";"Euro";"${closed}";"05.01.2026 09:07:00";"25.01.2026 10:00:00";"${closedAt}";${also}\n`;

describe("Bitrix24", () => {
  test("a list of deals is read, closed alone is neither won nor lost, and every line ends with a separator", async () => {
    const file = await loadText(
      `\ufeff${header}${deal(1, "Deal won", "Yes", "24.01.2026")}${deal(2, "New", "No", "28.02.2026")}`,
    );
    expect(file).toMatchObject({ connector: "bitrix24", status: "loaded", loaded: 2, quarantined: 0 });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        pipeline: "Sales",
        stage: "Deal won",
        amount: "1500.50",
        currency: "EUR",
        is_closed: null,
        created_at: "2026-01-05 09:07:00",
        closed_at: "2026-01-24 00:00:00",
        owner_id: "Minta Anna",
        lead_source: "Web",
        probability: "0.4000",
      },
      { opportunity_id: "2", is_closed: false, updated_at: "2026-01-25 10:00:00" },
    ]);
    expect(file.delivery).toBe("presumed_full");
  });

  test("a list in Russian is read as well", async () => {
    const file = await loadText(
      "ID;Название сделки;Направление;Стадия сделки;Сумма;Валюта;Сделка закрыта;Дата создания;Ответственный;Предполагаемая дата закрытия;\n1;Минта;Продажи;Сделка успешна;100;Российский рубль;Да;25.01.2026 09:07:00;Минта;26.01.2026;\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        pipeline: "Продажи",
        stage: "Сделка успешна",
        amount: "100.00",
        currency: "RUB",
        closed_at: "2026-01-26 00:00:00",
      },
    ]);
  });

  test("a list with a row for each product is refused: the amount of a deal stands nowhere in it", async () => {
    const file = await loadText(
      "ID;Deal Name;Stage;Income;Created;Responsible;Product;Price;Quantity;\n1;Minta;New;21;25.01.2026;Minta;a;10.5;2;\n1;Minta;New;4;25.01.2026;Minta;b;4;1;\n",
    );
    expect(file.reason).toMatch(
      /one row for each product.*export them again without the details of products/,
    );
  });

  test("deals without the column of their stage, or their number, are refused with what the file has", async () => {
    expect(
      (await loadText("ID;Deal Name;Income;Created;Responsible;\n1;Minta;5;25.01.2026;Minta;\n")).reason,
    ).toMatch(/they are Bitrix24 deals without Stage; add that column.*"Income"/);
    expect(
      (await loadText("Deal Name;Stage;Income;Created;Responsible;\nMinta;New;5;25.01.2026;Minta;\n")).reason,
    ).toMatch(/without ID/);
  });

  test("a list of leads is read, and nothing of a person but keys", async () => {
    const file = await loadText(
      "ID;Lead Name;Status;Created;Source;Responsible;Source information;Work Phone;Work E-mail;Company Name;\n7;Minta;Converted;25.01.2026 9:07;Call;Minta;;+36 30 555 0101;a@minta.example;Minta Kft.;\n",
    );
    expect(file.rows["leads"]).toMatchObject([
      {
        lead_id: "7",
        stage: "Converted",
        created_at: "2026-01-25 09:07:00",
        lead_source: "Call",
        account_id: "Minta Kft.",
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        email_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ]);
    expect(JSON.stringify(file.rows)).not.toMatch(/555|minta\.example/);
  });

  test("what the interface for programs answers: a closed deal closed when it came to its last stage", async () => {
    const record = {
      ID: "21",
      TITLE: "Minta",
      CATEGORY_ID: "14",
      STAGE_ID: "C14:WON",
      STAGE_SEMANTIC_ID: "S",
      OPPORTUNITY: "1200.00",
      CURRENCY_ID: "EUR",
      LEAD_ID: "7",
      DATE_CREATE: "2026-01-05T09:07:00+03:00",
      DATE_MODIFY: "2026-02-01T10:00:00+03:00",
      MOVED_TIME: "2026-01-30T12:00:00+03:00",
      CLOSEDATE: "2026-01-30T03:00:00+03:00",
      PROBABILITY: null,
    };
    const open = {
      ...record,
      ID: "22",
      STAGE_ID: "C14:NEW",
      STAGE_SEMANTIC_ID: "P",
      CLOSEDATE: "2026-03-01T03:00:00+03:00",
    };
    const file = await loadText(JSON.stringify({ result: [record, open], total: 2, time: { start: 1 } }));
    expect(file).toMatchObject({ connector: "bitrix24", loaded: 2 });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "21",
        lead_id: "7",
        pipeline: "14",
        stage: "C14:WON",
        is_closed: true,
        is_won: true,
        amount: "1200.00",
        created_at: "2026-01-05 07:07:00",
        closed_at: "2026-01-30 10:00:00",
      },
      {
        opportunity_id: "22",
        is_closed: false,
        is_won: false,
        stage_changed_at: "2026-01-30 10:00:00",
        closed_at: "2026-03-01 01:00:00",
      },
    ]);
  });

  test("the history of stages, which says what each stage means", async () => {
    const item = (id: number, type: number, time: string, stage: string, kind: string) => ({
      ID: String(id),
      TYPE_ID: String(type),
      OWNER_ID: "21",
      CREATED_TIME: time,
      CATEGORY_ID: "14",
      STAGE_SEMANTIC_ID: kind,
      STAGE_ID: stage,
    });
    const file = await loadText(
      JSON.stringify({
        result: {
          items: [
            item(35, 1, "2026-01-05T09:07:00+03:00", "C14:NEW", "P"),
            item(36, 3, "2026-01-30T12:00:00+03:00", "C14:LOSE", "F"),
            item(37, 1, "2026-01-30T12:00:00+03:00", "DT128_9:NEW", "P"),
          ],
        },
        total: 3,
      }),
    );
    expect(file.rows["stage_changes"]).toMatchObject([
      {
        record_type: "opportunity",
        record_id: "21",
        pipeline: "14",
        to_stage: "C14:NEW",
        changed_at: "2026-01-05 07:07:00",
        sequence: "35",
      },
      { to_stage: "C14:LOSE", sequence: "36" },
    ]);
    expect(file.rows["stage_definitions"]).toMatchObject([
      { stage: "C14:NEW", is_closed: false, is_won: false },
      { stage: "C14:LOSE", is_closed: true, is_won: false },
    ]);
    expect(file.delivery).toBe("delta");
    const lead = await loadText(
      JSON.stringify({
        result: {
          items: [
            {
              ID: "1",
              TYPE_ID: "1",
              OWNER_ID: "7",
              CREATED_TIME: "2026-01-05T09:07:00+03:00",
              STATUS_SEMANTIC_ID: "P",
              STATUS_ID: "NEW",
            },
          ],
        },
      }),
    );
    expect(lead.rows["stage_changes"]).toMatchObject([
      { record_type: "lead", record_id: "7", to_stage: "NEW" },
    ]);
  });

  test("the portal's list of stages gives their order and outcomes", async () => {
    const status = (entity: string, id: string, sort: string, kind: string | null) => ({
      ID: sort,
      ENTITY_ID: entity,
      STATUS_ID: id,
      NAME: id,
      SORT: sort,
      SEMANTICS: kind,
    });
    const file = await loadText(
      JSON.stringify({
        result: [
          status("DEAL_STAGE_14", "C14:NEW", "10", null),
          status("DEAL_STAGE_14", "C14:WON", "20", "S"),
          status("SOURCE", "WEB", "30", null),
        ],
      }),
    );
    expect(file.rows["stage_definitions"]).toMatchObject([
      { pipeline: "14", stage: "C14:NEW", name: "C14:NEW", ordinal: "10", is_closed: false, is_won: false },
      { stage: "C14:WON", ordinal: "20", is_closed: true, is_won: true },
    ]);
    expect(file.rows["stage_definitions"]).toHaveLength(2);
  });

  test("leads of the interface keep only the keys of their numbers", async () => {
    const file = await loadText(
      JSON.stringify([
        {
          ID: "7",
          STATUS_ID: "IN_PROCESS",
          DATE_CREATE: "2026-01-05T09:07:00+03:00",
          SOURCE_ID: "WEB",
          PHONE: [{ ID: "1", VALUE_TYPE: "WORK", VALUE: "+36 30 555 0101", TYPE_ID: "PHONE" }],
        },
      ]),
    );
    expect(file.rows["leads"]).toMatchObject([
      {
        lead_id: "7",
        stage: "IN_PROCESS",
        lead_source: "WEB",
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ]);
  });

  test("a list of deals of nobody in particular is not taken for one of its", async () => {
    expect((await loadText("ID,Deal Name,Stage,Created\n1,Minta,New,2026-01-05\n")).reason).toMatch(
      /no connector knows/,
    );
  });

  test("without a list of stages the ids of any pipeline mean what the portal made them with", async () => {
    const stages = ["NEW", "C4:NEW", "C4:PREPARATION", "C4:WON", "C4:LOSE", "C4:UC_9X1"];
    const result = stages.flatMap((stage, at) => [
      { ID: at, TITLE: "Chair", STAGE_ID: stage, DATE_CREATE: "2026-01-05T10:00:00+03:00", CATEGORY_ID: 4 },
    ]);
    put("bitrix/deals.json", JSON.stringify({ result }));
    await refresh({ home, site: false }, { now: () => new Date("2026-02-02"), report: silent });
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), { readOnly: true });
    try {
      const kinds = await warehouse.rows(
        "select source_stage as stage, kind from reference.presumed_stage where kind_told_by = 'vendor' order by stage",
      );
      expect(kinds).toEqual([
        { stage: "C4:LOSE", kind: "lost" },
        { stage: "C4:NEW", kind: "stage" },
        { stage: "C4:PREPARATION", kind: "stage" },
        { stage: "C4:WON", kind: "won" },
        { stage: "NEW", kind: "stage" },
      ]);
    } finally {
      warehouse.close();
    }
  });
});
