/** Words of a text without case, accents and punctuation; `createdAt` is two words, what stands in parentheses is none of the name. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/[([][^)\]]*[)\]]/g, " ")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

const set = (words: string) => new Set(words.split(" "));

/** Words by which a table says that its rows are deals, leads or activities. */
export const entityWords = {
  opportunities: set(
    "deal deals opportunity opportunities uzlet uzletek ugylet ugyletek lehetoseg lehetosegek verkaufschance verkaufschancen abschlusse affaires opportunite opportunites oportunidad oportunidades negocios szanse",
  ),
  leads: set(
    "lead leads mql mqls prospect prospects inquiry inquiries enquiries erdeklodo erdeklodok interessent interessenten anfragen",
  ),
  activities: set(
    "activity activities task tasks call calls meeting meetings tevekenyseg tevekenysegek feladat feladatok hivas hivasok aktivitat aktivitaten aufgabe aufgaben anruf anrufe termine activites actividades",
  ),
  contacts: set("contact contacts kapcsolattarto kapcsolattartok ansprechpartner kontakte contactos"),
};

/** Words that name no column by themselves: "Deal stage" and "Current stage" are the stage, "Date closed" is when it was closed. */
const fillers = set(
  "the of a an az der die das des du de la le el date datum datuma ideje idopont idopontja fecha time timestamp day at on am is current aktualis name neve nev megnevezese nom nombre sales crm record uzleti utc huf eur usd gbp chf ft",
);
const entities = new Set(Object.values(entityWords).flatMap((words) => [...words]));
const idWords = set("id azonosito azonositoja nr no number kennung szam szama identifiant key");

/** The forms in which a header is looked up: its words, and those of them that say something. */
function formsOf(header: string): string[] {
  const all = wordsOf(header);
  const telling = all.filter((word) => !fillers.has(word) && !/^(19|20)\d\d$/.test(word));
  const rest = telling.filter((word) => !entities.has(word));
  const forms = [all, telling, ...(rest.every((word) => idWords.has(word)) ? [] : [rest])];
  return [...new Set(forms.filter((words) => words.length > 0).map((words) => words.join(" ")))];
}

const nameWords = set("name neve nev title megnevezes megnevezese nom nombre bezeichnung");
const parts = new Set([...nameWords, ..."owner stage status pipeline value type subject".split(" ")]);

/** Whether a header is the id or name of a thing: "Deal ID" says that the rows are deals, "Lead source" does not say that they are leads. */
export function namesEntity(header: string, entity: keyof typeof entityWords): boolean {
  const words = wordsOf(header);
  const others = words.filter((word) => !entityWords[entity].has(word));
  return others.length < words.length && others.every((word) => idWords.has(word) || parts.has(word));
}

/** Whether a header says nothing but "id". */
export const isBareId = (header: string): boolean => wordsOf(header).every((word) => idWords.has(word));

export const hasNameWord = (header: string): boolean => wordsOf(header).some((word) => nameWords.has(word));

export const hasIdWord = (header: string): boolean => wordsOf(header).some((word) => idWords.has(word));

/**
 * What headers call a column, in English, Hungarian, German and some others, folded. The names of one line are equally good; those of a
 * later line are taken only where no better one is there. `expected_at`, `won_at`, `lost_at` and `price` are no columns of ours: they
 * tell a table or keep a header from being taken for another column.
 */
const names: Record<string, string[]> = {
  opportunity_id: [
    "deal id|opportunity id|opp id|deal nr|deal no|deal number|opportunity number|uzlet azonosito|uzlet azonositoja|ugylet azonosito|ugylet azonositoja|lehetoseg azonosito|verkaufschance id|verkaufschancen id|deal|opportunity",
    "id|record id|azonosito|kennung|identifiant|object id|hs object id",
    "nr|no|kod",
  ],
  lead_id: [
    "lead id|mql id|lead nr|lead number|prospect id|erdeklodo azonosito|erdeklodo azonositoja|interessenten id|interessent id|lead azonosito",
    "id|record id|azonosito|kennung|identifiant|submission id|response id|entry id|object id",
    "nr|no|kod",
  ],
  created_at: [
    "created|create|creation|createdate|opened|letrehozva|letrehozas|letrejott|felvetel|felveve|erstellt|erstellung|erstelldatum|erstellungsdatum|angelegt|anlagedatum|cree|creation|creado|creacion|utworzono",
    "submitted|submission|timestamp|date added|added|add|idobelyeg|bekuldve|bekuldes|zeitstempel|eingegangen|received|erkezett|beerkezett|first contact|engage|engaged|open|registered|regisztralt|entry",
  ],
  updated_at: [
    "updated|update|last updated|last edited|modified|last modified|last modified date|last change|lastmodifieddate|modositva|modositas|utolso modositas|utoljara modositva|frissitve|geandert|zuletzt geandert|letzte anderung|aktualisiert|anderungsdatum|modifie|modificado",
    "changed",
  ],
  closed_at: [
    "closed|actually closed|really closed|close actual|actual close|actual closing|lezarva|lezaras|abgeschlossen|geschlossen|abgeschlossen am|tatsachlicher abschluss|tenyleges zaras|ferme|cerrado|zamknieto|cloture",
    "close|closedate|closing|zaras|abschluss|abschlussdatum|cierre|zarva",
  ],
  expected_at: [
    "expected close|expected closing|expected closed|estimated close|estimated closing|est close|forecast close|forecasted close|planned close|planned closing|target close|projected close|anticipated close|varhato zaras|varhato lezaras|tervezett zaras|tervezett lezaras|becsult zaras|erwarteter abschluss|erwartetes abschlussdatum|voraussichtlicher abschluss|geplanter abschluss|voraussichtliches abschlussdatum|geschatztes abschlussdatum|cloture prevue|cierre previsto|expected|forecast",
  ],
  won_at: ["won|win|closed won|megnyerve|megnyeres|nyert|nyeres|gewonnen|gagne|ganado"],
  lost_at: ["lost|closed lost|elvesztve|elvesztes|elveszett|vesztett|verloren|perdu|perdido"],
  pipeline: [
    "pipeline|pipeline id|ertekesitesi folyamat|folyamat|funnel|tolcser|vertriebspipeline|embudo|default pipeline",
  ],
  stage: [
    "stage|status|phase|dealstage|fazis|szakasz|allapot|statusz|vertriebsphase|verkaufsphase|stufe|etape|etapa|statut|estado|fase|lead status|lifecycle stage",
    "stage id|status id|statuscode|stage label",
  ],
  stage_changed_at: [
    "stage changed|stage change|last stage change|stage entered|stage since|entered stage|status changed|statusz modositva|statusz modositasa|szakasz modositva|szakasz valtozas|fazis modositva|allapot modositva|phase geandert|phase seit|status geandert|stage updated|stage modified",
  ],
  amount: [
    "amount|value|deal value|total amount|total value|osszeg|ertek|uzlet erteke|ugylet erteke|erteke|betrag|wert|auftragswert|montant|valeur|importe|valor|kwota|deal size|close value|closed value|contract value",
    "revenue|bevetel|umsatz|acv|tcv|brutto ertek|netto ertek|volumen",
  ],
  currency: [
    "currency|currency code|penznem|penznem kod|deviza|wahrung|devise|moneda|waluta|currency iso code",
  ],
  owner_id: [
    "owner|owner id|sales owner|account manager|sales rep|rep|sales agent|agent|salesperson|assigned|assigned to|assignee|responsible|felelos|tulajdonos|uzletkoto|ertekesito|ugyfelfelelos|zustandig|verantwortlich|verantwortlicher|besitzer|inhaber|bearbeiter|vertriebsmitarbeiter|responsable|propietario|logged by",
    "sr id|user|user id|munkatars|mitarbeiter",
  ],
  account_id: [
    "account|account id|company|company id|organization|organization id|organisation|client|customer|customer id|ceg|cegnev|ugyfel|ugyfel neve|firma|firmenname|unternehmen|kunde|kundenname|entreprise|societe|empresa|cliente|klient|company name",
  ],
  lead_source: [
    "source|lead source|leadsource|origin|original source|traffic source|forras|lead forrasa|quelle|leadquelle|herkunft|provenance|fuente|origen|source channel",
    "channel|csatorna|kanal|utm source",
  ],
  campaign_id: [
    "campaign id|utm campaign|kampany azonosito|kampagnen id|kampagnenid",
    "campaign|kampany|kampagne|campagne|campana",
  ],
  campaign: [
    "campaign|campaign name|kampany|kampany neve|kampanynev|kampagne|kampagnenname|campagne|campana|campanha|kampania",
  ],
  product: ["product|product line|termek|termekcsoport|produkt|produit|producto", "product id"],
  country: ["country|orszag|land|pays|pais|kraj"],
  lost_reason: [
    "lost reason|why lost|loss reason|reason lost|reason for loss|lost because|closed lost reason|elvesztes oka|vesztes oka|elvesztes indoka|elutasitas oka|verlustgrund|absagegrund|grund|ablehnungsgrund|motif de perte|motivo de perdida|disqualification reason|kizaras oka|rejection reason",
  ],
  converted_opportunity_id: [
    "converted opportunity|converted opportunity id|converted deal|converted deal id|konvertalt uzlet|konvertalt lehetoseg|konvertalt uzlet azonosito|konvertierte verkaufschance|converted to deal|converted to",
    "deal id|opportunity id|uzlet azonosito|uzlet azonositoja|verkaufschance id",
  ],
  list_id: ["list id|list|list name|lista|lista neve|lista azonosito|liste|listen id|listenname"],
  merged_ids: ["merged ids|merged deal ids|merged record ids|merged into ids"],
  is_deleted: ["deleted|is deleted|torolt|torolve|geloscht"],
  is_won: ["won|is won|closed won|nyert|megnyert|gewonnen"],
  is_closed: ["closed|is closed|lezart|lezarva|geschlossen"],
  is_do_not_call: ["do not call|dnc|ne hivja|nem hivhato|ne hivjak|keine anrufe"],
  is_do_not_email: ["do not email|do not mail|email opt out|leiratkozott|unsubscribed|keine e mails"],
  email_key: [
    "email|e mail|email address|e mail address|mail|email cim|e mail cim|emailcim|e mail adresse|emailadresse|your email|work email|business email|contact email|courriel|correo|correo electronico|adresse e mail",
  ],
  phone_key: [
    "phone|phone number|telephone|mobile|mobile phone|mobile number|tel|telefon|telefonszam|mobil|mobiltelefon|telefonnummer|handy|handynummer|telefono|numero de telephone|contact phone|your phone|number called|called number|hivott szam",
  ],
  record_id: [
    "deal id|opportunity id|lead id|record id|mql id|uzlet azonosito|uzlet azonositoja|ugylet azonosito|ugylet azonositoja|lehetoseg azonosito|verkaufschance id|verkaufschancen id|erdeklodo azonosito|lead azonosito|interessenten id",
    "deal|opportunity|lead|uzlet|ugylet|verkaufschance|object id|entity id|related to|related record",
    "id|azonosito",
  ],
  from_stage: [
    "from|from stage|old stage|previous stage|old value|stage from|old status|from status|previous status|regi szakasz|regi statusz|regi allapot|regi ertek|regi fazis|honnan|elozo szakasz|elozo statusz|alte phase|alter status|von|von phase|vorherige phase|alter wert|ancienne etape|etapa anterior",
  ],
  to_stage: [
    "to|to stage|new stage|new value|stage to|new status|to status|uj szakasz|uj statusz|uj allapot|uj ertek|uj fazis|hova|neue phase|neuer status|nach|nach phase|neuer wert|nouvelle etape|etapa nueva",
    "stage|status|phase|fazis|szakasz|allapot|statusz|etape|etapa",
    "stage id|status id",
  ],
  changed_at: [
    "changed|changed at|change|moved|moved at|edit|edited|when|transition|entered|entered stage|stage changed|mikor|modositva|modositas|valtozas|valtozott|atlepett|lepes|geandert|gewechselt|wechsel|anderung|wann|modifie|since",
    "date|at|time|timestamp|datum|idopont|created|created time|letrehozva|erstellt|zeitpunkt|event time|fecha",
  ],
  sequence: ["sequence|seq|sequence number|sorrend|sorszam|reihenfolge|laufende nummer"],
  activity_id: [
    "activity id|task id|call id|event id|meeting id|tevekenyseg azonosito|feladat azonosito|hivas azonosito|aktivitat id|aktivitats id|aufgaben id",
    "id|record id|azonosito|nr|no",
  ],
  kind: [
    "type|kind|activity type|activity|task type|tipus|tevekenyseg tipusa|jelleg|typ|art|aktivitatstyp",
    "channel|csatorna",
  ],
  logged_at: ["created|logged|letrehozva|rogzitve|rogzites|erstellt|angelegt|added"],
  occurred_at: [
    "occurred|happened|activity date|start|started|done|completed|completed at|call time|meeting time|megtortent|elvegezve|kezdete|kezdes|durchgefuhrt|erledigt|erledigt am|beginn|stattgefunden",
    "date|time|when|datum|idopont|mikor|fecha|timestamp|zeitpunkt",
  ],
  due_at: [
    "due|due date|deadline|hatarido|esedekes|esedekesseg|fallig|falligkeit|faellig am|falligkeitsdatum",
  ],
  is_done: ["is done|done|completed|is completed|closed|is closed|kesz|elvegezve|befejezve|erledigt"],
  contact_id: [
    "contact id|person id|kapcsolat azonosito|kapcsolattarto azonosito|kontakt id|ansprechpartner id|contact",
    "id|record id|azonosito",
  ],
  role: ["role|contact role|szerep|szerepkor|rolle|funktion"],
  is_primary: ["primary|is primary|elsodleges"],
  merged_id: ["merged id|merged record id|loser id|duplicate id|old id|osszevont azonosito"],
  surviving_id: ["surviving id|survivor id|winner id|master id|kept id|new id|megmaradt azonosito"],
  industry: ["industry|sector|iparag|agazat|branche|secteur|sector de actividad"],
  employee_count: [
    "employees|employee count|number of employees|headcount|letszam|alkalmazottak szama|mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter",
  ],
  product_id: ["product id|termek azonosito|produkt id|sku|cikkszam|artikelnummer", "product|termek|produkt"],
  category: ["category|family|product family|series|kategoria|termekcsoport|kategorie|produktgruppe"],
  price: ["price|sales price|unit price|list price|ar|egysegar|eladasi ar|preis|listenpreis"],
  team: ["team|csapat|gruppe", "region|regional office|office|territory|regio|gebiet"],
  cost: [
    "cost|spend|spent|amount spent|ad spend|ad cost|koltseg|koltes|elkoltott osszeg|kosten|ausgaben|ausgegebener betrag|werbekosten|cout|depense|depenses|montant depense|costo|coste|gasto|inversion|importe gastado|custo|spesa|koszt|wydatki|naklady",
    "list cost|list price|lista ara",
  ],
  spend_date: ["date|day|datum|nap|tag|jour|dia|fecha|data|giorno|dzien|spend date|report date"],
  period_start: [
    "period start|week|month|start date|reporting starts|start|het|honap|woche|monat|idoszak kezdete|von",
  ],
  period_end: ["period end|end date|reporting ends|end|idoszak vege|bis"],
  impression_count: [
    "impressions|impr|imps|impression count|megjelenes|megjelenesek|megjelenitesek|impressionen|einblendungen|impresiones|impressoes|impressioni|wyswietlenia",
  ],
  click_count: [
    "clicks|click count|link clicks|kattintas|kattintasok|klicks|klick|clics|clicks on link|cliques|clic|klikniecia",
  ],
  conversion_count: [
    "conversions|conv|results|konverziok|konverzio|conversiones|konversionen|conversion|conversoes|konwersje",
  ],
  lead_count: ["leads|lead count|lead|erdeklodok|erdeklodok szama|leadek"],
  platform: ["platform|channel|csatorna|kanal|ad platform|felulet|plattform|plateforme|plataforma"],
  name: ["campaign|campaign name|kampany|kampany neve|kampagne|kampagnenname|title|targy|subject|betreff"],
  sent_at: ["sent|send|send date|kuldve|kuldes|elkuldve|gesendet|versendet|versand|envoye"],
  recipient_count: ["recipients|sent to|cimzettek|cimzettek szama|empfanger|destinataires"],
  delivered_count: ["delivered|kezbesitve|kezbesitett|zugestellt"],
  bounced_count: ["bounces|bounced|visszapattant"],
  opened_count: ["opens|unique opens|opened|megnyitasok|megnyitas|offnungen|ouvertures"],
  clicked_count: ["unique clicks|clicked|clicks|kattintasok|klicks"],
  unsubscribed_count: ["unsubscribes|unsubscribed|leiratkozasok|leiratkozas|abmeldungen"],
  member_id: ["member id|row id|record id|contact id|sor azonosito", "id|azonosito|nr|no"],
  vendor: ["vendor|list vendor|supplier|provider|szallito|lista szallito|anbieter|lieferant"],
  delivered_at: ["delivered|delivery|delivered at|atadva|atadas|szallitva|szallitas|geliefert|lieferdatum"],
  legal_basis: ["legal basis|jogalap|rechtsgrundlage"],
};

const ranked = new Map(
  Object.entries(names).map(([column, lines]) => [
    column,
    new Map(lines.flatMap((line, rank) => line.split("|").map((name) => [name, rank] as const)).toReversed()),
  ]),
);

/** How well a header names a column: 0 is best; undefined when it does not. */
export function rankOf(column: string, header: string): number | undefined {
  const known = ranked.get(column);
  const ranks = formsOf(header).flatMap((form) => known?.get(form) ?? []);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}

/** Words for won and lost: a column that holds no others tells the outcome, not the stage. */
export const outcomes = set(
  "open opened won lost closed deleted abandoned nyitott nyert megnyert elveszett vesztett torolt offen gewonnen verloren ouvert gagne perdu",
);
