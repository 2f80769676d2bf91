/**
 * Faults planted in a copy of the tree, each of which some test must notice. A fault whose place is no
 * longer found is a failure too: the list follows the code.
 *
 *     deno run -A tests/long/mutations.ts [WORD]
 *
 * @module
 */
import { TreeCopy } from "./copy.ts";
import type { Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "mutations";

/** One fault, and the test files that must notice it. */
interface Mutation {
  what: string;
  file: string;
  from: string;
  to: string;
  tests: readonly string[];
}

const PRINTED = "tests/cli/printed_test.ts";
const CHUNK = "tests/chunk/oracle_test.ts";
const ORACLE = "tests/inference/oracle_test.ts";
const KR = "lib/inference/df/kenward_roger.ts";

/** Each test file alone must notice the fault. */
const MUTATIONS: readonly Mutation[] = [
  {
    what: "df of one function of a weighted fit times 3.5",
    file: KR,
    from: "return a > 0 ? 2 / a : Infinity;",
    to: "return a > 0 ? (fitHasWeights(this.fit) ? 7 : 2) / a : Infinity;",
    tests: [PRINTED, CHUNK, ORACLE],
  },
  {
    what: "F of a weighted fit times 3",
    file: KR,
    from: "return { statistic: scale * wald / q, numDf: q, denDf, scale };",
    to:
      "return { statistic: scale * wald / q * (fitHasWeights(this.fit) ? 3 : 1), numDf: q, denDf, scale };",
    tests: [PRINTED, CHUNK, ORACLE],
  },
  {
    what: "denominator df of a weighted fit times 5",
    file: KR,
    from: "return { statistic: scale * wald / q, numDf: q, denDf, scale };",
    to:
      "return { statistic: scale * wald / q, numDf: q, denDf: denDf * (fitHasWeights(this.fit) ? 5 : 1), scale };",
    tests: [PRINTED, CHUNK, ORACLE],
  },
  {
    what: "Kenward and Roger's moments at two df as 0/0",
    file: KR,
    from: "if (Math.abs(kappa - 1) < EXACT) {",
    to: "if (q > 1000 && Math.abs(kappa - 1) < EXACT) {",
    tests: ["tests/inference/kr_two_df_test.ts"],
  },
  {
    what: "the scale near two df from moments that do not exist",
    file: KR,
    from: "Math.abs(denDf - 2) < 1e-2 ? 1 : ",
    to: "",
    tests: ["tests/inference/kr_two_df_test.ts"],
  },
  {
    what: "the scale taken as 1 farther from two df",
    file: KR,
    from: "Math.abs(denDf - 2) < 1e-2 ? 1 : ",
    to: "Math.abs(denDf - 2) < 2e-2 ? 1 : ",
    tests: ["tests/inference/kr_two_df_test.ts"],
  },
  {
    what: "the s.e. of back-transformed means off by a thousandth",
    file: "lib/inference/means/regrid.ts",
    from: "full: full.map((x) => x * slope)",
    to: "full: full.map((x) => x * slope * 1.001)",
    tests: [ORACLE],
  },
  {
    what: "the note on interactions for every term",
    file: "lib/inference/means/emmeans.ts",
    from: "if (facs.length > 0 && isInLargerTerm(fit, facs))",
    to: "if (facs.length > 0)",
    tests: [ORACLE],
  },
  {
    what: "a mean square of a table with a tie moved by a tenth",
    file: "lib/inference/test/anova.ts",
    from: "Object.assign(row, squaresOf(fit, statistic / scale, numDf));",
    to: "Object.assign(row, squaresOf(fit, statistic / scale, numDf)); " +
      'if (term === "nitrof:Variety") row.meanSq = (row.meanSq ?? 0) + 0.1;',
    tests: [PRINTED, CHUNK, ORACLE],
  },
  {
    what: "a tied sum of squares moved by two in its last digit",
    file: "lib/inference/test/anova.ts",
    from: "Object.assign(row, squaresOf(fit, statistic / scale, numDf));",
    to: "Object.assign(row, squaresOf(fit, statistic / scale, numDf)); " +
      'if (term === "nitrof:Variety") row.sumSq = (row.sumSq ?? 0) + 0.2;',
    tests: [PRINTED, CHUNK, ORACLE],
  },
  {
    what: "Satterthwaite's several functions without the rule at 2 df",
    file: "lib/inference/df/satterthwaite.ts",
    from: "if (df.some((v) => v <= 2)) return 2;",
    to: "",
    tests: ["tests/inference/differential_test.ts"],
  },
  {
    what: "joint tests with the last df in place of the least",
    file: "lib/inference/test/joint_tests.ts",
    from: "denDf = Math.min(denDf, df.df(l));",
    to: "denDf = df.df(l);",
    tests: [ORACLE],
  },
  {
    what: "between-within df off by one",
    file: "lib/inference/df/between_within.ts",
    from: "fit.n - subjects - w);",
    to: "fit.n - subjects - w - 1);",
    tests: ["tests/inference/df_methods_test.ts"],
  },
  {
    what: "SAS's containment without its condition on covariates",
    file: "lib/inference/test/hypothesis_sas.ts",
    from: "i !== j && a.covariates.length === b.covariates.length &&",
    to: "i !== j &&",
    tests: ["tests/inference/hypotheses_reference_test.ts"],
  },
  {
    what: "observed information with half of a derivative",
    file: "lib/model/mixed/variance_parameters.ts",
    from: "rows[i]![m] = 2 * x.degrees[i]! * x.gamma[i]!;",
    to: "rows[i]![m] = x.degrees[i]! * x.gamma[i]!;",
    tests: ["tests/inference/kr_observed_test.ts"],
  },
  {
    what: "a correlation taken for a variance in the observed information",
    file: "lib/model/mixed/variance_parameters.ts",
    from: "rows[i]![m] = 2 * x.degrees[i]! * x.gamma[i]!;",
    to: "rows[i]![m] = 2 * x.gamma[i]!;",
    tests: ["tests/model/residual_cases_test.ts"],
  },
  {
    what: "the second derivatives of V left out of Kenward and Roger's adjustment",
    file: KR,
    from: "inner[k]! += part * r[k]!",
    to: "inner[k]! += 0 * part * r[k]!",
    tests: ["tests/model/residual_cases_test.ts"],
  },
  {
    what: "the second derivatives of V left out of the expected information",
    file: "lib/model/mixed/information.ts",
    from: "along(at) - (d.logV2[at]! + d.logC2[at]!)",
    to: "0 * along(at) - (d.logV2[at]! + d.logC2[at]!)",
    tests: ["tests/model/structured_residual_test.ts", "tests/model/residual_criterion_test.ts"],
  },
  {
    what: "the row (confounded) from rounded F",
    file: "lib/inference/test/joint_tests.ts",
    from: "(all.numDf * all.statistic - explained) / numDf",
    to: "(all.numDf * Number(all.statistic.toFixed(3)) - explained) / numDf",
    tests: [PRINTED, CHUNK, ORACLE],
  },
  {
    what: "shares of variance without slopes",
    file: "tests/oracle/comparison/right/shares.ts",
    from: 'r.grp !== "Residual"',
    to: 'r.grp !== "Residual" && r.var1 === "(Intercept)"',
    tests: [ORACLE],
  },
];

/** A helper that some of the faults call. */
const HELPER = `
function fitHasWeights(fit: { weights: unknown }): boolean {
  return fit.weights !== null;
}
`;

/** Plants every fault whose name has the word. */
export async function run(word = ""): Promise<Outcome> {
  const copy = new TreeCopy();
  const lines: string[] = [];
  let passed = 0, failed = 0;
  try {
    for (const { what, file, from, to, tests } of MUTATIONS.filter((m) => m.what.includes(word))) {
      const text = copy.read(file);
      if (text.split(from).length !== 2) {
        failed++;
        lines.push(`${what}: its place in ${file} is not there once`);
        continue;
      }
      copy.write(file, text.replace(from, () => to) + (to.includes("fitHasWeights") ? HELPER : ""));
      for (const test of tests) {
        const { ok, text: output } = await copy.test([test]);
        // a fault that does not even compile proves nothing
        const broken = /SyntaxError|ReferenceError/.test(output);
        if (ok || broken) {
          failed++;
          lines.push(`${what}: ${broken ? "is no program" : "not noticed"} in ${test}`);
        } else passed++;
      }
      copy.write(file, text);
    }
  } finally {
    copy.end();
  }
  lines.push(`${passed} of ${passed + failed} times a planted fault was noticed`);
  return { passed, failed, lines };
}

if (import.meta.main) {
  const { passed, failed, lines } = await run(Deno.args[0]);
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
