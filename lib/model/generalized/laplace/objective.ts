/**
 * What a search of the approximate likelihood moves on: its value and derivatives by one engine, with modes
 * of the random effects predicted from the last ones.
 *
 * @module
 */
import { LaplaceDerivatives, type LaplacePoint } from "./derivatives.ts";
import type { LaplaceEngine } from "./engine.ts";
import type { Objective } from "./maximum.ts";
import { PartedDerivatives } from "./parted_derivatives.ts";
import { QuadratureDerivatives } from "./quadrature.ts";

/** Whichever derivatives a problem has. */
export type AnyDerivatives = LaplaceDerivatives | PartedDerivatives | QuadratureDerivatives;

/** Derivatives by Laplace's approximation, or by quadrature with more nodes than one. */
export function derivativesOf(engine: LaplaceEngine, nodes: number): AnyDerivatives {
  return nodes > 1
    ? new QuadratureDerivatives(engine, nodes)
    : engine.parted
    ? new PartedDerivatives(engine)
    : new LaplaceDerivatives(engine);
}

/** An objective whose engine rests where it was last asked for a value. */
export interface RestingObjective extends Objective {
  /** Whether that is there. */
  restsAt(rho: Float64Array): boolean;
}

/** The objective of one engine. */
export function objectiveOf(
  engine: LaplaceEngine,
  derivatives: AnyDerivatives,
  sizes: ArrayLike<number>,
): RestingObjective {
  const { plan, problem: { terms } } = engine;
  let last: { rho: Float64Array; value: number } | null = null;
  const mode = new PredictedMode(engine);
  const restsAt = (rho: Float64Array): boolean => last?.rho.every((r, k) => r === rho[k]) ?? false;
  const pointAt = (
    rho: Float64Array,
    point: (value: number) => LaplacePoint,
  ): LaplacePoint | null => {
    const value = restsAt(rho) ? last!.value : objective.value(rho);
    if (!Number.isFinite(value)) return null;
    const found = point(value);
    if (derivatives instanceof LaplaceDerivatives) mode.keep(rho, derivatives.modeTangents);
    return found;
  };
  const objective: RestingObjective = {
    restsAt,
    count: plan.count,
    coefficients: plan.dispersion,
    vanishing: terms.flatMap(({ factor }, t) => factor.vanishing.map((k) => k + plan.terms[t]!)),
    sizes,
    value: (rho) => {
      mode.place(rho);
      last = { rho: rho.slice(), value: derivatives.value(rho) };
      return last.value;
    },
    derive: (rho) => pointAt(rho, (value) => derivatives.at(rho, value)),
    ...(derivatives instanceof LaplaceDerivatives && derivatives.costly
      ? { rough: (rho) => pointAt(rho, (value) => derivatives.nearly(rho, value)) }
      : {}),
    ...(!(derivatives instanceof QuadratureDerivatives) && derivatives.costly
      ? {
        approximate: (rho, hessian) =>
          pointAt(rho, (value) => ({ value, gradient: derivatives.slope(rho), hessian })),
      }
      : {}),
  };
  return objective;
}

/** The mode at some parameters, from the last one and how it moves. */
class PredictedMode {
  readonly #engine: LaplaceEngine;
  readonly #u: Float64Array;
  #rho: Float64Array | null = null;
  #tangents: readonly Float64Array[] = [];

  constructor(engine: LaplaceEngine) {
    this.#engine = engine;
    this.#u = new Float64Array(engine.u.length);
  }

  /** The engine rests at a mode. */
  keep(rho: Float64Array, tangents: readonly Float64Array[]): void {
    this.#u.set(this.#engine.u);
    this.#rho = rho;
    this.#tangents = tangents;
  }

  /** Effects from which the next mode is sought. */
  place(rho: Float64Array): void {
    if (!this.#rho) return;
    const { u } = this.#engine;
    u.set(this.#u);
    rho.forEach((r, k) => {
      const by = r - this.#rho![k]!;
      if (by === 0) return;
      const tangent = this.#tangents[k]!;
      for (let j = 0; j < u.length; j++) u[j]! += by * tangent[j]!;
    });
  }
}
