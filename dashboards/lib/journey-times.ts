import type { Columns } from "./columns.ts";
import type { JourneysRowsRow } from "./data.ts";
import { hasDimensions, isInMonths, type Filters } from "./filters.ts";
import { ends, roomFor, type Spells } from "./incidence.ts";

type Rows = Columns<JourneysRowsRow>;

/** The times of journeys, by their place: seconds from the start until each stage they reached ended, and what each ended with. */
export interface JourneyTimes {
  rows: Rows;
  ended: number[][];
}

const known = new WeakMap<Rows, JourneyTimes>();

/** Journeys with their times read, which is done once. */
export function timesOf(rows: Rows): JourneyTimes {
  const made = known.get(rows) ?? {
    rows,
    ended: rows.ended_seconds.map((text) => text.split("_").map(Number)),
  };
  known.set(rows, made);
  return made;
}

/** The places of the journeys of a pipeline that have the campaign, owner, country and tier of a selection. */
export function placesOf({ rows }: JourneyTimes, filters: Filters): number[] {
  const places: number[] = [];
  for (let at = 0; at < rows.pipeline.length; at++)
    if (
      rows.pipeline[at] === filters.pipeline &&
      hasDimensions(filters, {
        campaign_id: rows.campaign_id[at] ?? null,
        owner: rows.owner[at] ?? null,
        country: rows.country[at] ?? null,
        icp_tier: rows.icp_tier[at] ?? null,
      })
    )
      places.push(at);
  return places;
}

/** Of such places, those of a source: none named is all but purchased lists. */
export const ofSource = ({ rows }: JourneyTimes, places: number[], source: string): number[] =>
  places.filter((at) => (source === "" ? rows.source[at] !== "purchased_list" : rows.source[at] === source));

/** Of such places, those that started in the months of a selection. */
export const ofMonths = (times: JourneyTimes, places: number[], filters: Filters): number[] =>
  places.filter((at) => isInMonths(filters, monthOf(times, at)));

export const monthOf = ({ rows }: JourneyTimes, at: number): string => rows.started_on[at]?.slice(0, 7) ?? "";

/** Seconds from the start of a journey until it reached the stage of an ordinal. */
const reachedAfter = ({ ended }: JourneyTimes, at: number, ordinal: number): number =>
  ordinal === 1 ? 0 : (ended[at]?.[ordinal - 2] ?? 0);

/** How far a journey came: the ordinal of its furthest stage, one more when it was won. */
export const furthestOf = ({ rows }: JourneyTimes, at: number): number =>
  (rows.states[at]?.length ?? 0) + (rows.outcome[at] === "won" ? 1 : 0);

const hows: Record<string, number> = { a: ends.happened, l: ends.lost, o: ends.censored };

/** From reaching the stage of an ordinal to going on from it, of the journeys at these places that count. */
export function stageSpells(times: JourneyTimes, places: number[], ordinal: number): JourneySpells {
  const { rows, ended } = times;
  return spellsOf(places, (at, spell) => {
    const state = rows.states[at]?.[ordinal - 1];
    const how = hows[state?.toLowerCase() ?? ""];
    if (state === undefined || how === undefined) return false;
    const reached = reachedAfter(times, at, ordinal);
    spell.entered = Math.max(0, (rows.entry_seconds[at] ?? 0) - reached);
    spell.ended = (ended[at]?.[ordinal - 1] ?? 0) - reached;
    spell.how = how;
    spell.followed = (rows.followed_seconds[at] ?? 0) - reached;
    spell.isUndated = state !== state.toLowerCase();
    return true;
  });
}

/** From the start to reaching the stage of an ordinal, of the journeys at these places that count. */
export function reachSpells(times: JourneyTimes, places: number[], ordinal: number): JourneySpells {
  const { rows, ended } = times;
  return spellsOf(places, (at, spell) => {
    const states = rows.states[at] ?? "";
    const passed = states.slice(0, ordinal - 1);
    if (states === "" || passed.includes("x")) return false;
    const isReached = states.length >= ordinal;
    spell.entered = rows.entry_seconds[at] ?? 0;
    spell.ended = isReached ? reachedAfter(times, at, ordinal) : (ended[at]?.at(-1) ?? 0);
    spell.how = isReached ? ends.happened : rows.outcome[at] === "lost" ? ends.lost : ends.censored;
    spell.followed = rows.followed_seconds[at] ?? 0;
    spell.isUndated = isReached ? passed !== passed.toLowerCase() : rows.is_dated[at] === false;
    return true;
  });
}

/** From the start to won, of the journeys at these places that count. */
export function customerSpells({ rows, ended }: JourneyTimes, places: number[]): JourneySpells {
  return spellsOf(places, (at, spell) => {
    const outcome = rows.outcome[at];
    if (rows.states[at]?.endsWith("x") !== false) return false;
    spell.entered = rows.entry_seconds[at] ?? 0;
    spell.ended = ended[at]?.at(-1) ?? 0;
    spell.how = outcome === "won" ? ends.happened : outcome === "lost" ? ends.lost : ends.censored;
    spell.followed = rows.followed_seconds[at] ?? 0;
    spell.isUndated = rows.is_dated[at] === false;
    return true;
  });
}

/** Times of journeys, one a place, and by place the journey. */
export interface JourneySpells extends Spells {
  journey: Int32Array;
}

/** One of {@link Spells}. */
interface Spell {
  entered: number;
  ended: number;
  how: number;
  followed: number;
  isUndated: boolean;
}

/** The spells of places; `read` writes that of one into the spell it is given, and says whether there is one. */
function spellsOf(places: number[], read: (at: number, spell: Spell) => boolean): JourneySpells {
  const spells = { ...roomFor(places.length, null), journey: new Int32Array(places.length) };
  const spell: Spell = { entered: 0, ended: 0, how: 0, followed: 0, isUndated: false };
  for (const at of places) {
    if (!read(at, spell)) continue;
    const place = spells.length++;
    spells.journey[place] = at;
    spells.entered[place] = spell.entered;
    spells.ended[place] = spell.ended;
    spells.how[place] = spell.how;
    spells.followed[place] = spell.followed;
    spells.undated[place] = Number(spell.isUndated);
  }
  return spells;
}
