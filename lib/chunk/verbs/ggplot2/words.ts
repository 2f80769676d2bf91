/**
 * The words of `ggplot2`.
 *
 * @module
 */
import type { Verb } from "../../evaluation/verb.ts";
import { COLOURING } from "./colouring.ts";
import { LAYERS } from "./layers.ts";
import { PICTURES } from "./pictures.ts";
import { PLACING } from "./placing.ts";
import { QUICK } from "./quick.ts";
import { SCALING } from "./scaling.ts";
import { THEMES } from "./theming/themes.ts";

export const GGPLOT2: readonly Verb[] = [
  ...PICTURES,
  ...LAYERS,
  ...PLACING,
  ...SCALING,
  ...COLOURING,
  ...THEMES,
  ...QUICK,
];
