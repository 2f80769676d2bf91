/**
 * For every table that R printed of a reference case, the command line that prints it.
 *
 * @module
 */
import { at, cases, type Json, list, str } from "../render/reference.ts";

/** A table as R printed it. */
export interface PrintedBlock {
  /** The case and what was printed. */
  name: string;
  lines: string[];
}

/** A command line with the tables that it prints, in order. */
export interface PrintedCommand {
  words: string[];
  blocks: PrintedBlock[];
}

/** `car_III_KR_contr_sum` is Type III without a word more, but where cells are empty. */
const ANOVAS: Readonly<Record<string, string[]>> = {
  car_II_KR: ["--type", "2"],
  car_III_KR_contr_sum: ["--type", "3"],
  car_III_KR_default_contrasts: ["--type", "3", "--hypotheses", "car"],
  car_II_chisq: ["--type", "2", "--test", "Chisq"],
  lmerTest_I_Satterthwaite: ["--type", "1", "--ddf", "satterthwaite"],
  lmerTest_II_Satterthwaite: ["--type", "2", "--ddf", "satterthwaite"],
  lmerTest_III_Satterthwaite: ["--type", "3", "--ddf", "satterthwaite"],
  lmerTest_I_KR: ["--type", "1", "--ddf", "kenward-roger"],
  lmerTest_II_KR: ["--type", "2", "--ddf", "kenward-roger", "--layout", "lmerTest"],
  lmerTest_III_KR: ["--type", "3", "--ddf", "kenward-roger", "--layout", "lmerTest"],
};

/** All commands of all cases. */
export function printedCommands(): PrintedCommand[] {
  return cases().flatMap((c) => [
    ...anovaCommands(c),
    ...modelCommands(c),
    ...comparisonCommands(c),
    ...list(at(c, "emmeans")).flatMap((e) => meansCommands(c, e)),
    ...trendCommands(c),
  ]);
}

/** Data, formula, factors, levels, weights and criterion of a case. */
function model(c: Json, ...more: string[]): string[] {
  const file = new URL(`../oracle/public/${str(at(c, "id"))}.csv`, import.meta.url);
  const levels = Object.entries((at(c, "factors") ?? {}) as Record<string, Json>);
  const ordered = list(at(c, "ordered_factors")).map(str);
  const weights = at(c, "weights");
  return [
    "fit",
    "--data",
    decodeURIComponent(file.pathname),
    "--formula",
    str(at(c, "formula")),
    ...levels.flatMap(([name, l]) => ["--levels", `${name}=${list(l).map(str).join(",")}`]),
    ...(ordered.length > 0 ? ["--ordered", ordered.join(",")] : []),
    ...(weights ? ["--weights", str(weights)] : []),
    ...(at(c, "reml") === false ? ["--ml"] : []),
    ...more,
  ];
}

/** The printed lines of a field; none where R stopped or printed nothing. */
function block(c: Json, name: string, printed: Json): PrintedBlock[] {
  const lines = list(printed).map(str);
  return lines.length === 0 ? [] : [{ name: `${str(at(c, "id"))} ${name}`, lines }];
}

function command(words: string[], blocks: PrintedBlock[]): PrintedCommand[] {
  return blocks.length === 0 ? [] : [{ words, blocks }];
}

/** R stops at aliased coefficients; what it printed then is no table. */
const isTable = (rows: Json): boolean => list(rows).every((r) => at(r, "term") !== undefined);

function anovaCommands(c: Json): PrintedCommand[] {
  const anova = at(c, "anova");
  // The intercept of car's Type III is the mean of all cells, whose empty ones it takes for 0; ours
  // is the mean of what can be estimated.
  const empty = at(c, "id") === "fecal_missingcell";
  const asCar = ["--coding", "sum", "--hypotheses", "car"];
  const mixed = Object.entries(ANOVAS).flatMap(([name, words]) => {
    const more = empty && name === "car_III_KR_contr_sum" ? asCar : [];
    return isTable(at(anova, name, "rows"))
      ? command(model(c, ...words, ...more), block(c, name, at(anova, name, "printed")))
      : [];
  });
  const linear = ["1", "2", "3"].flatMap((type) =>
    isTable(at(anova, type === "3" ? "type3_contr_sum" : `type${type}`))
      ? command(
        model(c, "--type", type),
        block(c, `type${type}`, at(anova, `type${type}_printed`)),
      )
      : []
  );
  return [...mixed, ...linear];
}

function modelCommands(c: Json): PrintedCommand[] {
  const mixed = at(c, "kind") === "lmer";
  const pieces: [string, PrintedBlock[]][] = [
    ["--summary", block(c, "summary", at(c, "fit", "summary_printed"))],
    ["--varcorr", block(c, "VarCorr", at(c, "fit", "varcorr_printed"))],
    [
      "--joint",
      block(
        c,
        "joint tests",
        mixed ? at(c, "joint_tests", "printed") : at(c, "joint_tests_printed"),
      ),
    ],
    ["--ranova", block(c, "ranova", at(c, "ranova", "printed"))],
  ];
  const asked = pieces.filter(([, blocks]) => blocks.length > 0);
  return command(
    model(c, "--type", "none", ...asked.map(([word]) => word)),
    asked.flatMap(([, blocks]) => blocks),
  );
}

/** Each comparison is with one other model, which R's heading names. */
function comparisonCommands(c: Json): PrintedCommand[] {
  const named = (name: string, printed: Json, heading: RegExp): PrintedCommand[] => {
    const other = list(printed).map(str).flatMap((l) => l.match(heading)?.[1] ?? [])[0] ?? "";
    return command(
      model(c, "--type", "none", "--compare", other),
      block(c, `${name} ${other}`, printed),
    );
  };
  return [
    ...list(at(c, "model_comparison")).flatMap((m) =>
      named("against", at(m, "printed"), /^Model 1: (.*)$/)
    ),
    ...list(at(c, "lrt_ml")).flatMap((m) => named("against", at(m, "printed"), /^f0: (.*)$/)),
  ];
}

/** `at` and `weights` of a reference grid. */
function gridWords(e: Json): string[] {
  const values = Object.entries((at(e, "options", "at") ?? {}) as Record<string, Json>);
  const weights = at(e, "options", "weights");
  const method = at(e, "df_method");
  return [
    ...values.flatMap(([name, v]) => ["--at", `${name}=${list(v).map(str).join(",")}`]),
    ...(weights ? ["--average", str(weights)] : []),
    ...(method ? ["--ddf", str(method)] : []),
  ];
}

function meansCommands(c: Json, e: Json): PrintedCommand[] {
  const spec = str(at(e, "spec"));
  const options = gridWords(e);
  const name = [spec, ...options.filter((w) => !w.startsWith("--"))].join(" ");
  const words = model(c, "--type", "none", "--means", spec, ...options);
  const pieces: [string[], PrintedBlock[]][] = [
    [["--pairs", "tukey"], block(c, `${name} pairs`, at(e, "pairs_printed"))],
    [["--contrasts", "dunnett"], block(c, `${name} dunnett`, at(e, "dunnett", "printed"))],
    [["--cld"], block(c, `${name} letters`, at(e, "cld", "printed"))],
  ];
  const asked = pieces.filter(([, blocks]) => blocks.length > 0);
  const means = block(c, `${name} means`, at(e, "printed"));
  return [
    ...(means.length === 0 ? [] : command(
      [...words, ...asked.flatMap(([w]) => w)],
      [means, ...asked.map(([, b]) => b)].flat(),
    )),
    ...command(
      [...words, "--scale", "response"],
      block(c, `${name} response`, at(e, "response_printed")),
    ),
  ];
}

function trendCommands(c: Json): PrintedCommand[] {
  const e = at(c, "emtrends");
  if (!e) return [];
  const words = ["--type", "none", "--means", str(at(e, "spec")), "--trend", str(at(e, "var"))];
  return command(model(c, ...words), block(c, "trends", at(e, "printed")));
}
