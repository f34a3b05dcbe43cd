import type { StreamName } from "../../contract/streams.ts";
import { chooseColumns, isFilled, isUnique, keys, type Choice } from "./choose-columns.ts";
import type { Column, Table } from "./table.ts";
import { entityWords, hasIdWord, isBareId, listWords, namesEntity, rankOf, wordsOf } from "./words.ts";

/** How a stream is told: what it cannot be without, what speaks for it, and what does not belong into it. */
interface Signs {
  /** One of each list. */
  needs: string[][];
  /** What it cannot be without either, where no word of the table says what its rows are. */
  unsaid?: string[][];
  speaks: string[];
  never?: string[];
  /** What its needs alone are worth: the more telling they are, the more. */
  worth: number;
}

const person = ["email_key", "phone_key"];
const deal = ["stage", "closed_at", "won_at", "lost_at", "expected_at"];

const signs: Partial<Record<StreamName, Signs>> = {
  merges: { needs: [["merged_id"], ["surviving_id"]], speaks: [], worth: 12 },
  contact_roles: {
    needs: [["opportunity_id"], ["contact_id"]],
    speaks: ["role", "is_primary"],
    never: [...deal, "amount", "kind"],
    worth: 10,
  },
  campaigns: {
    needs: [["recipient_count", "opened_count", "unsubscribed_count"], ["name"]],
    speaks: ["recipient_count", "opened_count", "clicked_count", "sent_at"],
    worth: 9,
  },
  ad_spend: {
    needs: [["cost"], ["campaign", "click_count", "impression_count"]],
    speaks: ["spend_date", "impression_count", "click_count", "conversion_count"],
    never: [...deal, "vendor"],
    worth: 8,
  },
  list_members: {
    needs: [
      ["list_id", "legal_basis", "vendor"],
      [...person, "member_id"],
    ],
    speaks: ["list_id", "vendor", "legal_basis", "delivered_at", "is_do_not_call"],
    never: deal,
    worth: 8,
  },
  activities: {
    needs: [
      ["kind", "due_at", "is_done"],
      ["occurred_at", "due_at", "logged_at"],
    ],
    speaks: ["kind", "occurred_at", "due_at", "record_id", "is_done"],
    unsaid: [["kind"], ["occurred_at", "due_at"], ["record_id"]],
    never: ["amount", "closed_at", "email_key", "lead_source"],
    worth: 4,
  },
  opportunities: {
    needs: [
      ["opportunity_id", "lead_id", "won_at", "lost_at", "closed_at", "expected_at", "amount"],
      ["stage", "created_at", "amount", "closed_at", "won_at", "lost_at", "lost_reason"],
    ],
    unsaid: [
      ["amount", "closed_at", "won_at", "lost_at", "expected_at"],
      ["opportunity_id", "lead_id", "stage"],
    ],
    speaks: [
      ...["stage", "amount", "closed_at", "won_at", "lost_at", "expected_at", "lost_reason", "product"],
      ...["lead_source", "created_at"],
    ],
    worth: 2,
  },
  leads: {
    needs: [
      ["lead_id", ...person],
      ["created_at", "lead_source", "stage", ...person],
    ],
    unsaid: [["created_at"], ["lead_source", ...person]],
    speaks: [
      "lead_source",
      ...person,
      "converted_opportunity_id",
      "is_do_not_call",
      "is_do_not_email",
      "stage",
      "created_at",
    ],
    worth: 2,
  },
  contacts: {
    needs: [["contact_id"], [...person, "account_id"]],
    unsaid: [[]],
    speaks: [...person, "account_id"],
    never: deal,
    worth: 3,
  },
  accounts: {
    needs: [["account_id"], ["industry", "employee_count"]],
    speaks: ["industry", "employee_count", "country"],
    never: [...deal, ...person],
    worth: 5,
  },
  products: {
    needs: [["product_id"], ["category", "price"]],
    speaks: ["category", "price"],
    never: [...deal, "account_id"],
    worth: 5,
  },
  owners: {
    needs: [["owner_id"], ["team"]],
    speaks: ["team"],
    never: [...deal, "amount", "account_id", "created_at"],
    worth: 5,
  },
};

/** The streams that a table may be, best first, those that fit equally well together; none when nothing tells. */
export function chooseStream(
  table: Table,
  fileName: string,
): { stream: StreamName; choice: Choice; rivals: StreamName[] } | undefined {
  const history = stageHistory(table);
  if (history !== undefined) return { stream: "stage_changes", choice: history, rivals: [] };
  const scored = (Object.entries(signs) as [StreamName, Signs][]).flatMap(
    ([stream, { needs, unsaid, speaks, never, worth }]) => {
      const choice = chooseColumns(stream, table);
      const has = (canonical: string) => choice.columns.has(canonical) || choice.open.has(canonical);
      const score = entityScore(stream, table, fileName);
      const needed = score > 0 ? needs : [...needs, ...(unsaid ?? [])];
      const isToCall = stream === "list_members" && isCallList(table, choice);
      const isOut =
        !(isToCall || needed.every((list) => list.some(has))) ||
        never?.some((canonical) => hasAny(table, canonical)) === true ||
        belongsTo(stream, table, choice);
      return isOut
        ? []
        : [
            {
              stream,
              choice,
              said: score,
              score:
                (isToCall && !needs.every((list) => list.some(has)) ? 3 : worth) +
                score +
                speaks.filter(has).length,
            },
          ];
    },
  );
  const [best] = scored.toSorted((left, right) => right.score - left.score);
  if (best === undefined) return undefined;
  const rivals = scored
    .filter(({ score, stream }) => score === best.score && stream !== best.stream)
    .map(({ stream }) => stream);
  const isAnybody = best.stream === "leads" && best.said === 0 && !hasCome(best.choice);
  return { ...best, rivals: isAnybody ? ["contacts", ...rivals] : rivals };
}

/** Whether persons came by themselves: from a source, or by an answer that was submitted. Others may be contacts as well. */
function hasCome({ columns }: Choice): boolean {
  const created = columns.get("created_at");
  return columns.has("lead_source") || (created !== undefined && rankOf("created_at", created.header) !== 0);
}

/** Whether a table has phone numbers, and nothing that leads, contacts or deals have: it lacks no more than the name of its list. */
const isCallList = (table: Table, { columns, open }: Choice): boolean =>
  (columns.has("phone_key") || open.has("phone_key")) &&
  !["created_at", "lead_source", "stage", "lead_id", "contact_id", "activity_id", "kind", "amount"].some(
    (canonical) => hasAny(table, canonical),
  );

/** Whether a header names a column that would be out of place, filled or not. */
const hasAny = ({ columns }: Table, canonical: string): boolean =>
  columns.some(({ header }) => rankOf(canonical, header) === 0);

/** Whether the rows have ids of their own and name what they belong to: the lines of a deal are no deals. */
function belongsTo(stream: StreamName, { columns }: Table, { columns: chosen }: Choice): boolean {
  const key = chosen.get(keys[stream] ?? "");
  return (
    isEntity(stream) &&
    key !== undefined &&
    isBareId(key.header) &&
    columns.some(({ header }) => !isBareId(header) && rankOf(keys[stream] ?? "", header) === 0)
  );
}

/** What the table's headers and the file's name say its rows are. */
function entityScore(stream: StreamName, { columns }: Table, fileName: string): number {
  if (stream === "list_members") return wordsOf(fileName).some((word) => listWords.has(word)) ? 2 : 0;
  if (!isEntity(stream)) return 0;
  const inName = wordsOf(fileName).some((word) => entityWords[stream].has(word));
  const key = columns.find(({ header }) => namesEntity(header, stream));
  const isKey = key !== undefined && isUnique(key) && isFilled(key);
  return (inName ? 4 : 0) + (key === undefined ? 0 : isKey ? 3 : 1);
}

const isEntity = (stream: StreamName): stream is keyof typeof entityWords => stream in entityWords;

/**
 * The columns of a stage history: a table says from and to; or its records stand on several rows, each with a time and a stage. Its rows
 * may have ids of their own; whose id another column holds is then told by the stages, which differ from row to row of one record.
 */
function stageHistory(table: Table): Choice | undefined {
  const choice = chooseColumns("stage_changes", table);
  const { columns, open } = choice;
  const has = (canonical: string) => columns.has(canonical) || open.has(canonical);
  const to = columns.get("to_stage");
  if (to === undefined) return undefined;
  const record = columns.get("record_id");
  const isOwn = record !== undefined && isUnique(record) && possibleRecords(table, choice).length > 0;
  const isTold = rankOf("to_stage", to.header) === 0 || has("from_stage");
  const isSeen = record !== undefined && !isUnique(record) && isHistory(record, table);
  const isHidden = isOwn && !describesRecords(table);
  if (!isTold && !(has("changed_at") && (isSeen || isHidden))) return undefined;
  if (isOwn) columns.delete("record_id");
  return choice;
}

/** Several rows per record, at least one in three, are moves; a few are repeated deliveries of it. */
const isHistory = ({ values }: Column, table: Table) =>
  !describesRecords(table) || new Set(values).size * 3 <= values.length * 2;

/** Whether a table describes its rows as deals or persons do: with amounts, closings, addresses. */
const describesRecords = (table: Table) =>
  ["amount", "closed_at", "expected_at", "email_key", "lead_source", "won_at"].some((canonical) =>
    hasAny(table, canonical),
  );

/** Columns that could be the record's id in a stage history whose rows have ids of their own. */
export function possibleRecords({ columns }: Table, { columns: chosen }: Choice): Column[] {
  const [stage, time, row] = ["to_stage", "changed_at", "record_id"].map((canonical) =>
    chosen.get(canonical),
  );
  if (stage === undefined || time === undefined) return [];
  return columns.filter(
    (column) =>
      ![stage, time, row].includes(column) &&
      hasIdWord(column.header) &&
      isFilled(column) &&
      moves(column, stage, time),
  );
}

/** Whether the rows of one id, in the order of their times, never stay at a stage. */
function moves({ cells }: Column, stage: Column, time: Column): boolean {
  const order = cells
    .map((_, at) => at)
    .toSorted((left, right) => ((time.cells[left] ?? "") < (time.cells[right] ?? "") ? -1 : 1));
  const last = new Map<string, string>();
  let moved = 0;
  for (const at of order) {
    const before = last.get(cells[at] ?? "");
    const now = stage.cells[at] ?? "";
    if (before === now) return false;
    if (before !== undefined) moved++;
    last.set(cells[at] ?? "", now);
  }
  return moved > 1 && last.size > 1;
}
