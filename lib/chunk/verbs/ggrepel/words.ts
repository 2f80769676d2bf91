/**
 * Texts of `ggrepel`, which give way to each other.
 *
 * @module
 */
import type { Verb } from "../../evaluation/verb.ts";
import { layersOf } from "../ggplot2/layers.ts";

export const GGREPEL: readonly Verb[] = layersOf("ggrepel");
