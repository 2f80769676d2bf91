/**
 * Tests written on pictures: `stat_compare_means stat_cor stat_pvalue_manual`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { asCharacter, asDouble } from "../../../language/values/coerce.ts";
import { characters, doubles, type Frame, isVector } from "../../../language/values/value.ts";
import { greatest, least } from "../../../lists.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { LayerRows } from "../../values/plot.ts";
import type { Value } from "../../values/value.ts";
import { columnNamed, composed, frameIn } from "./composing.ts";
import { layerOf, mappingIn, type Mark, placesOf } from "./marks.ts";

const verb = verbOf("ggpubr");

const TESTS = ["t.test", "wilcox.test", "anova", "kruskal.test"] as const;
const NAMED: Readonly<Record<string, string>> = {
  "t.test": "T-test",
  "wilcox.test": "Wilcoxon",
  anova: "Anova",
  "kruskal.test": "Kruskal-Wallis",
};
const WORDS: Readonly<Record<string, string>> = {
  "t.test": "t.test(y ~ g)$p.value",
  "wilcox.test": "suppressWarnings(wilcox.test(y ~ g))$p.value",
  anova: "anova(lm(y ~ g))[[5]][1]",
  "kruskal.test": "kruskal.test(y, g)$p.value",
};
const PAIRED: Readonly<Record<string, string>> = {
  "t.test": "t.test(y[g == levels(g)[1]], y[g == levels(g)[2]], paired = TRUE)$p.value",
  "wilcox.test":
    "suppressWarnings(wilcox.test(y[g == levels(g)[1]], y[g == levels(g)[2]], paired = TRUE))$p.value",
};

const one = (value: Value): number => {
  const inner = toLanguage(value);
  return isVector(inner) && inner.type !== "list" ? asDouble(inner).values[0] ?? NaN : NaN;
};

/** The p-value of a test of y in groups. */
function pOf(
  call: Call,
  method: string,
  y: readonly number[],
  g: readonly string[],
  paired: boolean,
) {
  const text = paired ? PAIRED[method] : WORDS[method];
  if (!text) {
    return fail("wrong-argument", `${NAMED[method]} compares no pairs`, {
      span: call.spanOf("paired"),
      hint: 'method = "t.test", or "wilcox.test"',
    });
  }
  return one(
    composed(call, `{ y <- .y; g <- factor(.g, unique(.g)); ${text} }`, {
      ".y": doubles([...y]),
      ".g": characters([...g]),
    }),
  );
}

/** Two digits as R's `format.pval` has them. */
function written(call: Call, p: readonly number[]): string[] {
  const inner = toLanguage(
    composed(call, "format.pval(.p, digits = 2)", { ".p": doubles([...p]) }),
  );
  return isVector(inner) && inner.type !== "list"
    ? asCharacter(inner).values.map((t) => t ?? "NA")
    : [];
}

const equal = (text: string): string =>
  text.startsWith("<") ? `p ${text.replace(/^<\s*/, "< ")}` : `p = ${text}`;

const stars = (p: number): string =>
  p <= 0.0001 ? "****" : p <= 0.001 ? "***" : p <= 0.01 ? "**" : p <= 0.05 ? "*" : "ns";

function compareMeans(call: Call): Value {
  const kinds = ["p.format", "p.signif"] as const;
  const label = call.has("label") ? call.choice("label", kinds, "p.format") : null;
  const paired = call.has("paired") && call.flag("paired", false);
  const asked = call.has("method") ? call.choice("method", TESTS, "t.test") : null;
  const hidden = call.has("hide.ns") && call.flag("hide.ns", false);
  const separator = call.has("label.sep") ? call.text("label.sep") : ", ";
  const say = (method: string, p: number, text: string): string =>
    hidden && p > 0.05
      ? ""
      : label === "p.signif"
      ? stars(p)
      : label === "p.format"
      ? equal(text)
      : `${NAMED[method]}${separator}${equal(text)}`;
  const xs = call.has("label.x") ? [...call.numbers("label.x")] : null;
  const ys = call.has("label.y") ? [...call.numbers("label.y")] : null;
  const tip = call.number("tip.length", 0.03), step = call.number("step.increase", 0.12);
  const pairs = call.has("comparisons") ? pairsIn(call) : null;
  const reference = call.has("ref.group") ? call.text("ref.group") : null;
  const marks = ({ mapped }: LayerRows, rows: readonly number[]): Mark[] => {
    const x = placesOf(mapped.get("x")), y = placesOf(mapped.get("y")).at;
    const known = rows.filter((i) => Number.isFinite(y[i]) && x.names[i] !== null);
    const [low, high] = [least(known.map((i) => y[i]!)), greatest(known.map((i) => y[i]!))];
    const levels = [...new Map(known.map((i) => [x.at[i]!, x.names[i]!]))]
      .sort((a, b) => a[0] - b[0]);
    const test = (of: readonly number[], names: readonly (string | null)[]): [string, number] => {
      const groups = new Set(of.map((i) => names[i])).size;
      const method = asked ?? (groups > 2 ? "kruskal.test" : "wilcox.test");
      if (groups < 2 || (groups > 2 && (method === "t.test" || method === "wilcox.test"))) {
        fail(
          "wrong-argument",
          `stat_compare_means(): ${NAMED[method]} compares two groups, not ${groups}`,
          {
            span: call.span,
            hint: 'comparisons = list(c("a", "b")) chooses pairs, method = "anova" compares all',
          },
        );
      }
      return [method, pOf(call, method, of.map((i) => y[i]!), of.map((i) => names[i]!), paired)];
    };
    if (pairs) {
      return pairs.map(([a, b], k): Mark => {
        const ends = [a, b].map((name) => {
          const found = levels.find(([at, n]) => n === name || String(at) === name);
          return found ?? fail("wrong-argument", `There is no group "${name}" to compare`, {
            span: call.spanOf("comparisons"),
            hint: `The groups are ${levels.map(([, n]) => n).join(", ")}`,
          });
        });
        const [[from, first], [to, second]] = ends as [[number, string], [number, string]];
        const of = known.filter((i) => x.names[i] === first || x.names[i] === second);
        const [, p] = test(of, x.names);
        return {
          x: from,
          to,
          tip: tip * (high - low),
          y: ys?.[k % ys.length] ?? high + (0.05 + step * k) * (high - low),
          text: hidden && p > 0.05 ? "" : label === "p.signif" ? stars(p) : written(call, [p])[0]!,
        };
      });
    }
    if (reference !== null) {
      const found = levels.filter(([, name]) => name !== reference).map(([at, name], k) => {
        const of = known.filter((i) => x.names[i] === reference || x.names[i] === name);
        const [method, p] = test(of, x.names);
        return { at, method, p, k };
      });
      const texts = written(call, found.map((f) => f.p));
      return found.map(({ at, method, p, k }): Mark => ({
        x: xs?.[k % xs.length] ?? at,
        y: ys?.[k % ys.length] ?? high,
        text: say(method, p, texts[k]!),
      }));
    }
    const group = mappingIn(call).has("group") ? placesOf(mapped.get("group")).names : null;
    if (group) {
      const found = levels.map(([at]) => {
        const of = known.filter((i) => x.at[i] === at && group[i] !== null);
        const [method, p] = test(of, group);
        return { at, method, p };
      });
      const texts = written(call, found.map((f) => f.p));
      return found.map(({ at, method, p }, k): Mark => ({
        x: at,
        y: ys?.[k % ys.length] ?? high,
        text: say(method, p, texts[k]!),
      }));
    }
    const [method, p] = test(known, x.names);
    return [{
      x: xs?.[0] ?? levels[0]![0],
      y: ys?.[0] ?? high,
      text: say(method, p, written(call, [p])[0]!),
    }];
  };
  const middle = pairs !== null || reference !== null || mappingIn(call).has("group");
  const size = call.has("size") ? { size: call.number("size") } : {};
  const params = { hjust: middle ? 0.5 : 0.2, vjust: pairs ? -0.3 : 0, ...size };
  return {
    kind: "pieces",
    pieces: [
      ...(pairs ? [layerOf(call, "segment", marks, {})] : []),
      layerOf(call, "text", marks, params),
    ],
  };
}

function pairsIn(call: Call): [string, string][] {
  const value = call.value("comparisons");
  const hint = 'comparisons = list(c("a", "b"), c("a", "c"))';
  if (value.kind !== "list") return call.wrong("comparisons", "a list of pairs", value, hint);
  return value.items.map(({ value: pair }) => {
    const inner = toLanguage(pair);
    const texts = isVector(inner) && inner.type !== "list" ? asCharacter(inner).values : [];
    return texts.length === 2
      ? [texts[0] ?? "NA", texts[1] ?? "NA"]
      : call.wrong("comparisons", "a list of pairs", value, hint);
  });
}

const LABELS = ["r.label", "rr.label", "p.label"] as const;

/** Which of the texts of a correlation `aes(label = …)` has, in order. */
function askedLabels(call: Call): readonly (typeof LABELS[number])[] {
  const value = call.has("mapping") ? call.value("mapping") : null;
  const label = value?.kind === "pieces" && value.pieces[0]?.piece === "aes"
    ? value.pieces[0].mapping.get("label")?.expr
    : null;
  if (!label) return ["r.label", "p.label"];
  const text = deparse(label);
  const found = [...text.matchAll(/\b(rr?|p)\.label/g)].map(([name]) => name as "r.label");
  return found.length > 0 ? found : fail("wrong-argument", "A correlation has no such label", {
    span: call.spanOf("mapping"),
    hint: "label is made of r.label, rr.label and p.label",
  });
}

function correlation(call: Call): Value {
  const method = call.choice("method", ["pearson", "spearman", "kendall"], "pearson");
  const alternative = call.choice("alternative", ["two.sided", "less", "greater"], "two.sided");
  const labels = askedLabels(call);
  const separator = call.has("label.sep") ? call.text("label.sep") : ", ";
  const letter = call.has("cor.coef.name")
    ? call.text("cor.coef.name")
    : method === "kendall"
    ? "tau"
    : method === "spearman"
    ? "rho"
    : "R";
  const name = call.has("cor.coef.name") ? letter : "R";
  const digits = (which: string): number => call.number(which, call.number("digits", 2));
  const [rDigits, pDigits] = [digits("r.digits"), digits("p.digits")];
  const xs = call.has("label.x") ? [...call.numbers("label.x")] : null;
  const ys = call.has("label.y") ? [...call.numbers("label.y")] : null;
  const marks = ({ mapped }: LayerRows, rows: readonly number[]): Mark[] => {
    const x = placesOf(mapped.get("x")).at, y = placesOf(mapped.get("y")).at;
    const by = ["group", "colour", "fill"].map((a) => mapped.get(a)).find((c) =>
      c?.kind === "names"
    );
    const codes = by?.kind === "names" ? Array.from(by.codes) : null;
    const known = rows.filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
    const groups = codes ? [...new Set(known.map((i) => codes[i]!))].sort((a, b) => a - b) : [0];
    const [low, high] = [least(known.map((i) => y[i]!)), greatest(known.map((i) => y[i]!))];
    return groups.map((g, k): Mark => {
      const of = codes ? known.filter((i) => codes[i] === g) : known;
      const made = toLanguage(
        composed(
          call,
          `{ t <- suppressWarnings(cor.test(.x, .y, method = "${method}", alternative = "${alternative}"))
c(as.character(signif(t$estimate, ${rDigits})), as.character(signif(t$estimate^2, ${rDigits})), as.character(t$p.value), as.character(signif(t$p.value, ${pDigits}))) }`,
          { ".x": doubles(of.map((i) => x[i]!)), ".y": doubles(of.map((i) => y[i]!)) },
        ),
      );
      const [r, rr, p, short] = made.type === "character" ? made.values : [];
      const texts = {
        "r.label": `${name} = ${r}`,
        "rr.label": `${name}² = ${rr}`,
        "p.label": Number(p) < 2.2e-16 ? "p < 2.2e-16" : `p = ${short}`,
      };
      return {
        x: xs?.[k % xs.length] ?? least(known.map((i) => x[i]!)),
        y: ys && (ys.length > 1 || k === 0)
          ? ys[k % ys.length]!
          : (ys?.[0] ?? high) - k * 0.07 * (high - low),
        text: labels.map((l) => texts[l]).join(separator),
      };
    });
  };
  const size = call.has("size") ? { size: call.number("size") } : {};
  return {
    kind: "pieces",
    pieces: [layerOf(call, "text", marks, { hjust: 0, vjust: ys ? 0.5 : 1.4, ...size })],
  };
}

/** Texts of the rows of a table: a column, or words with columns in braces. */
function labelsIn(call: Call, frame: Frame): string[] {
  const said = call.has("label") ? call.text("label") : "p";
  const column = (name: string): string[] => {
    const inner = toLanguage(
      composed(call, "as.character(.d[[.n]])", { ".d": frame, ".n": characters([name]) }),
    );
    return inner.type === "character" && inner.values.length > 0
      ? inner.values.map((t) => t ?? "NA")
      : fail("unknown-name", `The data have no column ${name}`, { span: call.spanOf("label") });
  };
  if (!said.includes("{")) return column(said);
  const parts = said.split(/\{([^}]*)\}/);
  const columns = parts.map((part, i) => i % 2 === 1 ? column(part.trim()) : null);
  const n = greatest(columns.map((c) => c?.length ?? 0), 0);
  return Array.from({ length: n }, (_, r) => parts.map((p, i) => columns[i]?.[r] ?? p).join(""));
}

function manual(call: Call): Value {
  const frame = frameIn(call), texts = labelsIn(call, frame), n = texts.length;
  const cells = (name: string, usual: string): (string | null)[] => {
    const column = call.has(name) ? columnNamed(call, name, frame) : usual;
    const inner = toLanguage(
      composed(call, "as.character(.d[[.n]])", { ".d": frame, ".n": characters([column]) }),
    );
    if (inner.type === "character" && inner.values.length === n) return [...inner.values];
    return fail("unknown-name", `The data have no column ${column}`, {
      span: call.spanOf("data"),
      hint: `${name} = "…" names the column`,
    });
  };
  const bare = call.has("remove.bracket") && call.flag("remove.bracket", false);
  const from = call.has("x") ? cells("x", "x") : cells("xmin", "group1");
  const to = call.has("x") ? null : cells("xmax", "group2");
  const given = call.has("y.position") ? call.value("y.position") : null;
  const heights = given && given.kind !== "character"
    ? [...call.numbers("y.position")]
    : cells("y.position", "y.position").map(Number);
  const nudge = call.number("bracket.nudge.y", 0), step = call.number("step.increase", 0);
  const hidden = call.has("hide.ns") && call.flag("hide.ns", false);
  const tips = call.has("tip.length") ? [...call.numbers("tip.length")] : [0.03];
  const marks = ({ mapped }: LayerRows, rows: readonly number[]): Mark[] => {
    const x = placesOf(mapped.get("x")), y = placesOf(mapped.get("y")).at;
    const column = mapped.get("x");
    const place = (name: string | null): number => {
      const level = column?.kind === "names" ? column.levels.indexOf(name ?? "") : -1;
      if (level >= 0) return level + 1;
      const number = Number(name);
      return name !== null && Number.isFinite(number)
        ? number
        : fail("wrong-argument", `There is no group "${name}" on the x axis`, {
          span: call.spanOf("data"),
          hint: `The groups are ${[...new Set(x.names)].slice(0, 8).join(", ")}`,
        });
    };
    const all = [...rows.map((i) => y[i]!).filter(Number.isFinite), ...heights];
    const range = greatest(all) - least(all);
    return texts.flatMap((text, k): Mark[] => {
      if (hidden && (text === "ns" || Number(text) > 0.05)) return [];
      const at = heights[k % heights.length]! + nudge + step * k * range;
      const [a, b] = [place(from[k]!), to ? place(to[k]!) : null];
      return [
        b === null ? { x: a, y: at, text } : {
          x: a,
          to: b,
          tip: tips[0]! * range,
          y: at,
          text,
        },
      ];
    });
  };
  const size = call.has("size") ? { size: call.number("size") } : {};
  const vjust = call.has("vjust") ? call.number("vjust") : 0;
  return {
    kind: "pieces",
    pieces: [
      ...(bare || to === null ? [] : [layerOf(call, "segment", marks, {})]),
      layerOf(call, "text", marks, { hjust: 0.5, vjust: -0.3 + vjust, ...size }),
    ],
  };
}

/** Words of tests on pictures. */
export const TESTED: readonly Verb[] = [
  verb(
    "stat_compare_means",
    "mapping?, data!NULL, method?, paired?, method.args!list(), ref.group?, comparisons?, hide.ns?, label.sep?, " +
      "label?, label.x.npc~, label.y.npc~, label.x?, label.y?, vjust~, tip.length?, bracket.size~, step.increase?, " +
      'symnum.args!list(), geom!"text", position!"identity", na.rm?, show.legend?, inherit.aes!TRUE, size?',
    "a test of groups, written on the picture",
    compareMeans,
  ),
  verb(
    "stat_cor",
    "mapping?, data!NULL, method?, alternative?, cor.coef.name?, label.sep?, label.x.npc~, label.y.npc~, label.x?, " +
      'label.y?, output.type~, digits?, r.digits?, p.digits?, r.accuracy!NULL, p.accuracy!NULL, geom!"text", ' +
      'position!"identity", na.rm?, show.legend?, inherit.aes!TRUE, size?',
    "a correlation, written on the picture",
    correlation,
  ),
  verb(
    "stat_pvalue_manual",
    "data, label?, y.position?, xmin?, xmax?, x?, size?, label.size~, bracket.size~, bracket.nudge.y?, " +
      "bracket.shorten~, color~, linetype~, tip.length?, remove.bracket?, step.increase?, step.group.by!NULL, " +
      'hide.ns?, vjust?, coord.flip!FALSE, position!"identity"',
    "brackets with words that a table has",
    manual,
  ),
];
