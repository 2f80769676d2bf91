/**
 * Words of statistics and of matrices that are known and refused, each with a way on.
 *
 * @module
 */
import { type Builtin, refusing } from "../evaluation/builtin.ts";

const REFUSED: Readonly<Record<string, string>> = {
  rcond: "svd(x)$d has the singular values: the least over the largest says how near to singular",
  kappa: "svd(x)$d has the singular values: the largest over the least is the condition",
  expm: "eigen() of a symmetric matrix gives its exponential",
  polyroot: "uniroot() finds a real zero between two values of different signs",
  fft: "Leave it out: the language has no complex numbers",
  convolve: "sapply() over the shifts with sum() of products is the same",
  nlm: 'optim(par, fn, method = "BFGS") finds the least value of a function',
  nlminb: 'optim(par, fn, method = "BFGS") finds the least value of a function',
  rWishart: "crossprod(matrix(rnorm(df * p), df)) draws with the identity",
};

export const REFUSED_WORDS: readonly Builtin[] = Object.entries(REFUSED).map(([name, hint]) =>
  refusing(name, hint)
);
