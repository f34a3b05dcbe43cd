import { expect, test } from "vitest";
import { markedBy, severalOf } from "../../dashboards/lib/marked.ts";
import { isMark, leavesListsOut, markLabel } from "../../dashboards/words/marks.ts";

const own = [
  "at=lead advanced followed landmark had_meeting_held",
  "at=meeting landmark",
  "attempt=1 replied",
  "attempt=2",
  "called",
  "proposal_all=all",
  "proposal_all=all",
  "visit=lead due:call_back in_time:call_back",
  "visit=lead due:call_back missing:call_back",
].join("\n");

test.each([
  ["a visit for each in which a task was due", "visit=lead due:call_back", 2],
  ["one in which it was done in time", "visit=lead in_time:call_back", 1],
  ["none of another stage", "visit=meeting due:call_back", 0],
  ["a stage with a habit by the landmark", "at=lead landmark had_meeting_held", 1],
  ["none without it there", "at=lead landmark -had_meeting_held", 0],
  ["a stage without it", "at=meeting landmark -had_meeting_held", 1],
  ["none that was not there at the landmark", "at=proposal landmark -had_meeting_held", 0],
  ["an attempt by its number", "attempt=1", 1],
  ["none that was not answered", "attempt=2 replied", 0],
  ["each version of a proposal", "proposal_all=all", 2],
  ["a deal once that has all that is asked for", "called\nat=lead followed", 1],
  ["no deal that lacks one of it", "called\nat=meeting followed", 0],
])("a deal's marks count %s", (_, asked, count) => {
  expect(markedBy(asked)(own)).toBe(count);
  expect(markedBy(asked)(null)).toBe(0);
});

test("a number of visits, attempts or proposals is not one of deals", () => {
  expect(
    ["visit=lead left", "attempt=3", "proposal_all=all", "at=lead followed", "proposal_expired"].map(
      severalOf,
    ),
  ).toEqual(["visits", "attempts", "proposals", null, null]);
});

test("what the words of a mark mean is said in both languages, and other words mean nothing", () => {
  const name = () => "Lead";
  expect(markLabel("visit=lead missing:call_back", "en", name)).toBe(
    "Lead: visits with the task “call back” due and not done.",
  );
  expect(markLabel("at=lead landmark -had_meeting_held", "hu", name)).toBe(
    "Lead: az összevetés napján még itt volt, addig nem volt meg: Megbeszélés e szakaszban.",
  );
  expect(markLabel("at=* followed", "en", name)).toBe("From its start: known for the whole horizon.");
  for (const mark of ["visit=lead done", "at=", "at=lead <b>", "attempt=x", "speed=slow", "at=lead had_"])
    expect(isMark(mark), mark).toBe(false);
  expect(leavesListsOut("visit=lead left")).toBe(true);
});
