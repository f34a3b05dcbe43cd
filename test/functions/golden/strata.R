# Writes the expected values of test/functions/strata.test.ts: Rscript strata.R (R 4.2, no packages), run in this folder.
# Mantel-Haenszel ratios of rates and of risks with their variances (Greenland and Robins 1985) are written out here, and have to agree
# with the variance of one table (1/d1 + 1/d0, and 1/a - 1/n1 + 1/b - 1/n0) where there is one stratum.
set.seed(20260101)
digits <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
strata <- NULL; ratios <- NULL
for (table in 1:40) {
  n <- if (table <= 8) 1 else sample(2:60, 1)
  t1 <- round(runif(n, 1, 4000), 2); t0 <- round(runif(n, 1, 4000), 2)
  if (n > 4) t1[2] <- 0 # a stratum without the habit tells nothing
  d1 <- rpois(n, t1 * 0.01); d0 <- rpois(n, t0 * 0.006)
  if (n == 1) { d1 <- d1 + 1; d0 <- d0 + 1 }
  n1 <- ceiling(t1); n0 <- ceiling(t0); a <- pmin(d1, n1); b <- pmin(d0, n0)
  T <- t1 + t0; N <- n1 + n0
  above <- sum(d1 * t0 / T); below <- sum(d0 * t1 / T)
  rate <- above / below; rate_var <- sum((d1 + d0) * t1 * t0 / T^2) / (above * below)
  above <- sum(a * n0 / N); below <- sum(b * n1 / N)
  risk <- above / below; risk_var <- sum(((a + b) * n1 * n0 - a * b * N) / N^2) / (above * below)
  if (n == 1) stopifnot(abs(rate_var - (1 / d1 + 1 / d0)) < 1e-12, abs(risk_var - (1 / a - 1 / n1 + 1 / b - 1 / n0)) < 1e-12)
  strata <- rbind(strata, data.frame(table, events_with = d1, time_with = t1, events_without = d0, time_without = t0, n_with = n1, n_without = n0))
  z <- qnorm(0.975)
  ratios <- rbind(ratios, data.frame(table, rate_ratio = digits(rate), rate_low = digits(rate * exp(-z * sqrt(rate_var))), rate_high = digits(rate * exp(z * sqrt(rate_var))),
    risk_ratio = digits(risk), risk_low = digits(risk * exp(-z * sqrt(risk_var))), risk_high = digits(risk * exp(z * sqrt(risk_var)))))
}
write.csv(strata, "strata.csv", row.names = FALSE, quote = FALSE)
write.csv(ratios, "ratios.csv", row.names = FALSE, quote = FALSE)

wilson <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
shares <- NULL
for (n1 in c(1, 5, 20, 133, 900, 20000)) for (n2 in c(1, 7, 64, 1000, 30000))
  for (k1 in unique(round(n1 * c(0, 0.2, 0.31, 1)))) for (k2 in unique(round(n2 * c(0, 0.2, 0.35, 1)))) {
    p <- fisher.test(matrix(c(k1, n1 - k1, k2, n2 - k2), 2))$p.value
    one <- wilson(k1, n1); two <- wilson(k2, n2); d <- k1 / n1 - k2 / n2 # Newcombe 1998, method 10
    shares <- rbind(shares, data.frame(k1, n1, k2, n2, p = digits(p),
      low = digits(d - sqrt((k1 / n1 - one[1])^2 + (two[2] - k2 / n2)^2)), high = digits(d + sqrt((one[2] - k1 / n1)^2 + (k2 / n2 - two[1])^2))))
  }
write.csv(format(shares, scientific = FALSE, trim = TRUE), "shares.csv", row.names = FALSE, quote = FALSE)
