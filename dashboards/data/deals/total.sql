select count(*) as deal_count from marts.deal
