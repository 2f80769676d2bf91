/**
 * Statements in which the language differs from R on purpose, and why.
 *
 * @module
 */

export const EXPLAINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  texts_dates: {
    'as.Date("0099-12-31")':
      "R leaves zeros before a year of two digits to the machine; here a year has four digits",
  },
};
