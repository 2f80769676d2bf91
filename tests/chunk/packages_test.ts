/** Verbs lie in the folder of R's package that has them, and all of them are registered. */
import { assert, assertEquals } from "@std/assert";
import type { Verb } from "../../lib/chunk/evaluation/verb.ts";
import { VERBS } from "./words.ts";

const root = new URL("../../lib/chunk/verbs/", import.meta.url);

/** What R has without a package of its own; `stats` is loaded always. */
const OF_R = ["base", "stats"];

/** Verbs whose package is another than their folder, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  here: "here: one verb beside file.path() is no folder",
  cld: "multcomp: the letters of emmeans's means",
  update: "of R itself: means and contrasts are what it takes here",
  plot: "of R itself: models and means are what it takes too",
  ranova: "named with its package, since lmerTest hides lmer() of lme4",
};

const isVerb = (x: unknown): x is Verb =>
  typeof x === "object" && x !== null && "run" in x && "parameters" in x;

async function verbsIn(folder: string): Promise<Verb[]> {
  const found = new Set<Verb>();
  for (const { name, isFile } of Deno.readDirSync(new URL(`${folder}/`, root))) {
    if (!isFile) {
      for (const verb of await verbsIn(`${folder}/${name}`)) found.add(verb);
      continue;
    }
    const module: Record<string, unknown> = await import(new URL(`${folder}/${name}`, root).href);
    for (const value of Object.values(module).flat()) if (isVerb(value)) found.add(value);
  }
  return [...found];
}

Deno.test("a verb that is declared is registered, and knows its package or its R", async () => {
  const wrong: string[] = [];
  let count = 0;
  for (const { name: folder, isDirectory } of Deno.readDirSync(root)) {
    if (!isDirectory) continue;
    for (const verb of await verbsIn(folder)) {
      count++;
      if (VERBS.get(verb.name) !== verb) wrong.push(`${verb.name} is not registered`);
      if (Object.hasOwn(OTHERWISE, verb.name)) continue;
      if (folder === "heddle" && !verb.inR) wrong.push(`${verb.name}: what is it in R?`);
      const own = [...OF_R, "heddle"].includes(folder) ? undefined : folder;
      if (verb.package !== own) wrong.push(`${verb.name} of ${verb.package} lies in ${folder}`);
    }
  }
  assertEquals(wrong, []);
  assertEquals(count, VERBS.size);
  assert(Object.keys(OTHERWISE).every((name) => VERBS.has(name)));
});
