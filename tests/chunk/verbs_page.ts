/**
 * The manual's page of verbs, made from their declarations.
 *
 *     deno run --allow-read --allow-write tests/chunk/verbs_page.ts
 *
 * writes it, and the files of the names that rooms of words have.
 */
import type { Verb } from "../../lib/chunk/evaluation/verb.ts";
import { VERB_GROUPS } from "./words.ts";
import { OUTSIDE_WORDS } from "../../lib/language/base/functions/outside.ts";
import type { Builtin } from "../../lib/language/evaluation/builtin.ts";
import type { Room } from "../../lib/language/evaluation/vocabulary.ts";
import { PACKAGES, ROOMS } from "../../lib/language/rooms.ts";
import { WORDS as LANGUAGE } from "../../lib/language/words.ts";
import { namesFiles } from "./names_files.ts";

/** Where the page stands. */
export const VERBS_PAGE = new URL("../../reports/manual-verbs.md", import.meta.url);

const WORDS: Record<string, [title: string, text: string]> = {
  language: [
    "Packages and printing",
    "Loading a package carries no meaning here and is passed over, so that a chunk can be pasted as it stands.",
  ],
  data: [
    "Data",
    "Files, and what words of R do of fits, means, tests and other results.",
  ],
  models: [
    "Models",
    "Rows with missing values are left out and counted. Without `data` a model takes the block's `data` option.",
  ],
  tests: [
    "Tests",
    "`Anova` has car's conventions, `anova` and `summary` of an `lmer` those of lmerTest.",
  ],
  means: [
    "Means",
    "`object` is a model or means, as in R; `emmeans(m, pairwise ~ Trt)` and `contr =` give a list of both.",
  ],
  pieces: [
    "Pieces of a model",
    "Besides, an `lm` has `$df.residual`, `$coefficients`, `$residuals`, `$fitted.values` and `$rank`.",
  ],
  designs: ["Designs", "`x` is a design; `shell`, `ems` and `equation` take a model as well."],
  figures: [
    "Figures",
    "Each is drawn from what the model knows: labels, units, levels, and a description for people who cannot see it.",
  ],
  pictures: [
    "Pictures",
    "Words of ggplot2. Parts are added by `+`; colours, fonts and boxes are the page's own.",
  ],
  graphics: [
    "Base graphics",
    "A word such as `plot` begins a picture, others add to the last one of the block. `par(mfrow = c(1, 2))` and `layout()` put several on one sheet. Margins are as wide as what stands in them, whatever `par(mar =)` says.",
  ],
  prose: [
    "For prose",
    "They give one number where all levels agree, so that a sentence can use it.",
  ],
};

function signature(verb: Verb): string {
  const shown = verb.parameters.filter((p) => !p.ignored && !p.refused).map((p) =>
    p.optional && p.name !== "..." ? `[${p.name}]` : p.name
  );
  return `${verb.name}(${shown.join(", ")})`;
}

function entry(verb: Verb): string {
  const ignored = verb.parameters.filter((p) => p.ignored).map((p) => `\`${p.name}\``);
  const rest = ignored.length > 0 ? `; passed over: ${ignored.join(", ")}` : "";
  return `- \`${signature(verb)}\`: ${verb.doc}${rest}`;
}

/** Names of words, operators and replacements left out. */
function namesOf(words: Iterable<string>): string {
  return [...new Set(words)].filter((name) => /^[\w.]+$/.test(name)).sort()
    .map((name) => `\`${name}\``).join(" ");
}

/** The names of a room as its module has them, whatever is written of them. */
async function wordsOf({ words }: Room<Builtin>): Promise<string[]> {
  return (await words.obtain()).map(({ name }) => name);
}

/** The words of the language, by R's package. */
async function languagePart(): Promise<string> {
  const written = new Set([...ROOMS.values()].flatMap(({ names }) => names));
  const always = [...LANGUAGE.keys()].filter((name) => !written.has(name));
  const inRooms = (await Promise.all([...ROOMS.values()].map(wordsOf))).flat();
  const packed = new Set((await Promise.all([...PACKAGES.values()].map(wordsOf))).flat());
  const outside = new Set(OUTSIDE_WORDS.map((word) => word.name));
  await LANGUAGE.obtain(inRooms);
  const refused = [...always, ...inRooms].filter((name) => LANGUAGE.get(name)?.refused);
  const base = [...always, ...inRooms].filter((name) => !refused.includes(name)).filter((name) =>
    !packed.has(name) && !outside.has(name)
  );
  const packages = await Promise.all(
    [...PACKAGES].map(async ([name, room]) =>
      `### ${name} {#sec-words-${name.replaceAll(".", "-")}}\n\n${namesOf(await wordsOf(room))}\n`
    ),
  );
  return `## The language {#sec-words}

A block is R: vectors, factors, lists, data frames and matrices, \`if\`, loops, functions, conditions. Words of R that are known are listed here; each takes R's arguments in R's order. An argument that R has and that is not obeyed is refused where it stands. \`set.seed()\` gives R's own random numbers.

### base R {#sec-words-base}

${namesOf(base)}

${packages.join("\n")}
### Known and refused {#sec-words-refused}

What these do has no place on a page, or is not here yet. Each says what stands in its place.

${namesOf(refused)}
`;
}

/** The page as Markdown. */
export async function verbsPage(): Promise<string> {
  const groups = Object.entries(VERB_GROUPS).map(([group, verbs]) => {
    const [title, text] = WORDS[group] ?? [group, ""];
    return `## ${title} {#sec-verbs-${group}}\n\n${text}\n\n${verbs.map(entry).join("\n")}\n`;
  });
  return `---
title: Verbs
description: Every verb of a block, its arguments and what it gives.
---

Arguments are named, placed, or shortened as in R. Those in brackets may be left out; what R's own verbs take besides and what has no meaning here is passed over with a note. A verb that is not on this page is refused where it stands, with the nearest one that would work.

${groups.join("\n")}
${await languagePart()}`;
}

if (import.meta.main) {
  const files = await namesFiles();
  for (const [file, text] of files) Deno.writeTextFileSync(file, text);
  Deno.writeTextFileSync(VERBS_PAGE, await verbsPage());
}
