import {
  customerSpells,
  placesOf,
  reachSpells,
  stageSpells,
  type JourneyTimes,
  type JourneySpells,
} from "./journey-times.ts";
import { noFilters } from "./filters.ts";
import { numbersAt } from "./grouped.ts";
import { inOrder, type OrderedSpells } from "./incidence.ts";

/** On from the stage of an ordinal, from the start to it, or from the start to won. */
export interface Way {
  kind: "step" | "reached" | "won";
  ordinal: number;
}

/** From the start to won. */
export const toWon: Way = { kind: "won", ordinal: 0 };

/** The times of the journeys at these places. */
function spellsOfWay(times: JourneyTimes, places: number[], { kind, ordinal }: Way): JourneySpells {
  return kind === "won"
    ? customerSpells(times, places)
    : kind === "step"
      ? stageSpells(times, places, ordinal)
      : reachSpells(times, places, ordinal);
}

/** The times of all journeys of a pipeline in their order, and by place the journey. */
export interface OrderedWay {
  spells: JourneySpells;
  ordered: OrderedSpells;
  journeys: Int32Array;
}

const known = new WeakMap<JourneyTimes, Map<string, unknown>>();

/** Made once, whatever is selected of them. */
export function orderedWay(times: JourneyTimes, pipeline: string, way: Way): OrderedWay {
  return once(times, `${pipeline} ${way.kind} ${way.ordinal} ordered`, () => {
    const spells = spellsOfWay(times, allOf(times, pipeline), way);
    const ordered = inOrder(spells);
    return { spells, ordered, journeys: numbersAt(spells.journey, ordered.places) };
  });
}

/** The places of all journeys of a pipeline. */
const allOf = (times: JourneyTimes, pipeline: string): number[] =>
  once(times, pipeline, () => placesOf(times, { ...noFilters, pipeline }));

function once<Made>(times: JourneyTimes, key: string, make: () => Made): Made {
  const own = known.get(times) ?? new Map<string, unknown>();
  known.set(times, own);
  const made = (own.get(key) as Made | undefined) ?? make();
  own.set(key, made);
  return made;
}
