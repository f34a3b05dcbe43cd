import { table } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import type { RecipeRow } from "../lib/built-files.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { button, element } from "../lib/element.ts";
import { cookbookWords } from "../words/cookbook.ts";

/** The queries to start from: what each answers, its SQL, and what it gives on this release. */
export function cookbook(context: Context): Node[] {
  const { format, language } = context;
  const text = cookbookWords[language];
  const recipes = rowsOf(fileOf(context, "cookbook").recipes);
  const question = (recipe: RecipeRow) => (language === "hu" ? recipe.question_hu : recipe.question_en);
  return [
    element(
      "section",
      { class: "card wide", id: "questions", "aria-labelledby": "questions-headline" },
      element("h2", { id: "questions-headline" }, text.headline(format.count(recipes.length))),
      element("p", { class: "subtitle" }, text.subtitle),
      element(
        "ul",
        {},
        ...recipes.map((recipe) =>
          element("li", {}, element("a", { href: `#${recipe.name}` }, question(recipe))),
        ),
      ),
    ),
    ...recipes.map((recipe) =>
      element(
        "section",
        { class: "card wide", id: recipe.name, "aria-labelledby": `${recipe.name}-headline` },
        element(
          "div",
          { class: "card-head" },
          element("h2", { id: `${recipe.name}-headline` }, question(recipe)),
          copyButton(recipe.sql, text.copy, text.copied, question(recipe)),
        ),
        element(
          "p",
          { class: "note" },
          `${text.mind}: ${language === "hu" ? recipe.mind_hu : recipe.mind_en}`,
        ),
        element("pre", { tabindex: "0" }, element("code", { lang: "en" }, recipe.sql)),
        ...answer(recipe, context),
      ),
    ),
  ];
}

function copyButton(sql: string, label: string, copied: string, question: string): HTMLElement {
  const copy = button(
    label,
    () => {
      void navigator.clipboard.writeText(sql).then(() => {
        copy.textContent = copied;
        setTimeout(() => (copy.textContent = label), 2000);
      });
    },
    { "aria-label": `${label}: ${question}` },
  );
  return copy;
}

function answer({ columns, rows, row_count, name }: RecipeRow, context: Context): HTMLElement[] {
  const { format, language } = context;
  const text = cookbookWords[language];
  if (columns === null || rows === null) return [element("p", { class: "note" }, text.unpublished)];
  const names = JSON.parse(columns) as string[];
  const cells = JSON.parse(rows) as (string | number | boolean | null)[][];
  if (cells.length === 0) return [element("p", { class: "empty" }, text.noRows)];
  const isNumber = (place: number) =>
    cells.some((row) => typeof row[place] === "number") &&
    cells.every((row) => row[place] === null || typeof row[place] === "number");
  return [
    table(
      name,
      names.map((column, place) => ({
        name: column,
        label: column,
        value: (row: (typeof cells)[number]) => row[place] ?? null,
        show: (row: (typeof cells)[number]) => {
          const cell = row[place] ?? null;
          return cell === null ? "–" : String(cell);
        },
        isNumber: isNumber(place),
      })),
      cells,
    ),
    element(
      "p",
      { class: "note" },
      text.rows(format.count(cells.length), format.count(row_count ?? cells.length)),
    ),
  ];
}
