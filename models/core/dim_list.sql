-- One row per purchased list: who sold it, for how much, on what legal basis its members may be called, and who must not be.
-- Where its rows disagree about vendor or cost the newest one that says it counts, and a cost has the currency that comes with it; a
-- member is marked do not call once any of its rows says so, and has the newest legal basis that is stated of it.
--
-- grain: source, list_id
-- column: source  varchar  the source system
-- column: list_id  varchar  the list, as in core.fct_journey
-- column: vendor  varchar  who sold it
-- column: delivered_at  timestamp  UTC; its first delivery
-- column: cost  decimal(18,2)  cost of the whole list, in its currency
-- column: currency  varchar  currency of the cost
-- column: legal_basis  varchar  every legal basis of its members, in order; null when none is stated
-- column: member_count  bigint  members
-- column: no_legal_basis_count  bigint  of them, without a stated legal basis
-- column: do_not_call_count  bigint  of them, marked do not call
-- column: called_anyway_count  bigint  of those marked, called after a delivery that marked them
-- assert: called_anyway_count <= do_not_call_count and do_not_call_count <= member_count
-- assert: no_legal_basis_count <= member_count
-- answers: What did each list cost, on what basis may it be called, and who was called who must not be?
with
  delivered as (
    select
      source, list_id,
      list_id || '/' || member_id as record_id,
      vendor, delivered_at, cost, currency, legal_basis, is_do_not_call,
      row_number() over (order by delivered_at nulls first, _file_id, _row) as age_rank
    from staging.list_members
  ),
  list as (
    select
      source, list_id,
      max_by(vendor, age_rank) as vendor,
      min(delivered_at) as delivered_at,
      max_by(cost, age_rank) as cost,
      max_by(currency, age_rank) filter (where cost is not null) as currency
    from delivered
    group by source, list_id
  ),
  member as (
    select
      source, list_id, record_id,
      max_by(legal_basis, age_rank) as legal_basis,
      coalesce(bool_or(is_do_not_call), false) as is_do_not_call
    from delivered
    group by source, list_id, record_id
  ),
  called as (select distinct source, record_id from core._barred_call where entity = 'list_member'),
  counted as (
    select
      member.source, member.list_id,
      string_agg(distinct member.legal_basis, '; ' order by member.legal_basis) as legal_basis,
      count(*) as member_count,
      count(*) - count(member.legal_basis) as no_legal_basis_count,
      count(*) filter (where member.is_do_not_call) as do_not_call_count,
      count(called.record_id) as called_anyway_count
    from
      member
      left join called on called.source = member.source
      and called.record_id = member.record_id
    group by member.source, member.list_id
  )
select
  list.source, list.list_id, list.vendor, list.delivered_at, list.cost, list.currency,
  counted.legal_basis, counted.member_count, counted.no_legal_basis_count,
  counted.do_not_call_count, counted.called_anyway_count
from list join counted on counted.source = list.source and counted.list_id = list.list_id
