# Writes the expected values of test/functions/rates.test.ts: Rscript rates.R (R 4.2, no packages), run in this folder.
wilson <- NULL
for (n in c(1, 2, 3, 10, 64, 400, 8000, 1e6))
  for (k in unique(c(0, 1, round(n * c(0.03, 0.5, 0.91)), n - 1, n))) {
    interval <- suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
    wilson <- c(wilson, sprintf("%.0f,%.0f,%.17g,%.17g", k, n, interval[1], interval[2]))
  }
writeLines(c("successes,trials,low,high", wilson), "wilson.csv")
