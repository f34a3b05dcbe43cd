import { join } from "node:path";
import { expect, test } from "vitest";
import { probeSource } from "../../pipelines/extract/dry-run.ts";
import { chosenSources } from "../../pipelines/extract/extract.ts";
import { bodiesOf, newestFile } from "../../pipelines/extract/files/newest.ts";
import type { Home } from "../../pipelines/contract/home.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { drawWorld, recordsOf, type World } from "../vendors/hubspot/world.ts";
import { account } from "./account.ts";

cleanedUp();

const [minute, day] = [60_000, 86_400_000];
const entry = { streams: ["contacts", "contact_history"] };

/** The contacts whose histories the last night brought. */
async function asked(home: Home): Promise<number[]> {
  const file = newestFile(join(home.exports, "hubspot"), "contact_history");
  const ids: number[] = [];
  if (file !== undefined)
    for await (const { results } of bodiesOf(file))
      ids.push(...(results as { id: string }[]).map(({ id }) => Number(id)));
  return ids.sort((one, other) => one - other);
}

/** The contacts that were ever at more than the stage that they began with. */
const movedOf = (world: World) =>
  recordsOf(world, "contacts")
    .filter(({ history, createdAt }) => {
      const stages = history["lifecyclestage"] ?? [];
      return stages.length > 1 || stages.some(({ at }) => at > createdAt);
    })
    .map(({ id }) => id);

const everyoneOf = (world: World) => recordsOf(world, "contacts").map(({ id }) => id);

test("a contact that never left the stage it began with costs no call: the list tells when it came to it", async () => {
  const world = drawWorld({ seed: 3, deals: 10, people: 400 });
  const { home, fetch, fake } = await account({ world, entry });
  const { streams } = await fetch();
  expect(movedOf(world).length).toBe(210);
  expect(await asked(home)).toEqual(movedOf(world));
  // which stages there are, 5 pages of contacts and the recycle bin, some of the others, 5 pages of histories
  expect(streams.map(({ calls }) => calls)).toEqual([7, 6]);
  expect(fake.calls()).toBe(13);
});

test("a history is asked for again when its contact changed, and for the first time when it moves on", async () => {
  const world = drawWorld({ seed: 3, deals: 0, people: 40 });
  const { home, fetch, clock } = await account({ world, entry });
  await fetch();
  const [still, mover] = recordsOf(world, "contacts");
  mover?.history["lifecyclestage"]?.push({ at: clock.now() + minute, value: "customer" });
  if (still !== undefined) still.history["hs_lead_status"] = [{ at: clock.now() + minute, value: "OPEN" }];
  clock.pass(day);
  await fetch();
  expect(await asked(home)).toEqual([mover?.id]);
});

test("of merged contacts the history is asked for: their dates are of two", async () => {
  const world = drawWorld({ seed: 3, deals: 0, people: 40 });
  const winner = recordsOf(world, "contacts")[0];
  winner?.merged.push({ at: winner.createdAt + day, id: 1 });
  const { home, fetch } = await account({ world, entry });
  await fetch();
  expect(await asked(home)).toContain(winner?.id);
});

test("in an account whose dates do not tell all, the histories of all contacts are asked for, and it says so", async () => {
  const world = drawWorld({ seed: 3, deals: 0, people: 400 });
  world.forgetsStages = true;
  const { home, fetch, clock } = await account({ world, entry });
  const { streams } = await fetch();
  expect(await asked(home)).toEqual(everyoneOf(world));
  expect(streams[1]?.message).toMatch(/the dates of a contact's stages do not tell all/);
  // it holds from then on, of contacts that changed
  const [still] = recordsOf(world, "contacts");
  if (still !== undefined) still.history["hs_lead_status"] = [{ at: clock.now() + minute, value: "OPEN" }];
  clock.pass(day);
  await fetch();
  expect(await asked(home)).toEqual([still?.id]);
});

test("with a key that may not read which stages there are, the histories of all contacts are asked for", async () => {
  const world = drawWorld({ seed: 3, deals: 0, people: 40 });
  const { home, fetch } = await account({
    world,
    entry,
    forbidden: { "/crm/properties": "crm.schemas.contacts.read" },
  });
  const { streams } = await fetch();
  expect(streams.map(({ outcome }) => outcome)).toEqual(["fetched", "fetched"]);
  expect(await asked(home)).toEqual(everyoneOf(world));
});

test("an account in which nobody moved is known until its lists were fetched, also in a night in which it does not answer", async () => {
  const world = drawWorld({ seed: 3, deals: 0, people: 3 });
  const state = { isDown: false };
  const { fetch, clock } = await account({
    world,
    entry,
    plan: () => (state.isDown ? "bad_gateway" : undefined),
  });
  const { streams, knownUntil } = await fetch();
  expect(streams.map(({ outcome }) => outcome)).toEqual(["fetched", "nothing"]);
  expect(knownUntil).not.toBeNull();
  clock.pass(day);
  state.isDown = true;
  expect((await fetch()).knownUntil).toBe(knownUntil);
});

test("a dry run counts the histories that a night asks for, before the first one and after it", async () => {
  const world = drawWorld({ seed: 3, deals: 0, people: 400 });
  const { home, fetch, clock } = await account({ world, entry });
  const [source] = await chosenSources(home);
  if (source === undefined) throw new Error("no source");
  const callsOf = async () =>
    (await probeSource(home, source, clock)).streams.find(({ stream }) => stream === "contact_history")
      ?.calls;
  // 200 of 400 moved, and some of the others are asked about
  expect(await callsOf()).toBe(5);
  await fetch();
  clock.pass(day);
  expect(await callsOf()).toBe(1);
});
