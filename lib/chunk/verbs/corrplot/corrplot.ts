/**
 * Correlations as signs on a lattice: `corrplot(cor(d))`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Value as LanguageValue } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { composed } from "../ggpubr/composing.ts";

const METHODS = ["circle", "square", "color", "number", "ellipse", "shade", "pie"] as const;
/** Which half is drawn. */
export const TYPES = ["full", "lower", "upper"] as const;
const ORDERS = ["original", "alphabet", "hclust", "AOE", "FPC"] as const;

/** What is asked for of a picture of correlations. */
export interface Asked {
  method: "circle" | "square" | "color" | "number";
  type: typeof TYPES[number];
  diagonal: boolean;
  order: typeof ORDERS[number];
  hclust: string;
  /** Numbers in the cells: their colour, or none. */
  numbers: string | null;
  digits: number;
  /** The colours from −1 to 1. */
  colours: string;
  limits: string;
  names: boolean;
  key: boolean;
  title: string | null;
  keyTitle: string;
  /** What becomes of correlations whose p values are above the level. */
  insignificant: "pch" | "blank" | "none";
  level: number;
}

/** The order of the variables, as R's text. */
const ORDERED: Readonly<Record<typeof ORDERS[number], (method: string) => string>> = {
  original: () => "seq_len(ncol(.m))",
  alphabet: () => "order(colnames(.m))",
  hclust: (method) => `hclust(as.dist(1 - .m), "${method}")$order`,
  FPC: () => "order(eigen(.m)$vectors[, 1])",
  AOE: () =>
    "local({ e <- eigen(.m)$vectors[, 1:2]; order(ifelse(e[, 1] > 0, atan(e[, 2] / e[, 1]), " +
    "atan(e[, 2] / e[, 1]) + pi)) })",
};

/** The picture. */
export function drawn(call: Call, asked: Asked): Value {
  const value = call.value("corr");
  const bound: Record<string, LanguageValue> = { ".m": toLanguage(value) };
  const { method, type, order } = asked;
  for (const name of ["p.mat", "col"]) {
    if (call.has(name) && call.value(name).kind !== "null") {
      bound[`.${name}`] = toLanguage(call.value(name));
    }
  }
  const tested = ".p.mat" in bound && asked.insignificant !== "none";
  const part = type === "full" ? "TRUE" : type === "lower" ? ".f$.r >= .f$.c" : ".f$.r <= .f$.c";
  const before = [
    ".m <- as.matrix(.m)",
    "if (is.null(colnames(.m))) colnames(.m) <- rownames(.m) <- seq_len(ncol(.m))",
    "if (is.null(rownames(.m))) rownames(.m) <- colnames(.m)",
    ...(order === "original" ? [] : [
      `.o <- ${ORDERED[order](asked.hclust)}`,
      ".m <- .m[.o, .o]",
      ...(tested ? [".p.mat <- .p.mat[.o, .o]"] : []),
    ]),
    ".f <- data.frame(.r = as.vector(row(.m)), .c = as.vector(col(.m)), r = as.vector(.m)" +
    (tested ? ", .p = as.vector(as.matrix(.p.mat)))" : ")"),
    `.f <- .f[(${part})${asked.diagonal ? "" : " & .f$.r != .f$.c"}, , drop = FALSE]`,
    ".f$x <- factor(colnames(.m)[.f$.c], levels = colnames(.m))",
    ".f$y <- factor(rownames(.m)[.f$.r], levels = rev(rownames(.m)))",
    ...(tested && asked.insignificant === "blank"
      ? [`.f <- .f[!(.f$.p > ${asked.level}), , drop = FALSE]`]
      : []),
  ];
  const colours = ".col" in bound ? ".col" : asked.colours;
  const fill = `scale_fill_gradientn(colours = ${colours}, limits = ${asked.limits}${
    asked.key ? "" : ', guide = "none"'
  })`;
  const area = method === "color"
    ? 'geom_tile(aes(fill = r), colour = "white")'
    : method === "square"
    ? "geom_tile(aes(fill = r, width = 0.95 * sqrt(abs(r)), height = 0.95 * sqrt(abs(r))))"
    : "geom_polygon(aes(x = x, y = y, fill = r, group = id), data = .circles, inherit.aes = FALSE)";
  const text = `label = format(round(r, ${asked.digits}), nsmall = ${asked.digits}, trim = TRUE)`;
  const layers = [
    ...(method === "number" ? [`geom_text(aes(${text}, colour = r), fontface = "bold")`] : [
      // cells of a lattice under signs that leave room
      ...(method === "color" ? [] : ['geom_tile(fill = NA, colour = "grey60")']),
      area,
    ]),
    ...(asked.numbers === null || method === "number"
      ? []
      : [`geom_text(aes(${text}), colour = "${asked.numbers}")`]),
    ...(tested && asked.insignificant === "pch"
      ? [`geom_point(data = .f[.f$.p > ${asked.level}, , drop = FALSE], shape = 4, size = 4)`]
      : []),
  ];
  if (method === "circle") {
    before.push(
      ".t <- seq(0, 2 * pi, length.out = 49)",
      ".circles <- do.call(rbind, lapply(seq_len(nrow(.f)), function(i) data.frame(" +
        "x = as.integer(.f$x[i]) + 0.47 * sqrt(abs(.f$r[i])) * cos(.t), " +
        "y = as.integer(.f$y[i]) + 0.47 * sqrt(abs(.f$r[i])) * sin(.t), r = .f$r[i], id = i)))",
    );
  }
  const words = `labs(x = NULL, y = NULL, fill = "${asked.keyTitle}", colour = "${asked.keyTitle}"${
    asked.title === null ? "" : `, title = ${JSON.stringify(asked.title)}`
  })`;
  // digits are to be read on a light ground and on a dark one
  const scale = method === "number"
    ? fill.replace("scale_fill", "scale_colour").replace(
      `colours = ${colours}`,
      'colours = c("#C0392B", "#767676", "#3B78B8")',
    )
    : fill;
  const theme = [
    "panel.grid = element_blank()",
    "axis.line = element_blank()",
    ...(asked.key ? ['legend.position = "right"'] : []),
    ...(asked.names ? [] : ["axis.text = element_blank()"]),
  ];
  const code = `{\n${before.join("\n")}\nggplot(.f, aes(x, y)) + ${
    [
      ...layers,
      scale,
      "coord_fixed()",
      "scale_x_discrete(drop = FALSE)",
      "scale_y_discrete(drop = FALSE)",
      words,
      `theme(${theme.join(", ")})`,
    ].join(" + ")
  }\n}`;
  return composed(call, code, bound);
}

/** Colours of ColorBrewer's RdBu, as corrplot has them. */
const RED_TO_BLUE =
  'c("#67001F", "#B2182B", "#D6604D", "#F4A582", "#FDDBC7", "#FFFFFF", "#D1E5F0", "#92C5DE", "#4393C3", "#2166AC", "#053061")';

/** Signs that are not drawn have a circle in their place. */
function signIn(call: Call): Asked["method"] {
  const method = call.choice("method", METHODS, "circle");
  if (method === "circle" || method === "square" || method === "color" || method === "number") {
    return method;
  }
  call.note(
    "passed-over",
    `${call.verb.name}(): ${method} is shown as a ${
      method === "shade" ? "coloured cell" : "circle"
    }`,
    { argument: "method" },
  );
  return method === "shade" ? "color" : "circle";
}

function corrplot(call: Call): Value {
  const shown = (name: string): boolean => call.has(name) && call.value(name).kind !== "null";
  const value = call.value("corr");
  if (value.kind !== "matrix" && value.kind !== "frame") {
    call.wrong("corr", "a matrix of correlations", value, "corrplot(cor(d))");
  }
  const correlations = call.flag("is.corr", true);
  const names = call.has("tl.pos") ? call.text("tl.pos") !== "n" : true;
  const said = call.has("insig") ? call.text("insig") : "pch";
  if (!["pch", "blank", "n", "p-value", "label_sig"].includes(said)) {
    fail("wrong-argument", `There is no insig "${said}"`, {
      span: call.spanOf("insig"),
      hint: '"pch", "blank" or "n"',
    });
  }
  if (said === "p-value" || said === "label_sig") {
    fail("wrong-argument", `insig = "${said}" is not drawn here`, {
      span: call.spanOf("insig"),
      hint: 'insig = "blank" leaves such correlations out, "pch" crosses them',
    });
  }
  const limits = shown("col.lim")
    ? `c(${[...call.numbers("col.lim")].join(", ")})`
    : correlations
    ? "c(-1, 1)"
    : "range(.m)";
  return drawn(call, {
    method: signIn(call),
    type: call.choice("type", TYPES, "full"),
    diagonal: call.flag("diag", true),
    order: call.choice("order", ORDERS, "original"),
    hclust: call.has("hclust.method") ? call.text("hclust.method") : "complete",
    numbers: shown("addCoef.col") ? call.text("addCoef.col") : null,
    digits: call.number("number.digits", 2),
    colours: RED_TO_BLUE,
    limits,
    names,
    key: call.has("cl.pos") ? call.text("cl.pos") !== "n" : true,
    title: call.has("title") && call.text("title") !== "" ? call.text("title") : null,
    keyTitle: "",
    insignificant: said === "n" ? "none" : said as "pch" | "blank",
    level: call.number("sig.level", 0.05),
  });
}

/** Words of corrplot. */
export const CORRPLOT: readonly Verb[] = [
  verbOf("corrplot")(
    "corrplot",
    "corr, method?, type?, col?, col.lim?, is.corr?, title?, diag?, order?, hclust.method?, addCoef.col?, " +
      "number.digits?, tl.pos?, cl.pos?, p.mat?, sig.level?, insig?, bg~, outline~, mar~, addgrid.col~, tl.cex~, " +
      "tl.col~, tl.offset~, tl.srt~, cl.cex~, cl.length~, cl.ratio~, cl.align.text~, cl.offset~, number.cex~, number.font~, " +
      "pch~, pch.col~, pch.cex~, rect.col~, rect.lwd~, addrect!NULL, add!FALSE, win.asp~, addshade~, shade.lwd~, shade.col~, na.label~",
    "correlations as signs on a lattice",
    corrplot,
  ),
];
