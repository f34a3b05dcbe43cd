import type { Format } from "../formats/values/value-sql.ts";
import {
  constant,
  headerReader,
  textOf,
  through,
  type Connector,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";
import { looseReader, optOut } from "../layout/loose-header.ts";

/** What people call their columns, in the languages of common form tools; each pattern is held against the whole loose name. */
const email =
  /(your |work |business |contact |invitee |what is your |what s your |mi az )?(work |business )?(e ?mail|mail)( address| adresse| cim| cime| cimed)?|adresse (e ?mail|electronique)|courriel|correo( electronico)?|direccion de correo electronico|indirizzo e ?mail|endereco de e ?mail|e ?mailadres|adres e ?mail|e ?post(adress|adresse)?|e ?mailova adresa|adresa de e ?mail|(адрес )?электронн(ая|ои) почт[аы]|e ?posta( adresi)?|sahkoposti(osoite)?|メールアドレス|电子邮件(地址)?/;
const phone =
  /(your |work |mobile |contact |what is your |what s your )?(phone|telephone|mobile|telefon|mobil|handy|tel)( ?number| ?nummer| ?szam| ?szama|szam|nummer)?|numero (de|di) (telephone|telefono|telefone)|(numer )?telefonu?|(телефон|номер телефона)|telefono|telefone|telefoonnummer|text reminder number/;
const submitted =
  /submitted( at| on| date| time)?|submission (date|time)( utc)?|submit (date|time)( utc)?|(date|time) submitted|timestamp|entry date|conversion date|completion time|event created date time|idobelyeg|bekuldes( (ideje|datuma|idopontja))?|bekuldve|kitoltes (ideje|datuma)|zeitstempel|fertigstellungszeit|eingegangen am|gesendet am|horodateur|date d envoi|date de soumission|fecha de envio|marca temporal|informazioni cronologiche|carimbo de data hora|tijdstempel|sygnatura czasowa|tidsstempel|tidstampel|casova znacka|отметка времени|zaman damgası|aikaleima|タイムスタンプ/;
const columns = {
  lead_source:
    /(lead |traffic )?source|utm source|how did you (hear|find).*|forras|honnan (hallott|ismer|talalt).*|quelle|wie haben sie.*/,
  account_id: /company( name)?|organi[sz]ation|ceg|cegnev|firma|unternehmen|entreprise|societe|empresa/,
  country: /country( region)?|orszag|land|pays|pais/,
};
const campaignId = /(utm )?campaign id|kampany azonosito|kampagnen id/;
const campaignName = /utm campaign|campaign( name)?|kampany( neve)?|kampagne/;
/** Columns of the ad that a lead came from. */
const ad = /(ad|creative|anzeigen|hirdetes) ?(id|name|neve)/;
const googleClick = /gclid|google click id/;
const ownId = /(submission|entry|response|lead|request) (id|number)|event uuid|id|azonosito/;
const noCalls =
  /do ?n[o']?t (call|contact)|dnc|ne hivj(a|ak|uk)|nem hivhato|telefonon ne keressenek|keine anrufe|ne pas appeler|no llamar/;
const noEmails =
  /do ?n[o']?t e ?mail|(e ?mail )?opt(ed)? ?out( of e ?mail)?|unsubscribed?|leiratkozott|leiratkozas|ne irj(on|anak)|abgemeldet/;
const unanswered = [
  "Select",
  "Select...",
  "Select…",
  "Please select",
  "-- Select --",
  "- Select -",
  "Choose",
  "Válasszon",
  "Válasszon!",
  "Kérjük, válasszon",
  "Bitte wählen",
  "-",
  "--",
  "n/a",
  "N/A",
];

/** Dates follow the language of the form tool's account. */
const format: Format = {
  order: "mdy",
  decimal: ".",
  nulls: unanswered.flatMap((mark) => [mark, mark.toLowerCase()]),
  locale: "unknown",
};

/** Lead ads write a mark before ids and numbers: `l:` a lead, `f:` a form, `c:`, `as:` and `ag:` what brought it, `p:` a phone. */
const bare = (value: Value): Value => ({
  ...value,
  sql: `regexp_replace(clean_text(${value.sql}), '^(l|f|c|as|ag|p):', '')`,
});

/** A tool's own columns that tell which of the others holds the time or the id. */
function toolOf(header: string[]): "elementor" | "typeform" | "microsoft" | "calendly" | undefined {
  const read = looseReader(header);
  const has = (pattern: RegExp) => read.find(pattern) !== undefined;
  if (has(/form name id/) && has(/submission id/)) return "elementor";
  if (has(/network id/) && has(/submit date utc/)) return "typeform";
  if (has(/start time|startzeit/) && has(/completion time|fertigstellungszeit/)) return "microsoft";
  return has(/invitee email/) && has(/event created date time/) ? "calendly" : undefined;
}

/** When the answers came. */
function timeOf(header: string[]): Value | undefined {
  const read = looseReader(header);
  if (isAdHeader(header)) return read.find(/created time/);
  return read.find(toolOf(header) === "elementor" ? /created at/ : submitted);
}

/** The id of the answers: Typeform calls its own #, and Microsoft numbers those of each form from 1. */
function idOf(header: string[]): Value | undefined {
  const tool = toolOf(header);
  if (tool === "microsoft") return undefined;
  if (tool === "typeform") return headerReader(header).find(["#"]);
  return looseReader(header).find(ownId);
}

/** What was booked is a meeting, unless it was cancelled. */
function booked(header: string[], leadId: Value, format: Format): StreamMapping[] {
  const read = headerReader(header);
  const [start, canceled] = [read.find(["Start Date & Time"]), read.cell("Canceled")];
  if (toolOf(header) !== "calendly" || start === undefined) return [];
  return [
    {
      stream: "activities",
      format,
      where: {
        ...start,
        sql: `case when lower(${textOf(canceled)}) not in ('true', 'yes', '1') then ${start.sql} end`,
      },
      values: {
        activity_id: leadId,
        record_type: constant("lead"),
        record_id: leadId,
        kind: constant("meeting"),
        logged_at: read.cell("Event Created Date & Time"),
        occurred_at: start,
        owner_id: read.cell("User Name", "User Email"),
      },
    },
  ];
}

/** Columns that only the lead ads of Meta have beside the time. */
const leadAdNames = ["form_id", "form_name", "ad_id", "adset_id", "is_organic", "platform"];

/** A lead of an ad is paid, of the same form shown without one it is not. */
function sourceOfAd(header: string[]): Value {
  const organic = headerReader(header).find(["is_organic"]);
  if (organic === undefined) return constant("paid_social");
  return {
    ...organic,
    sql: `case when lower(${textOf(organic)}) in ('true', '1', 'yes') then 'organic' else 'paid_social' end`,
  };
}

/** The ad platforms and spend are known by their ids; a name stands for one where the file has none. */
function campaignOf(header: string[]): Value | undefined {
  const [id, name] = [campaignId, campaignName].map((pattern) => looseReader(header).find(pattern));
  if (id === undefined || name === undefined) return id ?? name;
  return { ...id, sql: `coalesce(nullif(trim(${id.sql}), ''), ${name.sql})` };
}

/** An answer says where its lead came from, else a click on an ad does, else the ad that it names; else it is inbound itself. */
function sourceOfForm(header: string[], said: Value | undefined): Value {
  const read = looseReader(header);
  const [click, shown] = [read.find(googleClick), read.find(ad)];
  const told = said ?? click ?? shown;
  if (told === undefined) return constant("inbound_web");
  return {
    ...told,
    sql: `case ${[
      // a category is written in any case
      ...(said === undefined ? [] : [`when ${textOf(said)} <> '' then lower(trim(${said.sql}))`]),
      ...(click === undefined ? [] : [`when ${textOf(click)} <> '' then 'paid_search'`]),
      ...(shown === undefined ? [] : [`when ${textOf(shown)} <> '' then 'paid_social'`]),
    ].join(" ")} else 'inbound_web' end`,
  };
}

/**
 * The answers of a web form, whatever the tool: free header names in any language. Taken only for what clearly is one: an e-mail address
 * or a phone number, and the time of the submission. The lead ads of Meta name their columns by their interface.
 */
const webForm: Connector = {
  name: "web_form",
  vendor: "Web forms",
  reads:
    "The answers of any form tool (Google Forms, Typeform, Jotform, Elementor, Gravity, Microsoft Forms, Calendly, …), and Meta lead ads: a submission time and an e-mail address or phone number, in many languages.",
  version: 5,
  streams: ["leads", "activities"],
  recognise(head) {
    const headerAt = head.slice(0, 5).findIndex((cells) => isForm(cells));
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = looseReader(header);
    const isLeadAd = isAdHeader(header);
    const time = timeOf(header);
    const [address, number] = [read.find(email), read.find(phone)];
    const id = idOf(header);
    const { lead_source, ...rest } = read.pick(columns);
    const campaign_id = campaignOf(header);
    const [noCall, noEmail] = [read.find(noCalls), read.find(noEmails)];
    const unmarked = (value: Value) => (isLeadAd ? bare(value) : value);
    const who = [address, number === undefined ? undefined : unmarked(number), time];
    const key = `md5(${who.map((value) => (value === undefined ? "''" : `coalesce(lower(trim(${value.sql})), '')`)).join(" || chr(0) || ")})`;
    const lead_id =
      id === undefined
        ? { sql: key, header: "(who and when)" }
        : { ...id, sql: `coalesce(clean_text(${unmarked(id).sql}), ${key})` };
    return {
      headerAt,
      ...(/\(UTC\)/i.test(time?.header ?? "") ? { zone: "UTC" } : {}),
      mappings: [
        ...booked(header, lead_id, format),
        {
          stream: "leads",
          format: { ...format, order: isLeadAd ? "ymd" : format.order },
          values: {
            ...rest,
            ...(campaign_id === undefined ? {} : { campaign_id: unmarked(campaign_id) }),
            lead_id,
            ...(time === undefined ? {} : { created_at: time }),
            stage: constant("Submitted"),
            lead_source: isLeadAd ? sourceOfAd(header) : sourceOfForm(header, lead_source),
            ...(number === undefined ? {} : { phone_key: through("phone_key", unmarked(number)) }),
            ...(address === undefined ? {} : { email_key: through("email_key", address) }),
            ...(noCall === undefined ? {} : { is_do_not_call: optOut(noCall) }),
            ...(noEmail === undefined ? {} : { is_do_not_email: optOut(noEmail) }),
          },
        },
      ],
    };
  },
};

/** The lead ads of Meta name their columns by their interface. */
function isAdHeader(header: string[]): boolean {
  const read = headerReader(header);
  return read.has("created_time") && leadAdNames.some((name) => read.has(name));
}

function isForm(cells: string[]): boolean {
  const read = looseReader(cells);
  return timeOf(cells) !== undefined && (read.find(email) !== undefined || read.find(phone) !== undefined);
}

export default webForm;
