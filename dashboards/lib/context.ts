import type {
  EnglishTermsRow,
  Explore,
  FileName,
  Files,
  SummaryPipelinesRow,
  SummaryReleaseRow,
  SummaryStagesRow,
  Summary,
} from "./data.ts";
import type { Comparison } from "./comparison.ts";
import type { Dimension, Filters } from "./filters.ts";
import { daysOf, dimensionNames, filterNames, noFilters, queryOf } from "./filters.ts";
import type { Format } from "./format.ts";
import { isOrder, isSplit, stepsOf } from "./funnel.ts";
import type { Language } from "../language.ts";
import { labelOf } from "../words/labels.ts";
import { asWord } from "./marked.ts";
import { models, modelWords } from "../words/models.ts";
import { reasons, reasonWords } from "../words/reasons.ts";
import { selectionWords, type Ignorable } from "../words/selection.ts";
import type { Words } from "../words/words.ts";

/** A measure by its name and what it means. */
export interface Term {
  /** Key in marts.metric. */
  metric: string;
  label: string;
  definition: string;
}

/** The marks of deals, one a line, in an address. */
export interface Marks {
  /** Whether all of them mean something. */
  areKnown(marks: string): boolean;
  /** What the deals that they count have in common; `nameStage` names a stage by its key as a word. */
  label(marks: string, language: Language, nameStage: (word: string) => string): string;
}

/** What a view draws from. */
export interface Context {
  language: Language;
  text: Words;
  format: Format;
  filters: Filters;
  /** The data files that the page reads. */
  files: Partial<Files>;
  summary: Summary;
  release: SummaryReleaseRow;
  /** The measures in the page's language, by key. */
  metrics: Map<string, EnglishTermsRow>;
  /** The stages of the chosen pipeline, in order. */
  stages: SummaryStagesRow[];
  /** The stages from which one can go on: all but the last where nothing is known to mean won. */
  steps: SummaryStagesRow[];
  /** The pipelines that nobody has confirmed, or of which nothing is known to mean won. */
  unsettled: SummaryPipelinesRow[];
  /** Those, and the pipelines that have a name of their own. */
  named: SummaryPipelinesRow[];
  /** What is set and this view does not follow: what it shows is of all campaigns, owners and so on, and nothing is compared. */
  ignored: Ignorable[];
  /** Whether the estimates were made anew of the selection, months included. */
  isReestimated: boolean;
  /** The selection beside another; null where nothing is compared, or too little is read to. */
  comparison: Comparison | null;
  /** What pages read before it was narrowed. */
  whole: Pick<Context, "summary" | "files">;
  /** What nothing is known to mean in the chosen pipeline; lostFrom: so many of the lost that no share from stage to stage is a finding. */
  unknown: { won: boolean; lost: boolean; lostFrom: { unplaced: number; lost: number } | null };
  /** Whether purchased lists are on the page, whatever source is chosen. */
  hasLists: boolean;
  /** The marks of deals, on the page that knows them. */
  marks?: Marks | undefined;
  /** Whether the site has a SQL console. */
  hasConsole: boolean;
  /** The moment at which a source is late or not, in milliseconds since 1970. */
  now: number;
  /** Deals that are still to be read before they can be listed and counted; 0 when all are there. */
  reading: number;
  /** Reads the deals that a funnel is made of, with their CRM ids in the same order; undefined where there are no scripts. */
  readBehind?: ((filters: Filters) => Promise<{ deals: Explore; ids: (string | null)[] }>) | undefined;
  /** Reads as many rows of a selection as are wanted, with those that are there; undefined where there are no scripts. */
  readMore?: ((filters: Filters, wanted: number) => Promise<unknown>) | undefined;
  /** The pages that show a measure, by measure; on the page that tells it only. */
  uses?: Record<string, string[]> | undefined;
  setFilters(change: Partial<Filters>): void;
}

/** The data file with the measures in a language. */
export const termsFile = { en: "english", hu: "hungarian" } as const satisfies Record<Language, FileName>;

/** A data file of the page. Throws when dashboards/pages.ts does not list it. */
export function fileOf<Name extends FileName>(context: Context, name: Name): Files[Name] {
  const file = context.files[name];
  if (file === undefined) throw new Error(`dashboards/pages.ts: the page does not read ${name}.json`);
  return file;
}

/** Says what is set and a view does not follow; null when it follows all. */
export const ignoredOf = ({ ignored, language }: Pick<Context, "ignored" | "language">): string | null =>
  ignored.length === 0 ? null : selectionWords[language].ignored(ignored);

/** The view of what compares nothing, and says so where something is compared. */
export const withoutComparison = (context: Context): Context =>
  context.filters.compare === ""
    ? context
    : {
        ...context,
        comparison: null,
        filters: { ...context.filters, compare: "", with: "" },
        ignored: [...context.ignored, "comparison"],
      };

/** The view of what follows neither the filters of these dimensions nor a comparison: all of them together, and it says what is ignored. */
export function withoutDimensions(whole: Context, followed: readonly Dimension[] = []): Context {
  const context = withoutComparison(whole);
  const names = dimensionNames.filter((name) => !followed.includes(name) && context.filters[name] !== "");
  return {
    ...context,
    ...context.whole,
    filters: { ...context.filters, ...Object.fromEntries(names.map((name) => [name, ""])) },
    ignored: [
      ...context.ignored.filter((name) => name !== "comparison"),
      ...names,
      ...context.ignored.filter((name) => name === "comparison"),
    ],
    isReestimated: false,
  };
}

/** The stage's label in the page's language, with its key where two of the pipeline are called the same. */
export function stageLabel(stage: SummaryStagesRow, { language, stages }: StageNames): string {
  const name = (own: SummaryStagesRow) => (language === "hu" ? own.label_hu : own.label_en);
  const isShared = stages.some((other) => other.stage !== stage.stage && name(other) === name(stage));
  return isShared ? `${name(stage)} (${stage.stage})` : name(stage);
}

/** Names a stage by its key as a word of a mark. */
export const wordStage =
  (context: StageNames) =>
  (word: string): string => {
    const stage = context.stages.find((own) => asWord(own.stage) === word);
    return stage === undefined ? word : stageLabel(stage, context);
  };

type StageNames = Pick<Context, "language" | "stages">;

/** The pipeline's name: as its source writes it where it has one, with the source where two are called the same. */
export function pipelineLabel(pipeline: string, { named, summary, language }: PipelineNames): string {
  const nameOf = (key: string) => named.find((row) => row.pipeline === key)?.label ?? labelOf(key, language);
  const name = nameOf(pipeline);
  const source = named.find((row) => row.pipeline === pipeline)?.source ?? null;
  const isShared = [...new Set(summary.stages.pipeline)].some(
    (key) => key !== pipeline && nameOf(key) === name,
  );
  return isShared && source !== null ? `${name} (${source})` : name;
}

type PipelineNames = Pick<Context, "named" | "summary" | "language">;

/** The deals behind a number: the page's filters and what narrows them further. */
export function dealsHref(context: Context, narrower: Partial<Filters> = {}): string {
  const { from, to, source, pipeline, campaign, owner, country, tier } = context.filters;
  const chosen = { from, to, source, pipeline, campaign, owner, country, tier };
  return `./deals.html${queryOf({ ...noFilters, ...chosen, ...narrower })}`;
}

/** A period as people write it. */
export function periodLabel(period: string, format: Format): string {
  return daysOf(period)
    .map((day) => format.day(day))
    .join(" – ");
}

/** The name and definition of a measure in the page's language; null when the dictionary has none. */
export function term(context: Context, metric: string): Term | null {
  const row = context.metrics.get(metric);
  return row === undefined ? null : { metric, label: row.label, definition: row.definition };
}

/** What stands in place of a picture where there is nothing to draw. */
export const emptyText = ({ text, filters }: Context): string =>
  ["from" as const, "to" as const, "source" as const, ...dimensionNames].every((name) => filters[name] === "")
    ? text.noData
    : text.noneMatches;

/** What a picture that leaves the page has to say about itself: the filters and the date of the data. */
export function evidenceOf(context: Context): string {
  const { text, format, filters, language } = context;
  const shown = filterNames.filter((name) => name !== "at");
  const stageOf = (key: string) => {
    const stage = context.stages.find((row) => row.stage === key);
    return stage === undefined ? labelOf(key, language) : stageLabel(stage, context);
  };
  const label = (name: (typeof shown)[number]) => {
    const value = filters[name];
    if (name === "assurance") return format.share(Number(value), 0);
    if (name === "deadline") return format.day(value);
    if (name === "from" || name === "to") return format.month(value);
    if (name === "pipeline") return pipelineLabel(value, context);
    if (name === "mark" && value !== "")
      return context.marks?.label(value, language, wordStage(context)) ?? value;
    const reason = reasons.find((one) => name === "reason" && one === value);
    if (reason !== undefined) return reasonWords[language][reason];
    const model = models.find((one) => name === "model" && one === value);
    if (model !== undefined) return modelWords[language][model];
    if (name === "steps")
      return stepsOf(value)
        .map((step) => step.map(stageOf).join(" + "))
        .join(" → ");
    if (name === "order" && isOrder(value)) return text.orders[value];
    if (name === "split" && isSplit(value)) return text.splits[value];
    if (name === "period") return periodLabel(value, format);
    return name === "stage" ? stageOf(value) : labelOf(value, language);
  };
  const parts = shown.filter((name) => filters[name] !== "").map((name) => `${text[name]}: ${label(name)}`);
  if (filters.source === "" && !context.hasLists) parts.push(`${text.source}: ${text.allSources}`);
  parts.push(`${text.until}: ${format.day(context.release.as_of)}`, "Funnelhouse");
  return parts.join(" · ");
}
