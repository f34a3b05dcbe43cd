import { rowsOf } from "../lib/columns.ts";
import { comparedValues } from "../lib/comparison.ts";
import { pipelineLabel, type Context } from "../lib/context.ts";
import { comparedDimensions, dimensionNames, type Dimension } from "../lib/filters.ts";
import { comparisonWords } from "../words/comparison.ts";
import { labelOf } from "../words/labels.ts";
import { selectionWords } from "../words/selection.ts";
import type { Choice } from "./filter-bar.ts";

/** The selects of campaign, owner, country and tier that are set or asked for, and one that offers the others. */
export function dimensionChoices(
  context: Context,
  followed: readonly Dimension[],
  adding: Dimension | "",
): Choice[] {
  const { summary, filters, text, language } = context;
  const words = selectionWords[language];
  const offered = dimensionNames.filter(
    (name) =>
      followed.includes(name) &&
      summary.dimensions.dimension.some(
        (dimension, index) => dimension === name && summary.dimensions.pipeline[index] === filters.pipeline,
      ),
  );
  const isShown = (name: Dimension) => filters[name] !== "" || name === adding;
  const shown = dimensionNames.filter((name) => followed.includes(name) && isShown(name));
  const others = offered.filter((name) => !isShown(name));
  return [
    ...shown.map((name) => ({
      name,
      label: text[name],
      options: [
        { value: "", label: text.all },
        ...valuesOf(context, name).map((value) => ({ value, label: value })),
      ],
    })),
    ...(others.length === 0
      ? []
      : [
          {
            name: "add" as const,
            label: words.add,
            options: [
              { value: "", label: words.choose },
              ...others.map((name) => ({ value: name, label: text[name] })),
            ],
          },
        ]),
  ];
}

/** What the selection is compared with, and of two values the other one. */
export function comparisonChoices(context: Context, pipelines: string[]): Choice[] {
  const { filters, text, language, whole } = context;
  const words = comparisonWords[language];
  const names = whole.files.journeys?.names;
  const offered = comparedDimensions.filter((name) =>
    name === "pipeline"
      ? pipelines.length > 1
      : name === "source"
        ? comparedValues(name, filters, whole.summary, names).length > 1
        : whole.summary.dimensions.dimension.some(
            (dimension, index) =>
              dimension === name && whole.summary.dimensions.pipeline[index] === filters.pipeline,
          ),
  );
  const chosen = comparedDimensions.find((name) => name === filters.compare);
  return [
    {
      name: "compare",
      label: text.compare,
      options: [
        { value: "", label: words.kinds.none },
        ...(["previous", "year", ...offered] as const).map((kind) => ({
          value: kind,
          label: words.kinds[kind],
        })),
      ],
    },
    ...(chosen === undefined
      ? []
      : [
          {
            name: "with" as const,
            label: text.with,
            options: comparedValues(chosen, filters, whole.summary, names)
              .filter((value) => value !== filters[chosen])
              .map((value) => ({
                value,
                label: chosen === "pipeline" ? pipelineLabel(value, context) : labelOf(value, language),
              })),
          },
        ]),
  ];
}

/** The values of a dimension in the chosen pipeline, and the one that is set wherever it is from. */
export function valuesOf(context: Context, dimension: Dimension): string[] {
  const { filters, language, whole } = context;
  const own = rowsOf(
    whole.files.journeys?.names ?? { pipeline: [], dimension: [], name: [], journey_count: [] },
  )
    .filter((row) => row.dimension === dimension && row.pipeline === filters.pipeline)
    .map((row) => row.name);
  return [...new Set([...own, filters[dimension]])]
    .filter((value) => value !== "")
    .sort((a, b) => a.localeCompare(b, language));
}
