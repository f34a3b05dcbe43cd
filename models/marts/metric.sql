-- The dictionary of metrics: what each number means, in both languages.
--
-- grain: metric
-- column: metric  varchar  key
-- column: table_name  varchar  where it is computed
-- column: column_name  varchar  its column
-- column: unit  varchar  share, count, seconds, days, instant, flag or text
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
      )
  ) as metrics(metric, table_name, column_name, unit, label_en, label_hu, definition_en, definition_hu, formula)
