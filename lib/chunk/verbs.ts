/**
 * The closed list of verbs.
 *
 * @module
 */
import type { Verb } from "./verb.ts";
import { ARITHMETIC } from "./verbs/arithmetic.ts";
import { BINDING } from "./verbs/binding.ts";
import { DESIGN_VIEWS } from "./verbs/design_views.ts";
import { DESIGNS } from "./verbs/designs.ts";
import { DISTRIBUTIONS } from "./verbs/distributions.ts";
import { FACTORS } from "./verbs/factors.ts";
import { FIGURES } from "./verbs/figures.ts";
import { FRAMES } from "./verbs/frames.ts";
import { LANGUAGE } from "./verbs/language.ts";
import { MEANS } from "./verbs/means.ts";
import { MODELS } from "./verbs/models.ts";
import { PIECES } from "./verbs/pieces.ts";
import { PROSE } from "./verbs/prose.ts";
import { READING } from "./verbs/reading.ts";
import { SUMMARIES } from "./verbs/summaries.ts";
import { TABLES } from "./verbs/tables.ts";
import { TESTS } from "./verbs/tests.ts";
import { VECTORS } from "./verbs/vectors.ts";

/** Verbs by group, as the manual lists them. */
export const VERB_GROUPS: Readonly<Record<string, readonly Verb[]>> = {
  language: LANGUAGE,
  data: [...READING, ...FRAMES, ...TABLES, ...FACTORS, ...BINDING, ...SUMMARIES],
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
