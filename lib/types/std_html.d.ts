/** The part of std's `html` that is used here; the package ships no types. */
export function escape(text: string): string;
export function unescape(text: string): string;
