import type { Language } from "../language.ts";

interface Finding {
  label: string;
  /** What it is, and what became of it. */
  about: string;
}

const findings: Record<string, Record<Language, Finding>> = {
  unmapped_stage: {
    en: {
      label: "Stage not in the map",
      about:
        "A stage of a pipeline that reference/stage_map.csv names, without a row of its own. Its deals stay visible as unmapped; ops.issue has the line to add.",
    },
    hu: {
      label: "Ismeretlen szakasz",
      about:
        "Olyan szakasz, amelynek értékesítési tölcsérét a reference/stage_map.csv megnevezi, de saját sora nincs benne. Ügyletei besorolatlanként látszanak; a felveendő sor az ops.issue táblában áll.",
    },
  },
  unmatched_stage: {
    en: {
      label: "Row of the stage map without a stage",
      about:
        "A row of reference/stage_map.csv names a stage that no record was ever at, while another stage has no row: most likely the name is misspelt. ops.issue has the nearest name.",
    },
    hu: {
      label: "Szakasz nélküli sor a szakasztáblában",
      about:
        "A reference/stage_map.csv egyik sora olyan szakaszt nevez meg, amelyben egyetlen rekord sem járt, miközben egy másik szakasznak nincs sora: a név valószínűleg el van írva. A legközelebbi név az ops.issue táblában áll.",
    },
  },
  presumed_stage: {
    en: {
      label: "Pipeline read from the data",
      about:
        "The reference data does not name this pipeline, so its stages, their order and what means won and lost are read from the data. The table of stages on this page has the evidence; ops.issue says what to check.",
    },
    hu: {
      label: "Adatokból kiolvasott tölcsér",
      about:
        "Ezt az értékesítési tölcsért a törzsadatok nem nevezik meg, ezért a szakaszait, a sorrendjüket, és hogy mi számít megnyertnek vagy elveszettnek, az adatokból olvastuk ki. Hogy miből látszik, az oldal szakasztáblázata mutatja; hogy mit kell ellenőrizni, az ops.issue tábla.",
    },
  },
  presumed_setting: {
    en: {
      label: "Setting read from the data",
      about:
        "reference/settings.csv does not say it, so it is taken from the data. ops.issue has the line that settles it.",
    },
    hu: {
      label: "Adatokból kiolvasott beállítás",
      about:
        "A reference/settings.csv nem adja meg, ezért az adatokból vettük. Az eldöntő sor az ops.issue táblában áll.",
    },
  },
  too_many_stages: {
    en: {
      label: "More than 60 names of stages",
      about:
        "A source whose deals name more stages than a pipeline can have: another column was read as the stage, most likely. Its records stay unmapped.",
    },
    hu: {
      label: "Hatvannál több szakasznév",
      about:
        "A forrás ügyletei több szakaszt neveznek meg, mint amennyi egy értékesítési tölcsérben lehet: valószínűleg más oszlopot olvastunk szakasznak. Rekordjai besorolatlanok maradnak.",
    },
  },
  unmapped_source: {
    en: {
      label: "Lead source not in the map",
      about:
        "A lead source without a row in reference/source_map.csv. It counts as other; ops.issue has the line to add.",
    },
    hu: {
      label: "Ismeretlen leadforrás",
      about:
        "Olyan leadforrás, amely nem szerepel a reference/source_map.csv fájlban. „Egyéb” forrásként számít; a felveendő sor az ops.issue táblában áll.",
    },
  },
  unmapped_role: {
    en: {
      label: "Role not in the map",
      about:
        "A person's role in a decision without a row in reference/role_map.csv. It counts as unknown; ops.issue has the line to add.",
    },
    hu: {
      label: "Ismeretlen szerepkör",
      about:
        "Olyan döntési szerepkör, amely nem szerepel a reference/role_map.csv fájlban. „Ismeretlen” szerepként számít; a felveendő sor az ops.issue táblában áll.",
    },
  },
  unknown_part: {
    en: {
      label: "Part of a proposal not in the list",
      about:
        "A part of a proposal without a row in reference/proposal_parts.csv. A proposal that lacks it counts as incomplete; ops.issue has the line to add.",
    },
    hu: {
      label: "Ismeretlen ajánlati elem",
      about:
        "Az ajánlatnak olyan eleme, amely nem szerepel a reference/proposal_parts.csv fájlban. Amelyik ajánlatból hiányzik, az hiányosnak számít; a felveendő sor az ops.issue táblában áll.",
    },
  },
  unmatched_task: {
    en: {
      label: "Task of a stage that does not exist",
      about:
        "A row of reference/playbook.csv names a pipeline or stage that does not exist: most likely the name is misspelt. ops.issue has the stages of the pipeline.",
    },
    hu: {
      label: "Nem létező szakasz feladata",
      about:
        "A reference/playbook.csv egyik sora nem létező értékesítési tölcsért vagy szakaszt nevez meg: valószínűleg elírás. A tölcsér szakaszai az ops.issue táblában állnak.",
    },
  },
  no_journey: {
    en: {
      label: "Activities of nobody",
      about:
        "Calls, e-mails, meetings, notes and tasks whose lead, deal or contact is in no export. They are kept and are in no figure of a deal.",
    },
    hu: {
      label: "Senkihez sem tartozó tevékenységek",
      about:
        "Olyan hívások, e-mailek, megbeszélések, jegyzetek és feladatok, amelyek leadje, ügylete vagy kapcsolattartója egyetlen exportban sem szerepel. Megmaradnak, de egyetlen ügylet számaiban sincsenek benne.",
    },
  },
  reconciliation: {
    en: {
      label: "History and record differ",
      about:
        "The newest stage in the history is not the one in the record. The history is used, unless it has no column for the closing that the record tells.",
    },
    hu: {
      label: "Az előzmény és a rekord eltér",
      about:
        "Az előzmények legújabb szakasza nem az, amely a rekordban áll. Az előzmény számít, hacsak nincs benne oszlop arra a lezárásra, amelyet a rekord jelez.",
    },
  },
  misclick: {
    en: {
      label: "Misclick",
      about:
        "Moved to a stage and back in less than misclick_seconds of reference/settings.csv (60 by default). It counts as no visit.",
    },
    hu: {
      label: "Félrekattintás",
      about:
        "Átléptették egy szakaszba, majd a reference/settings.csv misclick_seconds értékénél (alapesetben 60 másodperc) hamarabb vissza. Nem számít ott töltött időnek.",
    },
  },
  impossible_value: {
    en: {
      label: "Times contradict each other",
      about: "Closed before it began, or later than the data is known. Counted, left out of durations.",
    },
    hu: {
      label: "Ellentmondó idők",
      about:
        "Előbb zárult le, mint ahogy elindult, vagy később, mint ameddig az adatok ismertek. Megszámolva, de az időtartamokból kihagyva.",
    },
  },
  lone_time: {
    en: {
      label: "A mistyped year?",
      about:
        "One time of a source lies years beyond every other, so the source is not taken as known until then. The record counts; its times are left out of durations. Correct the date in the source.",
    },
    hu: {
      label: "Elírt évszám?",
      about:
        "A forrás egyik időpontja évekkel minden más után van, ezért az adatokat nem tekintjük addig ismertnek. A rekord számít, de az idői az időtartamokból kimaradnak. Javítsa ki a dátumot a forrásrendszerben.",
    },
  },
  undated: {
    en: { label: "No date", about: "No date is known of it. Counted, but in no month." },
    hu: { label: "Dátum nélkül", about: "Semmilyen dátuma nem ismert. Megszámolva, de egyik hónapban sem." },
  },
  expected_close: {
    en: {
      label: "Close date still ahead",
      about:
        "Closed deals whose close date lies beyond the last change of their record: it was only expected. They count as closed by that change.",
    },
    hu: {
      label: "Várt lezárási dátum",
      about:
        "Lezárt ügyletek, amelyek lezárási dátuma a rekord utolsó módosítása utáni: csak várt dátum. Legkésőbb az utolsó módosításkor lezártnak számítanak.",
    },
  },
  untimed: {
    en: {
      label: "Time not known",
      about:
        "Records that say where they stand or how they ended, but not since when. They count, dated by their last change, and are left out of durations. Export the stage history, or the dates won and lost.",
    },
    hu: {
      label: "Ismeretlen időpont",
      about:
        "A rekord elárulja, hol tart vagy hogyan zárult, de azt nem, hogy mióta. Megszámolva, az utolsó módosítás idejével, de az időtartamokból kihagyva. Exportálja a szakaszelőzményeket vagy a megnyerés és elvesztés dátumát.",
    },
  },
  missing_rate: {
    en: {
      label: "No exchange rate",
      about:
        "reference/fx_rates.csv has no rate of this currency on or before the closing day of some deals. They are counted, not priced; ops.issue has the line to add.",
    },
    hu: {
      label: "Hiányzó árfolyam",
      about:
        "A reference/fx_rates.csv fájlban ennek a pénznemnek egyes ügyletek lezárásának napjára vagy korábbra nincs árfolyama. Megszámolva, de érték nélkül; a felveendő sor az ops.issue táblában áll.",
    },
  },
  orphan: {
    en: {
      label: "What it refers to is missing",
      about:
        "A deal whose account or product is in no export is counted all the same. A stage history of a record that no full export holds makes no journey.",
    },
    hu: {
      label: "Hiányzó kapcsolat",
      about:
        "Az az ügylet, amelynek cége vagy terméke egyik exportban sincs, így is számít. Az olyan rekord szakaszelőzménye, amely egyetlen teljes exportban sincs benne, nem ad új leadet.",
    },
  },
  merge_cycle: {
    en: {
      label: "Merged in a circle",
      about: "The merges lead back to the record itself. It is kept as its own record.",
    },
    hu: {
      label: "Körbeérő összevonás",
      about: "Az összevonások önmagához vezetnek vissza. Külön rekord marad.",
    },
  },
  deleted: {
    en: {
      label: "Deleted",
      about:
        "In an export and in no newer full one. It counts as known until the last export that held it, and is in no list of open deals.",
    },
    hu: {
      label: "Törölt",
      about:
        "Egy exportban szerepel, de újabb teljes exportban már nem. Az utolsó olyan exportig számít ismertnek, amelyben még benne volt, és a nyitott ügyletek között nem szerepel.",
    },
  },
  deletion_unclear: {
    en: {
      label: "Deleted or filtered?",
      about:
        "A newer export lacks too many records to take them for deleted, so none is. Look one of them up in the source: if it is still there, the export is filtered or not whole. ops.issue says what to do.",
    },
    hu: {
      label: "Törölt vagy szűrt?",
      about:
        "Az újabb exportból túl sok rekord hiányzik ahhoz, hogy töröltnek vegyük őket, ezért egyik sem az. Keressen meg egyet a forrásrendszerben: ha még ott van, az export szűrt vagy hiányos. A teendőt az ops.issue tábla mondja meg.",
    },
  },
  restatement: {
    en: { label: "Win withdrawn", about: "Won, then reopened within the limit: the win no longer counts." },
    hu: {
      label: "Visszavont megnyerés",
      about: "Megnyerték, majd a határidőn belül újranyitották: a megnyerés nem számít.",
    },
  },
  bulk_import: {
    en: {
      label: "Bulk import",
      about: "A hundred or more began mid-funnel at one instant. They are left out of durations.",
    },
    hu: {
      label: "Tömeges betöltés",
      about:
        "Legalább száz lead egyetlen pillanatban, a tölcsér közepén indult. Az időtartamokból kimaradnak.",
    },
  },
  do_not_call: {
    en: { label: "Called against the flag", about: "Marked do not call, and called afterwards." },
    hu: { label: "Tiltás ellenére felhívták", about: "„Nem hívható” jelölésű, és azután mégis hívták." },
  },
  presumed_currency: {
    en: {
      label: "Currency not said",
      about:
        "Nothing in the file says the currency of its amounts. They are taken for the base currency; ops.issue has the line to add.",
    },
    hu: {
      label: "Ismeretlen pénznem",
      about:
        "A fájlban semmi sem mondja meg az összegek pénznemét. Az alappénznemben számítanak; a felveendő sor az ops.issue táblában áll.",
    },
  },
  presumed_zone: {
    en: {
      label: "Time zone not said",
      about:
        "Nothing says in which time zone the times of this source were written. They are read in the one named in ops.issue, which has the line to add.",
    },
    hu: {
      label: "Ismeretlen időzóna",
      about:
        "Semmi sem mondja meg, melyik időzónában írták a forrás időpontjait. Az ops.issue táblában megnevezett zónában értelmezzük őket; a felveendő sor is ott áll.",
    },
  },
  negative_amount: {
    en: {
      label: "Negative amount",
      about:
        "Deals with an amount below zero, such as a credit note or a wrong sign. They count as they are written, in sums too.",
    },
    hu: {
      label: "Negatív összeg",
      about:
        "Nullánál kisebb összegű ügyletek, például jóváírás vagy hibás előjel. Úgy számítanak, ahogy le vannak írva, az összegekben is.",
    },
  },
  cut_off: {
    en: {
      label: "Cut off",
      about:
        "The file ends inside its last record, and what follows was never delivered. Nothing counts as deleted on its account. Export it again.",
    },
    hu: {
      label: "Csonka fájl",
      about:
        "A fájl az utolsó rekordján belül ér véget, a folytatása nem érkezett meg. Emiatt semmi sem számít töröltnek. Exportálja újra.",
    },
  },
  possible_duplicate: {
    en: {
      label: "Perhaps counted twice",
      about:
        "The phone or e-mail of a lead is in another source as well, and still they count as two: they began too far apart, too many leads share it, or they are in other pipelines.",
    },
    hu: {
      label: "Talán kétszer számít",
      about:
        "A lead telefonszáma vagy e-mail-címe egy másik forrásban is szerepel, mégis kettőnek számítanak: túl távol kezdődtek, túl sok lead osztozik rajta, vagy más értékesítési tölcsérben vannak.",
    },
  },
  several_accounts: {
    en: {
      label: "Several accounts",
      about:
        "Folders hold records of one vendor under the same ids that are not the same records. Each folder is an account of its own; ops.issue says how reference data names it.",
    },
    hu: {
      label: "Több fiók",
      about:
        "A mappákban egy szolgáltató azonos azonosítójú, de nem azonos rekordjai vannak. Minden mappa külön fiók; az ops.issue tábla megmondja, hogyan nevezi a törzsadat.",
    },
  },
  lost_column: {
    en: {
      label: "Column is gone",
      about:
        "The newest export lacks a column that the one before it had: it was left out or renamed. What older exports hold of it stays; nothing newer comes. ops.issue names it.",
    },
    hu: {
      label: "Eltűnt oszlop",
      about:
        "A legújabb exportból hiányzik egy oszlop, amely az előzőben még megvolt: kimaradt vagy átnevezték. Amit a korábbi exportok mondtak, megmarad, de nem frissül. Az ops.issue tábla megnevezi.",
    },
  },
};

const entities: Record<string, Record<Language, string>> = {
  journey: { en: "lead or deal", hu: "lead vagy ügylet" },
  opportunity: { en: "deal", hu: "ügylet" },
  lead: { en: "lead", hu: "lead" },
  list_member: { en: "list entry", hu: "listaelem" },
  lead_source: { en: "lead source", hu: "leadforrás" },
  stage: { en: "stage", hu: "szakasz" },
  file: { en: "file", hu: "fájl" },
  source: { en: "source", hu: "forrás" },
  pipeline: { en: "pipeline", hu: "értékesítési tölcsér" },
  setting: { en: "setting", hu: "beállítás" },
  currency: { en: "currency", hu: "pénznem" },
  activity: { en: "activity", hu: "tevékenység" },
  role: { en: "role", hu: "szerepkör" },
  part: { en: "part of a proposal", hu: "ajánlati elem" },
  task: { en: "task", hu: "feladat" },
};

const statuses: Record<string, Record<Language, string>> = {
  loaded: { en: "loaded", hu: "betöltve" },
  refused: { en: "refused", hu: "elutasítva" },
  duplicate: { en: "delivered before", hu: "már korábban megérkezett" },
  waiting: { en: "waiting", hu: "várakozik" },
};

/** A finding's name and what it means; its key where it has no words yet. */
export function findingOf(kind: string, language: Language): Finding {
  return findings[kind]?.[language] ?? { label: kind, about: "–" };
}

export function entityOf(entity: string, language: Language): string {
  return entities[entity]?.[language] ?? entity;
}

export function statusOf(status: string, language: Language): string {
  return statuses[status]?.[language] ?? status;
}

/** The kinds of findings that have words. */
export const findingKinds = Object.keys(findings);
