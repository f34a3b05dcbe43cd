import { rowsOf, type Columns } from "./columns.ts";
import type { Side } from "./comparison.ts";
import type { CurveStep, Incidence, Share } from "./incidence.ts";
import type { Way } from "./ordered-way.ts";

/** A way of one side by a day. */
interface WayRow extends Share {
  kind: Way["kind"];
  ordinal: number;
}

/** How far a way is followed. */
interface FollowedRow {
  kind: Way["kind"];
  ordinal: number;
  followed_days: number;
}

interface CurveRow extends CurveStep {
  horizon_days: number;
}

/** A side of comparisons as it travels: what they ask of it, by the days that they are of. */
export interface ToldSide {
  leads: Columns<{ started_count: number; won_count: number }>;
  followed: Columns<FollowedRow>;
  ways: Columns<WayRow>;
  /** From the start to won, of which the way is drawn. */
  curve: Columns<CurveRow>;
}

/** What comparisons by these days need of a side. */
export function tellSide(side: Side, asked: { way: Way; days: Iterable<number> }[]): ToldSide {
  const followed = asked.map(({ way }): FollowedRow => ({ ...way, followed_days: side.followedTo(way) }));
  const found = asked.flatMap(({ way, days }) =>
    [...days].sort((one, other) => one - other).map((day) => ({ way, found: side.by(way, day) })),
  );
  return {
    leads: { started_count: [side.started], won_count: [side.won] },
    followed: columnsOf(followed, ["kind", "ordinal", "followed_days"]),
    ways: columnsOf(
      found.map(({ way, found }): WayRow => ({ ...found, ...way })),
      [
        "kind",
        "ordinal",
        "horizon_days",
        "estimate",
        "estimate_low",
        "estimate_high",
        "at_risk_count",
        "followed_count",
        "estimate_status",
        "median_seconds",
      ],
    ),
    curve: columnsOf(
      found.flatMap(({ way, found: { curve, horizon_days } }) =>
        way.kind === "won" ? curve.map((step): CurveRow => ({ ...step, horizon_days })) : [],
      ),
      ["horizon_days", "seconds", "share", "error"],
    ),
  };
}

const columnsOf = <Row extends object>(rows: Row[], names: (keyof Row)[]): Columns<Row> =>
  Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;

/** A side as it was told. Throws where it is asked for a way or a day that it was not told of. */
export function sideAsTold({ leads, followed, ways, curve }: ToldSide): Side {
  const isOf = (way: Way) => (row: { kind: Way["kind"]; ordinal: number }) =>
    row.kind === way.kind && row.ordinal === way.ordinal;
  return {
    started: leads.started_count[0] ?? 0,
    won: leads.won_count[0] ?? 0,
    followedTo: (way) => rowsOf(followed).find(isOf(way))?.followed_days ?? 0,
    by(way, days): Incidence {
      const row = rowsOf(ways).find((each) => isOf(way)(each) && each.horizon_days === days);
      if (row === undefined)
        throw new Error(`a side is not told of ${way.kind} ${way.ordinal} by day ${days}`);
      return {
        ...row,
        curve: way.kind === "won" ? rowsOf(curve).filter((step) => step.horizon_days === days) : [],
      };
    },
  };
}
