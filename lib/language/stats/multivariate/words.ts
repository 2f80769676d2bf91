/**
 * Words of several variables at once.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { CLUSTERS } from "./clusters.ts";
import { COMPONENTS } from "./components.ts";
import { DISTANCES } from "./distances.ts";
import { MOMENTS } from "./moments.ts";
import { PRINCIPAL } from "./principal.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [DISTANCES, MOMENTS, COMPONENTS, PRINCIPAL, CLUSTERS]
  .flat();
