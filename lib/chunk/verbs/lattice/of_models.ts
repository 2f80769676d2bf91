/**
 * What `lattice` draws of models and of what is taken from them: random effects with their intervals,
 * autocorrelations, semivariances, predictions beside the observations, and residuals in panels.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import type { Table } from "../../../data/table.ts";
import {
  attribute,
  characters,
  inherits,
  isFrame,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { asFrame } from "../../values/frame.ts";
import type { Value } from "../../values/value.ts";
import { composed, quoted } from "../ggpubr/composing.ts";

/** Random effects as one table: group, term, level, estimate and, if they are known, standard errors. */
function effectsIn(call: Call, name: string): { effects: LanguageValue; errors: boolean } {
  const value = call.value(name);
  const known = value.kind === "list" ? value.whole && asFrame(value) : null;
  if (known) {
    return { effects: toLanguage(known), errors: known.table.columns.length === 5 };
  }
  const long = composed(
    call,
    `do.call(rbind, lapply(names(.x), function(g) { own <- .x[[g]]
do.call(rbind, lapply(names(own), function(t) data.frame(grpvar = g, term = t, grp = rownames(own), condval = own[[t]]))) }))`,
    { ".x": toLanguage(value) },
  );
  return { effects: toLanguage(long), errors: false };
}

/** Whether `scales = list(x = list(relation = "free"))` asks for axes of their own. */
function freeX(call: Call): boolean {
  const value = call.has("scales") ? call.value("scales") : null;
  const relation = (of: Value | null): string | null => {
    if (of?.kind !== "list") return of?.kind === "character" ? of.values[0] ?? null : null;
    const own = of.items.find((i) => i.name === "x")?.value ?? null;
    return (own && relation(own)) ??
      relation(of.items.find((i) => i.name === "relation")?.value ?? null);
  };
  const said = relation(value);
  return said !== null && said !== "same";
}

function halfWidth(call: Call): number {
  const level = call.has("level") ? call.number("level") : 0.95;
  if (!(level > 0 && level < 1)) {
    call.wrong("level", "a number between 0 and 1", call.value("level"));
  }
  return qnorm(0.5 + level / 2);
}

/** The pictures of each grouping factor, below each other. */
const EACH = (one: string): string =>
  `local({
.one <- function(.nm) { .e <- .x[as.character(.x$grpvar) == .nm, ]
.e$term <- factor(as.character(.e$term), levels = unique(as.character(.e$term)))
.e$grp <- as.character(.e$grp)
${one}
}
.all <- lapply(unique(as.character(.x$grpvar)), .one)
if (length(.all) == 1) .all[[1]] else wrap_plots(.all, ncol = 1)
})`;

/** The factor's name above its picture, unless `main` says otherwise. */
function titleIn(call: Call): string {
  if (!call.has("main")) return ".nm";
  const main = call.value("main");
  return main.kind === "logical"
    ? (main.values[0] === 1 ? ".nm" : "NULL")
    : quoted(call.text("main"));
}

/** `dotplot(ranef(m))`: levels in the order of the first effect. */
export function dotsOfEffects(call: Call): Value {
  const { effects, errors } = effectsIn(call, "x");
  const half = halfWidth(call);
  const bars =
    `geom_segment(aes(x = condval - ${half} * condsd, xend = condval + ${half} * condsd, yend = grp)) + `;
  const text = EACH(`.f <- .e[.e$term == levels(.e$term)[1], ]
.e$grp <- factor(.e$grp, levels = .f$grp[order(.f$condval)])
ggplot(.e, aes(condval, grp)) + geom_vline(xintercept = 0, colour = "grey60") + ${
    errors ? bars : ""
  }geom_point(colour = "series 1", size = 2) +
facet_wrap(~ term, nrow = 1, scales = "${freeX(call) ? "free_x" : "fixed"}") + labs(title = ${
    titleIn(call)
  }, x = NULL, y = NULL) + theme_bw()`);
  return composed(call, text, { ".x": effects });
}

/** `qqmath(ranef(m))`: effects against normal quantiles. */
export function quantilesOfEffects(call: Call, name = "x"): Value {
  const { effects, errors } = effectsIn(call, name);
  const half = halfWidth(call);
  const bars =
    `geom_segment(aes(x = condval - ${half} * condsd, xend = condval + ${half} * condsd, yend = .q)) + `;
  // with standard errors lie the quantiles upward, and at (i - 1/2)/n; without, as qqmath() has them
  const axes = errors ? "aes(condval, .q)" : "aes(.q, condval)";
  const labels = errors
    ? 'x = NULL, y = "Standard normal quantiles"'
    : 'x = "Standard normal quantiles", y = NULL';
  const text = EACH(
    `.e$.q <- ave(.e$condval, .e$term, FUN = function(v) qnorm(${
      errors
        ? '(rank(v, ties.method = "first") - 0.5) / length(v)'
        : 'ppoints(length(v))[rank(v, ties.method = "first")]'
    }))
ggplot(.e, ${axes}) + ${
      errors ? `geom_vline(xintercept = 0, colour = "grey60") + ${bars}` : ""
    }geom_point(colour = "series 1", size = 2) +
facet_wrap(~ term, nrow = 1, scales = "${errors ? "free_x" : "free_y"}") + labs(title = ${
      titleIn(call)
    }, ${labels}) + theme_bw()`,
  );
  return composed(call, text, { ".x": effects });
}

/** `qqmath(m)`: standardised residuals of a mixed model, with the line through their quartiles. */
export function quantilesOfResiduals(call: Call): Value {
  return composed(
    call,
    `ggplot(data.frame(.r = .x), aes(sample = .r)) + geom_qq_line(colour = "grey60") + geom_qq(colour = "series 1") + ` +
      `labs(x = "Standard normal quantiles", y = "Standardized residuals") + theme_bw()`,
    {
      ".x": toLanguage(
        composed(call, 'as.numeric(residuals(.m, type = "pearson", scaled = TRUE))', {
          ".m": toLanguage(call.value("x")),
        }),
      ),
    },
  );
}

/** `plot(ranef(m))`: one effect against its quantiles, two against each other, more in pairs. */
function plainEffects(call: Call): Value {
  const { effects } = effectsIn(call, "x");
  const text = EACH(`.t <- levels(.e$term)
.w <- do.call(data.frame, c(split(.e$condval, .e$term), check.names = FALSE))
if (length(.t) == 1) ggplot(.w, aes(sample = .w[[1]])) + geom_qq(colour = "series 1") + labs(title = .nm, x = "Standard normal quantiles", y = .t) + theme_bw()
else if (length(.t) == 2) ggplot(.w, aes(.w[[2]], .w[[1]])) + geom_point(colour = "series 1") + labs(title = .nm, x = .t[2], y = .t[1]) + theme_bw() + theme(aspect.ratio = 1)
else pairs(.w, main = .nm)`);
  return composed(call, text, { ".x": effects });
}

/** `plot(ranef(m))` of an `lme`: groups by name, a panel for each effect. */
function namedEffects(call: Call, given: LanguageValue): Value {
  // of several levels the innermost is shown
  const own = toLanguage(
    composed(call, "if (is.data.frame(.x)) .x else .x[[length(.x)]]", { ".x": given }),
  );
  return composed(
    call,
    `local({ .e <- do.call(rbind, lapply(names(.x), function(t) data.frame(.t = t, .g = rownames(.x), .v = .x[[t]])))
.e$.t <- factor(.e$.t, levels = names(.x)); .e$.g <- factor(.e$.g, levels = rownames(.x))
ggplot(.e, aes(.v, .g)) + geom_point(colour = "series 1") + facet_wrap(~ .t, nrow = 1, scales = "free_x") + labs(x = "Random effects", y = .y) + theme_bw() })`,
    { ".x": own, ".y": groupOf(call, own) },
  );
}

/** What the groups of effects are called. */
function groupOf(call: Call, own: LanguageValue): LanguageValue {
  return toLanguage(
    composed(call, 'if (is.null(attr(.x, "grpNames"))) "" else attr(.x, "grpNames")', {
      ".x": own,
    }),
  );
}

/** `plot(ACF(m), alpha = 0.05)`: a line for each lag, and limits of no correlation. */
function lags(call: Call, own: LanguageValue): Value {
  const alpha = call.has("alpha") ? call.number("alpha") : 0;
  if (!(alpha >= 0 && alpha < 1)) call.wrong("alpha", "a number from 0 to 1", call.value("alpha"));
  const limits = alpha === 0
    ? ""
    : ` + geom_line(aes(y = .l), linetype = 2) + geom_line(aes(y = -.l), linetype = 2)`;
  const spread = alpha === 0 ? "" : `; .x$.l <- qnorm(1 - ${alpha} / 2) / sqrt(attr(.x, "n.used"))`;
  return composed(
    call,
    `local({ .x <- .a${spread}
ggplot(as.data.frame(.x), aes(lag, ACF)) + geom_hline(yintercept = 0, colour = "grey60") + geom_segment(aes(xend = lag, yend = 0), colour = "series 1", linewidth = 0.9)${limits} +
labs(x = ${words(call, "xlab", "Lag")}, y = ${
      words(call, "ylab", "Autocorrelation")
    }) + theme_bw() })`,
    { ".a": own },
  );
}

const words = (call: Call, name: string, otherwise: string): string =>
  quoted(call.has(name) ? call.text(name) : otherwise);

/** `plot(Variogram(m))`: semivariances by distance with the model's line, or a smooth one. */
function semivariances(call: Call, own: LanguageValue): Value {
  const model = attribute(own, "modelVariog") !== null && call.flag("showModel", true);
  const smooth = call.flag("smooth", !model), span = call.number("span", 0.6);
  const fitted = model
    ? ` + geom_line(data = attr(.x, "modelVariog"), aes(dist, variog), colour = "series 2")`
    : "";
  const line = smooth
    ? ` + geom_line(data = as.data.frame(loess.smooth(.x$dist, .x$variog, span = ${span}, degree = 1, family = "symmetric")), aes(x, y), colour = "series 1")`
    : "";
  return composed(
    call,
    `ggplot(as.data.frame(.x), aes(dist, variog)) + geom_point(colour = "series 1")${line}${fitted} + expand_limits(x = 0, y = 0) +
labs(x = ${words(call, "xlab", "Distance")}, y = ${
      words(call, "ylab", "Semivariogram")
    }) + theme_bw()`,
    { ".x": own },
  );
}

/** `plot(augPred(m))`: observations of each group with predictions. */
function predictions(call: Call, own: LanguageValue): Value {
  return composed(
    call,
    `local({ .o <- .x[.x$.type == "original", ]; .p <- .x[.x$.type != "original", ]; .p$.type <- droplevels(factor(.p$.type))
.n <- names(.x)
ggplot(.o, aes(.data[[.n[1]]], .data[[.n[3]]])) + geom_point() + geom_line(data = .p, ${"aes(colour = .type)"}) + facet_wrap(.n[2], as.table = FALSE) +
labs(x = ${words(call, "xlab", "")}, y = ${
      words(call, "ylab", "")
    }, colour = NULL) + theme_bw() + theme(legend.position = if (nlevels(.p$.type) > 1) "top" else "none") })`
      .replace('x = ""', "x = .n[1]").replace('y = ""', "y = .n[3]"),
    { ".x": own },
  );
}

/** Response, what stands right of it, and groups of `y ~ x | g`, each a column; null of any other. */
function groupingOf(
  table: Table,
): { response: string; primary: string | null; groups: string } | null {
  const match = /^(\S+) ~ (\S+) \| (\S+)$/.exec(table.metadata.grouping ?? "");
  const [, response = "", primary = "", groups = ""] = match ?? [];
  const known = [response, ...(primary === "1" ? [] : [primary]), groups];
  if (!match || !known.every((name) => table.column(name))) return null;
  return { response, primary: primary === "1" ? null : primary, groups };
}

/**
 * Data whose groups nlme knows: a panel for each group with its points and their line; where a factor or
 * nothing stands right of the response, groups by name, a symbol for each level. Null where nlme does not
 * draw them.
 */
export function groupedPicture(call: Call, table: Table, own: LanguageValue): Value | null {
  const grouping = groupingOf(table);
  if (!grouping) return null;
  const attached = toLanguage(composed(call, '"package:nlme" %in% search()', {}));
  if (!(attached.type === "logical" && attached.values[0] === 1)) return null;
  const { response, primary, groups } = grouping;
  const bound: Record<string, LanguageValue> = {
    ".x": own,
    ".r": characters([response]),
    ".g": characters([groups]),
    ".p": characters([primary ?? ""]),
  };
  const axes = (x: string, y: string): string =>
    `labs(x = ${words(call, "xlab", x)}, y = ${words(call, "ylab", y)}) + theme_bw()`;
  if (primary !== null && table.column(primary)!.kind === "numeric") {
    return composed(
      call,
      `ggplot(as.data.frame(.x), aes(.data[[.p]], .data[[.r]])) + geom_line(colour = "series 1") + ` +
        `geom_point(colour = "series 1") + facet_wrap(.g, as.table = FALSE) + ${
          axes(primary, response)
        }`,
      bound,
    );
  }
  const look = primary === null ? "" : ", colour = .data[[.p]], shape = .data[[.p]]";
  return composed(
    call,
    `ggplot(as.data.frame(.x), aes(.data[[.r]], .data[[.g]]${look})) + geom_point() + ` +
      `labs(colour = .p, shape = .p) + ${axes(response, groups)} + theme(legend.position = "top")`,
    bound,
  );
}

/** Classes that have pictures here. */
const PICTURES: readonly (readonly [string, (call: Call, own: LanguageValue) => Value])[] = [
  ["ranef.mer", plainEffects],
  ["ranef.lme", namedEffects],
  ["ACF", lags],
  ["Variogram", semivariances],
  ["augPred", predictions],
];

/** The picture of what has a class of nlme or lme4. */
export function modelPicture(call: Call, own: LanguageValue): Value {
  const found = PICTURES.find(([name]) => inherits(own, name));
  return found
    ? found[1](call, own)
    : fail("wrong-argument", "There is no picture of this", { span: call.spanOf("x") });
}

/** Sides of a formula of a fit, as values. */
export interface FormSides {
  x: { words: string; value: LanguageValue };
  y: { words: string; value: LanguageValue } | null;
  /** What makes panels. */
  by: readonly { words: string; value: LanguageValue }[];
}

/** A line at a height or by intercept and slope, as nlme's `abline` has it. */
function lineIn(call: Call): string {
  if (!call.has("abline")) return "";
  const [first, second] = [...call.numbers("abline")];
  return second === undefined
    ? ` + geom_hline(yintercept = ${first}, colour = "grey60")`
    : ` + geom_abline(intercept = ${first}, slope = ${second}, colour = "grey60")`;
}

/** `plot(m, y ~ x | g)` in panels: points, or boxes of the levels of a factor. */
export function plotInPanels(call: Call, { x, y, by }: FormSides): Value {
  const bound: Record<string, LanguageValue> = { ".x": x.value, ".y": y!.value };
  by.forEach((b, i) => bound[`.b${i}`] = b.value);
  const panels = by.length === 0 ? "" : ` | ${by.map((_, i) => `.b${i}`).join(" * ")}`;
  const types = call.has("type") ? `, type = c(${call.texts("type").map(quoted).join(", ")})` : "";
  const about = ["layout", "as.table", "aspect"].filter((n) => call.has(n)).map((n) => {
    bound[`.${n}`] = toLanguage(call.value(n));
    return `, ${n} = .${n}`;
  }).join("");
  const labels = `xlab = ${words(call, "xlab", x.words)}, ylab = ${words(call, "ylab", y!.words)}`;
  const word = toLanguage(composed(call, "is.factor(.y) || is.character(.y)", bound));
  const boxed = word.type === "logical" && word.values[0] === 1;
  return composed(
    call,
    boxed
      ? `bwplot(.y ~ .x${panels}, ${labels}${about})`
      : `xyplot(.y ~ .x${panels}, ${labels}${types}${about})${lineIn(call)}`,
    bound,
  );
}

/** `qqnorm(m, ~ resid(.) | g)` and `qqnorm(m, ~ ranef(.))`: quantiles in panels. */
export function quantilesInPanels(call: Call, { x, by }: FormSides): Value {
  const effects = isFrame(x.value);
  const bound: Record<string, LanguageValue> = { ".x": x.value };
  by.forEach((b, i) => bound[`.b${i}`] = b.value);
  const table = effects
    ? "do.call(rbind, lapply(names(.x), function(t) data.frame(.v = .x[[t]], .g = t)))"
    : `data.frame(.v = .x, .g = ${
      by.length === 1 ? ".b0" : `interaction(${by.map((_, i) => `.b${i}`).join(", ")}, drop = TRUE)`
    })`;
  return composed(
    call,
    `local({ .f <- ${table}; .f$.g <- if (is.factor(.f$.g)) .f$.g else factor(.f$.g, levels = unique(.f$.g))
.f$.q <- ave(.f$.v, .f$.g, FUN = function(v) qnorm(ppoints(length(v)))[rank(v, ties.method = "first")])
ggplot(.f, aes(.v, .q)) + geom_point(colour = "series 1") + facet_wrap(~ .g${
      effects ? ', scales = "free_x"' : ""
    })${lineIn(call)} + labs(x = ${
      words(call, "xlab", effects ? "Random effects" : x.words)
    }, y = ${words(call, "ylab", "Quantiles of standard normal")}) + theme_bw() })`,
    bound,
  );
}
