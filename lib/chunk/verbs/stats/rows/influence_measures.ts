/**
 * All of influence at once: `influence.measures lm.influence influence`.
 *
 * Source: Belsley, Kuh & Welsch (1980), Regression Diagnostics, chapter 2, for the limits beyond which a
 * row is marked.
 *
 * @module
 */
import { pf } from "../../../../math/distribution/tails.ts";
import * as language from "../../../../language/values/value.ts";
import { frame as frameText } from "../../../../language/print/frames.ts";
import { matrix as matrixText } from "../../../../language/print/matrices.ts";
import { abbreviate } from "../../../../render/text/abbreviate.ts";
import { formatNumbers, round } from "../../../../render/number/number_format.ts";
import type { Call } from "../../../evaluation/call.ts";
import { asItIs, numberMatrix } from "../../../values/classed.ts";
import { displayed } from "../../../values/displayed.ts";
import { PAGE_CONSOLE } from "../../../values/scope.ts";
import type { DisplayValue, FitValue, Value } from "../../../values/value.ts";
import { type Verb, verb } from "../../../evaluation/verb.ts";
import { fail } from "../../../../diagnostic.ts";
import { influenceOf } from "./deletions.ts";

/** Names of the estimated coefficients. */
const coefficientNames = ({ fit }: FitValue): string[] =>
  Array.from(fit.fixed.kept, (j) => fit.fixed.names[j]!);

/** As `data.frame()` makes names. */
const syntactic = (name: string): string =>
  (/^[A-Za-z.]/.test(name) ? name : `X${name}`).replace(/[^\p{L}\p{N}._]/gu, ".");

function measures(call: Call): Value {
  const value = call.fit("model");
  const { fit, rows } = value;
  if (fit.weightless) {
    fail("wrong-argument", "influence.measures() takes no model with rows of weight 0", {
      span: call.spanOf("model"),
      hint: "Leave such rows out of the data: subset(d, w > 0)",
    });
  }
  const own = call.at("model", () => influenceOf(call, "model", value));
  const k = fit.rank;
  const n = fit.n;
  const short = abbreviate(
    coefficientNames(value).map((name) => name === "(Intercept)" ? "1_" : name),
    4,
  );
  const heads = [...short.map((name) => `dfb.${name}`), "dffit", "cov.r", "cook.d", "hat"];
  const table = own.changes.map((change, i) => [
    ...Array.from(change, (v, j) => v / (own.sigma[i]! * own.unscaled[j]!)),
    own.dffits[i]!,
    own.covratio[i]!,
    own.cooks[i]!,
    own.leverage[i]!,
  ]);
  const marks = table.map((row) =>
    row.map((v, j) =>
      j < k
        ? Math.abs(v) > 1
        : j === k
        ? Math.abs(v) > 3 * Math.sqrt(k / (n - k))
        : j === k + 1
        ? Math.abs(1 - v) > 3 * k / (n - k)
        : j === k + 2
        ? pf(v, k, n - k) > 0.5
        : v > 3 * k / n
    )
  );
  const starred = marks.map((row) => row.some((m) => m));
  const columns = heads.map((name, j): [string, language.Value] => [
    syntactic(name),
    language.doubles(Float64Array.from(table, (row) => row[j]!)),
  ]);
  const shown = language.frameOf(
    [...columns, ["inf", language.characters(starred.map((s) => s ? "*" : " "))]],
    n,
    [...rows.names],
  );
  const options = call.scope.printing;
  const head = `\t ${value.call} :`;
  const made = displayed(
    [
      "Influence measures of",
      head,
      "",
      ...frameText(shown as language.Frame, {
        ...options,
        digits: Math.max(3, options.digits - 4),
      }),
    ],
    "measures of influence",
    {
      infmat: () => asItIs(numberMatrix(rows.names, heads, table), "measures of influence"),
      "is.inf": () =>
        asItIs(
          language.logicals(
            heads.flatMap((_, j) => marks.map((row) => row[j] ? 1 : 0)),
            new Map<string, language.Value>([
              ["dim", language.integers([n, heads.length])],
              [
                "dimnames",
                language.listOf([
                  language.characters([...rows.names]),
                  language.characters(heads),
                ]),
              ],
            ]),
          ),
          "marks",
        ),
    },
  );
  return {
    ...made,
    generics: {
      summary: () => {
        const at = [...starred.keys()].filter((i) => starred[i]);
        return marked(
          head,
          at.map((i) => rows.names[i]!),
          heads,
          at.map((i) => table[i]!),
          at.map((i) => marks[i]!),
        );
      },
    },
  };
}

/** The rows that are marked. */
function marked(
  head: string,
  names: readonly string[],
  heads: readonly string[],
  values: readonly (readonly number[])[],
  marks: readonly (readonly boolean[])[],
): DisplayValue {
  const cells = formatNumbers(heads.flatMap((_, j) => values.map((row) => round(row[j]!, 2))), {
    digits: PAGE_CONSOLE.digits,
  });
  const texts = language.characters(
    cells.map((cell, at) => {
      const [i, j] = [at % values.length, Math.floor(at / values.length)];
      return cell + (marks[i]![j] ? "_*" : "");
    }),
    new Map<string, language.Value>([
      ["dim", language.integers([values.length, heads.length])],
      [
        "dimnames",
        language.listOf([language.characters([...names]), language.characters([...heads])]),
      ],
    ]),
  );
  return displayed(
    [
      "Potentially influential observations of",
      head,
      ...(values.length === 0
        ? ["NONE"]
        : ["", ...matrixText(texts, { ...PAGE_CONSOLE, quote: false })]),
    ],
    "measures of influence",
  );
}

/** What `lm.influence` gives, as a list. */
function parts(call: Call): Value {
  const value = call.fit("model");
  const own = call.at("model", () => influenceOf(call, "model", value));
  const { names } = value.rows;
  const byRow = (values: readonly number[]): language.Value =>
    language.withNames(language.doubles(Float64Array.from(values)), [...names]);
  const entries: [string, language.Value][] = [
    ["hat", byRow(own.leverage)],
    ...(call.flag("do.coef", true)
      ? [[
        "coefficients",
        numberMatrix(names, coefficientNames(value), own.changes.map((row) => [...row])),
      ] as [string, language.Value]]
      : []),
    ["sigma", byRow(own.sigma)],
    ...(value.fit.generalized
      ? [
        ["dev.res", byRow(own.residuals)],
        ["pear.res", byRow(value.fit.generalized.residualsOf("pearson"))],
      ] as [string, language.Value][]
      : [["wt.res", byRow(own.residuals)] as [string, language.Value]]),
  ];
  return asItIs(language.namedList(entries), "measures of influence");
}

/** All measures of influence. */
export const INFLUENCE_MEASURES: readonly Verb[] = [
  verb(
    "influence.measures",
    "model, infl!",
    "how each row moves coefficients and fitted values, with marks at those that move them much",
    measures,
  ),
  verb(
    "lm.influence",
    "model, do.coef?",
    "leverages, changes of coefficients and residual deviations without each row",
    parts,
  ),
  verb("influence", "model, do.coef?, groups!", "as lm.influence", parts),
];
