import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type { CycleMovesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import { moveWords } from "../words/moves.ts";
import { ignoredFilters } from "./ignored.ts";
import { are } from "../lib/figure-query.ts";

interface Place {
  key: string;
  label: string;
}

/** Where deals go from each place: on, past a stage, back, out, and in again. */
export function moveFigure(context: Context): HTMLElement {
  const { format, filters, text, language } = context;
  const words = moveWords[language];
  const moves = rowsOf(fileOf(context, "cycle").moves).filter(
    (row) => row.pipeline === filters.pipeline && row.source === filters.source,
  );
  const inOrder: Place[] = [
    { key: "start", label: words.start },
    ...context.stages.map((stage) => ({ key: stage.stage, label: stageLabel(stage, context) })),
    { key: "won", label: text.won },
    { key: "lost", label: text.lost },
    { key: "other", label: words.other },
  ];
  const labels = new Map(inOrder.map((place) => [place.key, place.label]));
  const sources = inOrder.filter((place) => moves.some((row) => row.from_stage === place.key));
  const targets = inOrder.filter((place) => moves.some((row) => row.to_stage === place.key));
  const sum = (rows: CycleMovesRow[]) => rows.reduce((total, row) => total + row.move_count, 0);
  const between = (from: string, to: string) =>
    moves.filter((row) => row.from_stage === from && row.to_stage === to);
  const leaving = (from: string) => sum(moves.filter((row) => row.from_stage === from));
  const isBack = (row: CycleMovesRow) => row.kind === "back";
  const isSkip = (row: CycleMovesRow) =>
    row.kind === "advanced" && (row.to_ordinal ?? 0) > row.from_ordinal + 1;
  const forward = sum(moves.filter((row) => row.kind === "advanced"));
  const skips = sum(moves.filter(isSkip));
  const loops = moves.filter(isBack);
  const loop = [...loops].sort((a, b) => b.move_count - a.move_count)[0];
  const share = (from: string, to: string) => {
    const all = leaving(from);
    return all === 0 ? null : sum(between(from, to)) / all;
  };
  const cell = (from: string, to: string): HTMLElement | string => {
    const rows = between(from, to);
    if (rows.length === 0) return "";
    const side = rows.some(isBack) ? "below" : rows.some(isSkip) ? "leap" : "";
    return element(
      "span",
      { class: `rate ${side}`.trim() },
      element("b", {}, format.count(sum(rows))),
      element("small", {}, format.share(share(from, to))),
    );
  };
  return figure<Place>(context, {
    id: "transitions",
    isWide: true,
    headline:
      moves.length === 0
        ? words.headlineNone
        : forward === 0
          ? words.headlineNoStep
          : words.headline(format.share(skips / forward), format.count(sum(loops))),
    subtitle: words.subtitle,
    ignored: ignoredFilters(context, "months"),
    about: [words.about(format.count(sum(moves)))],
    query: {
      of: "cycle/moves",
      where: [...are({ pipeline: context.filters.pipeline, source: context.filters.source })],
    },
    measures: ["moves"],
    columns: [
      { name: "from", label: words.from, value: (row) => row.key, show: (row) => row.label },
      ...targets.flatMap((to) => [
        {
          name: `to_${to.key}_count`,
          label: to.label,
          value: (row: Place) => sum(between(row.key, to.key)),
          show: (row: Place) => cell(row.key, to.key),
        },
        {
          name: `to_${to.key}_share`,
          label: "",
          value: (row: Place) => share(row.key, to.key),
          isHidden: true,
        },
      ]),
    ],
    rows: sources,
    notes: [
      ...(loop === undefined
        ? []
        : [
            words.loop(
              labels.get(loop.from_stage) ?? loop.from_stage,
              labels.get(loop.to_stage) ?? loop.to_stage,
              format.count(loop.move_count),
            ),
          ]),
    ],
  });
}
