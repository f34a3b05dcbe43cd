import type { LoadedFile } from "./contract/loaded-file.ts";
import type { Warehouse } from "./warehouse/open.ts";

interface PipelineSummary {
  pipeline: string;
  label: string;
  state: string;
  stages: string;
  won: string | null;
  lost: string | null;
  remedy: string | null;
  counts: { leads: number; won: number; lost: number; open: number; listMembers: number };
  /** Local days of the first and the last start. */
  from: string | null;
  to: string | null;
}

/** What a person wants to know of a refresh. */
export interface Summary {
  pipelines: PipelineSummary[];
  /** Journeys whose stage no row of the reference data and no presumption knows. */
  unmapped: number;
  /** Journeys in no pipeline that nothing says a stage of. */
  stageless: number;
  presumedSettings: { key: string; value: string }[];
  /** Deals whose amount has no rate to the base currency. */
  unpriced: { currency: string; base: string; deals: number }[];
  setAside: { records: number; files: number };
  /** What files hold that nobody reads, where it was not said before. */
  unread: string[];
}

/** Sums a built warehouse up. */
export async function summarise(
  warehouse: Warehouse,
  files: LoadedFile[],
  unread: string[],
): Promise<Summary> {
  const rows = await warehouse.rows<Omit<PipelineSummary, "counts"> & PipelineSummary["counts"]>(`
    select pipelines.pipeline, coalesce(pipelines.label, pipelines.pipeline) as label, pipelines.state, pipelines.stages_en as stages,
      pipelines.won_names as won, pipelines.lost_names as lost, presumed.remedy,
      count(*) filter (where lead_source <> 'purchased_list')::double as leads,
      count(*) filter (where lead_source = 'purchased_list')::double as "listMembers",
      count(*) filter (where outcome = 'won')::double as "wonCount", count(*) filter (where outcome = 'lost')::double as "lostCount",
      count(*) filter (where outcome = 'open' and not is_deleted)::double as "openCount",
      min(local_day)::varchar as "from", max(local_day)::varchar as "to"
    from marts.pipeline as pipelines
    join (
      select journeys.*, timezone(release.reporting_time_zone, timezone('UTC', journeys.started_at))::date as local_day
      from core.fct_journey as journeys cross join marts.release as release
    ) as journeys on journeys.pipeline = pipelines.pipeline
    left join reference.presumed_pipeline as presumed on presumed.pipeline = pipelines.pipeline
    group by all order by leads desc, pipelines.pipeline`);
  const [homeless] = await warehouse.rows<{ unmapped: number; stageless: number }>(`
    select count(*) filter (where current_stage = 'unmapped')::double as unmapped,
      count(*) filter (where current_stage is distinct from 'unmapped')::double as stageless
    from core.fct_journey where pipeline = 'unmapped'`);
  return {
    pipelines: rows.map((row) => {
      const { leads, listMembers, wonCount, lostCount, openCount, ...pipeline } = row as typeof row &
        Record<`${"won" | "lost" | "open"}Count`, number>;
      return { ...pipeline, counts: { leads, listMembers, won: wonCount, lost: lostCount, open: openCount } };
    }),
    unmapped: homeless?.unmapped ?? 0,
    stageless: homeless?.stageless ?? 0,
    presumedSettings: await warehouse.rows(
      "select key, value from reference.settings where is_presumed order by key",
    ),
    unpriced: await warehouse.rows(`
      select journeys.currency, settings.value as base, count(*)::double as deals
      from core.fct_journey as journeys join reference.settings as settings on settings.key = 'base_currency'
      where journeys.amount is not null and journeys.amount_base is null group by all order by deals desc, journeys.currency`),
    setAside: {
      records: files.reduce((sum, { quarantined }) => sum + quarantined, 0),
      files: files.filter(({ quarantined }) => quarantined > 0).length,
    },
    unread,
  };
}

const whole = (count: number) => count.toLocaleString("en").replaceAll(",", " ");

/** The summary as lines for people. */
export function describeSummary({
  pipelines,
  unmapped,
  stageless,
  presumedSettings,
  unpriced,
  setAside,
  unread,
}: Summary): string[] {
  const presumed = pipelines.filter(({ state }) => state !== "decided");
  const nameOf = ({ pipeline, label }: Pick<PipelineSummary, "pipeline" | "label">) =>
    pipelines.filter((each) => each.label === label).length > 1 ? `${label} (${pipeline})` : label;
  return [
    ...pipelines.flatMap(({ stages, won, lost, counts, from, to, ...named }) => [
      "",
      `${nameOf(named)}: ${whole(counts.leads)} leads${counts.listMembers > 0 ? ` and ${whole(counts.listMembers)} members of purchased lists` : ""}${from === null ? "" : `, ${from} to ${to ?? from}`}: ${won === null ? "won cannot be told" : `${whole(counts.won)} won`}, ${whole(counts.lost)} lost, ${whole(counts.open)} open`,
      `  ${stages} → ${won ?? "?"}; lost: ${lost ?? "nothing is known to mean it"}`,
    ]),
    "",
    ...(unmapped > 0
      ? [
          `${whole(unmapped)} leads and deals stand at a stage that is in no pipeline; the warnings above name it`,
        ]
      : []),
    ...(stageless > 0
      ? [
          `${whole(stageless)} leads and deals have no stage and are in no pipeline: they are in no rate; give each of them a stage in its source`,
        ]
      : []),
    ...(setAside.records > 0
      ? [
          `${whole(setAside.records)} records of ${whole(setAside.files)} files were set aside and are in no count; npm run quarantine says why`,
        ]
      : []),
    ...(presumed.length === 0
      ? []
      : [
          `read from your data and confirmed by nobody: the stages of ${presumed.map(nameOf).join(", ")}. npm run setup shows on what evidence, npm run setup -- --confirm settles it`,
          ...presumed.flatMap((named) => {
            const question = named.remedy ?? "";
            return question === "" ? [] : [`  ${nameOf(named)}: ${question}`];
          }),
        ]),
    ...(unread.length === 0
      ? []
      : [...unread, "npm run inspect -- FILE shows what its columns are taken for; this is said once"]),
    ...unpriced.map(
      ({ currency, base, deals }) =>
        `the amounts of ${whole(deals)} deals in ${currency} are not priced: add <date>,${currency},${base},<rate> to reference/fx_rates.csv (header: date,currency,base,rate)`,
    ),
    ...presumedSettings.map(({ key, value }) => `presumed: ${key} is ${value}`),
  ];
}
