import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const header =
  "ID,Название сделки,Бюджет,Ответственный,Дата создания сделки,Дата редактирования,Дата закрытия,Этап сделки,Воронка,Компания,Рабочий телефон,Рабочий email,Источник,Товар,utm_campaign,Источник\n";
const row = (id: number, closed: string, stage: string) =>
  `${id},Минта,1500,Борис,05.01.2026 09:07:00,25.01.2026 10:00:00,${closed},${stage},Продажи,Минта Кфт,+36 30 555 0101,a@minta.example,Сайт,Панель,spring,\n`;

describe("Kommo", () => {
  test("the list of deals is read, an open one is not closed, and a name that occurs twice says nothing", async () => {
    const file = await loadText(
      header + row(1, "25.01.2026 10:00:00", "Успешно реализовано") + row(2, "не закрыта", "Переговоры"),
    );
    expect(file).toMatchObject({
      connector: "kommo",
      status: "loaded",
      loaded: 2,
      quarantined: 0,
      delivery: "presumed_full",
    });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        pipeline: "Продажи",
        stage: "Успешно реализовано",
        amount: "1500.00",
        product: "Панель",
        campaign_id: "spring",
        account_id: "Минта Кфт",
        created_at: "2026-01-05 09:07:00",
        closed_at: "2026-01-25 10:00:00",
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
      { opportunity_id: "2", stage: "Переговоры", closed_at: null },
    ]);
    expect(file.rows["opportunities"]?.[0]?.["lead_source"] ?? null).toBeNull();
    expect(JSON.stringify(file.rows)).not.toMatch(/555|minta\.example/);
  });

  test("deals without their stage are refused, and those of Bitrix24 are not taken", async () => {
    expect(
      (await loadText("ID,Название сделки,Бюджет,Дата создания сделки\n1,Минта,5,05.01.2026\n")).reason,
    ).toMatch(/deals of amoCRM without Этап сделки/);
    const other = await loadText(
      "ID;Название сделки;Стадия сделки;Сумма;Дата создания;Ответственный;Предполагаемая дата закрытия;\n1;Минта;Новая;5;25.01.2026;Борис;26.01.2026;\n",
    );
    expect(other.connector).toBe("bitrix24");
  });

  test("what a program is answered: moments in seconds, and the two stages that end every pipeline", async () => {
    const at = (day: number) => Date.UTC(2026, 0, day, 9, 7) / 1000;
    const deal = {
      id: 17,
      name: "Минта",
      price: 1500,
      responsible_user_id: 3,
      status_id: 142,
      pipeline_id: 9,
      loss_reason_id: null,
      created_at: at(5),
      updated_at: at(20),
      closed_at: at(20),
      is_deleted: false,
      _embedded: { tags: [], companies: [{ id: 77 }] },
    };
    const file = await loadText(
      JSON.stringify({
        _page: 1,
        _links: {},
        _embedded: {
          leads: [
            deal,
            { ...deal, id: 18, status_id: 501, closed_at: 0 },
            { ...deal, id: 19, status_id: 143, loss_reason_id: 4 },
          ],
        },
      }),
    );
    expect(file).toMatchObject({ connector: "kommo", delivery: "delta" });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "17",
        pipeline: "9",
        stage: "142",
        is_closed: true,
        is_won: true,
        account_id: "77",
        created_at: "2026-01-05 10:07:00",
        closed_at: "2026-01-20 10:07:00",
      },
      { opportunity_id: "18", is_closed: false, is_won: false, closed_at: null },
      { opportunity_id: "19", is_closed: true, is_won: false, lost_reason: "4" },
    ]);
  });

  test("the ids of events tell their order within one second", async () => {
    const status = (id: number) => [{ lead_status: { id, pipeline_id: 9 } }];
    const event = (id: string, before: number, after: number) => ({
      id,
      type: "lead_status_changed",
      entity_id: 17,
      created_at: 1_888_888_888,
      value_after: status(after),
      value_before: status(before),
    });
    const events = [
      event("01pz58t7p14ymgsgfbmfyfy1mf", 502, 142),
      event("01pz58t6p04ymgsgfbmfyfy1mf", 501, 502),
      event("e1", 501, 501),
    ];
    const file = await loadText(JSON.stringify({ _embedded: { events } }));
    expect(file.rows["stage_changes"]?.map((each) => [each["to_stage"], each["sequence"]])).toEqual([
      ["142", "1888888889025"],
      ["502", "1888888888000"],
      ["501", null],
    ]);
  });

  test("events are the history of stages, and pipelines their order", async () => {
    const status = (id: number) => [{ lead_status: { id, pipeline_id: 9 } }];
    const event = {
      id: "e1",
      type: "lead_status_changed",
      entity_id: 17,
      entity_type: "lead",
      created_by: 3,
      created_at: Date.UTC(2026, 0, 20, 9, 7) / 1000,
      value_after: status(142),
      value_before: status(501),
    };
    const file = await loadText(
      JSON.stringify({
        _embedded: {
          events: [event, { ...event, id: "e2", type: "lead_added", value_after: [], value_before: [] }],
        },
      }),
    );
    expect(file.rows["stage_changes"]).toMatchObject([
      {
        record_type: "opportunity",
        record_id: "17",
        pipeline: "9",
        from_stage: "501",
        to_stage: "142",
        changed_at: "2026-01-20 10:07:00",
      },
    ]);
    expect(file.rows["stage_changes"]).toHaveLength(1);
    const pipelines = await loadText(
      JSON.stringify({
        _embedded: {
          pipelines: [
            {
              id: 9,
              name: "Продажи",
              sort: 1,
              _embedded: {
                statuses: [
                  { id: 501, name: "Переговоры", sort: 10 },
                  { id: 142, name: "Успешно реализовано", sort: 10000 },
                ],
              },
            },
          ],
        },
      }),
    );
    expect(
      pipelines.rows["stage_definitions"]?.map((each) => [
        each["pipeline"],
        each["pipeline_name"],
        each["stage"],
        each["name"],
        each["ordinal"],
        each["is_closed"],
        each["is_won"],
      ]),
    ).toEqual([
      ["9", "Продажи", "501", "Переговоры", "10", false, false],
      ["9", "Продажи", "142", "Успешно реализовано", "10000", true, true],
    ]);
  });
});
