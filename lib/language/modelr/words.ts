/**
 * Words of modelr: predictions and residuals of models as columns, grids of data, and how far predictions
 * lie from data.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  // as predict() has it for rows of data, without names
  predicted: `function(model, data, type = NULL) {
    p <- if (is.null(type)) predict(model, newdata = data) else predict(model, newdata = data, type = type)
    as.vector(p)
  }`,
  observed: `function(model, data) as.vector(eval(formula(model)[[2]], data))`,
  resid_of:
    `function(model, data, type = NULL) observed(model, data) - predicted(model, data, type)`,
  // the name of a model in a call, or how it is written
  names_of: `function(asked, models) {
    given <- names(models)
    if (is.null(given)) given <- rep("", length(models))
    sapply(seq_along(models), function(i) if (given[i] == "") deparse(asked[[i]]) else given[i])
  }`,
  spread: `function(data, models, heads, of, type) {
    for (i in seq_along(models)) data[[heads[i]]] <- of(models[[i]], data, type)
    data
  }`,
  gathered: `function(data, models, heads, column, key, of, type) {
    parts <- lapply(seq_along(models), function(i) {
      d <- data
      d[[column]] <- of(models[[i]], data, type)
      first <- d[0]
      first[[key]] <- rep(heads[i], nrow(d))
      cbind(first, d)
    })
    out <- do.call(rbind, parts)
    if (inherits(data, "tbl_df")) as_tibble(out) else out
  }`,
  // the middle of numbers, the commonest of the rest
  typical: `function(x) {
    if (is.numeric(x)) return(stats::median(x, na.rm = TRUE))
    counts <- table(x)
    often <- names(counts)[counts == max(counts)]
    if (is.factor(x)) factor(often, levels = levels(x)) else if (is.logical(x)) as.logical(often) else often
  }`,
};

const of = (name: string, parameters: string, text: string): Builtin =>
  composedWord(name, parameters, text, COMMON);

const spread = (name: string, what: string): Builtin =>
  of(
    name,
    "data, ..., type",
    `function(data, ..., type = NULL) {
      asked <- as.list(substitute(list(...)))[-1]
      models <- list(...)
      spread(data, models, names_of(asked, models), ${what}, type)
    }`,
  );

const gathered = (name: string, what: string, column: string): Builtin =>
  of(
    name,
    `data, ..., .${column}, .model, type`,
    `function(data, ..., .${column} = "${column}", .model = "model", type = NULL) {
      asked <- as.list(substitute(list(...)))[-1]
      models <- list(...)
      gathered(data, models, names_of(asked, models), .${column}, .model, ${what}, type)
    }`,
  );

/** A number for how far predictions lie from data; other packages ask of a model alone, or of two columns. */
const distance = (name: string, text: string): Builtin =>
  of(
    name,
    "model, data",
    `function(model, data = NULL) {
      e <- if (is.numeric(model)) model - data
        else if (is.null(data)) as.vector(residuals(model, type = "response"))
        else resid_of(model, data)
      e <- e[!is.na(e)]
      ${text}
    }`,
  );

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  of(
    "add_predictions",
    "data, model, var, type",
    `function(data, model, var = "pred", type = NULL) {
      data[[var]] <- predicted(model, data, type)
      data
    }`,
  ),
  of(
    "add_residuals",
    "data, model, var",
    `function(data, model, var = "resid") {
      data[[var]] <- resid_of(model, data)
      data
    }`,
  ),
  spread("spread_predictions", "predicted"),
  spread("spread_residuals", "resid_of"),
  gathered("gather_predictions", "predicted", "pred"),
  gathered("gather_residuals", "resid_of", "resid"),
  of(
    "seq_range",
    "x, n, by, trim, expand, pretty",
    `function(x, n, by, trim = NULL, expand = NULL, pretty = FALSE) {
      if (!missing(n) && !missing(by)) stop("either n or by is given, not both")
      ends <- if (!is.null(trim)) as.vector(quantile(x, c(trim / 2, 1 - trim / 2), na.rm = TRUE)) else range(x, na.rm = TRUE)
      if (!is.null(expand)) ends <- ends + c(-expand / 2, expand / 2) * (ends[2] - ends[1])
      if (missing(by)) {
        if (pretty) base::pretty(ends, n) else seq(ends[1], ends[2], length.out = n)
      } else {
        if (pretty) ends <- c(floor(ends[1] / by) * by, ceiling(ends[2] / by) * by)
        seq(ends[1], ends[2], by = by)
      }
    }`,
  ),
  of(
    "data_grid",
    "data, ..., .model",
    `function(data, ..., .model = NULL) {
      out <- tidyr::expand(data, ...)
      if (is.null(.model)) return(out)
      needed <- setdiff(all.vars(formula(.model)[[3]]), c(names(out), "."))
      for (v in intersect(needed, names(data))) out <- tidyr::crossing(out, setNames(list(typical(data[[v]])), v) |> as_tibble())
      out
    }`,
  ),
  of(
    "model_matrix",
    "data, formula",
    `function(data, formula) as_tibble(as.data.frame(model.matrix(formula, data)))`,
  ),
  distance("rmse", "sqrt(mean(e^2))"),
  distance("mse", "mean(e^2)"),
  distance("mae", "mean(abs(e))"),
  of(
    "rsquare",
    "model, data",
    `function(model, data) 1 - stats::var(resid_of(model, data), na.rm = TRUE) / stats::var(observed(model, data), na.rm = TRUE)`,
  ),
];
