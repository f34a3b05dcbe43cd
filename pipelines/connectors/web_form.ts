import type { Format } from "../formats/value-sql.ts";
import { constant, headerReader, textOf, through, type Connector, type Value } from "../load/connector.ts";
import { looseReader, optOut } from "../load/loose-header.ts";

/** What people call their columns, in the languages of common form tools; each pattern is held against the whole loose name. */
const email =
  /(your |work |business |contact )?(e ?mail|mail)( address| adresse| cim| cime)?|adresse e ?mail|courriel|correo( electronico)?/;
const phone =
  /(your |work |mobile |contact )?(phone|telephone|mobile|telefon|mobil|handy|tel)( ?number| ?nummer| ?szam| ?szama|szam|nummer)?|numero de telephone|telefono/;
const submitted =
  /submitted( at| on| date| time)?|submission (date|time)( utc)?|submit (date|time)|(date|time) submitted|timestamp|entry date|conversion date|idobelyeg|bekuldes( (ideje|datuma|idopontja))?|bekuldve|kitoltes (ideje|datuma)|zeitstempel|eingegangen am|gesendet am|horodateur|date d envoi|date de soumission|fecha de envio|marca temporal/;
const columns = {
  lead_source: /(lead |traffic )?source|utm source|how did you (hear|find).*|forras|honnan (hallott|ismer|talalt).*|quelle|wie haben sie.*/,
  campaign_id: /utm campaign|campaign( id| name)?|kampany( neve)?|kampagne/,
  account_id: /company( name)?|organi[sz]ation|ceg|cegnev|firma|unternehmen|entreprise|societe|empresa/,
  country: /country( region)?|orszag|land|pays|pais/,
}; // prettier-ignore
const ownId = /(submission|entry|response|lead|request) (id|number)|id|azonosito/;
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

/** Columns that only the lead ads of Meta have beside the time. */
const leadAdNames = ["form_id", "form_name", "ad_id", "adset_id", "is_organic", "platform"];

/** A lead of an ad is paid, of the same form shown without one it is not. */
function sourceOfAd(header: string[]): Value {
  const organic = headerReader(header).find(["is_organic"]);
  if (organic === undefined) return constant("paid_social");
  return { ...organic, sql: `case when lower(${textOf(organic)}) in ('true', '1', 'yes') then 'organic' else 'paid_social' end` }; // prettier-ignore
}

/**
 * The answers of a web form, whatever the tool: free header names in any language. Taken only for what clearly is one: an e-mail address
 * or a phone number, and the time of the submission. The lead ads of Meta name their columns by their interface.
 */
const webForm: Connector = {
  name: "web_form",
  vendor: "Web forms",
  reads: "The answers of any form tool, and Meta lead ads: a submission time and an e-mail address or phone number, in several languages.",
  version: 2,
  streams: ["leads"],
  recognise(head) {
    const headerAt = head.slice(0, 5).findIndex((cells) => isForm(cells));
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = looseReader(header);
    const isLeadAd = isAdHeader(header);
    const time = isLeadAd ? read.find(/created time/) : read.find(submitted);
    const [address, number] = [read.find(email), read.find(phone)];
    const id = read.find(ownId);
    const { lead_source, campaign_id, ...rest } = read.pick(columns);
    const [noCall, noEmail] = [read.find(noCalls), read.find(noEmails)];
    const unmarked = (value: Value) => (isLeadAd ? bare(value) : value);
    const who = [address, number === undefined ? undefined : unmarked(number), time];
    const key = `md5(${who.map((value) => (value === undefined ? "''" : `coalesce(lower(trim(${value.sql})), '')`)).join(" || chr(0) || ")})`;
    return {
      headerAt,
      parts: [
        {
          stream: "leads",
          format: { ...format, order: isLeadAd ? "ymd" : format.order },
          values: {
            ...rest,
            ...(campaign_id === undefined ? {} : { campaign_id: unmarked(campaign_id) }),
            lead_id: id === undefined ? { sql: key, header: "(who and when)" } : { ...id, sql: `coalesce(clean_text(${unmarked(id).sql}), ${key})` },
            ...(time === undefined ? {} : { created_at: time }),
            stage: constant("Submitted"),
            // a category is written in any case; a form that does not ask is inbound itself
            lead_source: isLeadAd ? sourceOfAd(header) : lead_source === undefined ? constant("inbound_web") : { ...lead_source, sql: `lower(trim(${lead_source.sql}))` },
            ...(number === undefined ? {} : { phone_key: through("phone_key", unmarked(number)) }),
            ...(address === undefined ? {} : { email_key: through("email_key", address) }),
            ...(noCall === undefined ? {} : { is_do_not_call: optOut(noCall) }),
            ...(noEmail === undefined ? {} : { is_do_not_email: optOut(noEmail) }),
          },
        },
      ],
    };
  },
}; // prettier-ignore

/** The lead ads of Meta name their columns by their interface. */
function isAdHeader(header: string[]): boolean {
  const read = headerReader(header);
  return read.has("created_time") && leadAdNames.some((name) => read.has(name));
}

function isForm(cells: string[]): boolean {
  const read = looseReader(cells);
  const hasTime = isAdHeader(cells) || read.find(submitted) !== undefined;
  return hasTime && (read.find(email) !== undefined || read.find(phone) !== undefined);
}

export default webForm;
