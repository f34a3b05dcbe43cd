import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { SourcesQualityRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { movedFigure } from "./moved-spend.ts";
import { missingOf, provide } from "./provide.ts";
import { listFigure } from "./purchased-lists.ts";
import { costFigure } from "./source-costs.ts";
import { qualityFigure } from "./source-quality.ts";
import { sourceTiles } from "./source-tiles.ts";
import { spendFigure } from "./spend.ts";

type Row = SourcesQualityRow;
type Segment = Row["segment"];

/** What sources, campaigns and lists bring and cost; purchased lists apart. */
export function leadSourceFigures(context: Context): Node[] {
  const quality = rowsOf(fileOf(context, "sources").quality).filter(
    (row) => row.pipeline === context.filters.pipeline,
  );
  const spend = rowsOf(fileOf(context, "sources").spend);
  const of = (segment: Segment) => quality.filter((row) => row.segment === segment);
  const lists = of("list");
  return [
    ...(spend.length === 0 && lists.length === 0 ? [] : [sourceTiles(context, spend, lists)]),
    element(
      "div",
      { class: "grid" },
      ...costFigure(context, "lead_source", of("lead_source")),
      qualityFigure(context, of("lead_source")),
      ...costFigure(context, "campaign", of("campaign")),
      ...listFigure(context, lists),
      ...(spend.length === 0 ? [] : [spendFigure(context, spend)]),
      ...movedFigure(context),
    ),
    ...provide(context, missingOf(context, "spend", "list", "hand_off", "activity")),
  ];
}
