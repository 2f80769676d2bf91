/**
 * The multiple comparisons of agricolae: `HSD.test LSD.test duncan.test SNK.test scheffe.test`, in the columns of
 * its documented output.
 *
 * Sources: Tukey (1953) with Kramer (1956); Fisher (1935); Duncan (1955, Biometrics 11, 1–42); Newman (1939) and
 * Keuls (1952), steps down from the widest range; Scheffé (1953).
 *
 * @module
 */
import { letterDisplay } from "../../../inference/contrast/letter_display.ts";
import { adjustTogether } from "../../../inference/estimate/adjust.ts";
import type { Adjust } from "../../../inference/estimate/view.ts";
import * as language from "../../../language/values/value.ts";
import { pf, pt, ptukey, qf, qt, qtukey } from "../../../math/distribution/tails.ts";
import type { Call } from "../../evaluation/call.ts";
import { silent, type Verb, verbOf } from "../../evaluation/verb.ts";
import { asItIs, classed } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";
import { coefficient, common, equal, errorOf, harmonic } from "./errors.ts";
import type { Facts, Judged } from "./judged.ts";
import { consoleText } from "./printed.ts";
import { quantile, type Sample, type Samples, samplesOf } from "./samples.ts";

const verb = verbOf("agricolae");

const frame = (columns: readonly (readonly [string, language.Value])[], names: readonly string[]) =>
  language.frameOf(columns, names.length, [...names]);

const factsFrame = (facts: Facts, name: string): language.Value =>
  frame(
    facts.map(([label, v]): [string, language.Value] => [
      label,
      typeof v === "number" ? language.double(v) : language.text(v),
    ]),
    [name],
  );

/** Means as agricolae lists them; LSD has limits. */
function meansFrame(samples: Samples, limits: number | null): language.Value {
  const { all, response, meanSquare } = samples;
  const column = (of: (s: Sample) => number): language.Value =>
    language.doubles(Float64Array.from(all, of));
  const se = (s: Sample): number => Math.sqrt(meanSquare / s.n);
  return frame([
    [response, column((s) => s.mean)],
    ["std", column((s) => s.sd)],
    ["r", language.integers(Int32Array.from(all, (s) => s.n))],
    ["se", column(se)],
    ...(limits === null ? [] : [
      ["LCL", column((s) => s.mean - limits * se(s))] as const,
      ["UCL", column((s) => s.mean + limits * se(s))] as const,
    ]),
    ["Min", column((s) => s.sorted[0]!)],
    ["Max", column((s) => s.sorted.at(-1)!)],
    ["Q25", column((s) => quantile(s.sorted, 0.25))],
    ["Q50", column((s) => quantile(s.sorted, 0.5))],
    ["Q75", column((s) => quantile(s.sorted, 0.75))],
  ], all.map((s) => s.name));
}

function star(p: number): string {
  return p <= 0.001 ? "***" : p <= 0.01 ? "**" : p <= 0.05 ? "*" : p <= 0.1 ? "." : " ";
}

function tested(
  call: Call,
  judge: (samples: Samples, ranked: Sample[], alpha: number) => Judged,
): Value {
  const samples = samplesOf(call);
  const alpha = call.number("alpha", 0.05);
  if (!(alpha > 0 && alpha < 1)) {
    call.wrong("alpha", "a number between 0 and 1", call.value("alpha"));
  }
  const ranked = samples.all.toSorted((a, b) => b.mean - a.mean);
  const judged = judge(samples, ranked, alpha);
  const k = ranked.length;
  const byGroups = call.flag("group", true);
  const apart = new Uint8Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = i + 1; j < k; j++) {
      apart[i * k + j] = apart[j * k + i] = judged.p(i, j) < alpha ? 1 : 0;
    }
  }
  const letters = letterDisplay(apart, ranked.map((_, i) => i)).letters;
  const rank = new Map(ranked.map((s, i) => [s.name, i]));
  const pairs = samples.all.flatMap((a, x) => samples.all.slice(x + 1).map((b) => [a, b] as const));
  const limits = call.verb.name === "LSD.test" ? qt(alpha / 2, samples.df, { upper: true }) : null;
  const groups = frame([
    [samples.response, language.doubles(Float64Array.from(ranked, (s) => s.mean))],
    ["groups", language.characters(letters)],
  ], ranked.map((s) => s.name));
  const ofPair = ([a, b]: readonly [Sample, Sample]): [number, number] => {
    const [i, j] = [rank.get(a.name)!, rank.get(b.name)!];
    return i < j ? [i, j] : [j, i];
  };
  const p = pairs.map((pair) => judged.p(...ofPair(pair)));
  const comparison = frame([
    ["difference", language.doubles(Float64Array.from(pairs, ([a, b]) => a.mean - b.mean))],
    ["pvalue", language.doubles(Float64Array.from(p, (v) => Number(v.toFixed(4))))],
    ["signif.", language.characters(p.map(star))],
    [
      "LCL",
      language.doubles(
        Float64Array.from(
          pairs,
          (pair) => pair[0].mean - pair[1].mean - judged.half(...ofPair(pair)),
        ),
      ),
    ],
    [
      "UCL",
      language.doubles(
        Float64Array.from(
          pairs,
          (pair) => pair[0].mean - pair[1].mean + judged.half(...ofPair(pair)),
        ),
      ),
    ],
  ], pairs.map(([a, b]) => `${a.name} - ${b.name}`));
  const means = meansFrame(samples, limits);
  const { ranges } = judged;
  const out = classed(
    language.namedList([
      ["statistics", factsFrame(judged.statistics, " ")],
      ["parameters", factsFrame(judged.parameters, " ")],
      ...(ranges
        ? [[
          ranges.name,
          frame([
            ["Table", language.doubles(Float64Array.from(ranges.table))],
            ["CriticalRange", language.doubles(Float64Array.from(ranges.critical))],
          ], ranges.table.map((_, i) => String(i + 2))),
        ] as [string, language.Value]]
        : []),
      ["means", means],
      ["comparison", byGroups ? language.NULL : comparison],
      ["groups", byGroups ? groups : language.NULL],
    ]),
    "group",
  );
  if (call.flag("console", false)) {
    const title = call.has("main") && call.value("main").kind !== "null" ? call.text("main") : null;
    call.context.print({
      kind: "display",
      shown: {
        kind: "text",
        text: consoleText({
          samples,
          judged,
          alpha,
          title,
          means,
          table: byGroups ? groups : comparison,
          byGroups,
        }),
      },
      what: "multiple comparisons",
      frame: null,
      parts: {},
    });
  }
  return asItIs(out, "multiple comparisons");
}

function tukey(call: Call): Value {
  const pooled = call.flag("unbalanced", false);
  return tested(call, (samples, ranked, alpha) => {
    const k = ranked.length;
    const q = qtukey(alpha, k, samples.df, { upper: true });
    const r = equal(samples) ?? (pooled ? harmonic(samples) : null);
    const se = (i: number, j: number): number =>
      r === null
        ? errorOf(samples, ranked[i]!, ranked[j]!) / Math.SQRT2
        : Math.sqrt(samples.meanSquare / r);
    return {
      title: "HSD Test",
      statistics: [
        ...common(samples),
        ...(r === null ? [] : [["MSD", q * Math.sqrt(samples.meanSquare / r)] as const]),
      ],
      parameters: [
        ["test", "Tukey"],
        ["name.t", samples.treatment],
        ["ntr", k],
        ["StudentizedRange", q],
        ["alpha", alpha],
      ],
      p: (i, j) =>
        ptukey((ranked[i]!.mean - ranked[j]!.mean) / se(i, j), k, samples.df, { upper: true }),
      half: (i, j) => q * se(i, j),
    };
  });
}

const P_ADJUST = ["none", "holm", "hommel", "hochberg", "bonferroni", "BH", "BY", "fdr"] as const;

function fisher(call: Call): Value {
  const adjust = call.choice("p.adj", P_ADJUST, "none");
  return tested(call, (samples, ranked, alpha) => {
    const k = ranked.length;
    const pairs = k * (k - 1) / 2;
    const each = adjust === "bonferroni" ? alpha / pairs : alpha;
    const t = qt(each / 2, samples.df, { upper: true });
    const raw = new Float64Array(pairs);
    const place = (i: number, j: number): number => i * (2 * k - i - 1) / 2 + j - i - 1;
    for (let i = 0; i < k; i++) {
      for (let j = i + 1; j < k; j++) {
        const gap = ranked[i]!.mean - ranked[j]!.mean;
        raw[place(i, j)] = 2 *
          pt(gap / errorOf(samples, ranked[i]!, ranked[j]!), samples.df, { upper: true });
      }
    }
    const p = adjustTogether(adjust as Adjust, raw);
    const r = equal(samples);
    const known = adjust === "none" || adjust === "bonferroni";
    return {
      title: "LSD t Test",
      statistics: [
        ...common(samples),
        ...(known
          ? [
            ["t.value", t] as const,
            ...(r === null ? [] : [
              [
                adjust === "none" ? "LSD" : "MSD",
                t * Math.sqrt(2 * samples.meanSquare / r),
              ] as const,
            ]),
          ]
          : []),
      ],
      parameters: [
        ["test", "Fisher-LSD"],
        ["p.ajusted", adjust],
        ["name.t", samples.treatment],
        ["ntr", k],
        ["alpha", alpha],
      ],
      p: (i, j) => p[place(i, j)]!,
      half: (i, j) => t * errorOf(samples, ranked[i]!, ranked[j]!),
    };
  });
}

/** Tests by ranges of ranked means: within a range that is not significant nothing is. */
function byRanges(
  call: Call,
  name: "duncan" | "snk",
  title: string,
  label: string,
): Value {
  return tested(call, (samples, ranked, alpha) => {
    const k = ranked.length;
    const r = equal(samples);
    const se = (i: number, j: number): number =>
      r === null
        ? errorOf(samples, ranked[i]!, ranked[j]!) / Math.SQRT2
        : Math.sqrt(samples.meanSquare / r);
    const level = (range: number): number =>
      name === "duncan" ? 1 - (1 - alpha) ** (range - 1) : alpha;
    const table = Array.from(
      { length: k - 1 },
      (_, m) => qtukey(level(m + 2), m + 2, samples.df, { upper: true }),
    );
    const own = (i: number, j: number): number => {
      const range = j - i + 1;
      const upper = ptukey((ranked[i]!.mean - ranked[j]!.mean) / se(i, j), range, samples.df, {
        upper: true,
      });
      return name === "duncan" ? -Math.expm1(Math.log1p(-upper) / (range - 1)) : upper;
    };
    const p = (i: number, j: number): number => {
      let most = own(i, j);
      for (let a = 0; a <= i; a++) {
        for (let b = j; b < k; b++) {
          const wider = own(a, b);
          if (wider >= alpha) most = Math.max(most, wider);
        }
      }
      return most;
    };
    return {
      title,
      statistics: common(samples),
      parameters: [
        ["test", label],
        ["name.t", samples.treatment],
        ["ntr", k],
        ["alpha", alpha],
      ],
      ...(r === null ? {} : {
        ranges: { name, table, critical: table.map((q) => q * Math.sqrt(samples.meanSquare / r)) },
      }),
      p,
      half: (i, j) => table[j - i - 1]! * se(i, j),
    };
  });
}

function scheffe(call: Call): Value {
  return tested(call, (samples, ranked, alpha) => {
    const k = ranked.length;
    const f = qf(alpha, k - 1, samples.df, { upper: true });
    const s = Math.sqrt((k - 1) * f);
    const r = equal(samples);
    return {
      title: "Scheffe Test",
      statistics: [
        ["MSerror", samples.meanSquare],
        ["Df", samples.df],
        ["F", f],
        ["Mean", samples.mean],
        ["CV", coefficient(samples)],
        ...(r === null ? [] : [
          ["Scheffe", s] as const,
          ["CriticalDifference", s * Math.sqrt(2 * samples.meanSquare / r)] as const,
        ]),
      ],
      parameters: [
        ["test", "Scheffe"],
        ["name.t", samples.treatment],
        ["ntr", k],
        ["alpha", alpha],
      ],
      p: (i, j) => {
        const t = (ranked[i]!.mean - ranked[j]!.mean) / errorOf(samples, ranked[i]!, ranked[j]!);
        return pf(t * t / (k - 1), k - 1, samples.df, { upper: true });
      },
      half: (i, j) => s * errorOf(samples, ranked[i]!, ranked[j]!),
    };
  });
}

const ARGUMENTS = "y, trt, DFerror?, MSerror?";
const MORE = "alpha?, group?, main?, console?";

/** Multiple comparisons of means. */
export const AGRICOLAE: readonly Verb[] = [
  silent(
    verb(
      "HSD.test",
      `${ARGUMENTS}, alpha?, group?, main?, unbalanced?, console?`,
      "means with Tukey's letters",
      tukey,
    ),
  ),
  silent(
    verb(
      "LSD.test",
      `${ARGUMENTS}, alpha?, p.adj?, group?, main?, console?`,
      "means with letters by Fisher's least significant difference",
      fisher,
    ),
  ),
  silent(
    verb(
      "duncan.test",
      `${ARGUMENTS}, ${MORE}`,
      "means with letters by Duncan's ranges",
      (call) => byRanges(call, "duncan", "Duncan's new multiple range test", "Duncan"),
    ),
  ),
  silent(
    verb(
      "SNK.test",
      `${ARGUMENTS}, ${MORE}`,
      "means with letters by Student, Newman and Keuls",
      (call) => byRanges(call, "snk", "Student Newman Keuls Test", "SNK"),
    ),
  ),
  silent(
    verb("scheffe.test", `${ARGUMENTS}, Fc~, ${MORE}`, "means with Scheffé's letters", scheffe),
  ),
];
