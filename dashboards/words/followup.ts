const en = {
  question: "Does one more attempt pay?",
  stops: (attempt: string, floor: string) =>
    `Attempt ${attempt} no longer pays: fewer than ${floor} answer it`,
  pays: (attempt: string, share: string) =>
    `Up to attempt ${attempt} one more may still pay: ${share} answer it`,
  tooFew: (days: string) => `Too few attempts have been followed for ${days} days to tell`,
  subtitle: (days: string) =>
    `Share of the n-th attempt without an answer that is answered within ${days} days.`,
  drawn: (floor: string) =>
    `Dot: answered, with its 95% interval. Cross: went on to the next stage. Dashed line: ${floor}, the setting follow_up_floor; another attempt may pay while the interval reaches it.`,
  counted:
    "Counted are calls and e-mails on every lead that was open then, not only on those that became customers. The next attempt does not end the time. Purchased lists are left out.",
  association:
    "Attempts are not made at random: this goes together, it does not show that an attempt brings an answer.",
  attempt: (number: string) => `No. ${number}`,
  attemptHead: "Attempt",
  shown: (shown: string) => `The picture shows the first ${shown} attempts in a row; the table has all.`,
  answered: "answered",
  wentOn: "went on",
  attempts: "Attempts",
  leads: "Leads",
  repliedSoFar: "Answered so far",
  reply: "Answered",
  replyLow: "Answered, low",
  replyHigh: "Answered, high",
  replyStatus: "Answer is",
  advance: "Went on",
  advanceLow: "Went on, low",
  advanceHigh: "Went on, high",
  followed: "Followed",
  pays_off: "May pay",
  behind: (attempt: string) => `attempt ${attempt} and more`,
  silenceHeadline: (stage: string, days: string, share: string, first: string, firstShare: string) =>
    `${stage}: after ${days} days of silence ${share} go on, after ${first === "1" ? "one day" : `${first} days`} ${firstShare}`,
  silenceAlike: "At no stage does a longer silence stand apart from a shorter one yet",
  silenceNone: "No silence has been followed long enough to tell yet",
  silenceSubtitle: "Share that goes on within the stage's horizon, by days without a touch.",
  silenceDrawn:
    "Dot: estimate, bar: its 95% interval, counted from the end of the silence, whatever happens then. A silence begins with reaching the stage at the earliest. Purchased lists are left out.",
  silenceAssociation:
    "Who is left alone is not chosen at random: silence goes together with going on less, it need not cause it.",
  axis: "days of silence",
  days: "Days of silence",
  share: "Goes on",
  now: "Open and silent so long now",
  silent: (stage: string, days: string) => `${stage}, silent for ${days} days or more now`,
  open: (count: string) => `${count} open`,
  hot: "Who is hot and silent this morning",
};
const hu: typeof en = {
  question: "Megéri-e még egy megkeresés?",
  stops: (attempt, floor) =>
    `Az első, amelyik már nem éri meg: ${attempt}. megkeresés (kevesebb mint ${floor} válaszol rá)`,
  pays: (attempt, share) =>
    `Érdemes lehet tovább próbálkozni: a sorban ${attempt}. megkeresésre is ${share} válaszol`,
  tooFew: (days) => `Még túl kevés megkeresést követtünk ${days} napig, nem eldönthető`,
  subtitle: (days) => `A válasz nélküli n-edik megkeresésekből ${days} napon belül megválaszoltak aránya.`,
  drawn: (floor) =>
    `Pont: megválaszolt, 95%-os intervallummal. Kereszt: továbblépett a következő szakaszba. Szaggatott vonal: ${floor}, a follow_up_floor beállítás; egy újabb megkeresés addig érheti meg, amíg az intervallum eléri.`,
  counted:
    "Minden akkor nyitott lead hívásai és e-mailjei számítanak, nem csak a későbbi ügyfeleké. A következő megkeresés nem zárja le az időt. Vásárolt listák nélkül.",
  association:
    "A megkeresések nem véletlenszerűek: ez együttjárás, nem bizonyítja, hogy a megkeresés hozza a választ.",
  attempt: (number) => `${number}.`,
  attemptHead: "Megkeresés",
  shown: (shown) =>
    `Az ábrán az első ${shown} egymás utáni megkeresés látszik; a táblázatban mind benne van.`,
  answered: "válasz",
  wentOn: "tovább",
  attempts: "Megkeresések",
  leads: "Leadek",
  repliedSoFar: "Eddig válaszolt",
  reply: "Válaszolt",
  replyLow: "Válaszolt, alsó határ",
  replyHigh: "Válaszolt, felső határ",
  replyStatus: "A válasz",
  advance: "Továbblépett",
  advanceLow: "Továbblépett, alsó határ",
  advanceHigh: "Továbblépett, felső határ",
  followed: "Végigkövetve",
  pays_off: "Megérheti",
  behind: (attempt) => `legalább ${attempt} megkeresés`,
  silenceHeadline: (stage, days, share, first, firstShare) =>
    `${stage}: ${days} nap csend után ${share} lép tovább, ${first} nap után ${firstShare}`,
  silenceAlike: "Egyik szakaszban sem válik még el a hosszabb csend a rövidebbtől",
  silenceNone: "Még egyetlen csendet sem követtünk elég sokáig",
  silenceSubtitle: "A szakasz időtávján belül továbblépők aránya aszerint, hány napja nem kereste senki.",
  silenceDrawn:
    "Pont: becslés, sáv: a 95%-os intervalluma, a csend végétől számítva, bármi történik utána. A csend legkorábban a szakasz elérésével kezdődik. Vásárolt listák nélkül.",
  silenceAssociation:
    "Nem véletlenszerű, kit nem keresnek: a csend együtt jár a kevesebb továbblépéssel, de nem biztos, hogy az okozza.",
  axis: "csend, nap",
  days: "Csend, nap",
  share: "Továbblép",
  now: "Most nyitott, és ennyi ideje csend",
  silent: (stage, days) => `${stage}, most legalább ${days} napja csend`,
  open: (count) => `${count} nyitott`,
  hot: "Ma reggel forró, mégsem keresi senki",
};

/** The words of the page on following up. */
export const followUpWords = { en, hu };
