select count(*) as deal_count, least(count(*), $deal_limit) as published_count from marts.deal
