/**
 * Ridges of `ggridges`: densities of groups above each other.
 *
 * @module
 */
import type { Verb } from "../../evaluation/verb.ts";
import { layersOf } from "../ggplot2/layers.ts";

export const GGRIDGES: readonly Verb[] = layersOf("ggridges");
