import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const keyOf = async (number: string) =>
  (await loadText(`Lista,Telefon\nL1,"${number}"\n`)).rows["list_members"]?.[0]?.["phone_key"];

describe("a purchased list", () => {
  test("a number is one number however it is written", async () => {
    const keys = await Promise.all(
      ["06 30 555 0101", "+36305550101", "0036 30/555-0101", "(06-30) 5550101"].map(keyOf),
    );
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("every number of a member is a key, in one cell or in several columns", async () => {
    const one = await loadText(
      'Lista,Telefon\nL1,"06 30 555 0101; +36 1 555 0102, 06 1 555 0103 / 06 1 555 0104"\nL1,06 30 555 0105\n',
    );
    expect(one).toMatchObject({ loaded: 2, skipped: 1 });
    expect(one.rows["list_members"]).toHaveLength(5);
    const keys = new Set(one.rows["list_members"]?.map((row) => row["phone_key"]));
    expect(keys.size).toBe(5);
    expect(new Set(one.rows["list_members"]?.map((row) => row["member_id"])).size).toBe(2);
    expect(keys).toContain(await keyOf("06 1 555 0104"));
    const two = await loadText("Lista,Telefon,Mobil\nL1,,06 30 555 0101\nL1,06 1 555 0102,06 30 555 0103\n");
    expect(two.rows["list_members"]).toHaveLength(3);
  });

  test("a number that a spreadsheet damaged is set aside with the reason, one that is none leaves the member without", async () => {
    const good = [1, 2, 3, 4].map((at) => `L1,06 30 555 010${at},a${at}@minta.example`).join("\n");
    const file = await loadText(
      `Lista,Telefon,E-mail\n${good}\nL1,3.63E+10,b@minta.example\nL1,999,c@minta.example\n`,
    );
    expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
    expect(file.reason).toMatch(/^line 6, Telefon: expected all digits; a spreadsheet has cut them/);
    const sentinel = file.rows["list_members"]?.find((row) => row["phone_key"] === null);
    expect(sentinel?.["email_key"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a list that says of nobody whether calls are allowed says so itself", async () => {
    const [without, withMarks] = await Promise.all(
      ["Lista,Telefon\nL1,06 30 555 0101\n", "Lista,Telefon,Do not call\nL1,06 30 555 0101,\n"].map((text) =>
        loadText(text),
      ),
    );
    expect(without?.reason).toBe("it has no do-not-call column: nobody on it counts as opted out");
    expect(without?.reasonHu).toBe("nincs benne hívási tiltás oszlop: senki sem számít tiltottnak");
    expect([withMarks?.reason, withMarks?.reasonHu]).toEqual(["", ""]);
  });

  test("vendor, cost, legal basis and do-not-call are kept, and a list without a name is its vendor's delivery", async () => {
    const file = await loadText(
      "Szállító;Átadás dátuma;Telefonszám;Költség;Pénznem;Jogalap;Nem hívható\nMinta Lista Kft.;2026-01-05;06 30 555 0101;480000;HUF;Jogos érdek;x\nMinta Lista Kft.;9999-12-31;06 30 555 0102;999;HUF;Jogos érdek;\n",
    );
    expect(file.rows["list_members"]).toMatchObject([
      {
        list_id: "Minta Lista Kft. 2026-01-05",
        vendor: "Minta Lista Kft.",
        delivered_at: "2026-01-05 00:00:00",
        delivered_at_precision: "day",
        cost: "480000.00",
        currency: "HUF",
        legal_basis: "Jogos érdek",
        is_do_not_call: true,
      },
      { delivered_at: null, cost: "999.00", is_do_not_call: null },
    ]);
  });

  test("a web export whose rows are wider than its header is refused", async () => {
    const wide = `L1,06 30 555 0101${",x".repeat(28)}\n`;
    expect((await loadText(`Lista,Telefon${",".repeat(15)}\n${wide.repeat(5)}`)).status).toBe("refused");
  });

  test("its costs and days are read as its values show, and refused with the line to add where they do not", async () => {
    const list = (day: string, cost: string) =>
      `Lista,Telefon,Szállítva,Költség\nL1,06 30 555 0101,${day},"${cost}"\n`;
    const comma = await loadText(list("15/01/2026", "0,45"));
    expect(comma.rows["list_members"]).toMatchObject([{ delivered_at: "2026-01-15 00:00:00", cost: "0.45" }]);
    expect((await loadText(list("2026-01-15", "1.234"))).reason).toMatch(
      /add the line purchased_list.decimal_mark,point \(or comma\)/,
    );
    expect((await loadText(list("05/01/2026", "100"))).reason).toMatch(
      /add the line purchased_list.date_order,mdy \(or dmy\)/,
    );
    const loaded = await loadText(list("05/01/2026", "1.234"), {
      "purchased_list.decimal_mark": "comma",
      "purchased_list.date_order": "dmy",
    });
    expect(loaded.rows["list_members"]).toMatchObject([
      { delivered_at: "2026-01-05 00:00:00", cost: "1234.00" },
    ]);
  });

  test.each(["9999-12-31", "2050-01-01", "-", "n/a"])("%s is no day of delivery", async (mark) => {
    const file = await loadText(`Lista,Telefon,Szállítva,Költség\nL1,06 30 555 0101,${mark},-\n`);
    expect(file.rows["list_members"]).toMatchObject([{ delivered_at: null, cost: null }]);
  });

  test.each(["Do not call", "DNC", "Ne hívja", "Nem hívható", "Opt-out"])(
    "who must not be called under %s stays so: anything but a no",
    async (name) => {
      const marks = [
        ["x", true],
        ["Igen", true],
        ["NEM", false],
        ["0", false],
        ["False", false],
        ["", null],
      ] as const;
      const file = await loadText(
        `Lista,Telefon,${name}\n${marks.map(([mark], at) => `L1,06 30 555 010${at},${mark}\n`).join("")}`,
      );
      expect(file.rows["list_members"]?.map((row) => row["is_do_not_call"])).toEqual(
        marks.map(([, flag]) => flag),
      );
    },
  );

  test("a member without a phone is known by its address, one with neither by its row", async () => {
    const file = await loadText(
      "Lista,Telefon,E-mail,Név\nL1,,a@minta.example,Anna\nL1,,A@minta.example,Minta Anna\nL1,,,Béla\nL1,,,Cili\n",
    );
    const ids = file.rows["list_members"]?.map((row) => row["member_id"]) ?? [];
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(String(id)))).toBe(true);
    expect([ids[1], new Set(ids).size]).toEqual([ids[0], 3]);
  });

  test.each(["Lista,E-mail\nL1,a@minta.example\n", "Szállító,Telefon\nMinta,06 30 555 0101\n"])(
    "a table that shows neither a list nor phones is left to the person: %j",
    async (text) => {
      expect((await loadText(text)).reason).toMatch(/no connector knows its header/);
    },
  );
});
