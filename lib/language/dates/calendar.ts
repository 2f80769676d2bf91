/**
 * What a day is within its week and its year.
 *
 * @module
 */
import { dateParts, dayNumber } from "../values/date.ts";

/** Day of the week, 0 for Sunday. */
export function weekdayOf(day: number): number {
  return (((Math.floor(day) + 4) % 7) + 7) % 7;
}

/** Day of the year, 1 for the first of January. */
export function yearDay(day: number): number {
  const [year] = dateParts(day);
  return Math.floor(day) - dayNumber(year, 1, 1) + 1;
}

/** Year and week by ISO 8601: week 1 is the one with the year's first Thursday. */
export function isoWeek(day: number): [year: number, week: number] {
  const thursday = Math.floor(day) - ((weekdayOf(day) + 6) % 7) + 3;
  const [year] = dateParts(thursday);
  return [year, Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1];
}

export function leapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysOfMonth(year: number, month: number): number {
  return month === 2 ? (leapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day so many months later, counted on beyond the end of a month as R does. */
export function monthsLater(day: number, months: number): number {
  const [year, month, date] = dateParts(day);
  const count = year * 12 + month - 1 + months;
  return dayNumber(Math.floor(count / 12), count - 12 * Math.floor(count / 12) + 1, 1) + date - 1;
}
