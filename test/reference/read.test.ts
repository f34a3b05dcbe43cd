import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { readReference, settingsOf } from "../../pipelines/reference/read.ts";
import { scratchFolder } from "../scratch.ts";

let home: Home;
beforeEach(() => {
  home = homeAt(scratchFolder());
  mkdirSync(home.reference);
});
const stages =
  "pipeline,stage,ordinal,team,label_en,label_hu,benchmark_low,benchmark_high,benchmark_source,horizon_days\n";
const map = "source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\n";

const rules = "rule,field,operator,value,weight,valid_from,valid_to\n";

test("the shipped reference data is in order, and so is the sample's", async () => {
  expect(settingsOf(await readReference(home)).get("reporting_time_zone")).toBe("Europe/Budapest");
  expect((await readReference(home, { isSample: true })).stages.rows).not.toEqual([]);
});

test("what is the sample's holds for the sample only", async () => {
  const { stages, stage_map, source_map, fx_rates, icp_rules, icp_tiers } = await readReference(home);
  for (const table of [stages, stage_map, source_map, fx_rates, icp_rules, icp_tiers])
    expect(table.rows).toEqual([]);
});

test("a home changes the settings that it names and keeps the shipped ones, those that it has never heard of too", async () => {
  writeFileSync(join(home.reference, "settings.csv"), "key,value\nreopen_days,30\n");
  const settings = settingsOf(await readReference(home));
  expect(settings.get("reopen_days")).toBe("30");
  expect(settings.get("misclick_seconds")).toBe("60");
});

test("a row without a target says what one name means and needs no stages", async () => {
  writeFileSync(
    join(home.reference, "stage_map.csv"),
    `${map}crm,Sales,Done,won,,,,\ncrm,Sales,Parked,ignore,,,,\n`,
  );
  expect((await readReference(home)).stage_map.rows).toHaveLength(2);
});

test("without stages.csv the stages of a pipeline stand in the order in which the stage map names them first", async () => {
  writeFileSync(
    join(home.reference, "stage_map.csv"),
    `${map}crm,Sales,New,stage,sales,new_lead,,\ncrm,Sales,Met,stage,sales,meeting,,\nform,*,Asked,stage,sales,new_lead,,\ncrm,Sales,Done,won,sales,,,\n`,
  );
  const { stages: ordered, orderedByMap } = await readReference(home);
  expect(ordered.rows.map((row) => [row["pipeline"], row["stage"], row["ordinal"], row["label_en"]])).toEqual(
    [
      ["sales", "new_lead", "1", "New lead"],
      ["sales", "meeting", "2", "Meeting"],
    ],
  );
  expect(orderedByMap).toEqual(["sales"]);
  writeFileSync(join(home.reference, "stages.csv"), `${stages}other,lead,1,sales,Lead,Lead,,,,\n`);
  await expect(readReference(home)).rejects.toThrow(/line 2: pipeline sales is not in stages\.csv/);
});

test("a stages.csv and an icp_tiers.csv written before there were proposals and matches go on working", async () => {
  writeFileSync(join(home.reference, "stages.csv"), `${stages}sales,lead,1,sales,Lead,Lead,,,,\n`);
  writeFileSync(join(home.reference, "icp_tiers.csv"), "tier,min_score\nA,4\n");
  const { stages: read, icp_tiers } = await readReference(home);
  expect(read.rows).toMatchObject([{ stage: "lead", is_proposal: "" }]);
  expect(icp_tiers.rows).toEqual([{ tier: "A", min_score: "4", is_match: "" }]);
});

test.each([
  [
    "an unknown column",
    "stages.csv",
    `colour,${stages}red,sales,lead,1,sales,Lead,Lead,,,,\n`,
    /stages\.csv: unknown column colour/,
  ],
  ["a missing column", "stages.csv", "pipeline,stage\nsales,lead\n", /missing or repeated column ordinal/],
  [
    "a gap in the ordinals",
    "stages.csv",
    `${stages}sales,lead,1,sales,Lead,Lead,,,,\nsales,won_soon,3,sales,A,A,,,,\n`,
    /expected ordinals 1, 2, 3/,
  ],
  [
    "a bad number",
    "stages.csv",
    `${stages}sales,lead,one,sales,Lead,Lead,,,,\n`,
    /stages\.csv line 2, ordinal: expected a whole number/,
  ],
  [
    "a stage the pipeline does not have",
    "stage_map.csv",
    `${map}crm,*,X,stage,sales,nowhere,,\n`,
    /stage_map\.csv line 2: stage nowhere of pipeline sales/,
  ],
  [
    "a stage without its pipeline",
    "stage_map.csv",
    `${map}crm,*,X,stage,,lead,,\n`,
    /stage_map\.csv line 2: stage lead without a target_pipeline/,
  ],
  [
    "a pipeline that stages.csv does not have",
    "stage_map.csv",
    `${map}crm,*,X,won,nowhere,,,\n`,
    /stage_map\.csv line 2: pipeline nowhere is not in stages\.csv/,
  ],
  [
    "a target for what is ignored",
    "stage_map.csv",
    `${map}crm,*,X,ignore,sales,,,\n`,
    /stage_map\.csv line 2: ignore takes no target_pipeline/,
  ],
  [
    "two meanings at one time",
    "stage_map.csv",
    `${map}crm,*,X,won,sales,,,\ncrm,*,X,lost,sales,,2025-01-01,\n`,
    /valid at the same time as line 2/,
  ],
  [
    "semicolons between its cells",
    "stage_map.csv",
    `${map.replaceAll(",", ";")}crm;*;X;won;;;;\n`,
    /stage_map\.csv: expected cells that are separated by commas, found ;/,
  ],
  [
    "a line that lacks a comma",
    "stage_map.csv",
    `${map}crm,"a\nb",X,won,,,,\ncrm,*,Y,won,,,\n`,
    /stage_map\.csv line 4: found 7 cells: expected 8 comma-separated cells/,
  ],
  ["an unknown setting", "settings.csv", "key,value\ncolour,red\n", /colour: unknown setting/],
  [
    "a history that starts at an instant without its offset",
    "settings.csv",
    "key,value\ncrm.history_starts,2025-01-31T09:00:00\n",
    /settings\.csv line 2, crm\.history_starts: expected a date like 2025-01-31/,
  ],
  [
    "an ideal-customer rule on a field nobody knows",
    "icp_rules.csv",
    `${rules}big,colour,eq,red,1,,\n`,
    /icp_rules\.csv line 2, field: .*account/,
  ],
  [
    "a comparison of a text as a number",
    "icp_rules.csv",
    `${rules}big,country,at_least,5,1,,\n`,
    /icp_rules\.csv line 2: at_least compares numbers; country is a text/,
  ],
  [
    "half a range",
    "icp_rules.csv",
    `${rules}big,employee_count,between,50,1,,\n`,
    /between expects two numbers like 50;500/,
  ],
  [
    "two versions of a rule at one time",
    "icp_rules.csv",
    `${rules}big,country,eq,HU,1,,2026-01-01\nbig,country,eq,AT,1,2025-12-31,\n`,
    /line 3: the rule is valid at the same time as on line 2/,
  ],
  [
    "an unknown zone",
    "settings.csv",
    "key,value\nreporting_time_zone,Europe/Atlantis\n",
    /expected a time zone/,
  ],
  [
    "a purpose that no rule gives",
    "playbook.csv",
    "pipeline,stage,team,task,due_hours,calendar,kind,purpose\nsales,lead,sales,Call,4,work,call,\nsales,lead,sales,Send a letter,4,work,*,leter\n",
    /playbook\.csv line 3, Send a letter: no rule of activity_rules\.csv has the purpose leter; the purposes are automatic, contract/,
  ],
  [
    "a task that anything would do",
    "playbook.csv",
    "pipeline,stage,team,task,due_hours,calendar,kind,purpose\nsales,lead,sales,Anything,4,work,*,\n",
    /line 2, Anything: any activity would do it; name a kind or a purpose/,
  ],
  [
    "an expression that nobody can read",
    "activity_rules.csv",
    "purpose,source,kind,field,operator,value,is_automatic\nsummary,*,*,subject,regex,[a,false\n",
    /activity_rules\.csv line 2, value: expected a regular expression of RE2/,
  ],
  [
    "two purposes of one word",
    "activity_rules.csv",
    "purpose,source,kind,field,operator,value,is_automatic\nsummary,*,*,subject,eq,note,false\nproposal,*,*,subject,eq,note,false\n",
    /activity_rules\.csv line 3: the same source, kind, field, operator, value as line 2/,
  ],
  [
    "a role that there is not",
    "role_map.csv",
    "source,value,role\n*,CEO,boss\n",
    /role_map\.csv line 2, role:/,
  ],
  [
    "an address without a place for the id",
    "settings.csv",
    "key,value\ncrm.crm_link,https://crm.example.com/deal\n",
    /crm\.crm_link: expected the address of a record with \{id\}/,
  ],
  ["a share beyond 1", "settings.csv", "key,value\nfollow_up_floor,2\n", /expected a share from 0 to 1/],
  [
    "another encoding",
    "calendar.csv",
    Buffer.from("date,is_working,note\n2026-01-01,false,\xfajév\n", "latin1"),
    /expected a readable UTF-8 file/,
  ],
])("%s is refused with the file, the place and the remedy", async (_, file, content, message) => {
  if (file === "stage_map.csv")
    writeFileSync(join(home.reference, "stages.csv"), `${stages}sales,lead,1,sales,Lead,Lead,,,,\n`);
  writeFileSync(join(home.reference, file), content);
  await expect(readReference(home)).rejects.toThrow(message);
  await expect(readReference(home)).rejects.toMatchObject({ kind: "config" });
});
