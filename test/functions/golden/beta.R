# Writes the expected values of test/functions/beta.test.ts: Rscript beta.R (R 4.2, no packages), run in this folder.
below <- NULL
for (n in c(0, 1, 2, 5, 20, 100, 1000, 1e5, 1e6))
  for (k in unique(c(0, 1, round(n * c(0.001, 0.3, 0.77)), n))) if (k <= n)
    for (x in unique(c(0.3, signif(qbeta(c(1e-6, 0.1, 0.5, 0.99), k + 0.5, n - k + 0.5), 6)))) if (x > 0 && x < 1)
      below <- c(below, sprintf("%.6g,%.0f,%.0f,%.17g", x, k, n, pbeta(as.numeric(sprintf("%.6g", x)), k + 0.5, n - k + 0.5)))
writeLines(c("rate,successes,trials,probability", unique(below)), "beta_below.csv")

at_least <- function(target, trials, k, n) {
  j <- 0:(target - 1)
  1 - sum(exp(lchoose(trials, j) + lbeta(k + 0.5 + j, n - k + 0.5 + trials - j) - lbeta(k + 0.5, n - k + 0.5)))
}
plan <- NULL
for (case in list(c(20, .8, 24, 400), c(20, .9, 24, 400), c(20, .95, 24, 400), c(20, .5, 24, 400), c(1, .9, 0, 3), c(1, .5, 1, 1),
                  c(5, .8, 3, 3), c(100, .9, 24, 400), c(200, .95, 700, 9000), c(3, .9, 0, 50), c(10, .8, 2500, 1e5))) {
  leads <- case[1]
  while (at_least(case[1], leads, case[3], case[4]) < case[2]) leads <- leads + 1
  plan <- c(plan, sprintf("%g,%g,%.0f,%.0f,%.0f,%.15g", case[1], case[2], case[3], case[4], leads, at_least(case[1], leads, case[3], case[4])))
}
writeLines(c("target,assurance,successes,trials,leads,probability", plan), "leads_needed.csv")
