select count(*) as deals from marts.deal
