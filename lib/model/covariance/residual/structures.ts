/**
 * The residual covariances that can be asked for by name. Another one is its file and a line here.
 *
 * @module
 */
import type { ResidualStructure } from "../residual_covariance.ts";
import { armaCorrelation } from "./arma_correlation.ts";
import { correlated, oneVariance, type Variances } from "./correlated.ts";
import { type Correlation, uncorrelated } from "./correlation.ts";
import { compoundSymmetry } from "./cs.ts";
import { grouped, ofGroup } from "./grouped.ts";
import { withNugget } from "./nugget.ts";
import {
  autoregressiveField,
  decaying,
  DECAYS,
  MATERN,
  type Places,
  powered,
  wholeGrid,
} from "./place_correlations.ts";
import { unstructured } from "./un.ts";
import {
  anyCorrelation,
  bandedCorrelation,
  chainedCorrelation,
  equalCorrelation,
  laggedCorrelation,
} from "./visit_correlations.ts";
import { visitVariance } from "./visit_parameter.ts";

/** What a structure is made over. */
export interface StructurePlaces extends Places {
  /** Labels of the visits, or of the places. */
  readonly visits: readonly string[];
}

/** What else is asked of a structure. */
export interface StructureOptions {
  readonly nugget: boolean;
  readonly anisotropic: boolean;
  /** Matérn's smoothness. */
  readonly nu: number;
}

/** A structure as it is asked for. */
export interface StructureKind {
  /** Its parameters over some visits. */
  readonly make: (places: StructurePlaces, options: StructureOptions) => ResidualStructure;
  /** Its correlations, where they can be had without its variances: what groups may have in common. */
  readonly correlation:
    | ((places: StructurePlaces, options: StructureOptions) => Correlation)
    | null;
  /** Whether each visit has a variance of its own. */
  readonly heterogeneous: boolean;
  /** Whether residuals of one subject are correlated, so that a subject has to be named. */
  readonly withinSubjects: boolean;
  /** Whether each pair of visits has a covariance of its own. */
  readonly everyPair?: boolean;
  /** Whether it matters which visit follows which. */
  readonly inOrder?: boolean;
  /**
   * Whether it is made over coordinates, which are numbers, and may be several. Those of a grid, and
   * those of levels, are whole; of a factor they are the numbers in its labels, or of its levels.
   */
  readonly places?: "space" | "grid" | "levels";
  /** Whether white noise of its own beside it, a nugget, is something else than it is by itself. */
  readonly noisy?: boolean;
  /** Whether it can do without visits. */
  readonly visitless?: boolean;
}

const eachVariance = (visits: readonly string[]): Variances => ({
  parameters: visits.map((v, i) => visitVariance("var", i, v)),
  of: visits.map((_, i) => i),
});

/** A structure of one variance, or of one for each visit. */
function kind(
  name: string,
  correlation: NonNullable<StructureKind["correlation"]>,
  heterogeneous: boolean,
  more: Partial<StructureKind> = {},
): StructureKind {
  return {
    make: (places, options) =>
      correlated(
        name,
        places.visits,
        correlation(places, options),
        heterogeneous ? eachVariance(places.visits) : oneVariance(places.visits.length),
      ),
    correlation,
    heterogeneous,
    withinSubjects: true,
    ...more,
  };
}

/** `toep`: its parameters are covariances, in which R is linear. */
function banded({ visits }: StructurePlaces): ResidualStructure {
  const size = visits.length;
  const structure = correlated("toep", visits, bandedCorrelation(size), oneVariance(size));
  return {
    ...structure,
    parameters: structure.parameters.map((p, k) => ({
      ...p,
      quantity: "covariance",
      name: `toep_cov_${k + 1}`,
      symbol: `\\sigma_{${k + 1}}`,
      degree: 1,
      lowest: -Infinity,
    })),
  };
}

const overVisits = (make: (size: number) => Correlation) => ({ visits }: StructurePlaces) =>
  make(visits.length);
const space = (word: string): StructureKind =>
  kind(word, (places, { anisotropic }) => decaying(places, DECAYS[word]!, anisotropic), false, {
    places: "space",
  });

/** The product of two `ar1` over the rows and the columns of a field. */
export const FIELD: StructureKind = {
  ...kind("ar1 * ar1", autoregressiveField, false, { places: "grid" }),
  make(places) {
    const { visits } = places;
    const grid = wholeGrid(places);
    const made = correlated(
      "ar1 * ar1",
      visits,
      autoregressiveField(places),
      oneVariance(visits.length),
    );
    return grid ? { ...made, grid } : made;
  },
};

/** By the word that names it. */
export const STRUCTURES: Readonly<Record<string, StructureKind>> = {
  ante1: kind("ante1", overVisits(chainedCorrelation), true, { inOrder: true }),
  ar1: kind("ar1", overVisits(laggedCorrelation), false, { inOrder: true, noisy: true }),
  arh1: kind("arh1", overVisits(laggedCorrelation), true, { inOrder: true }),
  cs: {
    make: ({ visits }) => compoundSymmetry(visits),
    correlation: overVisits(equalCorrelation),
    heterogeneous: false,
    withinSubjects: true,
  },
  csh: kind("csh", overVisits(equalCorrelation), true),
  diag: kind("diag", overVisits(uncorrelated), true, { withinSubjects: false }),
  exp: space("exp"),
  gau: space("gau"),
  id: kind("id", overVisits(uncorrelated), false, { withinSubjects: false, visitless: true }),
  lin: space("lin"),
  mat: kind(
    "mat",
    (places, { nu, anisotropic }) => decaying(places, MATERN.get(nu)!, anisotropic),
    false,
    { places: "space" },
  ),
  pow: kind("pow", powered, false, { places: "space" }),
  ratio: space("ratio"),
  sph: space("sph"),
  toep: {
    make: banded,
    correlation: overVisits(bandedCorrelation),
    heterogeneous: false,
    withinSubjects: true,
    inOrder: true,
  },
  toeph: kind("toeph", overVisits(bandedCorrelation), true, { inOrder: true }),
  un: {
    make: ({ visits }) => unstructured(visits),
    correlation: null,
    heterogeneous: true,
    withinSubjects: true,
    everyPair: true,
  },
};

/**
 * Variances of groups of rows, whoever's rows these are, and correlations by visit alone: what
 * `weights = varIdent(…)` beside a `correlation` says.
 */
export function variancesByGroup(
  kind: StructureKind,
  places: StructurePlaces,
  options: StructureOptions,
  labels: readonly string[],
): ResidualStructure {
  const { visits } = places;
  const variances: Variances = {
    parameters: labels.flatMap((g, i) =>
      oneVariance(1).parameters.map((p) => ofGroup(p, g, i * visits.length))
    ),
    of: labels.flatMap((_, i) => visits.map(() => i)),
    crossing: true,
  };
  const labelled = labels.flatMap((g) => visits.map((v) => v === "" ? g : `${v}{${g}}`));
  return correlated("varIdent", labelled, kind.correlation!(places, options), variances);
}

/** Correlations for `weights` and `correlation` of nlme, where they are no structure by a word. */
export const NLME_STRUCTURES: Readonly<Record<string, StructureKind>> = {
  corSymm: kind("corSymm", overVisits(anyCorrelation), false),
  corCompSymm: kind("corCompSymm", overVisits(equalCorrelation), false),
  corAR1: kind("corAR1", overVisits(laggedCorrelation), false),
  /** `corAR1` over a covariate of whole numbers. */
  lags: kind(
    "corAR1",
    (places) => {
      const { parameters } = laggedCorrelation(2);
      // at 0 a correlation of distant visits does not depend on that of near ones
      const starts = [[0.5], [0.85], [0], [-0.4]];
      return { ...autoregressiveField(places), parameters, starts };
    },
    false,
    { places: "levels" },
  ),
};

/**
 * nlme's `corARMA`: an autoregression of order p with moving averages of order q.
 *
 * @param whole over a covariate of whole numbers, otherwise over the rows of a subject in their order
 */
export function armaStructure(p: number, q: number, whole: boolean): StructureKind {
  const steps = ({ visits, coordinates }: StructurePlaces): ArrayLike<number> =>
    whole ? coordinates[0]! : visits.map((_, i) => i);
  return kind(
    "corARMA",
    (places) => armaCorrelation(steps(places), p, q),
    false,
    whole ? { places: "levels" } : { inOrder: true },
  );
}

/** By mmrm's words; those of one variance have the correlations of those with several. */
export const MMRM_STRUCTURES: Readonly<Record<string, StructureKind>> = {
  us: STRUCTURES.un!,
  ad: kind("ad", overVisits(chainedCorrelation), false, { inOrder: true }),
  adh: STRUCTURES.ante1!,
  ar1: STRUCTURES.ar1!,
  ar1h: STRUCTURES.arh1!,
  cs: STRUCTURES.cs!,
  csh: STRUCTURES.csh!,
  toep: STRUCTURES.toep!,
  toeph: STRUCTURES.toeph!,
  sp_exp: STRUCTURES.exp!,
  sp_gau: STRUCTURES.gau!,
};

/** Which groups have parameters of their own, and which of these. */
export interface Groups {
  readonly labels: readonly string[];
  /** Whether the groups have their correlations in common. */
  readonly common: boolean;
}

/** The structure over all groups: the places of each, one group after another. */
export function structureOf(
  kind: StructureKind,
  places: StructurePlaces,
  options: StructureOptions,
  groups: Groups | null,
): ResidualStructure {
  const finished = (made: ResidualStructure): ResidualStructure =>
    options.nugget ? withNugget(made, kind.noisy) : made;
  if (!groups) return finished(kind.make(places, options));
  if (!groups.common) return grouped(() => finished(kind.make(places, options)), groups.labels);
  return finished(commonCorrelations(kind, places, options, groups.labels));
}

/** One set of correlations, and the variances of each group. */
function commonCorrelations(
  kind: StructureKind,
  places: StructurePlaces,
  options: StructureOptions,
  labels: readonly string[],
): ResidualStructure {
  const { visits } = places;
  const one = kind.heterogeneous ? eachVariance(visits) : oneVariance(visits.length);
  const each = one.parameters.length;
  const variances: Variances = {
    parameters: labels.flatMap((g, i) =>
      one.parameters.map((p) => ofGroup(p, g, i * visits.length))
    ),
    of: labels.flatMap((_, i) => one.of.map((k) => i * each + k)),
  };
  const name = kind.make(places, options).name;
  const labelled = labels.flatMap((g) => visits.map((v) => v === "" ? g : `${v}{${g}}`));
  return correlated(name, labelled, kind.correlation!(places, options), variances);
}
