/**
 * Which of R's packages a script needs, so that what a page offers as R code runs as it stands.
 *
 * @module
 */
import { packagesOfVerbs } from "../../chunk/verbs/packages.ts";
import { PACKAGES as PACKAGES_SPOKEN } from "../../language/rooms.ts";

/** Packages in the order in which they are loaded: what one hides of another is hidden as R's users know it. */
const ORDER = [
  ...["readr", "here", "tibble", "tidyr", "purrr", "stringr", "lubridate", "forcats", "janitor"],
  ...["dplyr", "lme4", "car", "multcomp", "emmeans", "knitr"],
];

/** Packages by the verbs that are theirs. */
const PACKAGES: readonly [name: string, functions: readonly string[]][] = (() => {
  const found = new Map(ORDER.map((name): [string, string[]] => [name, []]));
  for (const [own, names] of packagesOfVerbs()) {
    found.set(own, [...found.get(own) ?? [], ...names]);
  }
  for (const [own, { names }] of PACKAGES_SPOKEN) {
    found.set(own, [...found.get(own) ?? [], ...names]);
  }
  found.get("dplyr")!.push("%>%");
  return [...found];
})();

const MIXED = ["lmer", "glmer", "lme", "gls", "glmmTMB"];

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
  const called = calledIn(rest.replace(/#.*$/gm, ""));
  const used = PACKAGES.filter(([, functions]) => functions.some((f) => called.has(f)));
  const names = [...new Set([...asked, ...used.map(([name]) => name)])];
  // Tests of an lmer by anova() and summary() have df here as lmerTest gives them.
  const tested = called.has("lmer") && (called.has("anova") || called.has("summary"));
  if (tested && !names.includes("lmerTest")) names.push("lmerTest");
  // What broom tells of models with random effects is in a package of its own.
  const told = ["tidy", "glance", "augment"].some((name) => called.has(name));
  const mixed = told && MIXED.some((name) => called.has(name));
  if (mixed && !names.includes("broom.mixed")) names.push("broom.mixed");
  const head = names.map((name) => `library(${name})`).join("\n");
  return head === "" ? rest : `${head}\n\n${rest}`;
}

/** Names of the functions that code calls without saying whose they are, and its operators. */
function calledIn(code: string): Set<string> {
  const found = code.matchAll(/(?<![\w.:])([A-Za-z.][\w.]*)\s*\(|%[^%\s]*%/g);
  return new Set([...found].map(([operator, name]) => name ?? operator));
}
