import type { Language } from "../language.ts";

const en = {
  habits: {
    next_step_set: "Next step set",
    meeting_held: "Met at this stage",
    summary_sent: "Summary sent",
    decision_maker_known: "Decision maker known",
    two_contacts_known: "Two contacts known",
    motivation_recorded: "Motivation recorded",
  },
  now: {
    headline: (stage: string, count: string, all: string) =>
      `${stage}: ${count} of ${all} open deals have no next step ahead`,
    headlineOther: (stage: string, habit: string, count: string, all: string) =>
      `${stage}: ${count} of ${all} open deals lack “${habit}”`,
    empty: (stage: string) => `${stage}: no deal is open here now`,
    subtitle: (n: string) => `Share of ${n} open deals at this stage that have it now.`,
    head: "have it",
    habit: "Habit",
    stage: "Stage",
    open: "Open",
    with: "With it",
    without: "Without it",
  },
  ratio: {
    headline: (stage: string, habit: string, ratio: string) =>
      `${stage}: “${habit}” goes with advancing ${ratio} as fast`,
    several: (stage: string, faster: string, slower: string) =>
      `${stage}: deals advance ${[faster === "" ? "" : `faster with ${faster}`, slower === "" ? "" : `slower with ${slower}`].filter((part) => part !== "").join("; ")}`,
    alike: (stage: string) => `${stage}: no habit stands out beyond chance yet`,
    subtitle: "How many times as fast deals advance with it, like with like.",
    how: "A deal counts without a habit until it begins and with it afterwards; compared are deals of the same age at the stage, lead source and tier. Blue: its 99.9% interval leaves 1 out too.",
    association: "Associated with advancing, not its cause: what nobody recorded may be behind both.",
    chance:
      "Of twenty such comparisons one has a 95% interval without 1 by chance. A habit is blue, and named, only where its 99.9% interval leaves 1 out too.",
    head: "times as fast",
    more: "Why not just compare?",
    ratio: "Ratio",
    withAdvanced: "Advanced with it",
    withDays: "Days with it",
    withoutAdvanced: "Advanced without it",
    withoutDays: "Days without it",
    state: "Comparison is",
    status: {
      ok: "known",
      not_recorded: "not recorded",
      never_here: "never at this stage",
      too_few_advances: "fewer than 10 advances on a side",
      not_comparable: "no like deals on both sides",
      nobody_did: "nobody did it",
    },
  },
  landmark: {
    headline: (stage: string, days: string) => `${stage}: what happened after day ${days}, with and without`,
    none: (stage: string, days: string) => `${stage}: too few deals were followed beyond day ${days} to show`,
    subtitle: (days: string) => `Share that goes on after day ${days}: had it (dot), had not (cross).`,
    about: (days: string, horizon: string) =>
      `Of the deals still at the stage ${days} days after reaching it, the share that goes on within ${horizon} days from then on.`,
    note: "This picture is not stratified: where the hot deals have the habit first, it shows that too. The ratio above is the fairer number.",
    with: "had it",
    without: "had not",
    withCount: "Deals that had it",
    withoutCount: "Deals that had not",
    withShare: "Goes on, had it",
    withoutShare: "Goes on, had not",
  },
  all: {
    headline: "Every stage and habit: how many of the open deals have it",
    subtitle: "With it / open now; opened, with the ratio too.",
  },
  tasks: {
    headline: (task: string, share: string) => `Least often done in time: ${task} (${share})`,
    together: "Which task is least often done in time cannot be told yet",
    one: (task: string, share: string) => `${task}: done in time in ${share} of the cases`,
    nothing: "No task of the playbook has been due yet",
    subtitle: (n: string) => `Of ${n} visits: done in time, late, or not at all.`,
    visits:
      "Due is a visit that lasted as long as the task allows. Counts are visits: a deal that came back to a stage counts each time. A visit that ended sooner is not due.",
    parts: { inTime: "in time", late: "late", missing: "missing" },
    task: "Task",
    team: "Team",
    due: "Allowed, hours",
    calendar: "Clock",
    calendars: { work: "working hours", clock: "hours of the clock" } as Record<string, string>,
    teams: { marketing: "marketing", sales: "sales" } as Record<string, string>,
    dueCount: "Due",
    inTime: "In time",
    late: "Late",
    missing: "Missing",
    notYet: "Not yet due",
    leftEarly: "Left sooner",
    share: "In time, share",
    instead: "none due yet",
    none: "The tasks of each phase are not written down yet",
    noneHow:
      "Write the tasks that marketing and sales agreed on into reference/playbook.csv; “npm run setup” proposes the first ones from the activities in your exports. For example:",
  },
  notRecorded: {
    headline: (habits: string) => `Not recorded in this pipeline: ${habits}`,
    how: {
      next_step_set:
        "Next step: export tasks and meetings with their due date and whether they are done (HubSpot “Tasks”, Salesforce “Open Activities”, Pipedrive “Activities”; or map stream activities with due_at and is_done).",
      meeting_held:
        "Meetings: export them with their time (HubSpot “Meetings”, Salesforce “Events”, Pipedrive “Activities”; or map stream activities with kind = meeting).",
      summary_sent:
        "Summary: export e-mails and notes with their subject, and say in reference/activity_rules.csv which subject is a summary.",
      decision_maker_known:
        "Decision maker: export the contact roles of deals (Salesforce “Opportunity Contact Roles”, HubSpot association labels; or map stream contact_roles), and say in reference/role_map.csv which role decides.",
      two_contacts_known:
        "Contacts: export the contacts of each deal (contact roles or associations; or map stream contact_roles).",
      motivation_recorded:
        "Motivation: note it as an activity, and say in reference/activity_rules.csv which subject or type tells it.",
    },
    lines: {
      next_step_set: [],
      meeting_held: [],
      summary_sent: ["summary,*,email,subject,contains,summary,false"],
      decision_maker_known: ["*,CEO,decision_maker"],
      two_contacts_known: [],
      motivation_recorded: ["motivation,*,note,subject,contains,motivation,false"],
    } as Record<string, string[]>,
  },
};
const hu: typeof en = {
  habits: {
    next_step_set: "Kitűzött következő lépés",
    meeting_held: "Megbeszélés e szakaszban",
    summary_sent: "Elküldött összefoglaló",
    decision_maker_known: "Ismert döntéshozó",
    two_contacts_known: "Két ismert kapcsolattartó",
    motivation_recorded: "Rögzített motiváció",
  },
  now: {
    headline: (stage, count, all) =>
      `${stage}: ${all} nyitott ügyletből ${count} esetén nincs következő lépés`,
    headlineOther: (stage, habit, count, all) =>
      `${stage}: ${all} nyitott ügyletből ${count} esetén hiányzik: ${habit}`,
    empty: (stage) => `${stage}: most nincs itt nyitott ügylet`,
    subtitle: (n) => `Az itt nyitott ügyletek ekkora részében van meg most (n = ${n}).`,
    head: "megvan",
    habit: "Szokás",
    stage: "Szakasz",
    open: "Nyitott",
    with: "Megvan",
    without: "Hiányzik",
  },
  ratio: {
    headline: (stage, habit, ratio) => `${stage}: ${habit} – a továbblépés ${ratio} olyan gyors, ha megvan`,
    several: (stage, faster, slower) =>
      `${stage}: ${[faster === "" ? "" : `gyorsabb a továbblépés, ha megvan: ${faster}`, slower === "" ? "" : `lassabb a továbblépés, ha megvan: ${slower}`].filter((part) => part !== "").join("; ")}`,
    alike: (stage) => `${stage}: egyelőre egyik szokás sem tér el a véletlennél jobban`,
    subtitle: "Hányszor olyan gyors a továbblépés, ha megvan, hasonlót hasonlóval összevetve.",
    how: "Egy ügylet addig számít a szokás nélkül, amíg az el nem kezdődik, utána azzal együtt; azonos ideje a szakaszban lévő, azonos forrású és besorolású ügyleteket vetünk össze. Kék: a 99,9%-os intervallum sem tartalmazza az 1-et.",
    association:
      "A továbblépéssel jár együtt, nem az oka: mindkettő mögött állhat olyasmi, amit senki sem rögzített.",
    chance:
      "Húsz ilyen összevetésből egynek a 95%-os intervalluma a véletlen miatt sem tartalmazza az 1-et. Kék, és a címben szerepel, aminek a 99,9%-os intervalluma sem tartalmazza.",
    head: "hányszoros",
    more: "Miért nem elég összehasonlítani?",
    ratio: "Hányados",
    withAdvanced: "Továbblépett, megvolt",
    withDays: "Nap, megvolt",
    withoutAdvanced: "Továbblépett, nem volt meg",
    withoutDays: "Nap, nem volt meg",
    state: "Az összevetés",
    status: {
      ok: "ismert",
      not_recorded: "nincs rögzítve",
      never_here: "ebben a szakaszban soha",
      too_few_advances: "valamelyik oldalon tíznél kevesebb továbblépés",
      not_comparable: "nincs mindkét oldalon hasonló ügylet",
      nobody_did: "senki sem végezte el",
    },
  },
  landmark: {
    headline: (stage, days) => `${stage}: mi történt ${days} nap elteltével, ha megvolt, és ha nem`,
    none: (stage, days) => `${stage}: ehhez kevés ügyletet követtünk ${days} napnál tovább`,
    subtitle: (days) => `${days} nap után továbblépők aránya: megvolt (pont), nem volt meg (kereszt).`,
    about: (days, horizon) =>
      `A szakaszban ${days} nap után még ott lévő ügyletekből az onnantól ${horizon} napon belül továbblépők aránya.`,
    note: "Ez a kép nem bontott: ha a legígéretesebb ügyletekben van meg hamarabb, az is látszik rajta. A fenti hányados az igazságosabb szám.",
    with: "volt",
    without: "nem volt",
    withCount: "Ügyletek, megvolt",
    withoutCount: "Ügyletek, nem volt meg",
    withShare: "Továbblép, megvolt",
    withoutShare: "Továbblép, nem volt meg",
  },
  all: {
    headline: "Minden szakasz és szokás: hány nyitott ügyletben van meg",
    subtitle: "Megvan / most nyitott; kinyitva a hányados is látszik, 95%-os intervallummal.",
  },
  tasks: {
    headline: (task, share) => `A legritkábban időben elvégzett feladat: ${task} (${share})`,
    together: "Még nem dönthető el, melyik feladatot végzik el a legritkábban időben",
    one: (task, share) => `${task}: az esetek ${share}-ában időben elvégezve`,
    nothing: "A feladattár egyik feladata sem volt még esedékes",
    subtitle: (n) => `${n} esetből időben, késve vagy egyáltalán nem elvégezve.`,
    visits:
      "Esedékes az az eset, amikor az ügylet legalább a feladat határidejéig a szakaszban volt. A számok esetek: a szakaszba visszatérő ügylet minden alkalommal számít. Ami hamarabb véget ért, nem esedékes.",
    parts: { inTime: "időben", late: "késve", missing: "hiányzik" },
    task: "Feladat",
    team: "Csapat",
    due: "Határidő, óra",
    calendar: "Naptár",
    calendars: { work: "munkaóra", clock: "naptári óra" },
    teams: { marketing: "marketing", sales: "értékesítés" },
    dueCount: "Esedékes",
    inTime: "Időben",
    late: "Késve",
    missing: "Hiányzik",
    notYet: "Még nem esedékes",
    leftEarly: "Hamarabb távozott",
    share: "Időben, arány",
    instead: "még egy sem volt esedékes",
    none: "Az egyes szakaszok feladatai még nincsenek leírva",
    noneHow:
      "Írja a marketing és az értékesítés közösen megállapodott feladatait a reference/playbook.csv fájlba; az „npm run setup” az exportok tevékenységeiből javasol elsőket. Például:",
  },
  notRecorded: {
    headline: (habits) => `Ebben az értékesítési tölcsérben nincs rögzítve: ${habits}`,
    how: {
      next_step_set:
        "Következő lépés: exportálja a feladatokat és megbeszéléseket a határidejükkel és azzal, hogy elkészültek-e (HubSpot „Tasks”, Salesforce „Open Activities”, Pipedrive „Activities”; vagy az activities adatfolyam due_at és is_done oszlopa).",
      meeting_held:
        "Megbeszélések: exportálja őket az időpontjukkal (HubSpot „Meetings”, Salesforce „Events”, Pipedrive „Activities”; vagy az activities adatfolyam kind = meeting sorai).",
      summary_sent:
        "Összefoglaló: exportálja az e-maileket és jegyzeteket a tárgyukkal, és a reference/activity_rules.csv fájlban adja meg, melyik tárgy összefoglaló.",
      decision_maker_known:
        "Döntéshozó: exportálja az ügyletek kapcsolattartóinak szerepét (Salesforce „Opportunity Contact Roles”, HubSpot társításcímkék; vagy a contact_roles adatfolyam), és a reference/role_map.csv fájlban adja meg, melyik szerep dönt.",
      two_contacts_known:
        "Kapcsolattartók: exportálja minden ügylet kapcsolattartóit (szerepek vagy társítások; vagy a contact_roles adatfolyam).",
      motivation_recorded:
        "Motiváció: jegyezze fel tevékenységként, és a reference/activity_rules.csv fájlban adja meg, melyik tárgy vagy típus jelzi.",
    },
    lines: {
      next_step_set: [],
      meeting_held: [],
      summary_sent: ["summary,*,email,subject,contains,összefoglaló,false"],
      decision_maker_known: ["*,Ügyvezető,decision_maker"],
      two_contacts_known: [],
      motivation_recorded: ["motivation,*,note,subject,contains,motiváció,false"],
    },
  },
};

/** The words of the page Sales contact. */
export const contactWords: Record<Language, typeof en> = { en, hu };
