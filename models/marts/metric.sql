-- The dictionary of metrics: what each number means, in both languages.
--
-- grain: metric
-- column: metric  varchar  key
-- column: table_name  varchar  where it is computed
-- column: column_name  varchar  its column
-- column: unit  varchar  share, ratio, count, seconds, days, money, instant, flag or text
-- column: label_en  varchar  English name
-- column: label_hu  varchar  Hungarian name
-- column: definition_en  varchar  English definition
-- column: definition_hu  varchar  Hungarian definition
-- column: formula  varchar  how it is computed: SQL over the table's columns where it can be, else in words
-- answers: What does this number mean?
select
  metric, table_name, column_name, unit, label_en, label_hu, definition_en, definition_hu, formula
from
  (
    values
      (
        'stage_rate_so_far',
        'marts.stage_conversion',
        'rate_so_far',
        'share',
        'Stage conversion so far',
        'Átváltási arány eddig',
        'Of the journeys that reached the stage, the share that went on to a later one or was won. Open journeys count as not yet.',
        'A szakaszt elérő leadek közül a továbblépők és megnyertek aránya. A nyitottak egyelőre nem számítanak továbblépőnek.',
        'advanced_count / nullif(reached_count, 0)'
      ),
      (
        'stage_rate_interval',
        'marts.stage_conversion',
        'rate_low',
        'share',
        '95 % interval',
        '95%-os intervallum',
        'Wilson score interval of the share: with few journeys it is wide.',
        'Az arány Wilson-féle intervalluma: kevés esetnél széles.',
        'wilson_low(advanced_count, reached_count)'
      ),
      (
        'mature_rate',
        'marts.stage_conversion',
        'mature_rate',
        'share',
        'Mature stage conversion',
        'Érett átváltási arány',
        'The same share over journeys old enough to have been followed for the mature horizon, counting only what happened within it.',
        'Ugyanez az arány csak az elég régóta követett leadekre, a követési időn belüli eseményekkel.',
        'mature_advanced_count / nullif(mature_reached_count, 0)'
      ),
      (
        'stage_estimate',
        'marts.stage_conversion',
        'estimate',
        'share',
        'Stage conversion, estimated',
        'Becsült átváltási arány',
        'The share that goes on within the horizon of the stage, from all journeys: those still open count for as long as they have been followed, and a loss ends the chance. Left out when fewer than 10 journeys were followed for the horizon, or when of more than a tenth of the events it is not known when they happened.',
        'A szakasz követési idején belül továbblépők becsült aránya. A nyitottak addig számítanak, ameddig követtük őket; az elvesztés végleges. Nincs becslés tíznél kevesebb végigkövetett lead esetén, vagy ha az események több mint tizedének nem ismert az időpontja.',
        'Aalen-Johansen, lost competing, log-log interval'
      ),
      (
        'stage_horizon',
        'marts.stage_conversion',
        'horizon_days',
        'days',
        'Horizon of the stage',
        'A szakasz követési ideje',
        'Days after reaching the stage within which going on counts in the estimate: as the reference data says, else the time within which 99 of 100 of those who went on did, in days, rounded up, from 7 to 365 and no longer than ten leads were followed. The same for all segments.',
        'Ennyi napon belül számít a továbblépés a becslésben: a referenciaadat szerint, ennek híján annyi, amennyi alatt száz továbblépőből 99 továbblépett, felfelé kerekítve, legalább 7, legfeljebb 365 nap, és nem több, mint ameddig tíz leadet követni tudtunk. Minden szegmensre azonos.',
        'horizon_days of reference.stages, else ceil(P99 of elapsed_seconds of those who advanced), 7 to 365, at most the days for which ten were followed'
      ),
      (
        'followed',
        'marts.stage_conversion',
        'followed_count',
        'count',
        'Followed for the horizon',
        'Végigkövetett leadek',
        'Journeys that reached the stage at least the horizon before the data ends. Fewer than 10 make no estimate.',
        'Leadek, amelyek legalább a követési idővel az adatok vége előtt érték el a szakaszt. Tíznél kevesebből nem becslünk.',
        'count of journeys with watermark_at - reached_at >= horizon'
      ),
      (
        'estimate_status',
        'marts.stage_conversion',
        'estimate_status',
        'text',
        'Why there is no estimate',
        'Miért nincs becslés',
        'ok; no_won: nothing is known to mean won; no_horizon: nobody has gone on yet; too_few_followed: fewer than 10 journeys followed for the horizon; observed_too_late: all at risk were gone before others came under observation; untimed: of more than a tenth of the events it is not known when they happened.',
        'ok; no_won: semmiről sem tudható, hogy megnyertet jelent; no_horizon: még senki sem lépett tovább; too_few_followed: tíznél kevesebb végigkövetett lead; observed_too_late: mire a többit követni kezdtük, a korábbiak már mind lezárultak; untimed: az események több mint tizedének nem ismert az időpontja.',
        'ok, or why there is no estimate'
      ),
      (
        'cohort_rate',
        'marts.period_rate',
        'cohort_rate',
        'share',
        'Conversion of the month''s arrivals',
        'A hónapban érkezők átváltása',
        'Of the journeys that reached the stage in the month, the share gone on so far, whenever they did. Young months will still rise.',
        'A szakaszt a hónapban elérő leadek közül eddig továbblépők aránya, bármikor léptek tovább. A fiatal hónapok értéke még nőni fog.',
        'cohort_advanced_count / nullif(reached_count, 0)'
      ),
      (
        'period_rate',
        'marts.period_rate',
        'period_rate',
        'share',
        'Conversion as a monthly report counts it',
        'Átváltás a havi kimutatások szerint',
        'Journeys that went on from the stage in the month, over journeys that reached it in the month. Not the same journeys: it falls when many new leads come, and can be more than 1.',
        'A hónapban továbblépők a hónapban érkezőkhöz mérve. Nem ugyanazok a leadek: sok új lead esetén csökken, és 1-nél nagyobb is lehet.',
        'period_advanced_count / nullif(reached_count, 0)'
      ),
      (
        'period_decided_rate',
        'marts.period_rate',
        'period_decided_rate',
        'share',
        'Gone on of those decided in the month',
        'A hónapban eldőltek közül továbblépők',
        'Of the journeys that left the stage in the month by going on or being lost, the share that went on. Slow losses are not in it yet, so that it looks too good.',
        'A hónapban a szakaszt elhagyók (továbblépők és elvesztettek) közül a továbblépők aránya. A lassan elvesztett leadek még hiányoznak belőle, ezért szebbet mutat.',
        'period_advanced_count / nullif(period_advanced_count + period_lost_count, 0)'
      ),
      (
        'skip_count',
        'marts.stage_conversion',
        'skipped_count',
        'count',
        'Skipped',
        'Kihagyta',
        'Journeys that passed the stage without ever being at it. They count as passed.',
        'Leadek, amelyek a szakasz kihagyásával jutottak tovább. Elértként számítanak.',
        'count of reached_by = skip'
      ),
      (
        'rework_count',
        'marts.stage_conversion',
        'reworked_count',
        'count',
        'Came back',
        'Visszatért',
        'Journeys that left the stage and came back to it, each once. Their furthest stage is kept; every way back is in the moves between stages.',
        'Leadek, amelyek elhagyták a szakaszt, majd visszatértek oda; mindegyik egyszer számít. A legtávolabb elért szakaszuk megmarad; minden visszalépés látszik a szakaszok közti mozgásoknál.',
        'count of journeys with a visit that is a reentry'
      ),
      (
        'rework_rate',
        'marts.stage_conversion',
        'rework_rate',
        'share',
        'Rework rate',
        'Visszatérési arány',
        'Of the journeys that reached the stage, the share that left it and came back to it.',
        'A szakaszt elérők közül azok aránya, amelyek elhagyták, majd visszatértek oda.',
        'reworked_count / nullif(reached_count, 0)'
      ),
      (
        'lead_to_customer_so_far',
        'marts.lead_to_customer',
        'rate_so_far',
        'share',
        'Lead to customer so far',
        'Lead → ügyfél átváltási arány eddig',
        'Of the journeys that started in the month, the share won so far. Young months will still rise.',
        'A hónapban indult leadek közül eddig megnyertek aránya. A fiatal hónapok értéke még nőni fog.',
        'won_count / nullif(started_count, 0)'
      ),
      (
        'lead_to_customer_estimate',
        'marts.lead_to_customer',
        'estimate',
        'share',
        'Lead to customer, estimated',
        'Becsült lead → ügyfél arány',
        'The share of leads won within the horizon from their start, from all journeys: those still open count for as long as they have been followed, and a loss ends the chance.',
        'A leadek becsült aránya, amelyek az indulástól a követési időn belül ügyféllé válnak. A nyitottak addig számítanak, ameddig követtük őket; az elvesztés végleges.',
        'Aalen-Johansen from started_at to won, lost competing, log-log interval'
      ),
      (
        'estimate_if_stale_lost',
        'marts.stale_sensitivity',
        'estimate_if_stale_lost',
        'share',
        'Lead to customer if old open leads were lost',
        'Lead → ügyfél, ha a régóta nyitottak elvesztettnek számítanának',
        'The estimate of lead to customer if journeys open for longer than it took 95% of the won ones counted as lost. Shown beside the estimate: how much of it rests on deals that nobody closed.',
        'A becsült lead → ügyfél arány, ha elvesztettnek számítana, ami hosszabb ideje nyitott, mint ameddig a megnyertek 95%-ának tartott. A becslés mellett látszik: mennyire múlik a lezáratlan ügyleteken.',
        'Aalen-Johansen with open journeys older than the P95 of started to won lost at that age'
      ),
      (
        'customer_share_by_day',
        'marts.lead_to_customer_curve',
        'won_share',
        'share',
        'Customers by age',
        'Ügyféllé vált arány kor szerint',
        'The estimated share of leads won within so many days of their start. The curve ends where fewer than 10 leads have been followed for so long.',
        'A leadek becsült aránya, amelyek az indulástól ennyi napon belül ügyféllé válnak. A görbe ott ér véget, ahol tíznél kevesebb leadet követtünk ilyen sokáig.',
        'Aalen-Johansen by day, lost competing'
      ),
      (
        'open_share_by_day',
        'marts.lead_to_customer_curve',
        'open_share',
        'share',
        'Still undecided by age',
        'Nyitott arány kor szerint',
        'The estimated share of leads neither won nor lost so many days after their start.',
        'A leadek becsült aránya, amelyek az indulás után ennyi nappal sem megnyertek, sem elvesztettek.',
        'Kaplan-Meier by day, Greenwood log-log interval'
      ),
      (
        'completed_median',
        'marts.cycle_time',
        'completed_median_seconds',
        'seconds',
        'Median time in stage',
        'Ciklusidő mediánja szakaszonként',
        'Half of the completed visits took at most this long. Visits still open are not in it.',
        'A lezárult esetek fele legfeljebb ennyi ideig tartott. A még nyitottak nincsenek benne.',
        'continuous median of dwell_seconds of visits that ended'
      ),
      (
        'dwell_median',
        'marts.cycle_time',
        'dwell_median_seconds',
        'seconds',
        'Median time in stage, with the open ones',
        'Ciklusidő mediánja a nyitottakkal',
        'The time by which half of all visits have ended in any way. Visits still open count for as long as they have lasted. Empty when half have not ended.',
        'Ennyi idő alatt ér véget az esetek fele, bárhogyan. A nyitottak az eddigi idejükkel számítanak. Üres, ha az esetek fele még nem ért véget.',
        'Kaplan-Meier: first t with S(t) <= 0.5'
      ),
      (
        'advance_median',
        'marts.cycle_time',
        'advance_median_seconds',
        'seconds',
        'Median time to go on',
        'A továbblépés idejének mediánja',
        'Of those that go on within the horizon of the stage, half have by this time. Stages never seen, bulk imports and impossible times are left out.',
        'A követési időn belül továbblépők fele ennyi idő alatt lép tovább. A kihagyott szakaszok, a tömeges importok és a lehetetlen időpontok nincsenek benne.',
        'first t with F(t) >= 0.5 F(horizon)'
      ),
      (
        'open_age_median',
        'marts.cycle_time',
        'open_median_seconds',
        'seconds',
        'Median age of what is still there',
        'A még ott lévők korának mediánja',
        'Half of the visits that have not ended have lasted at most this long when the data ends.',
        'A le nem zárult esetek fele legfeljebb ennyi ideje tart az adatok végén.',
        'continuous median of open_seconds'
      ),
      (
        'watermark',
        'marts.freshness',
        'watermark_at',
        'instant',
        'Data known up to',
        'Az adatok eddig ismertek',
        'The export time that the file declares, else the given as-of, else the newest event in it. Open journeys end there, not now.',
        'A fájlban szereplő exportidő, ennek híján a megadott időpont vagy a legújabb esemény. A nyitott ügyletek eddig számítanak.',
        'as_of of ops.watermark'
      ),
      (
        'deals_due',
        'marts.to_do',
        'reason',
        'text',
        'Needs something today',
        'Mai teendő',
        'Open deals that wait for something of ours, each counted once for a reason: silence, a next step, a hand-over, a summary, or an answer to a proposal. Calls to somebody marked do not call are among them.',
        'Nyitott ügyletek, amelyekkel teendőnk van, okonként egyszer számolva: hosszú csend, következő lépés, átvétel, összefoglaló vagy ajánlatra váró válasz. A tiltott számra indított hívások is köztük vannak.',
        'rows of the morning''s list, by reason'
      ),
      (
        'leads',
        'marts.journey_cube',
        'started_count',
        'count',
        'Leads',
        'Leadek',
        'Journeys that started in the chosen months. Purchased phone lists are counted apart.',
        'A kiválasztott hónapokban indult leadek. A vásárolt telefonszámlisták külön számítanak.',
        'won_count + lost_count + open_count + deleted_count'
      ),
      (
        'won',
        'marts.journey_cube',
        'won_count',
        'count',
        'Won',
        'Megnyert',
        'Of the leads that started in the chosen months, those that are customers by now.',
        'A kiválasztott hónapokban indult leadek közül azok, amelyekből mostanáig ügyfél lett.',
        'count of journeys with outcome = won'
      ),
      (
        'stage_reached',
        'marts.funnel_cube',
        'reached_count',
        'count',
        'Reached the stage',
        'Elérte a szakaszt',
        'Leads that were at the stage or beyond it at some time, even if they skipped it or were lost later.',
        'Leadek, amelyek valamikor ebben vagy későbbi szakaszban voltak, akkor is, ha kihagyták vagy később elvesztek.',
        'advanced_count + lost_count + open_count + deleted_count'
      ),
      (
        'mature_month',
        'marts.journey_cube',
        'is_mature',
        'flag',
        'Mature month',
        'Beérett hónap',
        'Every lead of the month has been followed for the mature horizon. Younger months will still rise.',
        'A hónap minden leadjét végigkövettük az érettségi időn. A fiatalabb hónapok értéke még nőni fog.',
        'every journey of the month was followed for the mature horizon'
      ),
      (
        'open_age',
        'marts.dwell_bin',
        'open_count',
        'seconds',
        'Age of open visits',
        'Nyitott esetek kora',
        'How long the leads that are still at the stage have been there when the data ends. They are not in the completed times.',
        'Mennyi ideje vannak a szakaszban azok a leadek, amelyek az adatok végén még ott vannak. A lezárult idők között nincsenek benne.',
        'count of open visits by open_seconds'
      ),
      (
        'benchmark',
        'marts.stage',
        'benchmark_low',
        'share',
        'Benchmark',
        'Viszonyítási sáv',
        'The usual share going on, low to high, as the reference data gives it with its source.',
        'A szokásos továbblépési arány alsó és felső értéke, ahogy a referenciaadatok a forrásukkal együtt megadják.',
        'benchmark_low of reference.stages'
      ),
      (
        'lead_source',
        'marts.journey_cube',
        'lead_source',
        'text',
        'Lead source',
        'Leadforrás',
        'Where the lead came from. Purchased phone lists are never pooled with other sources in one rate.',
        'Ahonnan a lead érkezett. Vásárolt telefonszámlista sosem kerül más forrással közös arányba.',
        'lead source of the record through reference.source_map'
      ),
      (
        'leak_probability',
        'marts.leak_diagnosis',
        'leak_probability',
        'share',
        'Probability of a leak',
        'Szivárgás valószínűsége',
        'How likely it is that the true share that goes on lies below the low end of its benchmark, given the estimate and its uncertainty. From 90 % on it is a leak, up to 10 % it is fine.',
        'Mennyire valószínű a becslés és bizonytalansága alapján, hogy a továbblépők valódi aránya a viszonyítási sáv alsó széle alatt van. 90%-tól szivárgás, 10%-ig rendben.',
        'beta_below(benchmark_low, effective_count * estimate, effective_count)'
      ),
      (
        'extra_customers',
        'marts.leak_diagnosis',
        'extra_customers',
        'count',
        'Extra customers',
        'További ügyfelek',
        'How many more customers there would be so far if the share that goes on had reached the low end of its benchmark and everything else had stayed as it is.',
        'Hánnyal több ügyfél lenne eddig, ha a továbblépők aránya elérné a sáv alsó szélét, és minden más változatlan maradna.',
        'customers so far / estimate * (benchmark_low - least(benchmark_low, estimate))'
      ),
      (
        'point_customers',
        'marts.leak_diagnosis',
        'point_customers',
        'count',
        'Customers per point',
        'Ügyfél százalékpontonként',
        'How many more customers there would be so far if one more of a hundred had gone on at this stage and everything else had stayed as it is. It says where a repair pays most; it says nothing of a leak.',
        'Hánnyal több ügyfél lenne eddig, ha ebben a szakaszban százból eggyel több lépett volna tovább, és minden más változatlan maradna. Azt mutatja, hol térül meg leginkább a javítás; szivárgást nem jelez.',
        'customers so far / estimate / 100'
      ),
      (
        'leads_needed',
        'marts.lead_plan_target',
        'lead_count',
        'count',
        'Leads needed',
        'Szükséges leadek',
        'The fewest leads of which at least the wanted number become customers with the chosen assurance. It allows for chance and for how little is known of the rate.',
        'A legkevesebb lead, amelyből a választott biztonsággal legalább az elvárt számú ügyfél lesz. Számol a véletlennel és azzal is, hogy az arány csak kevés adatból ismert.',
        'smallest N with P(BetaBinomial(N; k + ½, n − k + ½) ≥ target) ≥ assurance'
      ),
      (
        'naive_leads',
        'marts.lead_plan_target',
        'naive_count',
        'count',
        'Naive number',
        'Naiv szám',
        'Target divided by the rate, rounded up. It is reached only about every other time, since chance and doubt about the rate are left out.',
        'A cél osztva az aránnyal, felfelé kerekítve. Csak nagyjából minden második esetben elég, mert a véletlent és az arány bizonytalanságát kihagyja.',
        'ceil(target × trial_count / success_count)'
      ),
      (
        'plan_rate',
        'marts.lead_plan',
        'rate',
        'share',
        'Won within the horizon',
        'Megnyerve a követési időn belül',
        'Of the leads followed for the whole mature horizon, the share that became customers within it.',
        'A teljes érettségi időn át követett leadek közül azok aránya, amelyekből ezen belül ügyfél lett.',
        'success_count / nullif(trial_count, 0)'
      ),
      (
        'won_share',
        'marts.lead_plan_curve',
        'won_share',
        'share',
        'Won by a day',
        'Megnyerve adott napig',
        'Of the customers that mature leads bring within the horizon, the share won so many days after the start. A lead that has fewer days before a deadline counts by this share.',
        'Az érett leadekből a követési időn belül lett ügyfelek közül azok aránya, akik ennyi nappal az indulás után már megvannak. A határidő előtt kevesebb idővel bíró lead ennyit ér.',
        'won by the day / won within the horizon'
      ),
      (
        'expected_wins',
        'marts.expected_wins',
        'expected_count',
        'count',
        'Expected wins',
        'Várható megnyertek',
        'How many of the open leads are won within the days ahead, from how many were won that had waited as long at the same stage. Those that waited longer than any ten others were followed are not forecast.',
        'A nyitott leadekből hány lesz megnyert a megadott napokon belül, aszerint, hányat nyertünk meg az ugyanazon a szakaszon ugyanennyi ideje várók közül. Aki régebben vár, mint ameddig tíz másikat követtünk, arra nincs előrejelzés.',
        'sum of win_probability of the open journeys'
      ),
      (
        'forecast_backtest',
        'marts.expected_wins',
        'is_covered',
        'flag',
        'Earlier forecasts',
        'Korábbi előrejelzések',
        'Forecasts made from the facts as if the data had ended 90, 180 or 270 days ago: whether what then came lies in their range.',
        'Előrejelzések, mintha az adatok 90, 180 vagy 270 nappal ezelőtt értek volna véget: ami azóta lett, a sávjukba esik-e.',
        'won_count between expected_low and expected_high'
      ),
      (
        'win_probability',
        'marts.open_journeys',
        'win_probability',
        'share',
        'Probability of winning',
        'Megnyerés esélye',
        'Of the leads that had waited as long at the same stage, the estimated share won within the horizon from then on.',
        'Az ugyanazon a szakaszon ugyanennyi ideje várt leadekből az onnan számított időtávon belül megnyertek becsült aránya.',
        'P(won within the horizon | still open after so long)'
      ),
      (
        'expected_value',
        'marts.open_journeys',
        'expected_value',
        'money',
        'Value × probability',
        'Érték × esély',
        'The value of an open deal times the probability that it is won; unknown where either is.',
        'A nyitott ügylet értéke szorozva a megnyerés esélyével; nem ismert, ahol valamelyik hiányzik.',
        'amount_base * win_probability'
      ),
      (
        'velocity',
        'marts.velocity',
        'velocity',
        'money',
        'Velocity',
        'Sebesség',
        'Money that the funnel moves per day: leads × win rate × mean value of a win ÷ days from start to win.',
        'A tölcséren naponta átmenő pénz: leadek × nyerési arány × egy megnyert átlagos értéke ÷ az indulástól a megnyerésig eltelt napok.',
        'journey_count * win_rate * mean_value / nullif(cycle_seconds / 86400, 0)'
      ),
      (
        'cohort_win_rate',
        'marts.velocity',
        'win_rate',
        'share',
        'Won of those who started in the quarter',
        'A negyedévben indulókból megnyert',
        'Of the leads that started in the quarter, the share won within the mature horizon; empty until all of them have been followed for it.',
        'A negyedévben indult leadekből az érettségi időn belül megnyertek aránya; üres, amíg nem követtük végig mindet.',
        'case when basis = ''cohort'' and is_mature then won_count / nullif(journey_count, 0) end'
      ),
      (
        'period_win_rate',
        'marts.velocity',
        'win_rate',
        'share',
        'Won of what was closed in the quarter',
        'A negyedévben lezártakból megnyert',
        'Of what was won or lost in the quarter, whenever it started, the share won. Open leads are left out, so that it is too high.',
        'A negyedévben megnyertek és elveszettek közül a megnyertek aránya, bármikor indultak. A nyitottak kimaradnak, ezért túl magas.',
        'case when basis = ''period'' and is_mature then won_count / nullif(journey_count, 0) end'
      ),
      (
        'crm_funnel',
        'marts.crm_view',
        'crm_value',
        'share',
        'Funnel as a CRM shows it',
        'Tölcsér, ahogy a CRM mutatja',
        'Deals at the next stage divided by deals at this one: of deals that were in all stages in order, or of deals that were in any stage.',
        'A következő szakasz ügyletei osztva az itteniekkel: a minden szakaszon sorban áthaladt vagy a bármelyikben megfordult ügyletekre.',
        'view = all_stages or any_stages'
      ),
      (
        'crm_time',
        'marts.crm_view',
        'crm_value',
        'seconds',
        'Time in stage as a CRM shows it',
        'Szakaszidő, ahogy a CRM mutatja',
        'The mean over deals of their latest finished stay, or of all their finished stays together. Deals that still wait are not in it.',
        'Az ügyletek utolsó, illetve összes befejezett tartózkodásának átlaga. A még várakozók nincsenek benne.',
        'view = latest_time or cumulative_time'
      ),
      (
        'won_of_closed',
        'marts.crm_view',
        'crm_value',
        'share',
        'Won ÷ closed',
        'Megnyert ÷ lezárt',
        'Won divided by won and lost, of what was closed in the period. It never counts what is still open or was forgotten.',
        'A megnyertek osztva a megnyertekkel és elveszettekkel, az időszakban lezártakra. A nyitott vagy elfelejtett ügyletek sosem számítanak bele.',
        'won / (won + lost) of what was closed in the period'
      ),
      (
        'fix_order',
        'marts.leak_diagnosis',
        'fix_order',
        'count',
        'Fix first',
        'Javítási sorrend',
        'The earliest leak comes first: what is repaired later in the funnel is wasted while leads are lost before it.',
        'A legkorábbi szivárgás az első: ami a tölcsér későbbi részén javul, addig kárba vész, amíg előtte elvesznek a leadek.',
        'rank by stage order, then by extra customers'
      ),
      (
        'missing_count',
        'marts.leak_diagnosis',
        'missing_count',
        'count',
        'Missing journeys',
        'Hiányzó leadek',
        'Followed leads still missing until the stage can be called a leak or fine, if its estimate stays as it is.',
        'Ennyi végigkövetett lead hiányzik még ahhoz, hogy a szakaszról ítélni lehessen, ha a becslés változatlan marad.',
        'smallest n with P(leak) ≥ 0.9 or ≤ 0.1, less what is there'
      ),
      (
        'naive_assurance',
        'marts.lead_plan_target',
        'naive_assurance',
        'share',
        'Assurance of the naive number',
        'A naiv szám biztonsága',
        'How likely target ÷ rate leads reach the target: about as likely as a coin.',
        'Milyen eséllyel éri el a célt a cél ÷ arány számú lead: nagyjából mint egy pénzfeldobás.',
        'P(BetaBinomial(naive_count) ≥ target)'
      ),
      (
        'moves',
        'marts.stage_transition',
        'move_count',
        'count',
        'Moves',
        'Mozgások',
        'Moves from one place to another, with loops, hand-offs and reopenings, each counted every time.',
        'Mozgások egyik helyről a másikra, visszalépéssel, átadással és újranyitással együtt, minden alkalommal számolva.',
        'count of visits ended by the move'
      ),
      (
        'competitor_customers',
        'marts.competitor_industry',
        'customer_count',
        'count',
        'Customers of competitors',
        'Versenytársak ügyfelei',
        'Customers that the saved pages of a competitor show, each once, by the industry that a page states.',
        'A versenytárs mentett oldalain látható ügyfelek, mindegyik egyszer, az oldalon álló iparág szerint.',
        'count of core.competitor_customer'
      ),
      (
        'restatement',
        'marts.restatement',
        'after',
        'share',
        'Restated number',
        'Utólag módosult szám',
        'A rate of a mature cohort that is no longer what the release before said, with the reason.',
        'Érett hónap aránya, amely már nem annyi, amennyit az előző kiadás mondott, az okával.',
        'advanced_count_after / nullif(reached_count_after, 0)'
      ),
      (
        'handoff_accepted',
        'marts.handoff',
        'accepted_estimate',
        'share',
        'Accepted by sales',
        'Az értékesítés elfogadta',
        'Of the leads that came to the last marketing stage, the estimated share that sales takes over within the horizon of that stage. Those still waiting count for as long as they have waited, and a rejection ends the chance.',
        'Az utolsó marketinges szakaszt elérő leadek közül az értékesítés által a követési időn belül átvettek becsült aránya. A várakozók addig számítanak, ameddig vártak; az elutasítás végleges.',
        'Aalen-Johansen, rejected competing, log-log interval'
      ),
      (
        'handoff_rejected',
        'marts.handoff',
        'rejected_estimate',
        'share',
        'Rejected by sales',
        'Az értékesítés elutasította',
        'The estimated share lost from the last marketing stage within its horizon.',
        'Az utolsó marketinges szakaszból a követési időn belül elveszők becsült aránya.',
        'Aalen-Johansen, accepted competing, log-log interval'
      ),
      (
        'handoff_waiting',
        'marts.handoff',
        'waiting_estimate',
        'share',
        'Still waiting for sales',
        'Még az értékesítésre vár',
        'The estimated share neither taken over nor rejected at the end of the horizon.',
        'A követési idő végén sem átvett, sem elutasított leadek becsült aránya.',
        '1 - accepted_estimate - rejected_estimate'
      ),
      (
        'handoff_time',
        'marts.handoff',
        'accept_work_median_seconds',
        'seconds',
        'Working time until sales accepts',
        'Munkaidő az átvételig',
        'The working time by which half of the leads are accepted. The rejected and waiting ones count for as long as they were not.',
        'Ennyi munkaidő alatt veszik át a leadek felét. Az elutasított és várakozó leadek az addigi idejükkel számítanak.',
        'Kaplan-Meier over working seconds: first t with S(t) <= 0.5'
      ),
      (
        'within_sla',
        'marts.handoff',
        'within_sla_rate',
        'share',
        'Accepted in time',
        'Időben átvett',
        'Of the leads whose time is over (accepted, or rejected or waiting for longer than agreed), the share accepted within the agreed working hours.',
        'Azon leadek közül, amelyek határideje letelt (átvették, vagy a megállapodottnál régebben várnak, illetve később utasították el), a megállapodott munkaórákon belül átvettek aránya.',
        'within_sla_count / nullif(sla_judged_count, 0)'
      ),
      (
        'handoff_reason_share',
        'marts.handoff_reason',
        'rejected_share',
        'share',
        'Reason of rejection',
        'Elutasítás oka',
        'Of the leads lost from the last marketing stage, the share for which the reason is written.',
        'Az utolsó marketinges szakaszból elveszett leadek közül azok aránya, amelyeknél ez az ok szerepel.',
        'rejected_count / nullif(rejected_total, 0)'
      ),
      (
        'first_touch_time',
        'marts.speed_to_lead',
        'first_touch_median_seconds',
        'seconds',
        'Time to the first contact',
        'Idő az első megkeresésig',
        'The time by which half of the new leads have been called or written to by a person. Those nobody contacted count until they were closed or the data ends.',
        'Ennyi idő alatt hívja fel vagy írja meg valaki az új leadek felét. Akit senki sem keresett meg, a lezárásig vagy az adatok végéig számít.',
        'Kaplan-Meier: first t with S(t) <= 0.5'
      ),
      (
        'touched_within_1h',
        'marts.speed_to_lead',
        'touched_within_1h_rate',
        'share',
        'Contacted within an hour',
        'Egy órán belül megkeresve',
        'Of the leads contacted within an hour, or known for longer than that, the share contacted within it.',
        'Az egy órán belül megkeresett vagy egy óránál régebben ismert leadek közül az egy órán belül megkeresettek aránya.',
        'touched_within_1h_count / nullif(judged_1h_count, 0)'
      ),
      (
        'speed_naive_ratio',
        'marts.speed_to_lead_band',
        'naive_ratio',
        'ratio',
        'How it is usually compared',
        'Ahogyan szokás összehasonlítani',
        'The share of fast leads that come to sales, divided by that of all slower ones. It is too good: the hot leads are called first, and who waits long has fewer chances left.',
        'A gyorsan megkeresett leadek továbbjutási aránya a lassabbakéhoz mérve. Túl szép: a legígéretesebbeket hívják először, és aki sokáig vár, annak kevesebb esélye marad.',
        'naive_rate / nullif(slower_sales_count / nullif(slower_count, 0), 0)'
      ),
      (
        'speed_ratio',
        'marts.speed_to_lead_band',
        'sales_ratio',
        'ratio',
        'Contacted against not yet contacted',
        'Megkeresett a még meg nem keresetthez mérve',
        'At the end of the band, leads contacted in it against leads not contacted yet, of one lead source, tier and time of arrival, both still open then: how many times as many come to sales. An association, not a cause.',
        'Az időszak végén a már megkeresett leadek a még meg nem keresettekhez mérve, azonos forrásból, besorolással és érkezési időben, mindkettő még nyitva: hányszor annyi jut az értékesítéshez. Együttjárás, nem ok.',
        'Mantel-Haenszel ratio of shares over strata of lead source, tier and working hours'
      ),
      (
        'icp_match',
        'marts.icp_alignment',
        'match_share',
        'share',
        'Match the ideal customer',
        'Megfelel az ideális ügyfélnek',
        'Of the leads that came to sales in the month, the share in a tier that is a match, by the rules valid when they began. What cannot be judged is no match; its share stands beside it.',
        'A hónapban az értékesítéshez jutó leadek közül az ideális ügyfél besorolásának megfelelők aránya, az induláskor érvényes szabályok szerint. Ami nem ítélhető meg, nem számít megfelelőnek; aránya mellette áll.',
        'match_count / nullif(sql_count, 0)'
      ),
      (
        'icp_mismatch',
        'marts.icp_alignment',
        'mismatch_count',
        'count',
        'Do not fit the ideal customer',
        'Nem felel meg az ideális ügyfélnek',
        'Leads that came to sales in the month in a tier that is no match, or with a score below all tiers.',
        'A hónapban az értékesítéshez jutó leadek közül a nem megfelelő besorolásúak és az összes szint alatti pontszámúak.',
        'sql_count - match_count - unknown_count'
      ),
      (
        'icp_difference',
        'marts.icp_alignment',
        'match_difference',
        'share',
        'Against the twelve months before',
        'A megelőző 12 hónaphoz képest',
        'The share that fits in the month minus that of the twelve months before, with its 95 % interval (Newcombe).',
        'A hónap megfelelőinek aránya mínusz a megelőző 12 hónapé, 95%-os intervallummal (Newcombe).',
        'match_share - before_match_count / nullif(before_sql_count, 0)'
      ),
      (
        'icp_unknown',
        'marts.icp_alignment',
        'unknown_share',
        'share',
        'Cannot be judged',
        'Nem ítélhető meg',
        'Of the leads that came to sales in the month, the share of which too little is known to judge the fit.',
        'A hónapban az értékesítéshez jutó leadek közül azok aránya, amelyekről túl kevés ismert a megítéléshez.',
        'unknown_count / nullif(sql_count, 0)'
      ),
      (
        'icp_suggestion_q',
        'marts.icp_suggestion',
        'q_value',
        'share',
        'Chance of a false finding',
        'Téves találat esélye',
        'How often a difference like this comes up by chance, corrected for all values that were tested. A rule is suggested up to 0.10.',
        'Milyen gyakran adódik véletlenül ekkora különbség, az összes vizsgált értékre korrigálva. 0,10-ig javaslunk szabályt.',
        'Benjamini-Hochberg over all two-sided Fisher tests'
      ),
      (
        'playbook_in_time',
        'marts.playbook',
        'in_time_rate',
        'share',
        'Task done in time',
        'Időben elvégzett feladat',
        'Of the visits that lasted as long as the task allows, the share in which it was done in time.',
        'A feladat határidejét megérő tartózkodások közül azok aránya, amelyekben időben elvégezték.',
        'in_time_count / nullif(due_count, 0)'
      ),
      (
        'habit_share',
        'marts.sales_contact',
        'open_share',
        'share',
        'Open deals with it',
        'Nyitott ügyletek, amelyekben megvan',
        'Of the open deals at the stage, the share that has it now.',
        'A szakasz nyitott ügyletei közül azok aránya, amelyekben most megvan.',
        'open_with_count / nullif(open_count, 0)'
      ),
      (
        'habit_ratio',
        'marts.sales_contact',
        'rate_ratio',
        'ratio',
        'How many times as fast with it',
        'Hányszor olyan gyors, ha megvan',
        'How many times as fast deals advance with the habit as without it. A deal counts without it until it begins and with it afterwards, and is compared with deals of the same age at the stage, lead source and tier. An association, not a cause.',
        'Hányszor olyan gyorsan lépnek tovább az ügyletek, ha megvan. Egy ügylet addig számít nélküle, amíg el nem kezdődik; azonos ideje a szakaszban lévő, azonos forrású és besorolású ügyletekkel vetjük össze. Együttjárás, nem ok.',
        'Mantel-Haenszel ratio of advances per day over strata of age, lead source and tier'
      ),
      (
        'habit_landmark',
        'marts.sales_contact',
        'with_estimate',
        'share',
        'Goes on, of those that had it at the landmark',
        'Továbblép, ha akkor már megvolt',
        'Of the deals still at the stage some days after reaching it that had the habit by then, the estimated share that goes on within the horizon from then on. Beside it stands the share of those that had not. Hot deals may have it first, so the two are not like with like.',
        'A szakaszban néhány nap után még ott lévő ügyletek közül, ahol addigra megvolt, az onnantól az időtávon belül továbblépők becsült aránya. Mellette azoké, ahol nem volt meg. A legígéretesebb ügyletekben hamarabb meglehet, ezért a kettő nem hasonló a hasonlóval.',
        'Aalen-Johansen from the landmark, lost competing'
      ),
      (
        'proposal_won',
        'marts.proposal_performance',
        'won_90_estimate',
        'share',
        'Won within 90 days of the proposal',
        'Az ajánlattól 90 napon belül megnyert',
        'The estimated share won within 90 days of the first version. Open deals count for as long as they have been followed.',
        'Az első változattól számított 90 napon belül megnyertek becsült aránya. A nyitott ügyletek addig számítanak, ameddig követtük őket.',
        'Aalen-Johansen from the first version to won, lost competing'
      ),
      (
        'proposal_turnaround',
        'marts.proposal_performance',
        'turnaround_median_seconds',
        'seconds',
        'From the meeting to the proposal',
        'A megbeszéléstől az ajánlatig',
        'Half of the first versions were sent within this time after the last meeting before.',
        'Az első változatok felét ennyi időn belül küldték el az utolsó megbeszélés után.',
        'continuous median of sent_at - last meeting before'
      ),
      (
        'reply_share',
        'marts.follow_up_curve',
        'reply_estimate',
        'share',
        'Answered within a fortnight',
        'Két héten belül válaszolt',
        'Of the attempts made when there was no answer yet, the estimated share answered within 14 days, whatever attempt follows. All open leads count, not only later customers.',
        'A válasz nélküli megkeresések közül a 14 napon belül megválaszoltak becsült aránya, a következő megkereséstől függetlenül. Minden nyitott lead számít, nem csak a későbbi ügyfelek.',
        'Aalen-Johansen from the attempt to the next reply, closing competing'
      ),
      (
        'pays_off',
        'marts.follow_up_curve',
        'pays_off',
        'flag',
        'Another attempt may pay',
        'Egy újabb megkeresés megérheti',
        'The chance of a reply may still be as high as the setting follow_up_floor.',
        'A válasz esélye még elérheti a follow_up_floor beállítást.',
        'reply_high >= follow_up_floor'
      ),
      (
        'silence_advance',
        'marts.silence_curve',
        'estimate',
        'share',
        'Goes on after so much silence',
        'Ennyi csend után továbblép',
        'Of the deals that nobody touched for so many days, the estimated share that goes on within the horizon of the stage from then on.',
        'Az ennyi napja meg nem keresett ügyletek közül az onnantól a szakasz követési idején belül továbblépők becsült aránya.',
        'Aalen-Johansen from the end of the silence, lost competing'
      ),
      (
        'hot',
        'marts.open_journeys',
        'is_hot',
        'flag',
        'Hot',
        'Forró',
        'It fits the ideal customer, or its people wrote, called or came lately, and its probability of being won is above the median of its pipeline.',
        'Megfelel az ideális ügyfélnek, vagy az ügyfél nemrég írt, hívott vagy találkozott velünk, és a megnyerés esélye a folyamat mediánja feletti.',
        'hot_reason is not null'
      ),
      (
        'cost_per_lead',
        'marts.source_quality',
        'cost_per_lead',
        'money',
        'Cost per lead',
        'Egy lead költsége',
        'Cost in the base currency, divided by the leads that began in the months with a cost.',
        'Az alap pénznemben számolt költség a költséggel járó hónapokban indult leadekre elosztva.',
        'cost_base / nullif(costed_lead_count, 0)'
      ),
      (
        'cost_per_won',
        'marts.source_quality',
        'cost_per_won',
        'money',
        'Cost per customer, estimated',
        'Egy ügyfél becsült költsége',
        'The same cost, divided by the customers that those leads are estimated to become.',
        'Ugyanez a költség az ezekből a leadekből becsülhető ügyfelekre elosztva.',
        'cost_base / nullif(costed_lead_count * won_estimate, 0)'
      ),
      (
        'cost_per_sql',
        'marts.source_quality',
        'cost_per_sql',
        'money',
        'Cost per sales lead, estimated',
        'Egy értékesítési lead becsült költsége',
        'The same cost, divided by the leads that are estimated to come to sales.',
        'Ugyanez a költség az értékesítéshez becsülhetően eljutó leadekre elosztva.',
        'cost_base / nullif(costed_lead_count * sql_estimate, 0)'
      ),
      (
        'spend_cost',
        'marts.spend',
        'cost_base',
        'money',
        'Cost',
        'Költség',
        'Cost in the base currency at the rates of the days; empty where no rate is known.',
        'Költség az alap pénznemben, a napi árfolyamokon; üres, ahol nincs ismert árfolyam.',
        'sum of cost at the rate of each day'
      ),
      (
        'attribution_credit',
        'marts.attribution',
        'won_credit',
        'count',
        'Credited customers',
        'Hozzárendelt ügyfelek',
        'Won deals credited to the campaign by the model. All campaigns and the deals without a touch add up to the won deals.',
        'A modell szerint a kampányhoz rendelt megnyert ügyletek. A kampányok és az érintés nélküli ügyletek összege a megnyert ügyletek száma.',
        'sum of the credits of its touches before sales'
      )
  ) as metrics(metric, table_name, column_name, unit, label_en, label_hu, definition_en, definition_hu, formula)
