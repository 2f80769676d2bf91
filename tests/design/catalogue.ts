/** The designs that every rule of lib/design is tried on. Counts are small, so that ranks are quick. */
import type { DesignSpec } from "../../lib/design/declared/declaration.ts";

export const catalogue: Record<string, DesignSpec> = {
  "completely randomised": {
    units: "~ Plot",
    treatments: "~ Trt",
    levels: { Plot: 20, Trt: 4 },
    allot: "Trt ~ Plot",
  },
  "factorial, completely randomised": {
    units: "~ Plot",
    treatments: "~ A*B",
    levels: { Plot: 24, A: 3, B: 2 },
    allot: "A*B ~ Plot",
  },
  "completely randomised with subsampling": {
    units: "~ Plot/Sample",
    treatments: "~ Trt",
    levels: { Plot: 12, Sample: 2, Trt: 4 },
    allot: "Trt ~ Plot",
  },
  "randomised complete blocks": {
    units: "~ Block/Plot",
    treatments: "~ Trt",
    levels: { Block: 4, Plot: 5, Trt: 5 },
    allot: "Trt ~ Plot",
  },
  "generalised randomised blocks": {
    units: "~ Block/Plot",
    treatments: "~ Trt",
    levels: { Block: 3, Plot: 8, Trt: 4 },
    allot: "Trt ~ Plot",
  },
  "generalised randomised blocks, block by treatment declared": {
    units: "~ Block/Trt/Plot",
    treatments: "~ Trt",
    levels: { Block: 3, Trt: 4, Plot: 2 },
  },
  "randomised complete blocks with subsampling": {
    units: "~ Block/Plot/Sample",
    treatments: "~ Trt",
    levels: { Block: 3, Plot: 4, Sample: 3, Trt: 4 },
    allot: "Trt ~ Plot",
  },
  "Latin square": {
    units: "~ Row*Column",
    treatments: "~ Trt",
    levels: { Row: 5, Column: 5, Trt: 5 },
    allot: "Trt ~ Row:Column",
  },
  "replicated Latin squares": {
    units: "~ Square/(Row*Column)",
    treatments: "~ Trt",
    levels: { Square: 2, Row: 4, Column: 4, Trt: 4 },
    allot: "Trt ~ Row:Column",
  },
  "Latin squares with rows in common": {
    units: "~ Row*(Square/Column)",
    treatments: "~ Trt",
    levels: { Square: 2, Row: 4, Column: 4, Trt: 4 },
    allot: "Trt ~ Row:Square:Column",
  },
  "split-plot, whole plots completely randomised": {
    units: "~ Whole/Sub",
    treatments: "~ A*B",
    levels: { Whole: 9, Sub: 2, A: 3, B: 2 },
    allot: ["A ~ Whole", "B ~ Sub"],
  },
  "split-plot in blocks": {
    units: "~ Block/Whole/Sub",
    treatments: "~ A*C",
    levels: { Block: 4, Whole: 3, Sub: 2, A: 3, C: 2 },
    allot: ["A ~ Whole", "C ~ Sub"],
  },
  "split-split-plot": {
    units: "~ Block/Main/Sub/Subsub",
    treatments: "~ A*B*C",
    levels: { Block: 3, Main: 2, Sub: 3, Subsub: 2, A: 2, B: 3, C: 2 },
    allot: ["A ~ Main", "B ~ Sub", "C ~ Subsub"],
  },
  "strip-plot": {
    units: "~ Block/(Row*Column)",
    treatments: "~ A*B",
    levels: { Block: 3, Row: 3, Column: 4, A: 3, B: 4 },
    allot: ["A ~ Row", "B ~ Column"],
  },
  "strip-split-plot": {
    units: "~ Block/(Row*Column)/Sub",
    treatments: "~ A*B*C",
    levels: { Block: 3, Row: 2, Column: 3, Sub: 2, A: 2, B: 3, C: 2 },
    allot: ["A ~ Row", "B ~ Column", "C ~ Sub"],
  },
  "repeated measures": {
    units: "~ Room/Pen/Day",
    treatments: "~ Trt*Day",
    levels: { Room: 2, Pen: 6, Day: 3, Trt: 3 },
    allot: "Trt ~ Pen",
  },
  "repeated measures, subjects by days": {
    units: "~ Subject*Day",
    treatments: "~ Trt*Day",
    levels: { Subject: 8, Day: 3, Trt: 2 },
    allot: "Trt ~ Subject",
  },
  "nested random": {
    units: "~ Batch/Cask/Sample",
    treatments: "~ 1",
    levels: { Batch: 5, Cask: 3, Sample: 2 },
  },
  "many locations, random": {
    units: "~ Loc/Block/Plot",
    treatments: "~ Trt",
    levels: { Loc: 3, Block: 2, Plot: 4, Trt: 4 },
    allot: "Trt ~ Plot",
  },
  "many locations, fixed": {
    units: "~ Farm/Block/Plot",
    treatments: "~ Farm*Genotype",
    levels: { Farm: 3, Block: 2, Plot: 4, Genotype: 4 },
    allot: "Genotype ~ Plot",
  },
  "many locations, location by treatment random": {
    units: "~ Loc/(Trt*Block)",
    treatments: "~ Trt",
    levels: { Loc: 3, Block: 2, Trt: 4 },
  },
  "nested treatments": {
    units: "~ Block/Plot",
    treatments: "~ Type/Dose",
    levels: { Block: 3, Plot: 6, Type: 2, Dose: 3 },
    allot: "Type*Dose ~ Plot",
  },
  "crossover": {
    units: "~ Subject*Period",
    treatments: "~ Trt",
    levels: { Subject: 6, Period: 3, Trt: 3 },
    allot: "Trt ~ Subject:Period",
  },
};
