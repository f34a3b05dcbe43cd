import { table } from "../components/table.ts";
import { cancel, Cancelled, isBroken, run, Unloaded, type SessionFiles } from "../console/session.ts";
import { lostType, type Answer } from "../console/answer.ts";
import { rowsOf } from "../lib/columns.ts";
import { behindIn, queryHash, queryIn } from "../lib/console-link.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { csvOf } from "../lib/csv.ts";
import type { DictionaryTablesRow } from "../lib/data.ts";
import { download } from "../lib/download.ts";
import { button, element } from "../lib/element.ts";
import { figureIn, figureSql } from "../lib/figure-query.ts";
import { stepsSql } from "../lib/steps-sql.ts";
import type { ConsoleFileRow, PageQueryRow } from "../lib/built-files.ts";
import { consoleWords } from "../words/console.ts";

/** Rows of an answer that are drawn. */
const rowsShown = 1000;

/** The SQL console: an editor, queries to start from, and the tables it reads. */
export function sqlConsole(context: Context): Node[] {
  const { format, language } = context;
  const text = consoleWords[language];
  const { file, tables } = fileOf(context, "console");
  const published = rowsOf(file)[0];
  if (published === undefined) return [];
  const megabytes = format.decimal((published.wasm_bytes + published.data_bytes) / 1e6);
  return [
    element(
      "section",
      { class: "card wide", id: "console", "aria-labelledby": "console-headline" },
      element("h2", { id: "console-headline" }, text.headline),
      element("p", { class: "subtitle" }, text.subtitle(format.count(tables.table_name.length), megabytes)),
      ...editor(context, published),
      element("p", { class: "note" }, text.limits),
    ),
    examples(context),
    tableList(context, published),
  ];
}

function editor(context: Context, published: ConsoleFileRow): HTMLElement[] {
  const { language } = context;
  const text = consoleWords[language];
  const recipes = fileOf(context, "cookbook").recipes;
  const hash = typeof location === "undefined" ? "" : location.hash;
  const behind = queriesBehind(hash, context);
  const asked = queryIn(hash) ?? ofFigure(hash, context) ?? behind[0]?.sql;
  const input = element(
    "textarea",
    {
      id: "sql",
      name: "sql",
      rows: "10",
      spellcheck: "false",
      autocapitalize: "off",
      "aria-describedby": "sql-keys",
    },
    asked ?? recipes.sql[0] ?? "from marts.stage",
  ) as HTMLTextAreaElement;
  const state = element("p", { class: "note", role: "status" });
  const answer = element("div", { class: "answer" });
  const start = button(text.run, () => void answerIt(), { class: "main" });
  const stop = button(text.cancel, cancel, { hidden: "" });

  async function answerIt(): Promise<void> {
    if (start.hasAttribute("disabled")) return;
    const sql = input.value;
    history.replaceState(history.state, "", queryHash(sql));
    start.setAttribute("disabled", "");
    stop.removeAttribute("hidden");
    answer.replaceChildren();
    state.replaceChildren(text.running);
    const begun = performance.now();
    try {
      const got = await run(sql, addresses(published), (share) => {
        state.replaceChildren(
          share < 1 ? text.loading(context.format.share(share, 0)) : text.running,
          ...(share < 1
            ? [element("progress", { max: "1", value: String(share), "aria-label": text.running })]
            : []),
        );
      });
      const seconds = (performance.now() - begun) / 1000;
      state.replaceChildren(summaryOf(got, seconds, context));
      answer.replaceChildren(...answerOf(got, context));
    } catch (error) {
      state.replaceChildren(error instanceof Cancelled ? text.cancelled : text.failed);
      if (!(error instanceof Cancelled)) answer.replaceChildren(...failureOf(error, context));
    } finally {
      start.removeAttribute("disabled");
      stop.setAttribute("hidden", "");
    }
  }

  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void answerIt();
  });
  return [
    ...(behind.length < 2
      ? []
      : [
          element(
            "p",
            { class: "note" },
            `${text.behind}: `,
            ...behind.flatMap(({ name, sql }, place) => [place === 0 ? "" : " · ", queryLink(name, sql)]),
          ),
        ]),
    element("label", { class: "editor" }, element("span", {}, text.sql), input),
    element(
      "div",
      { class: "console-actions" },
      start,
      stop,
      element("span", { class: "note", id: "sql-keys" }, text.keys),
    ),
    state,
    answer,
  ];
}

/** The query that gives the numbers of the figure that a link comes from; undefined where it comes from none. */
function ofFigure(hash: string, context: Context): string | undefined {
  const asked = figureIn(hash);
  if (asked === undefined) return undefined;
  const steps = stepsSql(asked, context.summary);
  if (steps !== undefined) return steps;
  const { queries } = fileOf(context, "console");
  const place = queries.name.indexOf(asked.of);
  return place < 0 ? undefined : figureSql(queries.sql[place] ?? "", asked);
}

/** The queries that a figure's link asks for, those first that read the table of its first measure. */
function queriesBehind(hash: string, context: Context): PageQueryRow[] {
  const asked = behindIn(hash);
  if (asked === undefined) return [];
  const place = ({ reads }: PageQueryRow) =>
    Math.min(...reads.split(" ").map((table) => asked.tables.indexOf(table) + 1 || Infinity));
  return rowsOf(fileOf(context, "console").queries)
    .filter((row) => asked.files.includes(row.name.split("/")[0] ?? "") && place(row) < Infinity)
    .toSorted((one, other) => place(one) - place(other));
}

/** A link that puts a query into the editor. */
function queryLink(label: string, sql: string): HTMLElement {
  const link = element("a", { href: queryHash(sql) }, label);
  link.addEventListener("click", (event) => {
    const input = document.querySelector<HTMLTextAreaElement>("#sql");
    if (input === null) return;
    event.preventDefault();
    history.pushState(history.state, "", queryHash(sql));
    input.value = sql;
    input.focus();
  });
  return link;
}

/** Addresses of what the build named relative to the page. */
function addresses({ script, worker, wasm, wasm_bytes, data, data_bytes }: ConsoleFileRow): SessionFiles {
  const addressOf = (path: string) => new URL(path, document.baseURI).href;
  return {
    script: addressOf(script),
    worker: addressOf(worker),
    wasm: addressOf(wasm),
    wasmBytes: wasm_bytes,
    data: addressOf(data),
    dataBytes: data_bytes,
  };
}

function summaryOf({ count, rows }: Answer, seconds: number, { format, language }: Context): string {
  const text = consoleWords[language];
  return [
    `${text.rows(format.count(count), format.decimal(seconds))}.`,
    ...(count > rowsShown ? [text.shown(format.count(rowsShown))] : []),
    ...(count > rows.length ? [text.saved(format.count(rows.length))] : []),
  ].join(" ");
}

function answerOf({ columns, rows }: Answer, context: Context): HTMLElement[] {
  const text = consoleWords[context.language];
  const isNumber = (place: number) =>
    rows.some((row) => typeof row[place] === "number") &&
    rows.every((row) => row[place] === null || typeof row[place] === "number");
  const save = button(context.text.csv, () => {
    download("funnelhouse-sql.csv", csvOf(columns, rows, context.language));
  });
  return [
    rows.length === 0
      ? element("p", { class: "empty" }, text.noRows)
      : element("div", { class: "actions" }, save),
    table(
      text.headline,
      columns.map((column, place) => ({
        name: column,
        label: column,
        value: (row: Answer["rows"][number]) => row[place] ?? null,
        isNumber: isNumber(place),
      })),
      rows.slice(0, rowsShown),
    ),
  ];
}

/** What the engine says; of a statement that it cannot read it says it as JSON. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  try {
    const { exception_type: type, exception_message: text } = JSON.parse(message) as Record<string, unknown>;
    return `${String(type)} Error: ${String(text)}`;
  } catch {
    return message;
  }
}

/** What an error means to who wrote the query; null where the engine's words have to do. */
function plainWords(error: unknown, message: string, context: Context): string | null {
  const text = consoleWords[context.language];
  if (error instanceof Unloaded) return text.unloaded;
  if (isBroken(error)) return text.broken;
  if (message.startsWith(lostType)) return text.lost(message.slice(lostType.length + 2));
  if (/Out of Memory/.test(message)) return text.memory;
  const [, extension] = /(?:exists in the |required extension ')(\w+)/.exec(message) ?? [];
  if (extension !== undefined) return text.extension(extension);
  if (/Permission Error|configuration/.test(message)) return text.closed;
  const [, column = ""] =
    /column "?(?:\w+\.)?(\w+)"? not found|have a column named "(\w+)"/.exec(message) ?? [];
  const isWithheld = fileOf(context, "console").withheld.column_name.some((name) =>
    name.endsWith(`.${column}`),
  );
  if (column !== "" && isWithheld) return text.personal(column);
  const absent = fileOf(context, "console").left_out.table_name.filter((table) =>
    message.includes(table.slice(table.indexOf(".") + 1)),
  );
  return absent.length > 0 && message.includes("does not exist") ? text.absent(absent.join(", ")) : null;
}

/** What went wrong: in plain words where they are known, then the engine's own. */
function failureOf(error: unknown, context: Context): HTMLElement[] {
  const message = messageOf(error);
  const plain = plainWords(error, message, context);
  return [
    ...(plain === null ? [] : [element("p", { class: "warning" }, plain)]),
    element(
      "pre",
      { tabindex: "0", lang: "en" },
      message.split(/\n\n(?:Please try|Alternatively)/)[0] ?? message,
    ),
  ];
}

function examples(context: Context): HTMLElement {
  const { language } = context;
  const text = consoleWords[language];
  const recipes = rowsOf(fileOf(context, "cookbook").recipes);
  return element(
    "section",
    { class: "card wide", id: "examples", "aria-labelledby": "examples-headline" },
    element("h2", { id: "examples-headline" }, text.examples),
    element("p", { class: "subtitle" }, text.examplesNote),
    element(
      "ul",
      {},
      ...recipes.map((recipe) => {
        const question = language === "hu" ? recipe.question_hu : recipe.question_en;
        return element(
          "li",
          {},
          ...(recipe.columns === null
            ? [`${question} (${text.unpublished})`]
            : [queryLink(question, recipe.sql)]),
        );
      }),
    ),
  );
}

function tableList(context: Context, published: ConsoleFileRow): HTMLElement {
  const { format, language } = context;
  const text = consoleWords[language];
  const { tables, withheld, left_out } = fileOf(context, "console");
  const described = rowsOf(fileOf(context, "dictionary").tables);
  const nameOf = (row: DictionaryTablesRow) => `${row.schema_name}.${row.table_name}`;
  const hidden = new Set(withheld.column_name);
  return element(
    "section",
    { class: "card wide", id: "tables", "aria-labelledby": "tables-headline" },
    element("h2", { id: "tables-headline" }, text.tables),
    ...(left_out.table_name.length === 0
      ? []
      : [
          element(
            "p",
            { class: "warning" },
            text.leftOut(left_out.table_name.join(", "), format.count(published.bound_bytes / 1e6)),
          ),
        ]),
    element(
      "div",
      { class: "schema" },
      ...rowsOf(tables).map(({ table_name, row_count }) => {
        const own = described.filter((row) => nameOf(row) === table_name);
        const columns = own.filter((row) => row.column_name !== null);
        const shown = columns.filter((row) => !hidden.has(`${table_name}.${row.column_name ?? ""}`));
        const away = columns.filter((row) => !shown.includes(row)).map((row) => row.column_name);
        return element(
          "details",
          {},
          element(
            "summary",
            {},
            element("code", {}, table_name),
            ` ${text.rowCount(format.count(row_count))}`,
          ),
          element("p", { lang: "en" }, own.find((row) => row.column_name === null)?.description ?? ""),
          element("p", {}, queryLink(text.first, `from ${table_name} limit 100`)),
          element(
            "ul",
            {},
            ...shown.map((row) =>
              element(
                "li",
                {},
                element("code", {}, `${row.column_name ?? ""} ${row.data_type ?? ""}`),
                " ",
                element("span", { lang: "en" }, row.description),
              ),
            ),
          ),
          ...(away.length === 0 ? [] : [element("p", { class: "note" }, text.withheld(away.join(", ")))]),
        );
      }),
    ),
    element(
      "p",
      {},
      element(
        "a",
        { href: published.data, download: "funnelhouse.duckdb" },
        `${text.download}, ${format.decimal(published.data_bytes / 1e6)} MB`,
      ),
    ),
  );
}
