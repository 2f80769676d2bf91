/**
 * Which of R's packages a script needs, so that what a page offers as R code runs as it stands.
 *
 * @module
 */

/** Packages by the functions that are taken from them, in the order in which they are loaded. */
const PACKAGES: readonly [name: string, functions: readonly string[]][] = [
  ["readr", ["read_csv", "read_csv2", "read_tsv", "read_delim", "read_rds"]],
  ["here", ["here"]],
  ["dplyr", ["mutate", "transmute", "filter", "select", "bind_rows", "n_distinct", "%>%"]],
  ["lme4", ["lmer", "fixef", "ranef", "VarCorr"]],
  ["car", ["Anova", "qqPlot"]],
  ["multcomp", ["cld"]],
  ["emmeans", ["emmeans", "contrast", "pairs", "emtrends", "joint_tests", "emmip", "regrid"]],
  ["knitr", ["kable"]],
];

/**
 * A script with a `library()` line at its head for every package that it asks for or uses a
 * function of without naming it (`car::Anova` names it); each once.
 */
export function withPackages(script: string): string {
  const asked: string[] = [];
  const rest = script.split("\n").filter((line) => {
    const name = /^\s*library\(([\w.]+)\)\s*$/.exec(line)?.[1];
    if (name !== undefined) asked.push(name);
    return name === undefined;
  }).join("\n").replace(/\n{3,}/g, "\n\n").trim();
  const code = rest.replace(/#.*$/gm, "");
  const used = PACKAGES.filter(([, functions]) => functions.some((f) => calls(code, f)));
  const names = [...new Set([...asked, ...used.map(([name]) => name)])];
  // Tests of an lmer by anova() and summary() have df here as lmerTest gives them.
  const tested = calls(code, "lmer") && (calls(code, "anova") || calls(code, "summary"));
  if (tested && !names.includes("lmerTest")) names.push("lmerTest");
  const head = names.map((name) => `library(${name})`).join("\n");
  return head === "" ? rest : `${head}\n\n${rest}`;
}

/** Whether a function is called by its bare name. */
function calls(code: string, name: string): boolean {
  if (name.startsWith("%")) return code.includes(name);
  return new RegExp(`(?<![\\w.:])${name.replace(/\./g, "\\.")}\\s*\\(`).test(code);
}
