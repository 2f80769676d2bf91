/**
 * The closed list of verbs.
 *
 * @module
 */
import type { Verb } from "./verb.ts";
import { ARITHMETIC } from "../verbs/base/arithmetic.ts";
import { BINDING } from "../verbs/base/binding.ts";
import { DESIGN_VIEWS } from "../verbs/heddle/design_views.ts";
import { DESIGNS } from "../verbs/heddle/designs.ts";
import { DISTRIBUTIONS } from "../verbs/stats/distributions.ts";
import { FACTORS } from "../verbs/base/factors.ts";
import { FIGURES } from "../verbs/heddle/figures.ts";
import { FRAMES } from "../verbs/base/frames.ts";
import { LANGUAGE } from "../verbs/base/language.ts";
import { MEANS } from "../verbs/emmeans/means.ts";
import { MODELS } from "../verbs/stats/models.ts";
import { PATHS } from "../verbs/base/paths.ts";
import { PIECES } from "../verbs/stats/pieces.ts";
import { PROSE } from "../verbs/base/prose.ts";
import { READING } from "../verbs/readr/reading.ts";
import { SUMMARIES } from "../verbs/base/summaries.ts";
import { TABLES } from "../verbs/base/tables.ts";
import { TESTS } from "../verbs/stats/tests.ts";
import { VECTORS } from "../verbs/base/vectors.ts";

/** Verbs by group, as the manual lists them. */
export const VERB_GROUPS: Readonly<Record<string, readonly Verb[]>> = {
  language: LANGUAGE,
  data: [...READING, ...PATHS, ...FRAMES, ...TABLES, ...FACTORS, ...BINDING, ...SUMMARIES],
  vectors: VECTORS,
  arithmetic: ARITHMETIC,
  distributions: DISTRIBUTIONS,
  models: MODELS,
  tests: TESTS,
  means: MEANS,
  pieces: PIECES,
  designs: [...DESIGNS, ...DESIGN_VIEWS],
  figures: FIGURES,
  prose: PROSE,
};

/** Verbs by name. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(
  Object.values(VERB_GROUPS).flatMap((group) => group.map((verb) => [verb.name, verb])),
);
