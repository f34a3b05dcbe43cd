/**
 * What headers call a column, in English, Hungarian, German and some others, folded. The names of one line are equally good; those of a
 * later line are taken only where no better one is there. `expected_at`, `won_at`, `lost_at` and `price` are no columns of ours: they
 * tell a table or keep a header from being taken for another column.
 */
export const columnNames: Record<string, string[]> = {
  opportunity_id: [
    "deal id|opportunity id|opp id|deal nr|deal no|deal number|opportunity number|uzlet azonosito|uzlet azonositoja|ugylet azonosito|ugylet azonositoja|lehetoseg azonosito|verkaufschance id|verkaufschancen id|deal|opportunity|ugylet szama|uzlet szama|ugyletszam|uzletszam|projekt azonosito|projektszam|ajanlat szama|ajanlatszam|project id|project number|quote number|angebotsnummer|angebots nr|auftragsnummer|vorgangsnummer|vorgangs nr|numero d affaire|id affaire|id oportunidad|id oportunidade|id opportunita|id oportunitate|id negocio|id szansy|numer szansy|id obchodu|cislo obchodu|cislo zakazky|id prilezitosti|deal ref|opportunity ref",
    "id|record id|azonosito|kennung|identifiant|object id|hs object id",
    "nr|no|kod|sorszam|ssz|s sz|sor szam|sorsz|lfd nr|lfd|laufende nummer|lp|l p|poradove cislo|por c|p c|c|cislo|nr crt|nr curent|num|numero|n|nummer|number|ref|reference|referencia|hivatkozas",
  ],
  lead_id: [
    "lead id|mql id|lead nr|lead number|prospect id|erdeklodo azonosito|erdeklodo azonositoja|interessenten id|interessent id|lead azonosito",
    "id|record id|azonosito|kennung|identifiant|submission id|response id|entry id|object id",
    "nr|no|kod|sorszam|ssz|s sz|sor szam|sorsz|lfd nr|lfd|laufende nummer|lp|l p|poradove cislo|por c|p c|c|cislo|nr crt|nr curent|num|numero|n|nummer|number|ref|reference|referencia|hivatkozas",
  ],
  created_at: [
    "created|create|creation|createdate|opened|letrehozva|letrehozas|letrejott|felvetel|felveve|erstellt|erstellung|erstelldatum|erstellungsdatum|angelegt|anlagedatum|cree|creation|creado|creacion|utworzono|rogzitve|rogzites|rogzitette|nyitva|megnyitva|nyitas|creee|creado el|creada|alta|criado|criada|criacao|creato|creata|creazione|data utworzenia|utworzenia|dodano|zalozono|vytvoreno|vytvorene|vytvoreni|vytvorenia|zalozeno|zalozenie|creat|creare|crearii|eroffnet|eroffnung|ouverture|apertura|abertura|otwarcie|otwarcia",
    "submitted|submission|timestamp|date added|added|add|idobelyeg|bekuldve|bekuldes|zeitstempel|eingegangen|received|erkezett|beerkezett|first contact|engage|engaged|open|registered|regisztralt|entry|erdeklodes|megkereses|kezdet|kezdete|indult|indulas|felvetele|bejovetel|anfrage|eingang|demande|solicitud|richiesta|pedido|zapytanie|poptavka|dopyt|cerere|prijato|inserimento|data dodania|start|started|begin",
  ],
  updated_at: [
    "updated|update|last updated|last edited|modified|last modified|last modified date|last change|lastmodifieddate|modositva|modositas|utolso modositas|utoljara modositva|frissitve|geandert|zuletzt geandert|letzte anderung|aktualisiert|anderungsdatum|modifie|modificado|utolso valtozas|utolso frissites|derniere modification|mise a jour|ultima modificacion|ultima modifica|ultima atualizacao|ultima modificare|atualizado|modificato|modificat|aktualizovano|aktualizovane|zmeneno|zmenene|ostatnia zmiana|zmodyfikowano|posledni zmena|posledna zmena",
    "changed",
  ],
  closed_at: [
    "closed|actually closed|really closed|close actual|actual close|actual closing|lezarva|lezaras|abgeschlossen|geschlossen|abgeschlossen am|tatsachlicher abschluss|tenyleges zaras|ferme|cerrado|zamknieto|cloture|lezart napja|lezaras napja|lezarult|megkotve|szerzodeskotes|fermee|cerrada|chiuso|chiusa|fechado|fechada|encerrado|zamknieta|uzavreno|uzavrene|inchis|inchisa",
    "close|closedate|closing|zaras|abschluss|abschlussdatum|cierre|zarva|dontes|szerzodes|befejezve|befejezes|chiusura|fechamento|encerramento|zamkniecie|zamkniecia|uzavreni|uzavretie|uzavretia|inchidere|inchiderii|decision",
  ],
  expected_at: [
    "expected close|expected closing|expected closed|estimated close|estimated closing|est close|forecast close|forecasted close|planned close|planned closing|target close|projected close|anticipated close|varhato zaras|varhato lezaras|tervezett zaras|tervezett lezaras|becsult zaras|erwarteter abschluss|erwartetes abschlussdatum|voraussichtlicher abschluss|geplanter abschluss|voraussichtliches abschlussdatum|geschatztes abschlussdatum|cloture prevue|cierre previsto|expected|forecast|varhato dontes|varhato szerzodes|varhato|tervezett|prevision de cierre|fecha prevista|prevista|cierre estimado|chiusura prevista|fechamento previsto|przewidywane zamkniecie|planowane zamkniecie|ocekavane uzavreni|predpokladane uzavreni|ocakavane uzavretie|inchidere estimata|decision date expected",
  ],
  won_at: [
    "won|win|closed won|megnyerve|megnyeres|nyert|nyeres|gewonnen|gagne|ganado|vinto|ganho|wygrana|wygrane|vyhrano|vyhrane|castigat",
  ],
  lost_at: [
    "lost|closed lost|elvesztve|elvesztes|elveszett|vesztett|verloren|perdu|perdido|perso|perdida|przegrana|przegrane|prohrano|prehrate|pierdut",
  ],
  pipeline: [
    "pipeline|pipeline id|ertekesitesi folyamat|folyamat|funnel|tolcser|vertriebspipeline|embudo|default pipeline|lejek|lejek sprzedazy|trychtyr|prodejni trychtyr|proceso|entonnoir|trichter",
  ],
  stage: [
    "stage|status|phase|dealstage|fazis|szakasz|allapot|statusz|vertriebsphase|verkaufsphase|stufe|etape|etapa|statut|estado|fase|lead status|lifecycle stage|hol tart|allapota|statusza|fazisa|etap|etap sprzedazy|faza|faze|stav|stadium|stadiu|stato|situacao|fase di vendita|fase de venta|fase da venda|etape de vente|etapa de venda|etapa de venta|stand|verkaufsstand|deal state",
    "stage id|status id|statuscode|stage label|eredmeny|kimenetel|ergebnis|resultat|resultado|esito|wynik|vysledek|vysledok|rezultat",
  ],
  stage_changed_at: [
    "stage changed|stage change|last stage change|stage entered|stage since|entered stage|status changed|statusz modositva|statusz modositasa|szakasz modositva|szakasz valtozas|fazis modositva|allapot modositva|phase geandert|phase seit|status geandert|stage updated|stage modified",
  ],
  amount: [
    "amount|value|deal value|total amount|total value|osszeg|ertek|uzlet erteke|ugylet erteke|erteke|betrag|wert|auftragswert|montant|valeur|importe|valor|kwota|deal size|close value|closed value|contract value|varhato ertek|becsult ertek|tervezett ertek|varhato osszeg|varhato bevetel|ajanlat erteke|ajanlati ar|ajanlati ertek|ajanlati osszeg|szerzodes erteke|szerzodeses ertek|netto osszeg|brutto osszeg|netto ertek|brutto ertek|auftragsvolumen|angebotswert|angebotssumme|erwarteter wert|geschatzter wert|erwarteter umsatz|montant estime|montant ht|valeur estimee|valor estimado|importe estimado|monto|montante|importo|valore|valore stimato|wartosc|wartosc szansy|szacowana wartosc|castka|hodnota|odhadovana hodnota|ciastka|suma|valoare|valoare estimata|expected value|estimated value|expected amount|potential value|estimated amount",
    "revenue|bevetel|umsatz|acv|tcv|brutto ertek|netto ertek|volumen|arbevetel|forgalom|vetelar|budget|presupuesto|orcamento|chiffre d affaires|ca|fatturato|receita|ingresos|przychod|obrat|cena|expected revenue|netto|brutto|summe",
  ],
  currency: [
    "currency|currency code|penznem|penznem kod|deviza|wahrung|devise|moneda|waluta|currency iso code",
  ],
  owner_id: [
    "owner|owner id|sales owner|account manager|sales rep|rep|sales agent|agent|salesperson|assigned|assigned to|assignee|responsible|felelos|tulajdonos|uzletkoto|ertekesito|ugyfelfelelos|zustandig|verantwortlich|verantwortlicher|besitzer|inhaber|bearbeiter|vertriebsmitarbeiter|responsable|propietario|logged by|ugyintezo|kezelo|referens|kollega|ugyfelmenedzser|felelos munkatars|felelose|keszitette|ki viszi|ki kezeli|betreuer|kundenbetreuer|vertriebler|zustandiger|commercial|vendeur|charge d affaires|responsable commercial|vendedor|comercial|responsavel|venditore|commerciale|agente|responsabile|opiekun|handlowiec|sprzedawca|wlasciciel|obchodnik|obchodni zastupce|vlastnik|prodejce|zodpovida|predajca|zodpovedny|vanzator|agent vanzari|responsabil|proprietar|handled by|managed by|seller",
    "sr id|user|user id|munkatars|mitarbeiter",
  ],
  account_id: [
    "account|account id|company|company id|organization|organization id|organisation|client|customer|customer id|ceg|cegnev|ugyfel|ugyfel neve|firma|firmenname|unternehmen|kunde|kundenname|entreprise|societe|empresa|cliente|klient|company name|partner|vevo|megrendelo|vallalat|szervezet|client name|customer name|raison sociale|razon social|azienda|societa|ragione sociale|kontrahent|nazwa klienta|nazwa firmy|zakaznik|spolecnost|spolocnost|companie|denumire|clientul|unternehmensname|kundin|cegneve",
  ],
  lead_source: [
    "source|lead source|leadsource|origin|original source|traffic source|forras|lead forrasa|quelle|leadquelle|herkunft|provenance|fuente|origen|source channel|forrasa|honnan jott|honnan|honnan erkezett|honnan hallott rolunk|honnan ismer|honnan ismer minket|erdeklodes forrasa|megkereses forrasa|megkereses modja|erkezes modja|szarmazas|hogyan talalt rank|hogyan talalt meg|hogyan jott|source du lead|origine|origine du lead|fonte|fonte del lead|fonte do lead|origem|canal de origem|procedencia|origen del lead|zrodlo|zrodlo leada|pochodzenie|zdroj|zdroj leadu|puvod|povod|sursa|sursa lead|provenienta|woher|wie gefunden|how did you hear|how did you hear about us|how did they find us|came from|where from|marketing source|acquisition source|kontaktquelle",
    "channel|csatorna|kanal|utm source|canal|canale|kanal sprzedazy|erkezes|medium",
  ],
  campaign_id: [
    "campaign id|utm campaign|kampany azonosito|kampagnen id|kampagnenid",
    "campaign|kampany|kampagne|campagne|campana",
  ],
  campaign: [
    "campaign|campaign name|kampany|kampany neve|kampanynev|kampagne|kampagnenname|campagne|campana|campanha|kampania",
  ],
  product: [
    "product|product line|termek|termekcsoport|produkt|produit|producto|szolgaltatas|aru|prodotto|produto|produs|vyrobek|vyrobok|leistung|service|servicio|prestation",
    "product id",
  ],
  country: ["country|orszag|land|pays|pais|kraj|staat|zeme|krajina|tara|paese"],
  lost_reason: [
    "lost reason|why lost|loss reason|reason lost|reason for loss|lost because|closed lost reason|elvesztes oka|vesztes oka|elvesztes indoka|elutasitas oka|verlustgrund|absagegrund|grund|ablehnungsgrund|motif de perte|motivo de perdida|disqualification reason|kizaras oka|rejection reason|miert veszett el|elutasitas indoka|meghiusulas oka|vesztes indoka|raison de la perte|motif perte|motivo perdida|motivo della perdita|motivo perdita|motivo da perda|powod przegranej|powod utraty|duvod prohry|duvod ztraty|dovod prehry|dovod straty|motiv pierdere|motivul pierderii",
  ],
  converted_opportunity_id: [
    "converted opportunity|converted opportunity id|converted deal|converted deal id|konvertalt uzlet|konvertalt lehetoseg|konvertalt uzlet azonosito|konvertierte verkaufschance|converted to deal|converted to",
    "deal id|opportunity id|uzlet azonosito|uzlet azonositoja|verkaufschance id",
  ],
  list_id: [
    "list id|list|list name|lista|lista neve|lista azonosito|liste|listen id|listenname|listanev|nazwa listy|nazev seznamu|nazov zoznamu|nom de la liste|nombre de la lista|nome lista",
  ],
  merged_ids: ["merged ids|merged deal ids|merged record ids|merged into ids"],
  is_deleted: ["deleted|is deleted|torolt|torolve|geloscht"],
  is_won: ["won|is won|closed won|nyert|megnyert|gewonnen"],
  is_closed: ["closed|is closed|lezart|lezarva|geschlossen"],
  is_do_not_call: ["do not call|dnc|ne hivja|nem hivhato|ne hivjak|keine anrufe"],
  is_do_not_email: ["do not email|do not mail|email opt out|leiratkozott|unsubscribed|keine e mails"],
  email_key: [
    "email|e mail|email address|e mail address|mail|email cim|e mail cim|emailcim|e mail adresse|emailadresse|your email|work email|business email|contact email|courriel|correo|correo electronico|adresse e mail|mailcim|e mailek|adres email|adres e mail|emailova adresa|e mailova adresa|adresa email|indirizzo email|indirizzo e mail|endereco de email|direccion de correo|email kapcsolattarto|mail adresse",
  ],
  phone_key: [
    "phone|phone number|telephone|mobile|mobile phone|mobile number|tel|telefon|telefonszam|mobil|mobiltelefon|telefonnummer|handy|handynummer|telefono|numero de telephone|contact phone|your phone|number called|called number|hivott szam|telefonszamok|telefonok|telefonszama|mobilszam|mobiltelefonszam|vezetekes|vonalas telefon|vonalas|numer telefonu|nr telefonu|telefonni cislo|telefonne cislo|cislo telefonu|numar telefon|nr telefon|numero di telefono|numero telefono|cellulare|telefone|celular|telemovel|movil|portable|rufnummer|tel szam|tel no|tel nr|cell|cell phone|phones|telephone number|komorka",
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
