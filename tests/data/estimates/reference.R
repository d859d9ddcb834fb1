# Works out, with R's package survey, what tests/unit/findings/estimates compares ours with.
# Run it in its own folder: Rscript reference.R. It reads designs.csv and writes the other files.

suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", warn = -1)

counts <- read.csv("designs.csv", colClasses = c("character", "character", "numeric", "character", "character",
                                                 "integer"))
digits <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "")
save_as <- function(rows, file) write.csv(do.call(rbind, rows), file, row.names = FALSE, quote = FALSE, eol = "\n")

cases_of <- function(name) {
  rows <- counts[counts$design == name, ]
  cases <- rows[rep(seq_len(nrow(rows)), rows$cases), ]
  cases$value <- (seq_len(nrow(cases)) * 37) %% 101 / 4
  cases
}
sampled <- function(cases) svydesign(id = ~1, strata = ~stratum, fpc = ~N, data = cases)

share <- function(name, area, level) {
  design <- sampled(cases_of(name))
  asked <- area
  judged <- subset(design, answer != "na" & (asked == "" | area == asked))
  ends <- function(method) as.vector(confint(svyciprop(~I(answer == "yes"), judged, method = method, level = level)))
  mean_ <- svymean(~as.numeric(answer == "yes"), judged)
  found <- c(coef(mean_), SE(mean_), ends("logit"), ends("xlogit"), ends("beta"))
  names(found) <- c("estimate", "se", "logit_low", "logit_high", "xlogit_low", "xlogit_high", "beta_low", "beta_high")
  data.frame(design = name, area = area, level = level, n = nrow(judged), df = degf(judged), t(digits(found)))
}

difference <- function(label, cases, groups, level = 0.95) {
  cases$group <- factor(cases$group, levels = groups)
  pair <- subset(sampled(cases), answer != "na" & !is.na(group))
  fit <- svyglm(I(answer == "yes") ~ group, pair)
  df <- fit$df.residual
  reach <- if (df > 0) qt((1 + level) / 2, df) * SE(fit)[2] else NA
  found <- c(estimate = unname(coef(fit)[2]), se = unname(SE(fit)[2]),
             low = unname(coef(fit)[2] - reach), high = unname(coef(fit)[2] + reach))
  data.frame(design = label, first = groups[1], second = groups[2], df = df, t(digits(found)))
}

mean_of <- function(name, level = 0.95) {
  judged <- subset(sampled(cases_of(name)), answer != "na")
  found <- svymean(~value, judged)
  ends <- as.vector(confint(found, df = degf(judged), level = level))
  figures <- c(estimate = unname(coef(found)), se = unname(SE(found)[1]), low = ends[1], high = ends[2])
  data.frame(design = name, n = nrow(judged), df = degf(judged), t(digits(figures)))
}

names_ <- unique(counts$design)
areas_of <- function(name) sort(unique(counts$area[counts$design == name]), method = "radix")

save_as(lapply(names_, function(name) do.call(rbind, lapply(c("", areas_of(name)), function(area)
  do.call(rbind, lapply(c(0.8, 0.95), function(level) share(name, area, level)))))), "shares.csv")

save_as(lapply(names_, function(name) do.call(rbind, apply(combn(areas_of(name), 2), 2, function(groups) {
  cases <- cases_of(name)
  cases$group <- cases$area
  difference(name, cases, groups)
}, simplify = FALSE))), "differences.csv")

pairs <- list(c("three-strata", "six-strata"), c("simple", "emptied-stratum"), c("lone-case", "rare"),
              c("near-census", "uneven-weights"), c("few-degrees", "half-census"))
save_as(lapply(pairs, function(pair) {
  cases <- do.call(rbind, lapply(pair, cases_of))
  cases$stratum <- paste(cases$design, cases$stratum)
  cases$group <- cases$design
  difference("both", cases, pair)
}), "inspections.csv")

save_as(lapply(names_, mean_of), "means.csv")

simple <- list(c(0, 10), c(10, 10), c(1, 10), c(52, 85), c(129, 200), c(0, 1), c(3, 100000))
save_as(lapply(simple, function(of) do.call(rbind, lapply(c(0.8, 0.95), function(level) {
  ends <- prop.test(of[1], of[2], conf.level = level, correct = FALSE)$conf.int
  data.frame(positive = of[1], judged = sprintf("%d", of[2]), level = level, low = digits(ends[1]), high = digits(ends[2]))
}))), "wilson.csv")

writeLines(c(R.version.string, paste("survey", packageVersion("survey"))), "versions.txt")
