/**
 * Pictures in panels by formula: `xyplot dotplot bwplot histogram densityplot`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { inherits } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { dotsOfEffects, quantilesOfEffects, quantilesOfResiduals } from "./of_models.ts";
import { ABOUT, Panels, type Parts, partsOf } from "./panels.ts";

const verb = verbOf("lattice");

const TYPES = ["p", "l", "b", "o", "h", "s", "S", "g", "r", "a", "smooth"];

function typesIn(call: Call): Set<string> {
  const types = call.has("type") ? call.texts("type") : ["p"];
  for (const type of types) {
    if (TYPES.includes(type)) continue;
    const hint = suggestion(type, TYPES);
    fail("wrong-argument", `${call.verb.name}() has no type "${type}"`, {
      span: call.spanOf("type"),
      hint: hint ?? `One of ${TYPES.join(", ")}`,
    });
  }
  return new Set(types);
}

function both(call: Call): Parts & { y: NonNullable<Parts["y"]> } {
  const parts = partsOf(call);
  const { y } = parts;
  if (y) return { ...parts, y };
  return fail("wrong-argument", `${call.verb.name}() takes a formula with two sides`, {
    span: call.spanOf("x"),
    hint: `${call.verb.name}(y ~ x | g, data = d)`,
  });
}

function points(call: Call, usual: readonly string[]): Value {
  const panels = new Panels(call, both(call), true);
  const types = call.has("type") ? typesIn(call) : new Set(usual);
  const has = (...names: string[]): boolean => names.some((n) => types.has(n));
  const line = panels.look(["colour", "linetype", "linewidth"]);
  const by = panels.keys;
  if (has("g")) panels.scales.push("theme(panel.grid = element_line())");
  if (has("h")) panels.layers.push(`geom_segment(aes(xend = .x, yend = 0)${line})`);
  // lines lead through the rows in their order
  if (has("l", "b", "o")) panels.layers.push(`geom_path(${line.slice(2)})`);
  if (has("s")) panels.layers.push(`geom_step(${line.slice(2)})`);
  if (has("S")) panels.layers.push(`geom_step(direction = "vh"${line})`);
  if (has("a")) {
    panels.before.push(
      `.m <- aggregate(.f[".y"], .f[c(".x"${by.map((k) => `, "${k}"`).join("")})], mean)`,
    );
    panels.layers.push(`geom_line(data = .m${line}${panels.grouped ? "" : ", aes(group = 1)"})`);
  }
  if (has("p", "b", "o")) {
    panels.layers.push(`geom_point(${panels.look(["colour", "shape", "size"]).slice(2)})`);
  }
  if (has("r")) {
    panels.layers.push(`geom_smooth(method = "lm", formula = y ~ x, se = FALSE${line})`);
  }
  if (has("smooth")) {
    const split = by.length === 0
      ? "list(.f)"
      : `split(.f, .f[c(${by.map((k) => `"${k}"`).join(", ")})], drop = TRUE)`;
    panels.before.push(
      `.l <- do.call(rbind, lapply(${split}, function(own) { own <- own[complete.cases(own[c(".x", ".y")]), ]
s <- loess.smooth(own$.x, own$.y, span = ${
        call.has("span") ? call.number("span") : "2/3"
      }, degree = 1, family = "symmetric")
data.frame(.x = s$x, .y = s$y${by.map((k) => `, ${k} = own$${k}[1]`).join("")}) }))`,
    );
    panels.layers.push(`geom_line(data = .l${line || ', colour = "series 1"'})`);
  }
  const group = panels.grouped ? `, colour = .g, group = .g` : "";
  return panels.made(`x = .x, y = .y${group}`);
}

/** Whether the boxes lie, where the call says it. */
function lying(call: Call): boolean | null {
  const name = ["horizontal", "horiz"].find((n) => call.has(n));
  if (!name) return null;
  const value = call.value(name);
  return value.kind === "numeric" ? value.values[0] !== 0 : call.flag(name, true);
}

function boxes(call: Call): Value {
  const panels = new Panels(call, both(call), true);
  const flat = lying(call);
  panels.before.push(
    // names along x stand, numbers along x lie
    flat === null ? ".lying <- !is.factor(.f$.x)" : `.lying <- ${flat ? "TRUE" : "FALSE"}`,
    `if (.lying) { .t <- .f$.x; .f$.x <- .f$.y; .f$.y <- .t }`,
    `if (!is.factor(.f$.x)) .f$.x <- factor(.f$.x)`,
    `.parts <- split(.f, .f[c(".x"${
      panels.keys.filter((k) => k !== ".g").map((k) => `, "${k}"`).join("")
    })], drop = TRUE)`,
    `.b <- do.call(rbind, lapply(.parts, function(own) { s <- boxplot.stats(own$.y${
      call.has("coef") ? `, coef = ${call.number("coef")}` : ""
    })$stats
cbind(own[1, , drop = FALSE], .v1 = s[1], .v2 = s[2], .v3 = s[3], .v4 = s[4], .v5 = s[5]) }))`,
    `.o <- do.call(rbind, lapply(.parts, function(own) own[own$.y %in% boxplot.stats(own$.y${
      call.has("coef") ? `, coef = ${call.number("coef")}` : ""
    })$out, , drop = FALSE]))`,
  );
  panels.layers.push(
    `geom_boxplot(data = .b, aes(x = .x, ymin = .v1, lower = .v2, middle = .v3, upper = .v4, ymax = .v5, group = .x), stat = "identity", inherit.aes = FALSE, width = 0.5)`,
    `list(if (nrow(.o) > 0) geom_point(data = .o${
      panels.look(["colour", "shape", "size"])
    }) else NULL)`,
    "list(if (.lying) coord_flip() else NULL)",
  );
  panels.turns = true;
  return panels.made("x = .x, y = .y");
}

function counts(call: Call): Value {
  const panels = new Panels(call, partsOf(call), true);
  const type = call.choice("type", ["percent", "count", "density"], "percent");
  const by = panels.keys.filter((k) => k !== ".g");
  const split = by.length === 0
    ? "list(.f)"
    : `split(.f, .f[c(${by.map((k) => `"${k}"`).join(", ")})], drop = TRUE)`;
  const breaks = call.has("breaks") && call.value("breaks").kind === "numeric"
    ? `c(${[...call.numbers("breaks")].join(", ")})`
    : null;
  const nint = call.has("nint") ? String(call.number("nint")) : "round(log2(length(.f$.x)) + 1)";
  // lattice's ends are the range and a part of it on either side
  panels.before.push(
    `.r <- range(.f$.x[is.finite(.f$.x)])`,
    breaks && breaks.includes(",")
      ? `.k <- ${breaks}`
      : `.k <- seq(.r[1] - 0.04 * diff(.r), .r[2] + 0.04 * diff(.r), length.out = ${nint} + 1)`,
    `.h <- do.call(rbind, lapply(${split}, function(own) {
  h <- hist(own$.x, breaks = .k, plot = FALSE)
  v <- ${
      type === "count"
        ? "h$counts"
        : type === "density"
        ? "h$density"
        : "100 * h$counts / sum(h$counts)"
    }
  data.frame(.from = .k[-length(.k)], .to = .k[-1], .v = v${
      by.map((k) => `, ${k} = own$${k}[1]`).join("")
    })
}))`,
  );
  panels.layers.push(
    `geom_rect(data = .h, aes(xmin = .from, xmax = .to, ymin = 0, ymax = .v), inherit.aes = FALSE${
      panels.look(["fill"]) ||
      (call.has("col") ? panels.look(["colour"]).replace("colour", "fill") : ', fill = "grey70"')
    }, colour = "black")`,
  );
  const word = { percent: "Percent of Total", count: "Count", density: "Density" }[type];
  panels.labels.set("y", JSON.stringify(word));
  return panels.made("x = .x");
}

function densities(call: Call): Value {
  const panels = new Panels(call, partsOf(call), false);
  const by = panels.keys;
  const split = by.length === 0
    ? "list(.f)"
    : `split(.f, .f[c(${by.map((k) => `"${k}"`).join(", ")})], drop = TRUE)`;
  const more = [
    ...(call.has("bw")
      ? [
        `, bw = ${
          call.value("bw").kind === "character"
            ? JSON.stringify(call.text("bw"))
            : call.number("bw")
        }`,
      ]
      : []),
    ...(call.has("adjust") ? [`, adjust = ${call.number("adjust")}`] : []),
  ].join("");
  panels.before.push(
    `.s <- do.call(rbind, lapply(${split}, function(own) {
  e <- density(own$.x, n = 200${more})
  data.frame(.x = e$x, .y = e$y${by.map((k) => `, ${k} = own$${k}[1]`).join("")})
}))`,
  );
  const group = panels.grouped ? ", colour = .g" : "";
  panels.layers.push(
    `geom_line(data = .s, aes(x = .x, y = .y)${panels.look(["colour", "linetype", "linewidth"])})`,
  );
  const value = call.has("plot.points") ? call.value("plot.points") : null;
  if (!(value?.kind === "logical" && value.values[0] === 0)) {
    panels.layers.push('geom_rug(sides = "b")');
  }
  panels.labels.set("y", '"Density"');
  return panels.made(`x = .x${group}`);
}

const ofEffects = (call: Call): boolean => inherits(toLanguage(call.value("x")), "ranef.mer");

function quantiles(call: Call): Value {
  if (ofEffects(call)) return quantilesOfEffects(call);
  if (call.value("x").kind === "fit") return quantilesOfResiduals(call);
  const panels = new Panels(call, partsOf(call), false);
  const { keys } = panels;
  panels.before.push(
    `.f$.q <- ave(.f$.x, ${
      keys.length === 0 ? "rep(1, nrow(.f))" : keys.map((k) => `.f$${k}`).join(", ")
    }, FUN = function(v) qnorm(ppoints(length(v)))[rank(v, ties.method = "first")])`,
  );
  panels.layers.push(`geom_point(${panels.look(["colour", "shape", "size"]).slice(2)})`);
  const group = panels.grouped ? ", colour = .g" : "";
  panels.labels.set("y", panels.labels.get("x")!);
  panels.labels.set("x", '"qnorm"');
  return panels.made(`x = .q, y = .x${group}`);
}

/** Words of lattice. */
export const LATTICE: readonly Verb[] = [
  verb(
    "xyplot",
    `x, ${ABOUT}, type?, span?, jitter.x!FALSE`,
    "points and lines in panels",
    (c) => points(c, ["p"]),
  ),
  verb(
    "dotplot",
    `x, ${ABOUT}, type?, horizontal~, level?, condVar~`,
    "points by name in panels",
    (c) => ofEffects(c) ? dotsOfEffects(c) : points(c, ["p"]),
  ),
  verb(
    "qqmath",
    `x, ${ABOUT}, level?, condVar~, id!NULL, distribution!qnorm`,
    "values against normal quantiles in panels",
    quantiles,
  ),
  verb(
    "bwplot",
    `x, ${ABOUT}, horizontal?, horiz?, coef?, box.ratio~, varwidth!FALSE, notch!FALSE, do.out!TRUE`,
    "box plots in panels",
    boxes,
  ),
  verb(
    "histogram",
    `x, ${ABOUT}, type?, nint?, breaks?, equal.widths!TRUE`,
    "counts in bins in panels",
    counts,
  ),
  verb(
    "densityplot",
    `x, ${ABOUT}, bw?, adjust?, kernel!"gaussian", plot.points?, ref~, n~`,
    "densities in panels",
    densities,
  ),
];
