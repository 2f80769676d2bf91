/**
 * Every column against every other: `ggpairs(d)`, and the lattice of correlations, `ggcorr(d)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { namesOf, type Value as LanguageValue } from "../../../language/values/value.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Mapping, PlotValue } from "../../values/plot.ts";
import type { Value } from "../../values/value.ts";
import { composed, frameIn, named, quoted } from "../ggpubr/composing.ts";
import { arrangedOf } from "../ggplot2/adding.ts";

const verb = verbOf("GGally");

/** More columns than this are pictures too small to read. */
const MOST = 12;

/** The columns that are shown. */
function columnsIn(call: Call, names: readonly string[]): string[] {
  if (!call.has("columns") || call.value("columns").kind === "null") return [...names];
  const value = call.value("columns");
  if (value.kind === "numeric") {
    return Array.from(
      value.values,
      (k) =>
        names[k - 1] ?? fail("unknown-name", `The data have no column ${k}`, {
          span: call.spanOf("columns"),
        }),
    );
  }
  return call.texts("columns").map((name) => {
    if (names.includes(name)) return name;
    const hint = suggestion(name, names);
    return fail("unknown-name", `The data have no column ${name}`, {
      span: call.spanOf("columns"),
      ...(hint ? { hint } : {}),
    });
  });
}

/** The mapping of all pictures. */
function mappingIn(call: Call): { mapping: Mapping | null; value: Value | null } {
  const value = call.has("mapping") ? call.value("mapping") : null;
  const piece = value?.kind === "pieces" ? value.pieces[0] : null;
  if (value && piece?.piece !== "aes") {
    call.wrong("mapping", "aes(…)", value, "ggpairs(d, aes(colour = g))");
  }
  return { mapping: piece?.piece === "aes" ? piece.mapping : null, value };
}

/** Which pictures a part of the lattice has: `list(continuous = "smooth", combo = "box")`. */
function partIn(
  call: Call,
  name: "upper" | "lower" | "diag",
  usual: Readonly<Record<string, string>>,
  known: Readonly<Record<string, readonly string[]>>,
): Record<string, string> {
  if (!call.has(name)) return { ...usual };
  const value = call.value(name);
  if (value.kind === "null" || value.kind === "character" && value.values[0] === "blank") {
    return Object.fromEntries(Object.keys(usual).map((k) => [k, "blank"]));
  }
  if (value.kind !== "list") {
    return call.wrong(name, "a list", value, `${name} = list(continuous = "points")`);
  }
  const out = { ...usual };
  for (const { name: kind, value: own } of value.items) {
    const said = own.kind === "character" ? own.values[0] ?? "" : "";
    const choices = known[kind ?? ""];
    if (kind === "na") continue;
    if (!choices || !choices.includes(said)) {
      const hint = choices ? suggestion(said, choices) : suggestion(kind ?? "", Object.keys(known));
      fail(
        "wrong-argument",
        choices
          ? `ggpairs() has no picture "${said}" here`
          : `${name} has no part ${kind ?? "without a name"}`,
        {
          span: call.spanOf(name),
          hint: hint ?? `One of ${(choices ?? Object.keys(known)).join(", ")}`,
        },
      );
    }
    out[kind!] = said;
  }
  return out;
}

const HALF = {
  continuous: ["points", "smooth", "smooth_loess", "smooth_lm", "density", "cor", "blank"],
  combo: ["box", "box_no_facet", "dot", "dot_no_facet", "facethist", "blank"],
  discrete: ["count", "facetbar", "ratio", "blank"],
};
const DIAGONAL = {
  continuous: ["densityDiag", "barDiag", "blankDiag", "blank"],
  discrete: ["barDiag", "blankDiag", "blank"],
};

/** Counts of a column within the bands of the levels of another, as R's text. */
function bands(x: string, y: string, turned: boolean, numeric: boolean): string {
  const counted = numeric
    ? `h <- hist(v, breaks = seq(.r[1], .r[2], length.out = 31), plot = FALSE)
data.frame(a = h$breaks[-length(h$breaks)], b = h$breaks[-1], n = h$counts, k = k)`
    : `t <- table(factor(v, levels = levels(.d[[${quoted(x)}]])))
data.frame(a = seq_along(t) - 0.45, b = seq_along(t) + 0.45, n = as.vector(t), k = k)`;
  const [low, high, from, to] = turned
    ? ["ymin", "ymax", "xmin", "xmax"]
    : ["xmin", "xmax", "ymin", "ymax"];
  return `local({
${numeric ? `.r <- range(.d[[${quoted(x)}]], na.rm = TRUE)` : ""}
.b <- do.call(rbind, lapply(seq_along(levels(.d[[${quoted(y)}]])), function(k) {
v <- .d[[${quoted(x)}]][which(as.integer(.d[[${quoted(y)}]]) == k)]
${counted} }))
.b <- .b[.b$n > 0, , drop = FALSE]
.b$h <- 0.9 * .b$n / max(.b$n)
geom_rect(aes(${low} = a, ${high} = b, ${from} = k - 0.45, ${to} = k - 0.45 + h), data = .b, inherit.aes = FALSE, fill = "grey45")
})`;
}

/** Correlations as words in the middle of a panel: of all rows, then of each group. */
function correlations(x: string, y: string, group: string | null): string {
  const one = (rows: string, label: string): string =>
    `local({
ok <- ${rows} & is.finite(.d[[${quoted(x)}]]) & is.finite(.d[[${quoted(y)}]])
if (sum(ok) < 3) "" else {
t <- cor.test(.d[[${quoted(x)}]][ok], .d[[${quoted(y)}]][ok])
paste0(${label}, formatC(t$estimate, format = "f", digits = 3), if (is.na(t$p.value)) "" else if (t$p.value < 0.001) "***" else if (t$p.value < 0.01) "**" else if (t$p.value < 0.05) "*" else if (t$p.value < 0.1) "." else "") } })`;
  const middle = (name: string): string => `mean(range(.d[[${quoted(name)}]], na.rm = TRUE))`;
  if (!group) {
    // two lines, so that a narrow panel holds them
    const step = `0.09 * diff(range(.d[[${quoted(y)}]], na.rm = TRUE))`;
    return `annotate("text", x = ${middle(x)}, y = ${
      middle(y)
    } + c(1, -1) * ${step}, label = c("Corr:", ${one("TRUE", '""')}), size = 3.4)`;
  }
  return `local({
.k <- factor(with(.d, ${group}))
.n <- nlevels(.k) + 1
.y <- range(.d[[${quoted(y)}]], na.rm = TRUE)
.t <- c(${one("TRUE", '"Corr: "')}, sapply(levels(.k), function(l) ${
    one("(.k == l) %in% TRUE", 'l, ": "')
  }))
.at <- .y[2] - (seq_len(.n) - 0.5) / .n * diff(.y)
list(annotate("text", x = ${middle(x)}, y = .at[1], label = .t[1], size = 3.2),
geom_text(aes(x = .x, y = .y, label = .l, colour = .g), inherit.aes = FALSE, size = 3.2,
data = data.frame(.x = ${
    middle(x)
  }, .y = .at[-1], .l = .t[-1], .g = factor(levels(.k), levels = levels(.k)))))
})`;
}

function ggpairs(call: Call): Value {
  const frame = frameIn(call), names = (namesOf(frame) ?? []).map((n) => n ?? "NA");
  const columns = columnsIn(call, names);
  if (columns.length > MOST) {
    fail(
      "wrong-argument",
      `ggpairs() of ${columns.length} columns has pictures too small to read`,
      {
        span: call.spanOf("data"),
        hint: `columns = 1:${MOST} takes some`,
      },
    );
  }
  const { mapping, value } = mappingIn(call);
  const colour = mapping?.get("colour") ?? mapping?.get("fill") ?? null;
  const group = colour?.expr ? deparse(colour.expr) : null;
  const bound: Record<string, LanguageValue> = {
    ".d": toLanguage(composed(
      call,
      `{ for (n in names(.d)) if (is.character(.d[[n]]) || is.logical(.d[[n]])) .d[[n]] <- factor(.d[[n]])
.d }`,
      { ".d": frame },
    )),
    ...(value ? { ".m": toLanguage(value) } : {}),
  };
  const isFactor = columns.map((c) => {
    const found = composed(call, `is.factor(.d[[${quoted(c)}]])`, bound);
    return found.kind === "logical" && found.values[0] === 1;
  });
  const upper = partIn(call, "upper", {
    continuous: "cor",
    combo: "box_no_facet",
    discrete: "count",
  }, HALF);
  const lower = partIn(call, "lower", {
    continuous: "points",
    combo: "facethist",
    discrete: "facetbar",
  }, HALF);
  const diagonal = partIn(
    call,
    "diag",
    { continuous: "densityDiag", discrete: "barDiag" },
    DIAGONAL,
  );
  const alpha = mapping?.has("alpha") ? "" : group ? ", alpha = 0.6" : "";
  const small = columns.length > 3 && !mapping?.has("size") ? ", size = 1" : "";
  const cell = (i: number, j: number): string => {
    const x = columns[j]!, y = columns[i]!, own = named(x);
    if (i === j) {
      const kind = diagonal[isFactor[i] ? "discrete" : "continuous"]!;
      if (kind.startsWith("blank")) return `aes(${own}) + geom_blank()`;
      return isFactor[i]
        ? `aes(${own}) + geom_bar()`
        : kind === "barDiag"
        ? `aes(${own}) + geom_histogram(bins = 30)`
        : `aes(${own}) + geom_density(${alpha.slice(2)})`;
    }
    const half = i < j ? upper : lower;
    const both = `aes(${own}, ${named(y)})`;
    if (!isFactor[i] && !isFactor[j]) {
      const points = `geom_point(${`${alpha}${small}`.slice(2)})`;
      switch (half.continuous) {
        case "cor":
          return `${both} + geom_blank() + ${correlations(x, y, group)}`;
        case "blank":
          return `${both} + geom_blank()`;
        case "density":
          return `${both} + geom_density_2d()`;
        case "smooth_loess":
          return `${both} + ${points} + geom_smooth(method = "loess", formula = y ~ x)`;
        case "points":
          return `${both} + ${points}`;
        default:
          return `${both} + ${points} + geom_smooth(method = "lm", formula = y ~ x)`;
      }
    }
    if (isFactor[i] && isFactor[j]) {
      switch (half.discrete) {
        case "blank":
          return `${both} + geom_blank()`;
        case "facetbar":
          return `${both} + geom_blank() + ${bands(x, y, false, false)}`;
        default:
          return `${both} + geom_blank() + local({
.t <- as.data.frame(table(x = .d[[${quoted(x)}]], y = .d[[${quoted(y)}]]))
.t$s <- 0.9 * sqrt(.t$Freq / max(.t$Freq))
geom_tile(aes(x, y, width = s, height = s), data = .t, inherit.aes = FALSE, fill = "grey45") })`;
      }
    }
    switch (half.combo) {
      case "blank":
        return `${both} + geom_blank()`;
      case "facethist":
        return isFactor[i]
          ? `${both} + geom_blank() + ${bands(x, y, false, true)}`
          : `${both} + geom_blank() + ${bands(y, x, true, true)}`;
      case "dot":
      case "dot_no_facet":
        return `${both} + geom_jitter(${alpha.slice(2)}${alpha ? ", " : ""}${
          isFactor[i] ? "width = 0" : "height = 0"
        }, seed = 1)`;
      default:
        return `${both} + geom_boxplot()`;
    }
  };
  const plots = columns.flatMap((_, i) =>
    columns.map((_, j): PlotValue => {
      const made = composed(call, `ggplot(.d) + ${value ? ".m + " : ""}${cell(i, j)}`, bound);
      return made.kind === "plot"
        ? made
        : fail("wrong-argument", "No picture", { span: call.span });
    })
  );
  const labels = call.has("columnLabels") ? call.texts("columnLabels") : columns;
  return arrangedOf(plots[0]!, {
    how: "wrap",
    plots,
    layout: {},
    annotation: call.has("title") && call.value("title").kind !== "null"
      ? { title: call.text("title") }
      : {},
    keysAt: null,
    matrix: columns.map((c, i) => labels[i] ?? c),
  });
}

/** Words of GGally. */
export const GGALLY: readonly Verb[] = [
  verb(
    "ggpairs",
    "data, mapping?, columns?, title?, upper?, lower?, diag?, columnLabels?, axisLabels~, progress~, switch~, " +
      "showStrips~, legend~, cardinality_threshold~, proportions~, xlab~, ylab~, labeller~",
    "every column against every other",
    ggpairs,
  ),
];
