import {
  headerReader,
  type Layout,
  type StreamMapping,
  textOf,
  through,
  type Value,
} from "../../layout/layout.ts";
import { format } from "./columns.ts";

/** The pipelines with their stages: by their ids, and by the labels that exports have. */
export function pipelines(header: string[]): Layout | undefined {
  const places = header.flatMap((name) => /^stages\.(\d+)\.id$/.exec(name)?.[1] ?? []);
  const read = headerReader(header, undefined, "exact");
  if (
    places.length === 0 ||
    !read.has("label") ||
    !header.some((name) => /^stages\.\d+\.metadata\.(probability|isClosed|leadState)$/.test(name))
  )
    return undefined;
  return {
    headerAt: 0,
    mappings: places.map((place) =>
      definition((name) => read.cell(`stages.${place}.${name}`), {
        pipeline: read.cell("id"),
        pipeline_name: read.cell("label"),
      }),
    ),
  };
}

/** A stage as it is defined. Of leads the stage says which state it is. */
function definition(of: (...names: string[]) => Value, beside: Record<string, Value>): StreamMapping {
  const [closed, probability, state] = [
    of("metadata.isClosed"),
    of("metadata.probability"),
    of("metadata.leadState"),
  ];
  const isClosed = `lower(${textOf(closed)}) = 'true'`;
  return {
    stream: "stage_definitions",
    format,
    where: of("id", "stageId"),
    values: {
      stage: of("id", "stageId"),
      name: of("label"),
      ordinal: of("displayOrder"),
      is_closed: {
        ...closed,
        sql: `case when ${textOf(closed)} <> '' then ${closed.sql} when lower(${textOf(state)}) = 'unqualified' then 'true' when ${textOf(state)} <> '' then 'false' end`,
      },
      is_won: {
        ...closed,
        sql: `case when ${isClosed} then case when try_cast(${textOf(probability)} as double) = 1 then 'true' else 'false' end when ${textOf(closed)} <> '' then 'false' end`,
      },
      probability: through("fraction_of", probability),
      ...beside,
    },
  };
}

/** Changes of pipelines and of stages, each with what it was from then on. */
export function audits(header: string[]): Layout | undefined {
  const read = headerReader(header, undefined, "exact");
  if (!["identifier", "action", "timestamp"].every((name) => read.has(name))) return undefined;
  const places = header.flatMap((name) => /^rawObject\.stages\.(\d+)\.(?:id|stageId)$/.exec(name)?.[1] ?? []);
  const since = { valid_from: read.cell("timestamp") };
  const stage = definition((...names) => read.cell(...names.map((name) => `rawObject.${name}`)), {
    stage: read.cell("identifier"),
    ...since,
  });
  const ofPipeline = places.map((place) =>
    definition((...names) => read.cell(...names.map((name) => `rawObject.stages.${place}.${name}`)), {
      pipeline: read.cell("identifier"),
      pipeline_name: read.cell("rawObject.label"),
      ...since,
    }),
  );
  const isPipeline = places.map((place) =>
    textOf(read.cell(...["id", "stageId"].map((name) => `rawObject.stages.${place}.${name}`))),
  );
  // what was removed is told as it was
  const isRemoval = `regexp_matches(lower(${textOf(read.cell("action"))}), 'delete|archive|remove')`;
  return {
    headerAt: 0,
    mappings: [
      {
        ...stage,
        where: {
          ...read.cell("identifier"),
          sql: `case when not ${isRemoval} and concat(${isPipeline.concat("''").join(", ")}) = '' then ${read.cell("identifier").sql} end`,
        },
      },
      ...ofPipeline,
    ],
  };
}
