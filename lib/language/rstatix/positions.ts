/**
 * Where brackets stand in a picture of the groups that a test compared: `add_y_position add_x_position
 * add_xy_position`.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed } from "./composing.ts";

const PLACES = {
  asked_of: `function(test) {
    args <- attr(test, "args")
    if (is.null(args)) stop("places are found for what a test of rstatix gave; add_y_position() is asked before rows are left out")
    args
  }`,
  // the top of each group: its largest value, or its mean and so far beyond
  tops: `function(d, formula, fun, more = NULL) {
    s <- sides(formula, TRUE)
    own <- c(s[-1], more)
    y <- d[[s[1]]]
    g <- if (length(own) == 0) rep(1, length(y)) else interaction(lapply(own, function(v) levelled(d[[v]])), drop = TRUE)
    as.vector(tapply(y, g, function(v) {
      v <- v[!is.na(v)]
      n <- length(v)
      round(switch(fun, max = max(v), mean = mean(v), median = median(v),
        mean_sd = round(mean(v), 3) + round(sd(v), 3),
        mean_se = round(mean(v), 3) + round(sd(v) / sqrt(n), 3),
        mean_ci = round(mean(v), 3) + round(qt(0.975, n - 1) * sd(v) / sqrt(n), 3),
        median_iqr = round(median(v), 3) + round(IQR(v), 3), median_mad = round(median(v), 3) + round(mad(v), 3),
        stop("fun is max, mean, median, mean_sd, mean_se, mean_ci, median_iqr or median_mad")), 3)
    }))
  }`,
  heights: `function(test, fun, step.increase, y.trans, scales, stack) {
    args <- asked_of(test)
    data <- args$data
    formula <- args$formula
    if (is.null(formula)) formula <- as.formula(paste("~", 1))
    keys <- group_vars(data)
    d <- ungroup(as_tibble(data))
    stacked <- function(t) if (stack) rep(sum(t), length(t)) else t
    step <- step.increase
    if (scales == "fixed") {
      t <- stacked(tops(d, formula, fun, keys))
      step <- step.increase * (max(t) - min(t))
    }
    groups <- sides(formula, TRUE)[-1]
    block <- if (length(keys) == 0) rep("1", nrow(test)) else as.character(interaction(lapply(keys, function(v) as.character(test[[v]]))))
    rows <- if (length(keys) == 0) rep("1", nrow(d)) else as.character(interaction(lapply(keys, function(v) as.character(d[[v]]))))
    y <- numeric(nrow(test))
    for (b in unique(block)) {
      own <- d[rows == b, ]
      t <- stacked(tops(own, formula, fun))
      here <- if (scales == "fixed") step else step.increase * (max(t) - min(t))
      at <- which(block == b)
      n <- length(at)
      y[at] <- if (any(test$group1[at] %in% c("all", ".all."))) t + here
        else seq(max(t) + here, max(t) + here + here * n, length.out = n)
    }
    if (is.null(y.trans)) y else y.trans(y)
  }`,
  numbered: `function(v) setNames(as.numeric(as.factor(v)), as.character(v))`,
  // where groups that stand side by side are
  dodged: `function(d, x, group, dodge) {
    own <- arrange(distinct(tibble(x = d[[x]], group = d[[group]])), x, group)
    at <- numbered(own$x)
    n <- ave(at, own$x, FUN = length)
    place <- ave(at, own$x, FUN = seq_along)
    setNames((dodge - dodge * n) / (2 * n) + (place - 1) * dodge / n + unname(at), paste(own$x, own$group, sep = "_"))
  }`,
  across_of: `function(test, x, group, dodge) {
    args <- asked_of(test)
    d <- ungroup(as_tibble(args$data))
    own <- sides(args$formula, TRUE)[-1]
    first <- as.character(ifelse(test$group1 %in% c("all", ".all."), test$group2, test$group1))
    second <- as.character(test$group2)
    alone <- all(test$group1 %in% "1") && "null model" %in% test$group2
    by_x <- !is.null(x) && x %in% names(test)
    by_group <- !is.null(group) && group %in% names(test)
    if (alone && by_x) {
      at <- numbered(d[[x]])
      test$x <- unname(at[as.character(test[[x]])])
      test$xmin <- test$x
      test$xmax <- test$x
      return(test)
    }
    if (!by_x && !by_group) {
      at <- numbered(if (length(own) == 0) rep(1, nrow(d)) else d[[if (is.null(x)) own else x]])
    } else {
      if (by_x && is.null(group)) group <- own
      if (by_group && is.null(x)) x <- own
      at <- dodged(d, x, group, dodge)
      if (by_group) {
        first <- paste(first, test[[group]], sep = "_")
        second <- paste(second, test[[group]], sep = "_")
      } else {
        first <- paste(test[[x]], first, sep = "_")
        second <- paste(test[[x]], second, sep = "_")
        test$x <- unname(numbered(test[[x]]))
      }
    }
    test$xmin <- unname(at[first])
    test$xmax <- if (alone) test$xmin else unname(at[second])
    test
  }`,
  placed: `function(test) {
    rownames(test) <- NULL
    class(test) <- union(class(test), c("tbl_df", "tbl", "data.frame"))
    test
  }`,
  lifted: `function(test, fun, step.increase, y.trans, scales, stack) {
    y <- heights(test, fun, step.increase, y.trans, scales, stack)
    test$y.position <- y
    test$groups <- setNames(lapply(seq_len(nrow(test)), function(k) c(as.character(test$group1)[k], as.character(test$group2)[k])),
      rep("V1", nrow(test)))
    test
  }`,
};

const Y = `fun = "max", step.increase = 0.12, y.trans = NULL, stack = FALSE, scales = "fixed"`;
const ONE = `
      known <- c("fixed", "free", "free_y")
      if (!(scales[1] %in% known)) stop("scales is fixed, free or free_y")`;

/** Places of brackets. */
export const POSITIONS: readonly Builtin[] = [
  composed(
    "add_y_position",
    "test, fun, step.increase, data!NULL, formula!NULL, ref.group!NULL, comparisons!NULL, y.trans, stack, scales",
    `function(test, ${Y}) {${ONE}
      placed(lifted(test, fun, step.increase, y.trans, scales[1], stack))
    }`,
    PLACES,
  ),
  composed(
    "add_x_position",
    "test, x, group, dodge",
    `function(test, x = NULL, group = NULL, dodge = 0.8) placed(across_of(test, x, group, dodge))`,
    PLACES,
  ),
  composed(
    "add_xy_position",
    "test, x, group, dodge, stack, fun, step.increase, scales, y.trans",
    `function(test, x = NULL, group = NULL, dodge = if (stack) 0 else 0.8, ${Y}) {${ONE}
      placed(across_of(lifted(test, fun, step.increase, y.trans, scales[1], stack), x, group, dodge))
    }`,
    PLACES,
  ),
];
