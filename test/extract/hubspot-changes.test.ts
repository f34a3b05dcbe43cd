import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fetchedFiles, newestFile } from "../../pipelines/extract/files/newest.ts";
import { rmSync } from "node:fs";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { recordsOf, type World, type WorldRecord } from "../vendors/hubspot/world.ts";
import { account, answersIn } from "./account.ts";

cleanedUp();

const [minute, day] = [60_000, 86_400_000];

function addTask(world: World, id: number, createdAt: number): WorldRecord {
  const task: WorldRecord = {
    id,
    type: "tasks",
    createdAt,
    properties: { hs_task_subject: "Task", hs_timestamp: new Date(createdAt).toISOString() },
    history: {},
    merged: [],
    links: [{ at: createdAt, type: "deals", id: recordsOf(world, "deals")[0]?.id ?? 0, label: null }],
  };
  recordsOf(world, "tasks").push(task);
  return task;
}

interface Task {
  id: string;
  archived: boolean;
  properties: Record<string, string | null>;
  associations?: Record<string, { results: { id: string }[] }>;
}

/** An account whose tasks are fetched night after night. */
async function tasks(options: Parameters<typeof account>[0] = {}) {
  const fetched = await account({ deals: 30, ...options, entry: { streams: ["tasks"] } });
  const folder = join(fetched.home.exports, "hubspot");
  return {
    ...fetched,
    folder,
    night: async (days = 1) => {
      fetched.clock.pass(days * day);
      const { streams } = await fetched.fetch();
      expect(streams).toMatchObject([{ outcome: "fetched" }]);
      const lines = (answersIn(fetched.home)["tasks"] ?? "").trim().split("\n");
      return {
        manifest: newestFile(folder, "tasks")?.manifest,
        tasks: lines.flatMap((line) => (JSON.parse(line) as { results: Task[] }).results),
      };
    },
  };
}

describe("activities of HubSpot", () => {
  test("are fetched whole at first, then those that changed, and whole again after a week", async () => {
    const { world, clock, night } = await tasks();
    const all = recordsOf(world, "tasks").length;
    expect((await night()).manifest).toMatchObject({ delivery: "full", since: null, records: all });
    const changed = recordsOf(world, "tasks")[2];
    changed?.links.push({ at: 0, type: "contacts", id: 700_000, label: null });
    if (changed !== undefined)
      changed.history["hs_task_subject"] = [{ at: clock.now() + minute, value: "Call back" }];
    const second = await night();
    expect(second.manifest).toMatchObject({ delivery: "delta", records: 1 });
    expect(second.tasks).toMatchObject([
      {
        id: String(changed?.id),
        properties: { hs_task_subject: "Call back" },
        associations: {
          deals: { results: [{ id: String(changed?.links[0]?.id) }] },
          contacts: { results: [{ id: "700000" }] },
        },
      },
    ]);
    for (let quiet = 0; quiet < 5; quiet++) expect((await night()).manifest?.records).toBe(0);
    expect((await night()).manifest).toMatchObject({ delivery: "full", since: null, records: all });
  });

  test("that changed shortly before a night, which its search did not see, are found the next night", async () => {
    const { world, clock, night } = await tasks({ lag: 10 * minute });
    await night();
    addTask(world, 70_000_001, clock.now() + day - minute);
    expect((await night()).tasks).toEqual([]);
    expect((await night()).tasks.map(({ id }) => id)).toEqual(["70000001"]);
    expect((await night()).tasks).toEqual([]);
  });

  test("of more than a search finds, and all changed in one instant, come each once", async () => {
    const { world, clock, night } = await tasks({ mostFound: 400 });
    await night();
    const ids = Array.from({ length: 900 }, (_, place) => 80_000_000 + place);
    for (const id of ids) addTask(world, id, clock.now() + minute);
    const { tasks: found, manifest } = await night();
    expect(found.map(({ id }) => Number(id))).toEqual(ids);
    expect(manifest).toMatchObject({ records: 900, pages: 6 });
  });

  test("that were put into the recycle bin come with the changes", async () => {
    const { world, clock, night } = await tasks();
    await night();
    const gone = recordsOf(world, "tasks")[1];
    if (gone !== undefined) gone.archivedAt = clock.now() + minute;
    expect((await night()).tasks).toMatchObject([{ id: String(gone?.id), archived: true }]);
  });

  test("of a night whose file somebody deleted are asked for again, though later nights have theirs", async () => {
    const { world, clock, night, folder } = await tasks();
    await night();
    addTask(world, 70_000_002, clock.now() + minute);
    expect((await night()).tasks.length).toBe(1);
    const second = newestFile(folder, "tasks")?.path ?? "";
    expect((await night()).tasks.length).toBe(0);
    rmSync(second);
    expect((await night()).tasks.map(({ id }) => id)).toEqual(["70000002"]);
    expect(fetchedFiles(folder).length).toBe(3);
  });

  test("a fault in the middle of a night costs no record", async () => {
    const plan = (call: number) => (call % 3 === 0 ? ("bad_gateway" as const) : undefined);
    const { world, clock, night } = await tasks({ plan });
    await night();
    for (let place = 0; place < 450; place++) addTask(world, 80_000_000 + place, clock.now() + minute);
    const { tasks: found } = await night();
    expect(new Set(found.map(({ id }) => id)).size).toBe(450);
    expect(found.every(({ associations }) => associations?.["deals"] !== undefined)).toBe(true);
  });
});
