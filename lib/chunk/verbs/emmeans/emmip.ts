/**
 * Pictures of emmeans: `emmip`, lines of means, and `pwpp`, the p values of their comparisons.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { frame, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { type CellValues, tableFrom } from "../../../data/table_from.ts";
import { deparseName } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { annotated } from "../../../language/print/annotated.ts";
import { isFrame } from "../../../language/values/value.ts";
import { inR } from "../../../render/text/r_words.ts";
import { meansNotes } from "../../../render/words/remarks.ts";
import { remember } from "../../bridge/known.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { contrast, reshow } from "../../../inference/contrast/contrast.ts";
import { someMeans } from "../../../inference/means/bind_means.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { fail } from "../../../diagnostic.ts";
import { meansIn } from "../heddle/figure_value.ts";
import { variableNames } from "../../values/names.ts";
import { meansOptions } from "./means_arguments.ts";
import {
  frameCode,
  groupColumns,
  groupsIn,
  namedBy,
  pictureOf,
  predictionLimits,
  wordsOr,
} from "./pictures.ts";
import { adjustOf } from "./views.ts";

const verb = verbOf("emmeans");

/** The factors of the lines, of the axis and of the panels: `trace ~ x | by`. */
function sidesOf(call: Call): { trace: string[]; x: string[]; by: string[] } {
  const { expr } = call.formula("formula");
  const sides = expr.args.map((a) => a.value!);
  const right = sides.at(-1)!;
  const bar = (e: Expr): boolean =>
    e.kind === "call" && e.callee.kind === "name" && e.callee.name === "|";
  const [own, groups] = right.kind === "call" && bar(right)
    ? [right.args[0]!.value!, right.args[1]!.value!]
    : [right, null];
  const named = (e: Expr | null | undefined): string[] => e ? [...variableNames(e)] : [];
  const found = {
    trace: sides.length === 2 ? named(sides[0]) : [],
    x: named(own),
    by: named(groups),
  };
  if (found.x.length === 0) {
    fail("wrong-argument", "emmip() needs a factor along the axis", {
      span: call.spanOf("formula"),
      hint: "Write Trt ~ Day, or ~ Day",
    });
  }
  return found;
}

function meansFor(call: Call, names: readonly string[]): MeansGrid {
  const given = meansIn(call.value("object"));
  if (given) {
    const known = [...new Set([...given.factors, ...given.by])];
    for (const name of names) {
      if (known.includes(name)) continue;
      fail("wrong-argument", `These means have no factor ${name}`, {
        span: call.spanOf("formula"),
        hint: `They have ${known.join(" and ")}`,
      });
    }
    return given;
  }
  const { fit } = call.fit("object");
  const options = meansOptions(call, fit);
  return call.at(
    "formula",
    () => emmeans(fit, `~ ${names.map(deparseName).join(" * ")}`, options),
  );
}

/** Words of the axis of means. */
function predictionWords(grid: MeansGrid): string {
  return grid.transform !== null && grid.scale === "response"
    ? "Predicted response"
    : "Linear prediction";
}

/** What a picture of means would show, as a table: `emmip(…, plotit = FALSE)`. */
function plottedTable(
  given: MeansGrid,
  names: readonly string[],
  x: readonly string[],
  trace: readonly string[],
  call: Call,
): Value {
  // the values on the axis one after the other, whatever panels there are
  const order = [...new Set(namedBy(given, x))];
  const places = namedBy(given, x).map((name, i) => ({ at: order.indexOf(name), i }))
    .toSorted((a, b) => a.at - b.at).map(({ i }) => i);
  const grid = someMeans(given, places);
  const of = (own: readonly string[]): CellValues =>
    own.length === 0 ? grid.rows.map(() => "1") : namedBy(grid, own);
  const intervals = call.flag("CIs", false);
  const columns: Record<string, CellValues> = {
    ...Object.fromEntries(names.map((name) => {
      const own = grid.rows.map((r) => r.at[name]!);
      return [name, own.every((v) => typeof v === "number") ? own : own.map(String)];
    })),
    yvar: grid.rows.map((r) => r.estimate),
    SE: grid.rows.map((r) => r.standardError),
    df: grid.rows.map((r) => grid.ddf === "asymptotic" ? Infinity : r.df),
    ...(intervals
      ? { LCL: grid.rows.map((r) => r.lower), UCL: grid.rows.map((r) => r.upper) }
      : {}),
    tvar: of(trace),
    xvar: x.length === 1 && grid.rows.every((r) => typeof r.at[x[0]!] === "number")
      ? grid.rows.map((r) => r.at[x[0]!] as number)
      : of(x),
  };
  const made = frame(tableFrom(columns));
  const notes = meansNotes(reshow(grid, { show: intervals ? "interval" : "none" }));
  const whole = toLanguage(made);
  if (isFrame(whole)) remember(annotated(whole, "yvar", [], notes.map(inR)), made);
  return made;
}

/** `emmip(m, trace ~ x | by, CIs = TRUE)`. */
function meansInLines(call: Call): Value {
  const { trace, x, by } = sidesOf(call);
  const plotted = call.flag("plotit", true);
  const grid = meansFor(call, plotted ? [...x, ...trace, ...by] : [...trace, ...x, ...by]);
  const values = grid.rows.map((r) => r.at[x[0]!]);
  const numbers = x.length === 1 && values.every((v) => typeof v === "number");
  if (!plotted) return plottedTable(grid, [...trace, ...x, ...by], x, trace, call);
  const columns: Record<string, CellValues> = {
    xvar: numbers ? values as number[] : namedBy(grid, x),
    tvar: trace.length === 0 ? grid.rows.map(() => "1") : namedBy(grid, trace),
    yvar: grid.rows.map((r) => r.estimate),
    LCL: grid.rows.map((r) => r.lower),
    UCL: grid.rows.map((r) => r.upper),
    ...groupColumns(grid, by),
  };
  const predicted = call.has("PIs") && call.flag("PIs", false)
    ? predictionLimits(call, grid)
    : null;
  if (predicted) Object.assign(columns, { LPL: predicted.low, UPL: predicted.high });
  const dodge = `position = position_dodge(${call.number("dodge", 0.1)})`;
  const lines = new Set(columns.tvar).size;
  const looks = trace.length === 0
    ? ""
    : `, colour = tvar, linetype = tvar${lines <= 6 ? ", shape = tvar" : ""}`;
  const factors = ["tvar", ...by, ...(numbers ? [] : ["xvar"])];
  const told = wordsOr(call, "tlab", trace.join(":"));
  const parts = [
    `ggplot(${frameCode(Object.keys(columns), factors)}, aes(xvar, yvar, group = tvar${looks}))`,
    `geom_line(${dodge})`,
    ...(predicted
      ? [`geom_linerange(aes(ymin = LPL, ymax = UPL), alpha = 0.3, linewidth = 1, ${dodge})`]
      : []),
    ...(call.flag("CIs", false)
      ? [`geom_linerange(aes(ymin = LCL, ymax = UCL), alpha = 0.5, linewidth = 2, ${dodge})`]
      : []),
    `geom_point(${dodge})`,
    `labs(x = ${wordsOr(call, "xlab", `Levels of ${x.join(":")}`)}, y = ${
      wordsOr(call, "ylab", predictionWords(grid))
    }${
      trace.length === 0
        ? ""
        : `, colour = ${told}, linetype = ${told}${lines <= 6 ? `, shape = ${told}` : ""}`
    })`,
    ...(by.length > 0 ? [`facet_wrap(~ ${by.map(deparseName).join(" + ")})`] : []),
  ];
  return pictureOf(call, columns, parts.join(" + "));
}

/** Which means each comparison of a family is of: the first and the second of the difference. */
function comparedBy(method: string, n: number): [number, number][] | null {
  const all = Array.from({ length: n }, (_, i) => i);
  switch (method) {
    case "pairwise":
      return all.flatMap((i) => all.slice(i + 1).map((j): [number, number] => [i, j]));
    case "revpairwise":
      return all.flatMap((i) => all.slice(0, i).map((j): [number, number] => [i, j]));
    case "trt.vs.ctrl":
    case "trt.vs.ctrl1":
      return all.slice(1).map((i) => [i, 0]);
    case "trt.vs.ctrlk":
      return all.slice(0, -1).map((i) => [i, n - 1]);
    case "consec":
      return all.slice(1).map((i) => [i, i - 1]);
    default:
      return null;
  }
}

/** Places of p values: small ones have room. */
const place = (p: number): number => Math.cbrt(p);
const P_VALUES = [0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.5, 1];

const OF_ADJUST: Readonly<Record<string, string>> = {
  tukey: "Tukey",
  bonferroni: "Bonferroni",
  holm: "Holm",
  sidak: "Sidak",
  scheffe: "Scheffe",
  dunnettx: "Dunnett",
};

/** `pwpp(means)`: each comparison stands at its p value, between the two means that it is of. */
function pValues(call: Call): Value {
  const grid = meansIn(call.value("emm")) ??
    call.wrong("emm", "means", call.value("emm"), "emmeans(m, ~ Trt) gives means");
  const { own, by } = groupsIn(call, grid);
  const method = call.has("method") ? call.text("method") : "pairwise";
  const table = call.at(
    call.has("method") ? "method" : "emm",
    () =>
      contrast(grid, method as "pairwise", {
        by,
        ...(call.has("adjust") ? { adjust: adjustOf(call) } : {}),
      }),
  );
  const names = namedBy(grid, own), groups = groupColumns(grid, by);
  const levels = [...new Set(names)];
  const compared = comparedBy(method, levels.length) ??
    fail("wrong-argument", `pwpp() shows comparisons of two means, and not ${method}`, {
      span: call.spanOf("method"),
      hint: "pairwise, revpairwise, trt.vs.ctrl, trt.vs.ctrlk or consec",
    });
  const mean = (level: string): number => {
    const of = grid.rows.filter((_, i) => names[i] === level).map((r) => r.estimate ?? NaN);
    return of.reduce((s, v) => s + v, 0) / of.length;
  };
  const sorted = call.flag("sort", true) ? [...levels].sort((a, b) => mean(a) - mean(b)) : levels;
  const height = (level: string): number => sorted.indexOf(level) + 1;
  const columns: Record<string, (string | number | null)[]> = {
    p: [],
    y: [],
    end: [],
    other: [],
    words: [],
    ...Object.fromEntries(by.map((f) => [f, []])),
  };
  const cells = new Map<string, number[]>();
  names.forEach((_, i) => {
    const key = by.map((f) => groups[f]![i]).join("\n");
    cells.set(key, [...cells.get(key) ?? [], i]);
  });
  let next = 0;
  for (const members of cells.values()) {
    const add = (p: number | null, y: number, end: number, other: string, words: string): void => {
      columns.p!.push(p === null ? null : place(p));
      columns.y!.push(y);
      columns.end!.push(end);
      columns.other!.push(other);
      columns.words!.push(words);
      for (const f of by) columns[f]!.push(groups[f]![members[0]!]!);
    };
    for (const [a, b] of compared) {
      const row = table.rows[next++];
      const [u, v] = [names[members[a]!]!, names[members[b]!]!];
      const middle = (height(u) + height(v)) / 2;
      add(row?.pValue ?? null, height(u), middle, v, "");
      add(row?.pValue ?? null, height(v), middle, u, "");
    }
    for (const i of members) {
      const { estimate } = grid.rows[i]!;
      const said = estimate === null ? "" : String(Number(estimate.toPrecision(3)));
      add(null, height(names[i]!), height(names[i]!), names[i]!, said);
    }
  }
  const list = (values: readonly (string | number)[]): string =>
    `c(${values.map((v) => typeof v === "string" ? JSON.stringify(v) : v).join(", ")})`;
  const adjusted = OF_ADJUST[table.adjust];
  const parts = [
    `ggplot(${
      frameCode(Object.keys(columns), by)
        .replace("other = as.numeric(other)", `other = factor(other, levels = ${list(sorted)})`)
        .replace("words = as.numeric(words)", "words = words")
    }, aes(p, y, colour = other))`,
    `geom_point(aes(x = p), data = \\(d) d[!is.na(d$p), ], size = 2)`,
    `geom_segment(aes(xend = p, yend = end), data = \\(d) d[!is.na(d$p), ])`,
    ...(call.flag("values", true)
      ? [
        `geom_label(aes(x = -0.06, label = words), data = \\(d) d[is.na(d$p) & d$words != "", ], size = 2.8)`,
      ]
      : []),
    `scale_x_continuous(breaks = ${list(P_VALUES.map(place))}, labels = ${
      list(P_VALUES.map(String))
    })`,
    `scale_y_continuous(breaks = seq_len(${sorted.length}), labels = ${
      list(sorted)
    }, limits = c(0.6, ${sorted.length + 0.4}))`,
    `guides(colour = "none")`,
    `labs(x = ${
      wordsOr(call, "xlab", adjusted ? `${adjusted}-adjusted P value` : "P value")
    }, y = ${wordsOr(call, "ylab", own.join(":"))})`,
    ...(by.length > 0
      ? [`facet_grid(${by.map(deparseName).join(" + ")} ~ ., labeller = label_both)`]
      : []),
  ];
  return pictureOf(call, columns, parts.join(" + "));
}

const OF_MEANS =
  "at?, level?, weights?, type?, adjust?, lmer.df?, mode?, cov.reduce?, cov.keep?, " +
  "include?, exclude?, offset?, component?, nesting?";

/** An interaction plot, and p values of comparisons. */
export const EMMIP: readonly Verb[] = [
  verb(
    "emmip",
    `object, formula, type?, CIs?, PIs?, style!"factor", engine!"ggplot", plotit?, ` +
      `dodge?, xlab?, ylab?, tlab?, dotarg~, linearg~, CIarg~, ` +
      OF_MEANS.replace("type?, ", ""),
    "means as lines: Trt ~ Day | Site",
    meansInLines,
  ),
  verb(
    "pwpp",
    "emm, method?, by?, sort?, values?, rows!., xlab?, ylab?, xsub~, plim~, add.space~, adjust?",
    "each comparison of means at its p value",
    pValues,
  ),
];
