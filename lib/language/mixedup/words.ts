/**
 * Words of mixedup that put the pieces of mixed models into tibbles: `extract_fixed_effects
 * extract_random_effects extract_random_coefs`, by their shorter names too.
 *
 * Limits are Wald's, as mixedup's are; `extract_vc` is among the verbs.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

const PARTS = {
  limit_names: `function(level) {
    tail <- (1 - level) / 2
    paste0(c("lower_", "upper_"), 100 * c(tail, 1 - tail))
  }`,
  cleaned: `function(term) gsub("[(,)]", "", term)`,
  rounded: `function(t, digits) {
    for (v in names(t)) if (is.numeric(t[[v]])) t[[v]] <- round(t[[v]], digits)
    as_tibble(t)
  }`,
  conditional: `function(model) {
    own <- as.data.frame(ranef(model))
    if ("component" %in% names(own)) own <- own[own$component == "cond", , drop = FALSE]
    data.frame(group_var = as.character(own$grpvar), effect = cleaned(as.character(own$term)), group = own$grp,
      value = own$condval, se = own$condsd, stringsAsFactors = FALSE)
  }`,
  limited: `function(t, level, digits) {
    z <- qnorm(1 - (1 - level) / 2)
    heads <- limit_names(level)
    if (level > 0) {
      t[[heads[1]]] <- t$value - z * t$se
      t[[heads[2]]] <- t$value + z * t$se
    }
    rounded(t, digits)
  }`,
  fixed_part: `function(model) {
    b <- fixef(model)
    if (is.list(b)) list(b = b$cond, v = vcov(model)$cond) else list(b = b, v = as.matrix(vcov(model)))
  }`,
};

const RANDOM = `function(model, re = NULL, ci_level = 0.95, digits = 3) {
  t <- conditional(model)
  if (!is.null(re)) t <- t[t$group_var %in% re, , drop = FALSE]
  limited(t, ci_level, digits)
}`;

const FIXED = `function(model, ci_level = 0.95, digits = 3, exponentiate = FALSE) {
  f <- fixed_part(model)
  se <- sqrt(diag(f$v))
  z <- f$b / se
  q <- qnorm(1 - (1 - ci_level) / 2)
  heads <- limit_names(ci_level)
  t <- data.frame(term = cleaned(names(f$b)), value = unname(f$b), se = unname(se), stringsAsFactors = FALSE)
  t[[if (inherits(model, "lmerMod")) "t" else "z"]] <- unname(z)
  t$p_value <- unname(2 * pnorm(-abs(z)))
  if (ci_level > 0) {
    t[[heads[1]]] <- unname(f$b - q * se)
    t[[heads[2]]] <- unname(f$b + q * se)
  }
  if (exponentiate) for (v in c("value", if (ci_level > 0) heads)) t[[v]] <- exp(t[[v]])
  if (exponentiate) t$se <- t$value * t$se
  rounded(t, digits)
}`;

const COEFS = `function(model, re = NULL, ci_level = 0.95, digits = 3) {
  f <- fixed_part(model)
  se <- setNames(sqrt(diag(f$v)), cleaned(names(f$b)))
  b <- setNames(f$b, names(se))
  t <- conditional(model)
  if (!is.null(re)) t <- t[t$group_var %in% re, , drop = FALSE]
  own <- t$effect %in% names(b)
  t$value[own] <- t$value[own] + unname(b[t$effect[own]])
  # the sum of both variances
  t$se[own] <- sqrt(t$se[own]^2 + unname(se[t$effect[own]])^2)
  limited(t, ci_level, digits)
}`;

function named(names: readonly string[], parameters: string, text: string): Builtin[] {
  return names.map((name) => composedWord(name, parameters, text, PARTS));
}

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  ...named(
    ["extract_random_effects", "extract_ranef"],
    'model, re, ci_level, ci_args!NULL, digits, component!"cond"',
    RANDOM,
  ),
  ...named(
    ["extract_fixed_effects", "extract_fixef"],
    'model, ci_level, ci_args!NULL, digits, exponentiate, component!"cond"',
    FIXED,
  ),
  ...named(
    ["extract_random_coefs", "extract_random_coefficients", "extract_coef"],
    'model, re, ci_level, ci_args!NULL, digits, component!"cond"',
    COEFS,
  ),
];
