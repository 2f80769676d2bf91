/**
 * Analyses of variance by rstatix: `anova_test get_anova_table`, and how they print.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { FACTORIAL } from "../composed/factorial.ts";
import { composed } from "./composing.ts";

const ANOVA = {
  ...FACTORIAL,
  roman: `function(type) c("I", "II", "III")[type]`,
  starred: `function(p) ifelse(p <= 0.05, "*", "")`,
  // names of columns that are written bare, in c(), or as text
  columns_named: `function(e, d, scope) {
    if (is.null(e)) return(NULL)
    said <- all.vars(e)
    if (length(said) > 0 && all(said %in% names(d))) return(said)
    as.character(eval(e, scope))
  }`,
  balanced: `function(d, own) {
    counts <- table(interaction(lapply(own, function(v) factored(d[[v]]))))
    length(unique(as.vector(counts))) == 1
  }`,
  // variables that are written as calls become columns
  worked_out: `function(d, labels) {
    for (v in setdiff(labels, names(d))) d[[v]] <- model.frame(as.formula(paste(v, "~ 1")), d)[[1]]
    d
  }`,
  // parts of y ~ a * b + Error(id / b)
  read_formula: `function(formula) {
    said <- paste(deparse(formula), collapse = " ")
    response <- trimws(sub("~.*$", "", said))
    error <- regmatches(said, regexpr("Error\\\\(.*\\\\)", said))
    if (length(error) == 0) return(list(response = response, wid = NULL, within = NULL))
    rest <- sub("\\\\+? *Error\\\\(.*\\\\)", "", sub("^[^~]*~", "", said))
    own <- all.vars(as.formula(paste("~", sub("^Error", "", error))))
    others <- if (trimws(rest) == "") character(0) else all.vars(as.formula(paste("~", rest)))
    list(response = response, wid = own[1], within = own[-1], between = setdiff(others, own))
  }`,
  anova_one:
    `function(d, dv, wid, between, within, covariates, formula, type, effect.size, observed, detailed) {
    right <- NULL
    factorial <- TRUE
    if (!is.null(formula)) {
      if (!inherits(formula, "formula")) {
        model <- formula
        d <- model.frame(model)
        formula <- formula(model)
      }
      d <- as.data.frame(d)
      d <- d[complete.cases(d[all.vars(formula)]), , drop = FALSE]
      own <- read_formula(formula)
      dv <- own$response
      if (is.null(own$wid)) {
        said <- attr(terms(formula), "factors")
        right <- lapply(seq_len(ncol(said)), function(k) rownames(said)[said[, k] > 0])
        labels <- unique(unlist(right))
        d <- worked_out(d, c(dv, labels))
        numbers <- sapply(labels, function(v) is.numeric(d[[v]]))
        between <- labels[!numbers]
        covariates <- labels[numbers]
        factorial <- FALSE
      } else {
        wid <- own$wid
        within <- own$within
        between <- own$between
      }
    }
    d <- worked_out(as.data.frame(d), dv)
    if (!is.numeric(d[[dv]])) stop("the response is a column of numbers")
    for (v in c(between, within)) if (length(unique(d[[v]][!is.na(d[[v]])])) < 2) stop(v, " has one level alone")
    if (length(within) > 0 && is.null(wid)) stop("factors within units need wid, the column of the units")
    if (is.null(type)) {
      type <- 2
      if (length(within) > 0 && length(between) == 0 && length(covariates) == 0) type <- 3
      else if (factorial && length(between) > 0 && length(c(between, within)) > 1 && !balanced(d, c(between, within))) type <- 3
    }
    if (is.character(type)) type <- match(toupper(type), c("I", "II", "III"))
    if (length(type) != 1 || is.na(type) || !(type %in% 1:3)) stop("type is 1, 2 or 3")
    a <- analysed(d, dv, wid, between, within, covariates, right, type)
    seen <- if (is.null(observed)) rep(FALSE, nrow(a))
      else sapply(strsplit(a$Effect, ":", fixed = TRUE), function(s) any(observed %in% s))
    ges <- a$SSn / (a$SSn + sum(unique(a$SSd)) + sum(a$SSn[seen]) - ifelse(seen, a$SSn, 0))
    pes <- a$SSn / (a$SSn + a$SSd)
    # that of the terms alone, whose errors are those of the strata
    size <- if ("pes" %in% effect.size) pes else ges
    inner <- length(within) > 0
    a$DFn <- as.numeric(a$DFn)
    out <- data.frame(Effect = a$Effect, stringsAsFactors = FALSE)
    sums <- data.frame(SSn = short(a$SSn), SSd = short(a$SSd))
    if (detailed && !inner && type != 1) out <- cbind(out, sums)
    out <- cbind(out, data.frame(DFn = a$DFn, DFd = as.numeric(a$DFd)))
    if (detailed && (inner || type == 1)) out <- cbind(out, sums)
    out$F <- short(a$F)
    out$p <- short(a$p)
    out[["p<.05"]] <- starred(a$p)
    out[[if ("pes" %in% effect.size) "pes" else "ges"]] <- short(size)
    keep <- a$Effect != "(Intercept)" | (detailed && (type == 3 || (inner && type == 2)))
    out <- out[keep, , drop = FALSE]
    rownames(out) <- NULL
    args <- list(data = d, dv = dv, wid = wid, between = between, within = within, covariate = covariates, type = type,
      method = "anova_test", effect.size = effect.size)
    uneven <- a[!a$spherical, , drop = FALSE]
    if (!inner || nrow(uneven) == 0 || type == 1) {
      class(out) <- c("anova_test", "data.frame", "rstatix_test")
      attr(out, "args") <- args
      return(out)
    }
    mauchly <- data.frame(Effect = uneven$Effect, W = short(uneven$W), p = short(uneven$pW), stringsAsFactors = FALSE)
    mauchly[["p<.05"]] <- starred(uneven$pW)
    corrections <- data.frame(Effect = uneven$Effect, stringsAsFactors = FALSE)
    for (m in c("GG", "HF")) {
      e <- uneven[[m]]
      one <- pmin(e, 1)
      p <- pf(uneven$F, one * uneven$DFn, one * uneven$DFd, lower.tail = FALSE)
      corrections[[paste0(m, "e")]] <- short(e)
      corrections[[paste0("DF[", m, "]")]] <- paste(round(e * uneven$DFn, 2), round(e * uneven$DFd, 2), sep = ", ")
      corrections[[paste0("p[", m, "]")]] <- short(p)
      corrections[[paste0("p[", m, "]<.05")]] <- starred(p)
    }
    out <- list(ANOVA = out, "Mauchly's Test for Sphericity" = mauchly, "Sphericity Corrections" = corrections)
    class(out) <- c("anova_test", "list", "rstatix_test")
    attr(out, "args") <- args
    out
  }`,
  corrected: `function(x, correction) {
    if (is.data.frame(x)) return(x)
    out <- x$ANOVA
    if (correction != "none") {
      sphere <- x[["Mauchly's Test for Sphericity"]]
      by <- if (correction == "HF") "HF" else "GG"
      t <- x[["Sphericity Corrections"]]
      if (correction == "auto") t <- t[sphere$p <= 0.05, , drop = FALSE]
      for (k in seq_len(nrow(t))) {
        at <- match(t$Effect[k], out$Effect)
        df <- as.numeric(strsplit(t[[paste0("DF[", by, "]")]][k], ", ")[[1]])
        out$DFn[at] <- df[1]
        out$DFd[at] <- df[2]
        out$p[at] <- t[[paste0("p[", by, "]")]][k]
        out[["p<.05"]][at] <- t[[paste0("p[", by, "]<.05")]][k]
      }
    }
    class(out) <- c("anova_test", "data.frame", "rstatix_test")
    attr(out, "args") <- attr(x, "args")
    out
  }`,
};

/** Analyses of variance. */
export const ANOVAS: readonly Builtin[] = [
  composed(
    "anova_test",
    "data, formula, dv, wid, between, within, covariate, type, effect.size, error!NULL, white.adjust!FALSE, observed, detailed",
    `function(data, formula = NULL, dv = NULL, wid = NULL, between = NULL, within = NULL, covariate = NULL, type = NULL,
              effect.size = "ges", observed = NULL, detailed = FALSE) {
      scope <- parent.frame()
      if (!is.data.frame(data)) {
        if (inherits(data, "formula")) {
          swapped <- data
          data <- formula
          formula <- swapped
        } else {
          formula <- data
          data <- NULL
        }
      }
      own <- function(e) columns_named(e, data, scope)
      said <- list(dv = own(substitute(dv)), wid = own(substitute(wid)), between = own(substitute(between)),
        within = own(substitute(within)), covariate = own(substitute(covariate)))
      if (is.null(formula) && is.null(said$dv)) stop("the response is named: dv = y, or a formula")
      run <- function(d) anova_one(d, said$dv, said$wid, said$between, said$within, said$covariate, formula, type,
        effect.size, observed, detailed)
      keys <- if (is.data.frame(data)) group_vars(data) else character(0)
      if (length(keys) == 0) return(run(data))
      groups <- group_keys(data)
      found <- lapply(group_split(data), function(d) run(d))
      if (all(sapply(found, is.data.frame))) {
        out <- bind_rows(lapply(seq_along(found), function(k) {
          t <- as_tibble(found[[k]])
          bind_cols(groups[rep(k, nrow(t)), ], t)
        }))
      } else {
        out <- groups
        out$anova <- found
      }
      out <- named(out, character(0), list(data = data))
      class(out) <- c("grouped_anova_test", "rstatix_test", "tbl_df", "tbl", "data.frame")
      out
    }`,
    ANOVA,
  ),
  composed(
    "get_anova_table",
    "x, correction",
    `function(x, correction = "auto") {
      if (!(correction[1] %in% c("auto", "GG", "HF", "none"))) stop("correction is auto, GG, HF or none")
      if (!inherits(x, "grouped_anova_test") || is.null(x[["anova"]])) return(corrected(x, correction[1]))
      keys <- setdiff(names(x), "anova")
      out <- bind_rows(lapply(seq_len(nrow(x)), function(k) {
        t <- as_tibble(corrected(x$anova[[k]], correction[1]))
        bind_cols(as_tibble(x)[rep(k, nrow(t)), keys], t)
      }))
      out
    }`,
    ANOVA,
  ),
  composed(
    "print.anova_test",
    "x, ...",
    `function(x, ...) {
      type <- attr(x, "args")$type
      if (!is.null(type)) cat("ANOVA Table (type ", roman(type), " tests)\\n\\n", sep = "")
      plain <- function(t) {
        class(t) <- "data.frame"
        attr(t, "args") <- NULL
        t
      }
      if (is.data.frame(x)) print(plain(x))
      else print(setNames(lapply(names(x), function(n) plain(x[[n]])), names(x)))
      invisible(x)
    }`,
    { roman: ANOVA.roman },
  ),
];
