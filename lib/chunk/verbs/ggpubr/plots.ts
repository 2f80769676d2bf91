/**
 * Pictures in one word: `ggboxplot ggviolin ggbarplot ggline ggscatter gghistogram ggdensity ggqqplot …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { addAll } from "../../../lists.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { named, quoted } from "./composing.ts";
import { ABOUT, Sentence } from "./sentence.ts";
import { addedLayers, middleOf } from "./summaries.ts";

const verb = verbOf("ggpubr");
const BLACK = '"black"', WHITE = '"white"';

/** Where things of one x stand: as the call says it, or beside each other. */
function placeIn(sentence: Sentence, usual: string): string {
  const { call } = sentence;
  if (!call.has("position")) return usual;
  sentence.bound[".position"] = toLanguage(call.value("position"));
  return ".position";
}

/** An argument that is handed on where it is given, else what is usual. */
function handed(sentence: Sentence, name: string, usual: string | null = null): string {
  const { call } = sentence;
  if (!call.has(name)) return usual === null ? "" : `, ${name} = ${usual}`;
  sentence.bound[`.${name}`] = toLanguage(call.value(name));
  return `, ${name} = .${name}`;
}

const mapped = (x: string, y: string): string => `x = ${named(x)}, y = ${named(y)}`;

function alongNames(call: Call, layer: (s: Sentence, place: string) => string): Value {
  const s = new Sentence(call, false), x = s.column("x"), y = s.column("y");
  s.discrete(x);
  const place = placeIn(s, "position_dodge(0.8)");
  addAll(s.layers, [layer(s, place), ...addedLayers(s, "pointrange", place)]);
  return s.made(mapped(x, y), { x, y });
}

const boxes = (call: Call): Value =>
  alongNames(call, (s, place) => {
    const points = s.added().some((a) => a === "jitter" || a === "point");
    return `geom_boxplot(${
      s.looks(["color", "fill", "linetype", "size", "alpha"], { color: BLACK, fill: WHITE })
    }${handed(s, "width", "0.7")}${handed(s, "notch")}${
      handed(s, "outlier.shape", points ? "NA" : null)
    }, position = ${place})`;
  });

const violins = (call: Call): Value =>
  alongNames(
    call,
    (s, place) =>
      `geom_violin(${
        s.looks(["color", "fill", "linetype", "size", "alpha"], { color: BLACK, fill: WHITE })
      }${handed(s, "width")}${handed(s, "trim", "FALSE")}${
        handed(s, "draw_quantiles")
      }, position = ${place})`,
  );

const dots = (call: Call): Value =>
  alongNames(
    call,
    (s, place) =>
      `geom_dotplot(${s.looks(["color", "fill", "alpha"], { color: BLACK, fill: WHITE })}${
        handed(s, "binwidth")
      }${
        call.has("size") ? `, dotsize = ${call.number("size")}` : ""
      }, binaxis = "y", stackdir = "center", position = ${place})`,
  );

const strips = (call: Call): Value =>
  alongNames(call, (s) => {
    const width = call.has("jitter") ? call.number("jitter") : 0.2;
    const x = call.text("x");
    const apart = s.groups.some((c) => c !== x);
    const place = apart
      ? `position_jitterdodge(jitter.width = ${width}, jitter.height = 0, dodge.width = 0.8, seed = 123)`
      : `position_jitter(width = ${width}, height = 0, seed = 123)`;
    return `geom_point(${
      s.looks(["color", "fill", "shape", "size", "alpha"], { color: BLACK })
    }, position = ${placeIn(s, place)})`;
  });

function bars(call: Call): Value {
  const s = new Sentence(call, false), x = s.column("x"), y = s.column("y");
  s.discrete(x);
  const middle = middleOf(s);
  const place = placeIn(s, "position_stack()");
  const look = s.looks(["color", "fill", "linetype", "size", "alpha"], {
    color: BLACK,
    fill: WHITE,
  });
  const width = handed(s, "width", "0.7");
  addAll(s.layers, [
    middle
      ? `stat_summary(${look}, fun = ${middle}, geom = "bar"${width}, position = ${place})`
      : `geom_col(${look}${width}, position = ${place})`,
    ...addedLayers(s, "errorbar", call.has("position") ? place : "position_identity()"),
  ]);
  return s.made(mapped(x, y), { x, y });
}

function lines(call: Call): Value {
  const s = new Sentence(call, false), x = s.column("x"), y = s.column("y");
  if (!(call.has("numeric.x.axis") && call.flag("numeric.x.axis", false))) s.discrete(x);
  const middle = middleOf(s);
  const place = placeIn(s, "position_identity()");
  const column = call.has("group") && call.value("group").kind === "character"
    ? call.text("group")
    : s.columnOf("color") ?? s.columnOf("linetype") ?? s.columnOf("shape");
  const group = `group = ${column ? named(column) : "1"}`;
  const kind = call.choice("plot_type", ["b", "l", "p"], "b");
  addAll(s.layers, [...addedLayers(s, "errorbar", place)]);
  const line = s.looks(["color", "linetype", "size", "alpha"], { color: BLACK }, [group]);
  const point = s.looks(["color", "shape"], { color: BLACK }, [group]) +
    (call.has("point.size") ? `, size = ${call.number("point.size")}` : ", size = 1.7");
  const put = (geom: "line" | "point", look: string): void => {
    s.layers.push(
      middle
        ? `stat_summary(${look}, fun = ${middle}, geom = "${geom}", position = ${place})`
        : `geom_${geom}(${look}, position = ${place})`,
    );
  };
  if (kind !== "p") put("line", line);
  if (kind !== "l") put("point", point);
  return s.made(mapped(x, y), { x, y });
}

function scatter(call: Call): Value {
  const s = new Sentence(call, false), x = s.column("x"), y = s.column("y");
  s.layers.push(
    `geom_point(${
      s.looks(["color", "fill", "shape", "size", "alpha"], { color: BLACK, size: "2" })
    }${handed(s, "position")})`,
  );
  if (call.has("rug") && call.flag("rug", false)) {
    s.layers.push(`geom_rug(${s.looks(["color"], { color: BLACK })})`);
  }
  for (const name of s.added()) {
    const method = ({ "reg.line": "lm", loess: "loess" } as Record<string, string>)[name];
    if (!method) {
      fail("wrong-argument", `ggscatter() adds no "${name}"`, {
        span: call.spanOf("add"),
        hint: 'add = "reg.line", or add = "loess"',
      });
    }
    const column = s.columnOf("color");
    const look = column
      ? `aes(colour = ${named(column)}, fill = ${named(column)})`
      : `${s.looks(["color"], { color: BLACK })}`;
    const own = s.more("color").slice(2), fill = s.more("fill", column ? null : '"lightgray"');
    s.layers.push(
      `geom_smooth(${own === "" ? look : own}${fill}${
        s.more("linetype")
      }, method = "${method}", formula = y ~ x, se = ${
        call.flag("conf.int", false) ? "TRUE" : "FALSE"
      }${call.has("conf.int.level") ? `, level = ${call.number("conf.int.level")}` : ""})`,
    );
  }
  if (call.has("ellipse") && call.flag("ellipse", false)) {
    const type = call.choice("ellipse.type", ["norm", "t", "euclid"], "norm");
    const column = s.columnOf("color");
    s.layers.push(
      `stat_ellipse(${
        column ? `aes(colour = ${named(column)}, fill = ${named(column)}), ` : ""
      }geom = "polygon", type = "${type}", level = ${call.number("ellipse.level", 0.95)}, alpha = ${
        call.number("ellipse.alpha", 0.1)
      })`,
    );
  }
  if (call.has("cor.coef") && call.flag("cor.coef", false)) {
    const at = call.has("cor.coef.coord") ? call.numbers("cor.coef.coord") : null;
    s.layers.push(
      `stat_cor(method = ${
        quoted(call.choice("cor.method", ["pearson", "spearman", "kendall"], "pearson"))
      }${at ? `, label.x = ${at[0]}, label.y = ${at[1]}` : ""})`,
    );
  }
  return s.made(mapped(x, y), { x, y });
}

/** Lines at means or medians, of each group, in the colour of `column`. */
function centres(s: Sentence, x: string, column: string | null, group = column): void {
  for (const name of s.added()) {
    if (name !== "mean" && name !== "median") {
      fail("wrong-argument", `${s.call.verb.name}() adds no "${name}"`, {
        span: s.call.spanOf("add"),
        hint: 'add = "mean", or add = "median"',
      });
    }
    const panels = s.call.has("facet.by") ? s.call.texts("facet.by") : [];
    const by = [...new Set([...(group ? [group] : []), ...panels])];
    s.before.push(
      by.length === 0
        ? `.c <- data.frame(.center = ${name}(.d[[${quoted(x)}]], na.rm = TRUE))`
        : `.c <- aggregate(.d[${quoted(x)}], .d[c(${
          by.map(quoted).join(", ")
        })], ${name}, na.rm = TRUE)
names(.c)[${by.length + 1}] <- ".center"`,
    );
    s.layers.push(
      `geom_vline(data = .c, aes(xintercept = .center${
        column ? `, colour = ${named(column)}` : ""
      })${column ? "" : s.looks(["color"], { color: BLACK }).replace(/^(?=.)/, ", ")}${
        s.more("linetype", '"dashed"')
      }${s.more("size")})`,
    );
  }
}

function rugOf(s: Sentence, column: string | null): void {
  if (!s.call.has("rug") || !s.call.flag("rug", false)) return;
  s.layers.push(
    `geom_rug(aes(y = 0${column ? `, colour = ${named(column)}` : ""}), sides = "b", alpha = 0.5)`,
  );
}

function distribution(call: Call, histogram: boolean): Value {
  const s = new Sentence(call, true), x = s.column("x");
  const said = call.has("y") ? call.text("y").replace(/^\.\.|\.\.$/g, "") : null;
  const y = said ?? (histogram ? "count" : "density");
  if (y !== "count" && y !== "density") {
    fail("wrong-argument", `${call.verb.name}() shows no "${y}"`, {
      span: call.spanOf("y"),
      hint: 'y = "count", or y = "density"',
    });
  }
  const look = s.looks(["color", "fill", "linetype", "size", "alpha"], {
    color: BLACK,
    ...(histogram ? { fill: WHITE } : {}),
    alpha: "0.5",
  });
  s.layers.push(
    histogram
      ? `geom_histogram(${look}${handed(s, "bins")}${handed(s, "binwidth")}, position = ${
        placeIn(s, "position_identity()")
      })`
      : `geom_density(${look}${handed(s, "bw")})`,
  );
  if (histogram && call.has("add_density") && call.flag("add_density", false)) {
    s.layers.push(`geom_density(${s.looks(["color"], { color: BLACK })})`);
  }
  const column = s.columnOf("color") ?? (histogram ? s.columnOf("fill") : null);
  centres(s, x, column, column ?? s.columnOf("fill"));
  rugOf(s, column);
  return s.made(`x = ${named(x)}, y = after_stat(${y})`, { x, y });
}

/** Bands about the line through the quartiles: `slope / φ(z) · √(p (1 − p) / n)` on either side. */
const BANDS = `.band <- function(v) {
  v <- sort(v)
  n <- length(v)
  p <- ppoints(n)
  z <- qnorm(p)
  q <- as.numeric(quantile(v, c(0.25, 0.75)))
  slope <- (q[2] - q[1]) / (qnorm(0.75) - qnorm(0.25))
  fit <- q[1] - slope * qnorm(0.25) + slope * z
  s <- qnorm(1 - (1 - .level) / 2) * slope / dnorm(z) * sqrt(p * (1 - p) / n)
  data.frame(.x = z, .low = fit - s, .high = fit + s)
}`;

function quantiles(call: Call): Value {
  const s = new Sentence(call, true), x = s.column("x");
  const column = s.columnOf("color");
  s.layers.push(`stat_qq(${s.looks(["color", "shape", "size"], { color: BLACK })})`);
  const kinds = call.has("add") ? call.texts("add") : ["qqline"];
  if (kinds.includes("qqline")) {
    s.layers.push(`stat_qq_line(${s.looks(["color"], { color: BLACK })})`);
  }
  if (call.flag("conf.int", true) && kinds.includes("qqline")) {
    const panels = call.has("facet.by") ? call.texts("facet.by") : [];
    const by = [...new Set([...(column ? [column] : []), ...panels])];
    s.before.push(
      `.level <- ${call.number("conf.int.level", 0.95)}`,
      BANDS,
      by.length === 0
        ? `.b <- .band(.d[[${quoted(x)}]])`
        : `.b <- do.call(rbind, lapply(split(.d, .d[c(${
          by.map(quoted).join(", ")
        })], drop = TRUE), function(own) data.frame(own[1, c(${
          by.map(quoted).join(", ")
        }), drop = FALSE], .band(own[[${quoted(x)}]]), row.names = NULL)))`,
    );
    s.layers.push(
      `geom_ribbon(data = .b, aes(x = .x, ymin = .low, ymax = .high${
        column ? `, fill = ${named(column)}` : ""
      }), inherit.aes = FALSE${column ? "" : ', fill = "black"'}, alpha = 0.2)`,
    );
  }
  return s.made(`sample = ${named(x)}`, { x: "Theoretical", y: "Sample" });
}

/** Words of pictures in one word. */
export const PLOTS: readonly Verb[] = [
  verb(
    "ggboxplot",
    `data, x, y, ${ABOUT}, width?, bxp.errorbar!FALSE, notch?, outlier.shape?, numeric.x.axis!FALSE`,
    "box plots",
    boxes,
  ),
  verb(
    "ggviolin",
    `data, x, y, ${ABOUT}, width?, trim?, draw_quantiles?, numeric.x.axis!FALSE`,
    "violins",
    violins,
  ),
  verb("ggdotplot", `data, x, y, ${ABOUT}, binwidth?`, "dots in bins, by group", dots),
  verb("ggstripchart", `data, x, y, ${ABOUT}, jitter?`, "points by group", strips),
  verb(
    "ggbarplot",
    `data, x, y, ${ABOUT}, width?, sort.val!"none", sort.by.groups!TRUE, top!Inf`,
    "bars of means or of values",
    bars,
  ),
  verb(
    "ggline",
    `data, x, y, group?, numeric.x.axis?, plot_type?, point.size?, point.color!NULL, ${ABOUT}`,
    "means or values along x",
    lines,
  ),
  verb(
    "ggscatter",
    `data, x, y, ${ABOUT}, rug?, conf.int?, conf.int.level?, fullrange!FALSE, ellipse?, ellipse.level?, ` +
      "ellipse.type?, ellipse.alpha?, cor.coef?, cor.method?, cor.coef.coord?, mean.point!FALSE, star.plot!FALSE",
    "points, with a line through them",
    scatter,
  ),
  verb(
    "gghistogram",
    `data, x, y?, ${ABOUT}, bins?, binwidth?, rug?, add_density?, weight!NULL`,
    "a histogram",
    (call) => distribution(call, true),
  ),
  verb(
    "ggdensity",
    `data, x, y?, ${ABOUT}, bw?, rug?`,
    "densities",
    (call) => distribution(call, false),
  ),
  verb(
    "ggqqplot",
    `data, x?, ${ABOUT}, conf.int?, conf.int.level?`,
    "quantiles against those of the normal distribution, with a band",
    quantiles,
  ),
];
