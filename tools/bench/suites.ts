import type { CaseName } from "./cases.ts";
import type { Shape } from "./generate.ts";

/** Cases that run turn by turn; the first is the base that the others are divided by. */
export interface Suite {
  name: string;
  about: string;
  cases: [CaseName, ...CaseName[]];
  /** Cases that must make the same result as each other. */
  same?: [CaseName, CaseName];
  /** The cases read other deliveries than the base. */
  readsMore?: true;
  /** On a company as it stands after loading, with what marketing and sales did, in place of exports. */
  isWork?: true;
  /** A company of its own, whatever sizes are asked for; undefined for the sample. */
  own?: { shape: Pick<Shape, "events" | "files"> | undefined };
}

export const suites: Suite[] = [
  {
    name: "refresh",
    about: "a refresh without site : the engine reads the same files typed and sorts the changes once",
    cases: ["floor", "refresh"],
  },
  {
    name: "load",
    about: "loading alone : the engine reads the same files as text and writes them to Parquet",
    cases: ["text", "load"],
  },
  {
    name: "models",
    about:
      "all facts and marts, with 2 GB and 1 GB of memory : the engine sorts the same changes once and passes a window over them",
    cases: ["sort", "models", "models-1gb"],
    same: ["models", "models-1gb"],
  },
  {
    name: "together",
    about:
      "all models with five activities and ten touches and rows of spend per lead, each model by itself : the models of the leads alone",
    cases: ["alone", "together"],
    isWork: true,
  },
  {
    name: "night",
    about: "a refresh after 1 % of the open deals changed, delivered whole and as a delta : a first refresh",
    cases: ["refresh", "night-full", "night-delta"],
    readsMore: true,
  },
  {
    name: "many",
    about:
      "1,000 files of 100 rows, first and again : the engine reads each as text and writes it to Parquet",
    cases: ["text", "refresh", "refresh-again"],
    own: { shape: { events: 100_000, files: 1000 } },
  },
  {
    name: "sample",
    about: "the sample with its site, first and again : again without site",
    cases: ["sample", "sample-site", "sample-site-again"],
    own: { shape: undefined },
  },
];
