# Rscript expected.R journeys.csv expected.csv
# What R's survival says of the journeys: Aalen-Johansen and Kaplan-Meier with their log-log intervals, the numbers at risk and the
# quantiles. With delayed entry survfit reports the infinitesimal jackknife of an Aalen-Johansen curve, which is then not the
# multinomial variance: its error is taken from the covariance recursion of Andersen, Borgan, Gill and Keiding (1993), 4.4.2,
# which has to agree with survfit wherever nobody enters late.
suppressMessages(library(survival))
paths <- commandArgs(trailingOnly = TRUE)
journeys <- read.csv(paths[1])
out <- file(paths[2], "w")
writeLines("seed,statistic,day,value", out)
say <- function(seed, statistic, day, value)
  writeLines(sprintf("%d,%s,%d,%s", seed, statistic, day, if (is.na(value)) "" else sprintf("%.17g", value)), out)

curves <- function(start, stop, fate) {
  cause <- factor(fate, c("open", "won", "lost"))
  late <- any(start >= 0)
  km <- if (late) survfit(Surv(start, stop, fate != "open") ~ 1, conf.type = "log-log")
    else survfit(Surv(stop, fate != "open") ~ 1, conf.type = "log-log")
  aj <- if (late) survfit(Surv(start, stop, cause) ~ 1, id = seq_along(stop), conf.type = "log-log")
    else survfit(Surv(stop, cause) ~ 1, conf.type = "log-log")
  won <- match("won", aj$states)
  V <- matrix(0, 3, 3); S <- 1; error <- rest_error <- numeric(length(aj$time))
  for (j in seq_along(aj$time)) {
    n <- sum(start < aj$time[j] & stop >= aj$time[j])
    h <- c(sum(stop == aj$time[j] & fate == "won"), sum(stop == aj$time[j] & fate == "lost")) / max(n, 1)
    step <- diag(3); step[1, ] <- c(1 - sum(h), h)
    pick <- rbind(c(-1, 1, 0), c(-1, 0, 1))
    V <- t(step) %*% V %*% step + S^2 / max(n, 1) * t(pick) %*% (diag(h) - h %o% h) %*% pick
    S <- S * (1 - sum(h))
    error[j] <- sqrt(max(V[2, 2], 0))
    rest_error[j] <- sqrt(max(V[3, 3], 0))
  }
  if (!late) stopifnot(abs(error - aj$std.err[, won]) < 1e-12)
  list(time = aj$time, won = aj$pstate[, won], error = error,
    rest = aj$pstate[, match("lost", aj$states)], rest_error = rest_error, km = km)
}

at <- function(times, values, t, before) { i <- findInterval(t, times); if (i == 0) before else values[i] }
bound <- function(p, error, sign) if (p < 1e-12 || p > 1 - 1e-12) NA else p^exp(sign * qnorm(0.975) * error / (p * log(p)))
first <- function(times, reached) if (length(times[reached]) > 0) min(times[reached]) else NA

for (seed in unique(journeys$seed)) {
  these <- journeys[journeys$seed == seed, ]
  start <- ifelse(these$entry > 0, these$entry, -1)
  h <- these$horizon_days[1] * 86400
  all <- curves(start, these$elapsed, these$fate)
  share <- at(all$time, all$won, h, 0); error <- at(all$time, all$error, h, 0)
  say(seed, "estimate", 0, share)
  say(seed, "estimate_low", 0, bound(share, error, -1))
  say(seed, "estimate_high", 0, bound(share, error, 1))
  rest <- at(all$time, all$rest, h, 0); rest_error <- at(all$time, all$rest_error, h, 0)
  say(seed, "rest", 0, rest)
  say(seed, "rest_low", 0, bound(rest, rest_error, -1))
  say(seed, "rest_high", 0, bound(rest, rest_error, 1))
  say(seed, "stage_at_risk_count", 0, sum(start < h & these$elapsed >= h))
  for (day in seq(0, 180, 9)) {
    t <- day * 86400
    if (sum(these$followed >= t) < 10) next # the marts leave these out
    share <- at(all$time, all$won, t, 0); error <- at(all$time, all$error, t, 0)
    say(seed, "won_share", day, share)
    say(seed, "won_low", day, bound(share, error, -1))
    say(seed, "won_high", day, bound(share, error, 1))
    still <- at(all$km$time, all$km$surv, t, 1)
    say(seed, "open_share", day, still)
    fixed <- still < 1e-12 || still > 1 - 1e-12
    say(seed, "open_low", day, if (fixed) NA else at(all$km$time, all$km$lower, t, NA))
    say(seed, "open_high", day, if (fixed) NA else at(all$km$time, all$km$upper, t, NA))
    say(seed, "at_risk_count", day, sum((start <= t) & these$elapsed > t))
  }
  timed <- these$is_timed == "true"
  own <- curves(start[timed], these$elapsed[timed], these$fate[timed])
  final <- at(own$time, own$won, h, 0)
  for (q in c(0.5, 0.9))
    say(seed, sprintf("advance_%s_seconds", if (q == 0.5) "median" else "p90"), 0, first(own$time, own$won >= q * final - 1e-12))
  for (side in c("lower", "upper"))
    say(seed, sprintf("dwell_median_%s_seconds", if (side == "lower") "low" else "high"), 0,
      first(own$km$time, which(own$km[[side]] <= 0.5)))
  for (q in c(0.5, 0.75, 0.9))
    say(seed, sprintf("dwell_%s_seconds", c("median", "p75", "p90")[match(q, c(0.5, 0.75, 0.9))]), 0,
      first(own$km$time, own$km$surv <= 1 - q + 1e-12))
}
close(out)
