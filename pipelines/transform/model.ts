import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";

export type Layer = "reference" | "core" | "marts";

/** One model file: a SELECT and the contract in its header. */
export interface Model {
  /** Path relative to the program, as it appears in messages. */
  file: string;
  layer: Layer;
  /** Name inside the schema; one with a leading underscore is dropped before release. */
  name: string;
  sql: string;
  /** The header's prose. */
  about: string;
  grain: string[];
  columns: { name: string; type: string; about: string }[];
  asserts: string[];
  answers: string;
  /**
   * Not stored (`stored: no`) but a view: read once, or cheaper to compute again than to write. A public one reads
   * public tables only, for the private ones are not released.
   */
  isView: boolean;
}

/** The table of a model as schema.table. */
export const tableOf = ({ layer, name }: Model): string => `${layer}.${name}`;

const modelsRoot = join(programRoot, "models");

/** Reads every model of models/reference, core and marts, sorted by file. Throws a config error for a malformed header line. */
export function readModels(root = modelsRoot): Model[] {
  const layers: Layer[] = ["reference", "core", "marts"];
  return layers.flatMap((layer) =>
    sqlFiles(join(root, layer)).map((path) =>
      parseModel(
        join("models", relative(root, path)),
        layer,
        basename(path, ".sql"),
        readFileSync(path, "utf8"),
      ),
    ),
  );
}

/** The SQL of models/functions, in order of file name. */
export function readFunctions(root = modelsRoot): { file: string; sql: string }[] {
  return sqlFiles(join(root, "functions")).map((path) => ({
    file: join("models", relative(root, path)),
    sql: readFileSync(path, "utf8"),
  }));
}

/** Parses one model text; exported for tests of the header's grammar. */
export function parseModel(file: string, layer: Layer, name: string, text: string): Model {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("--"));
  const header = lines.slice(0, Math.max(end, 0)).map((line) => line.replace(/^--\s?/, ""));
  const sql = lines.slice(Math.max(end, 0)).join("\n").trim().replace(/;$/, "");
  const model: Model = {
    file,
    layer,
    name,
    sql,
    about: "",
    grain: [],
    columns: [],
    asserts: [],
    answers: "",
    isView: false,
  };
  const prose: string[] = [];
  for (const line of header) {
    const match = /^(grain|column|assert|answers|stored):\s*(.*)$/.exec(line);
    if (match === null) {
      prose.push(line);
      continue;
    }
    const [, key, value = ""] = match;
    if (key === "grain") model.grain = value.split(",").map((column) => column.trim());
    else if (key === "stored") model.isView = value === "no";
    else if (key === "assert") model.asserts.push(value);
    else if (key === "answers") model.answers = model.answers === "" ? value : `${model.answers} ${value}`;
    else model.columns.push(parseColumn(file, value));
  }
  model.about = prose.join(" ").trim();
  return model;
}

function parseColumn(file: string, value: string) {
  const match = /^(\w+)\s+([a-z]+(?:\(\d+,\s?\d+\))?)(?:\s+(.*))?$/.exec(value);
  if (match === null)
    throw new FunnelError(
      "config",
      "model_header",
      `${file}: expected "column: name type description", got "column: ${value}"`,
    );
  const [, name = "", type = "", about = ""] = match;
  return { name, type: type.replace(/,\s*/, ","), about: about.trim() };
}

function sqlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort()
    .map((path) => join(folder, path));
}
