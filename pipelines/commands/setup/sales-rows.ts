import { existsSync } from "node:fs";
import { readShipped } from "../../reference/read.ts";
import { confirmedRest, isUnchanged, type Row, type Written } from "../../reference/written.ts";
import type { Reference } from "../../reference/tables.ts";
import type { Warehouse } from "../../warehouse/open.ts";

/** Roles in decisions that the exports name, with what they are taken for. */
export interface FoundRole {
  source: string;
  value: string;
  role: string | null;
  people: number;
}

/** The reference data, the part of it that a person decided, and what setup had written. */
interface Decisions {
  reference: Reference;
  own: Reference;
  before: Written;
}

type SalesTable = "activity_rules" | "role_map" | "playbook";

/** Rows of a reference file as a relation of texts. */
const relation = (parameter: string, columns: string[]) =>
  `(select ${columns.map((column) => `row ->> '${column}' as ${column}`).join(", ")} from (select unnest(from_json(${parameter}, '["json"]')) as row))`;

/** The roles of the exports by the home's own rows, else by the shipped words. */
export async function foundRoles(warehouse: Warehouse): Promise<FoundRole[]> {
  const words = relation("$1", ["source", "value", "role"]);
  return warehouse.rows<FoundRole>(
    `with found as (
       select source, trim(part.name) as value, count(distinct contact_id)::double as people
       from staging.contact_roles, unnest(string_split(role, ';')) as part(name)
       where trim(part.name) <> '' group by source, trim(part.name)
     ),
     own as (select found.source, found.value, min(role_map.role) as role from found join reference.role_map on is_of_vendor(found.source, role_map.source)
       and fold_name(role_map.value) = fold_name(found.value) group by all)
     select found.source, found.value, coalesce(own.role, min(word.role)) as role, found.people
     from found left join own on own.source = found.source and own.value = found.value
     left join ${words} as word on word.source = '*' and fold_name(word.value) = fold_name(found.value)
     group by found.source, found.value, own.role, found.people order by found.source, people desc, found.value`,
    [JSON.stringify(await readShipped("role_map"))],
  );
}

/** The roles that the home's own rows leave open and the shipped words tell. */
async function roleRows(warehouse: Warehouse, own: Reference): Promise<Row[]> {
  const decided = existsSync(own.role_map.path) ? own.role_map.rows : [];
  const isDecided = ({ source, value }: FoundRole) =>
    decided.some(
      (row) =>
        (row["source"] === "*" || row["source"] === source) &&
        row["value"]?.toLowerCase() === value.toLowerCase(),
    );
  return (await foundRoles(warehouse)).flatMap((found) =>
    found.role === null || isDecided(found)
      ? []
      : [{ source: found.source, value: found.value, role: found.role }],
  );
}

/** The shipped rules, and one for each type of activity that says more than its kind; beside rules of a person what was written stays. */
async function ruleRows(warehouse: Warehouse, { reference, own, before }: Decisions): Promise<Row[]> {
  if (existsSync(own.activity_rules.path)) {
    const isWritten = isUnchanged(before, "activity_rules");
    const { rows } = reference.activity_rules;
    if (rows.some((row) => !isWritten(row)))
      return rows.filter((row) => isWritten(row) && !own.activity_rules.rows.includes(row));
    if (own.activity_rules.rows.length > 0) return [];
  }
  const shipped = await readShipped("activity_rules");
  const rules = relation("$1", ["purpose", "field", "operator", "value", "is_automatic"]);
  const types = await warehouse.rows<Row>(
    `with rule as (select * from ${rules}),
     found as (
       select source, type, count(*) as type_count from staging.activities
       where type is not null group by source, type having count(*) >= 5
     )
     select coalesce(min_by(rule.purpose, rule.value), key_of(found.type)) as purpose, found.source, '*' as kind, 'type' as field, 'eq' as operator,
       found.type as value, 'false' as is_automatic
     from found
     left join rule on rule.field = 'subject' and rule.is_automatic = 'false' and contains(fold_text(found.type), fold_text(rule.value))
     where fold_name(found.type) not in ('call', 'phone call', 'email', 'e mail', 'meeting', 'task', 'todo', 'to do', 'note', 'deadline', 'lunch', 'other', 'hivas', 'talalkozo', 'feladat')
       and not exists (from rule where rule.field = 'type' and contains(fold_text(found.type), fold_text(rule.value)))
     group by found.source, found.type order by found.source, found.type`,
    [JSON.stringify(shipped)],
  );
  return types.length === 0 ? [] : [...shipped, ...types];
}

/**
 * What at least half of the visits to a stage had, of stages that at least ten visits ended; due when three in four had it. A line of a
 * person holds before it, and a playbook that was confirmed is whole.
 */
async function taskRows(warehouse: Warehouse, { before }: Decisions): Promise<Row[]> {
  const [built] = await warehouse.rows<{ has: boolean }>(
    "select count(*) > 0 as has from information_schema.tables where table_schema = 'core' and table_name = 'fct_activity'",
  );
  if (built?.has !== true) return [];
  return warehouse.rows<Row>(
    `with visit as (
       select journey_id, visit_number, pipeline, stage, entered_at from core.fct_stage_visit
       where left_at is not null and is_timed and not is_reentry
     ),
     stage_size as (select pipeline, stage, count(*) as visit_count from visit group by all having count(*) >= 10),
     done as (
       select visit.pipeline, visit.stage, visit.journey_id, activity.kind, coalesce(activity.purpose, '') as purpose,
         min(seconds_between(visit.entered_at, activity.occurred_at)) / 3600.0 as hours
       from visit join core.fct_activity as activity on activity.journey_id = visit.journey_id and activity.visit_number = visit.visit_number
       where activity.is_done and activity.occurred_at is not null and not activity.is_automatic and activity.kind <> 'note'
         and coalesce(activity.direction, 'out') = 'out'
       group by all
     )
     select done.pipeline, done.stage, stages.team,
       upper(done.kind[1]) || done.kind[2:] || case when done.purpose <> '' then ': ' || replace(done.purpose, '_', ' ') else '' end as task,
       greatest(ceil(quantile_cont(done.hours, 0.75)), 1)::integer::varchar as due_hours, 'clock' as calendar, done.kind, done.purpose
     from done
     join stage_size on stage_size.pipeline = done.pipeline and stage_size.stage = done.stage
     join reference.stages on stages.pipeline = done.pipeline and stages.stage = done.stage
     where not exists (
       from reference.playbook as decided where decided.pipeline = done.pipeline
         and ($1::boolean or (decided.stage = done.stage and decided.kind = done.kind and coalesce(decided.purpose, '') = done.purpose)))
     group by done.pipeline, done.stage, stages.team, stages.ordinal, done.kind, done.purpose, stage_size.visit_count
     having count(*) * 2 >= stage_size.visit_count
     order by done.pipeline, stages.ordinal, done.kind, done.purpose`,
    [before.confirmed.includes(confirmedRest)],
  );
}

/** What the activities and people of the exports show, as rows of the reference files. */
export async function salesRows(
  warehouse: Warehouse,
  decisions: Decisions,
): Promise<Record<SalesTable, Row[]>> {
  return {
    activity_rules: await ruleRows(warehouse, decisions),
    role_map: await roleRows(warehouse, decisions.own),
    playbook: await taskRows(warehouse, decisions),
  };
}
