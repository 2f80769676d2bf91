/**
 * Names of months and days, in English on every machine.
 *
 * @module
 */

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** From Sunday, as R counts days of the week from 0. */
export const DAYS = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** The beginning of a name that is used alone: `Jan`, `Mon`. */
export function short(name: string): string {
  return name.slice(0, 3);
}
