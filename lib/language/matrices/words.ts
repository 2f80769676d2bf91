/**
 * The words of matrices.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { DECOMPOSITIONS } from "./decompositions.ts";
import { PRODUCTS } from "./products.ts";
import { ROWS } from "./rows.ts";
import { SHAPES } from "./shapes.ts";
import { SOLVING } from "./solving.ts";

export const WORDS: readonly Builtin[] = [
  DECOMPOSITIONS,
  PRODUCTS,
  ROWS,
  SHAPES,
  SOLVING,
].flat();
