/**
 * How a test of agricolae judges pairs of means.
 *
 * @module
 */

/** Numbers or words of one row, by column. */
export type Facts = readonly (readonly [string, number | string])[];

/** How a test judges pairs of ranked means. */
export interface Judged {
  /** Below its title. */
  readonly title: string;
  readonly statistics: Facts;
  readonly parameters: Facts;
  /** Critical values by range, where there are several. */
  readonly ranges?: {
    readonly name: "duncan" | "snk";
    readonly table: readonly number[];
    readonly critical: readonly number[];
  };
  /** p-value of the pair of ranks i < j, the largest mean at 0. */
  p(i: number, j: number): number;
  /** Half the width of the interval of a difference. */
  half(i: number, j: number): number;
}
