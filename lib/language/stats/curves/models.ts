/**
 * Curves that find their own first parameters: `SSlogis` and its kin, with their gradients.
 *
 * Source: Pinheiro & Bates, *Mixed-Effects Models in S and S-PLUS* (2000), appendix C, which has each curve
 * and how its first parameters are found.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedWord } from "../../evaluation/composed_word.ts";
import { FIT, SEARCH } from "./fitting.ts";

/** A curve: its arguments, the last of which are parameters, its value, and its first parameters. */
interface Curve {
  readonly name: string;
  /** Arguments before the parameters. */
  readonly given: readonly string[];
  readonly parameters: readonly string[];
  readonly value: string;
  /** A function of a table of means `xy` by `x`, and of a dose if there is one. */
  readonly first: string;
}

const CURVES: readonly Curve[] = [
  {
    name: "SSlogis",
    given: ["input"],
    parameters: ["Asym", "xmid", "scal"],
    value: "Asym / (1 + exp((xmid - input) / scal))",
    first: `function(xy) {
      z <- shares(xy$y)
      b <- coef(lm(x ~ log(z / (1 - z)), data = data.frame(x = xy$x, z = z)))
      own <- linear_rest(y ~ 1 / (1 + exp((xmid - x) / scal)), xy, list(xmid = b[[1]], scal = b[[2]]))
      own[c(3, 1, 2)]
    }`,
  },
  {
    name: "SSasymp",
    given: ["input"],
    parameters: ["Asym", "R0", "lrc"],
    value: "Asym + (R0 - Asym) * exp(-exp(lrc) * input)",
    first: `function(xy) {
      own <- linear_rest(y ~ cbind(1 - exp(-exp(lrc) * x), exp(-exp(lrc) * x)), xy, list(lrc = rate_of(xy)))
      own[c(2, 3, 1)]
    }`,
  },
  {
    name: "SSasympOff",
    given: ["input"],
    parameters: ["Asym", "lrc", "c0"],
    value: "Asym * (1 - exp(-exp(lrc) * (input - c0)))",
    first: `function(xy) {
      own <- linear_rest(y ~ cbind(1, exp(-exp(lrc) * x)), xy, list(lrc = rate_of(xy)))
      c(own[2], own[1], exp(-own[1]) * log(-own[3] / own[2]))
    }`,
  },
  {
    name: "SSasympOrig",
    given: ["input"],
    parameters: ["Asym", "lrc"],
    value: "Asym * (1 - exp(-exp(lrc) * input))",
    first: `function(xy) {
      own <- linear_rest(y ~ 1 - exp(-exp(lrc) * x), xy, list(lrc = rate_of(xy)))
      own[c(2, 1)]
    }`,
  },
  {
    name: "SSbiexp",
    given: ["input"],
    parameters: ["A1", "lrc1", "A2", "lrc2"],
    value: "A1 * exp(-exp(lrc1) * input) + A2 * exp(-exp(lrc2) * input)",
    first: `function(xy) {
      rates <- peeled(xy)
      own <- linear_rest(y ~ cbind(exp(-exp(lrc1) * x), exp(-exp(lrc2) * x)), xy, list(lrc1 = rates[1], lrc2 = rates[2]))
      own[c(3, 1, 4, 2)]
    }`,
  },
  {
    name: "SSfol",
    given: ["Dose", "input"],
    parameters: ["lKe", "lKa", "lCl"],
    value:
      "Dose * exp(lKe + lKa - lCl) * (exp(-exp(lKe) * input) - exp(-exp(lKa) * input)) / (exp(lKa) - exp(lKe))",
    first: `function(xy, dose) {
      n <- nrow(xy)
      if (n < 4) few(4)
      last <- xy[(n + 1 - max(3, round(n / 2))):n, ]
      b <- coef(lm(log(y) ~ x, data = last))
      lKe <- log(abs(b[[2]]))
      peak <- xy$x[which.max(xy$y)]
      lKa <- log(if (peak > 0) max(2.5 / peak, 1.5 * exp(lKe)) else 5 * exp(lKe))
      d <- data.frame(x = dose$x, y = dose$y, Dose = dose$dose)
      own <- linear_rest(y ~ Dose * exp(lKe + lKa) * (exp(-exp(lKe) * x) - exp(-exp(lKa) * x)) / (exp(lKa) - exp(lKe)), d,
        list(lKe = lKe, lKa = lKa))
      c(own[1], own[2], -log(own[3]))
    }`,
  },
  {
    name: "SSfpl",
    given: ["input"],
    parameters: ["A", "B", "xmid", "scal"],
    value: "A + (B - A) / (1 + exp((xmid - input) / scal))",
    first: `function(xy) {
      if (nrow(xy) < 5) few(5)
      z <- shares(xy$y)
      b <- coef(lm(x ~ log(z / (1 - z)), data = data.frame(x = xy$x, z = z)))
      own <- linear_rest(y ~ cbind(1, 1 / (1 + exp((xmid - x) / exp(lscal)))), xy,
        list(xmid = b[[1]], lscal = log(abs(b[[2]]))))
      c(own[3], own[3] + own[4], own[1], exp(own[2]))
    }`,
  },
  {
    name: "SSmicmen",
    given: ["input"],
    parameters: ["Vm", "K"],
    value: "Vm * input / (K + input)",
    first: `function(xy) {
      b <- coef(lm(u ~ v, data = data.frame(u = 1 / xy$y, v = 1 / xy$x)))
      own <- linear_rest(y ~ x / (K + x), xy, list(K = abs(b[[2]] / b[[1]])))
      own[c(2, 1)]
    }`,
  },
  {
    name: "SSgompertz",
    given: ["x"],
    parameters: ["Asym", "b2", "b3"],
    value: "Asym * exp(-b2 * b3^x)",
    first: `function(xy) {
      logs <- data.frame(x = xy$x, y = log(abs(xy$y)))
      rate <- linear_rest(y ~ cbind(1, exp(-exp(lrc) * x)), logs, list(lrc = rate_of(logs)))
      own <- linear_rest(y ~ exp(-b2 * b3^x), xy, list(b2 = -rate[[3]], b3 = exp(-exp(rate[[1]]))))
      own[c(3, 1, 2)]
    }`,
  },
  {
    name: "SSweibull",
    given: ["x"],
    parameters: ["Asym", "Drop", "lrc", "pwr"],
    value: "Asym - Drop * exp(-exp(lrc) * x^pwr)",
    first: `function(xy) {
      if (nrow(xy) < 5) few(5)
      if (any(xy$x < 0)) .refuse("wrong-argument", "A Weibull curve has no x below 0", "Move x, or take SSlogis()")
      right <- beyond(xy$y, nrow(xy))
      left <- beyond(xy$y, 1)
      at <- xy$x > 0
      b <- coef(lm(z ~ v, data = data.frame(z = log(-log((right - xy$y[at]) / (right - left))), v = log(xy$x[at]))))
      own <- linear_rest(y ~ cbind(1, -exp(-exp(lrc) * x^pwr)), xy, list(lrc = b[[1]], pwr = b[[2]]))
      own[c(3, 4, 1, 2)]
    }`,
  },
];

/** Functions by which first parameters are found. */
const FIRST: Readonly<Record<string, string>> = {
  ...SEARCH,
  few:
    `function(n) .refuse("too-few-values", paste("First parameters of this curve need", n, "different x at least"),
    "Give them yourself, start = list(...)")`,
  // y between 0 and 1, and never at them
  shares: `function(y) {
    r <- range(y)
    (y - r[1] + 0.05 * diff(r)) / (1.1 * diff(r))
  }`,
  // a value beyond the end at which the curve lies, an eighth of its range
  beyond: `function(y, at) {
    r <- range(y)
    d <- abs(r - y[at])
    if (d[2] < d[1]) r[2] + diff(r) / 8 else r[1] - diff(r) / 8
  }`,
  rate_of: `function(xy) {
    z <- log(abs(xy$y - beyond(xy$y, nrow(xy))))
    log(abs(coef(lm(z ~ x, data = data.frame(x = xy$x, z = z)))[[2]]))
  }`,
  peeled: `function(xy) {
    n <- nrow(xy)
    k <- max(3, round(n / 2))
    if (n - k < 2) few(5)
    last <- xy[(n + 1 - k):n, ]
    b <- coef(lm(log(y) ~ x, data = last))
    first <- xy[seq_len(n - k), ]
    first$z <- log(abs(first$y - exp(b[[1]] + b[[2]] * first$x)))
    c(log(abs(coef(lm(z ~ x, data = first))[[2]])), log(abs(b[[2]])))
  }`,
  linear_rest: `function(formula, xy, start) {
    p <- list(right = formula[[3]], data = as.list(xy), near = environment(formula), shape = lapply(start, length),
      y = xy$y, n = nrow(xy), roots = rep(1, nrow(xy)), linear = TRUE, central = FALSE)
    s <- fitted_by(p, as.vector(unlist(start)), settings(list()))$state
    c(s$flat, s$b)
  }`,
  // the curve that a formula has, and first values of its parameters
  initial_of: `function(formula, known, near) {
    right <- formula[[length(formula)]]
    curves <- list(${
    CURVES.map((c) =>
      `${c.name} = list(given = c(${c.given.map((g) => `"${g}"`)}), parameters = c(${
        c.parameters.map((p) => `"${p}"`)
      }), first = ${c.first})`
    ).join(",\n")
  })
    name <- if (is.call(right)) as.character(right[[1]])[1] else ""
    own <- curves[[name]]
    if (is.null(own)) {
      own <- if (name != "") tryCatch(attr(eval(as.name(name), list(), near), "initial"), error = function(e) NULL)
      if (is.function(own)) {
        heads <- names(formals(eval(as.name(name), list(), near)))
        said <- as.list(right)[-1]
        if (is.null(names(said)) || all(names(said) == "")) names(said) <- heads[seq_along(said)]
        return(own(list(call = right, args = said), c(known, list(.y = eval(formula[[2]], known, near))), formula[[2]]))
      }
      free <- Filter(function(v) !v %in% names(known) && !exists(v, envir = near), all.vars(right))
      if (length(free) == 0) {
        .refuse("missing-argument", "The curve has no name that could be a parameter", "start = list(a = 1, b = 0.1) names its parameters")
      }
      warning("No first values are given: ", paste(free, collapse = ", "), " begin at 1")
      return(setNames(rep(list(1), length(free)), free))
    }
    heads <- c(own$given, own$parameters)
    said <- as.list(right)[-1]
    labels <- names(said)
    if (is.null(labels)) labels <- rep("", length(said))
    labels[labels == ""] <- setdiff(heads, labels)[seq_len(sum(labels == ""))]
    names(said) <- labels
    part <- function(h) eval(said[[h]], known, near)
    y <- eval(formula[[2]], known, near)
    at <- own$given[length(own$given)]
    x <- part(at)
    fine <- !is.na(x) & !is.na(y)
    means <- tapply(y[fine], x[fine], mean)
    xy <- data.frame(x = as.numeric(names(means)), y = as.vector(means))
    xy <- data.frame(x = sort(unique(x[fine])), y = as.vector(means)[order(as.numeric(names(means)))])
    found <- if (length(own$given) == 1) own$first(xy) else {
      own$first(xy, list(x = x[fine], y = y[fine], dose = rep(part(own$given[1]), length.out = length(x))[fine]))
    }
    setNames(as.list(unname(found)), sapply(said[own$parameters], function(e) paste(deparse(e), collapse = "")))
  }`,
};

/** A curve as a word: its values, with their gradient where its parameters are names. */
function curveWord({ name, given, parameters, value }: Curve): Builtin {
  const heads = [...given, ...parameters];
  const names = parameters.map((p) => `"${p}"`).join(", ");
  const said = parameters.map((p) => `substitute(${p})`).join(", ");
  return composedWord(
    name,
    heads.join(", "),
    `function(${heads.join(", ")}) {
      said <- list(${said})
      out <- curve(${heads.join(", ")})
      g <- attr(out, "gradient")
      attr(out, "gradient") <- NULL
      if (all(sapply(said, is.name))) {
        colnames(g) <- sapply(said, as.character)
        attr(out, "gradient") <- g
      }
      out
    }`,
    { curve: `deriv(quote(${value}), c(${names}), function(${heads.join(", ")}) NULL)` },
  );
}

/** Curves, and what fits them. */
export const MODELS: readonly Builtin[] = CURVES.map(curveWord);

/** The fit of such curves. */
export const NLS = { text: FIT, common: FIRST };
