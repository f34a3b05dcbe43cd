import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { windows1250 } from "../formats/windows1250.ts";
import { proposeMapping } from "../../pipelines/commands/inspect/propose-mapping.ts";
import { entriesOf, inspectText } from "./inspect-text.ts";
import { scratchFolder } from "../scratch.ts";

/** A list that somebody keeps by hand: three lines above its header, and a total row. */
const kept = [
  ["Minta Bútor Kft.", "", "", "", "", "", ""],
  ["Ügyletek, 2026. 10. 31-i állapot", "", "", "", "", "", ""],
  ["", "", "", "", "", "", ""],
  ["Sorszám", "Ügyfél", "Felelős", "Honnan jött", "Állapot", "Várható érték (Ft)", "Felvétel dátuma"],
  ["1", "Szék Bt.", "Kis Anna", "ajánlás", "Tárgyalás", "1 200,50", "2026. 03. 05."],
  ["2", "Asztal Bt.", "Nagy Béla", "kiállítás", "Megnyert", "n.a.", "2026. 03. 6."],
  ["Összesen:", "", "2 ügylet", "", "", "1 200,50", ""],
];
const columns = {
  opportunity_id: "Sorszám",
  account_id: "Ügyfél",
  owner_id: "Felelős",
  lead_source: "Honnan jött",
  stage: "Állapot",
  amount: "Várható érték (Ft)",
  created_at: "Felvétel dátuma",
};

test("the header is found below a title, in text and in a workbook; the total row and the currency are known", async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = kept.map((cells) => `<row>${cells.map(cell).join("")}</row>`).join("");
  for (const [name, content] of [
    ["lista/ugyletek.csv", windows1250(kept.map((cells) => cells.join(";")).join("\r\n"))],
    ["lista/ugyletek.xlsx", buildWorkbook({ sheets: [{ name: "Lista", rows }] })],
  ] as const) {
    const text = await inspectText(name, content);
    expect(entriesOf(text)).toMatchObject([
      { stream: "opportunities", columns, constants: { currency: "HUF" } },
    ]);
    expect(text).toContain("tried: it loads as it stands");
    expect(text).toMatch(/\d lines stand above its header and are no data\n.*a total row/);
    expect(text).toContain("2 loaded + 0 quarantined");
    expect(text).toContain(
      'the lines above its header say 2026-10-31: if that is the day of the export, add "as_of": "2026-10-31 23:59:59"',
    );
    expect(text).not.toContain("Minta Bútor");
  }
});

test("a row of data is never taken for the header, whatever words it holds", async () => {
  const text = await inspectText("x.csv", "1001,Web,Lost,2026-03-05\n1002,Source,New,2026-03-06\n");
  expect(entriesOf(text)).toMatchObject([{ header: ["column 1", "column 2", "column 3", "column 4"] }]);
  const named = await inspectText("y.csv", "Name,Company\nLead Source,Owner\nStage,Deal\n");
  expect(named).toContain("headers without a place yet: Name, Company");
});

test("a mapping that is begun is gone on with: its stream, headers and constants stand, and all that it lacks is named at once", async () => {
  const begun = {
    source: "sajat",
    files: [
      {
        file: "*.csv",
        stream: "opportunities",
        columns: { lost_reason: "Ok" },
        constants: { currency: "EUR" },
      },
    ],
  };
  const table = "Ok;Hol tart;Megnevezés\nár;Új;Szék\nár;Régi;Asztal\n";
  const text = await inspectText("ugyletek.csv", table, JSON.stringify(begun));
  expect(text).toContain("the mapping.json beside it is not whole");
  expect(text).toMatch(/set columns\.opportunity_id: .*may be .*"Megnevezés"/);
  expect(entriesOf(text)).toMatchObject([
    {
      file: "*.csv",
      columns: { stage: "Hol tart", lost_reason: "Ok" },
      constants: { currency: "EUR", opportunity_id: expect.stringMatching(/^fill in/) as string },
    },
  ]);
  begun.files[0] = { file: "*.csv", stream: "stage_changes", columns: {} as never, constants: {} as never };
  expect(await inspectText("ugyletek.csv", table, JSON.stringify(begun))).toMatch(
    /stage_changes needs record_type and record_id and to_stage and changed_at; map a header to each/,
  );
});

test("a table without ids is told which columns together are one", async () => {
  const text = await inspectText(
    "deals.csv",
    "Client,Opened,Stage,Amount\nMint,2026-03-05,New,5\nMint,2026-03-06,Won,5\nRue,2026-03-06,New,6\n",
  );
  expect(text).toContain('these tell its rows apart together: "opportunity_id": ["Client", "Opened"]');
});

test("amounts that their header counts in thousands are asked about", async () => {
  const text = await inspectText("deals.csv", "Deal ID,Stage,Érték (eFt)\n1,New,5\n2,Won,6\n");
  expect(text).toContain('write the amounts of "Érték (eFt)" in whole units');
});

test("a list of phone numbers that lacks only its name is told so, and named after its file", async () => {
  const list = "Név;Cég;Telefonszám;Város\nKis Anna;Szék Bt.;06 30 200 1000;Győr\n;Asztal Bt.;n.a.;Pécs\n";
  const text = await inspectText("vett_lista.csv", windows1250(list));
  expect(text).toMatch(
    /it looks like a list of phone numbers that does not say which list it is: add a column/,
  );
  expect(entriesOf(text)).toMatchObject([
    {
      stream: "list_members",
      columns: { phone_key: "Telefonszám" },
      constants: { list_id: "vett lista" },
    },
  ]);
  expect(text).toContain("tried: it loads as it stands");
});

test("the columns of lists in other languages are known by their names", () => {
  const root = scratchFolder();
  for (const header of [
    "Lfd. Nr.;Kunde;Betreuer;Woher;Phase;Angebotssumme (EUR);Angelegt am",
    "N°;Client;Commercial;Origine;Étape;Montant estimé (€);Date de création",
    "Num.;Razón social;Comercial;Procedencia;Fase;Importe estimado (EUR);Fecha de alta",
    "Lp.;Klient;Handlowiec;Źródło;Etap;Wartość (PLN);Data utworzenia",
    "Nr. crt.;Companie;Responsabil;Sursa;Etapa;Valoare (lei);Creat",
    "Poř. č.;Zákazník;Obchodník;Zdroj;Fáze;Částka (Kč);Vytvořeno",
    "Por. č.;Zákazník;Predajca;Pôvod;Fáza;Suma (EUR);Vytvorené",
    "N.;Azienda;Venditore;Fonte;Stato;Valore stimato (€);Creato",
    "Nº;Empresa;Responsável;Origem;Fase;Valor estimado (EUR);Criado em",
  ]) {
    const path = join(root, "x.csv");
    writeFileSync(path, `${header}\n1;Mint;Ann;fair;A;5,50;2026-03-05\n2;Rue;Bob;web;B;6,50;2026-03-06\n`);
    const text = { path, isRewritten: false, encoding: "utf-8", inside: "", isSuspect: false, oddities: [] };
    const [number, client, owner, source, stage, amount, created] = header.split(";");
    expect(proposeMapping(text as never, "x.csv", "x").entries).toMatchObject([
      {
        columns: {
          opportunity_id: number,
          account_id: client,
          owner_id: owner,
          lead_source: source,
          stage,
          amount,
          created_at: created,
        },
        constants: { currency: expect.stringMatching(/^[A-Z]{3}$/) as string },
      },
    ]);
  }
});
