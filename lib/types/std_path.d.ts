/** The part of std's `path/posix` that is used here; the package ships no types. */
export function dirname(path: string): string;
export function join(...paths: string[]): string;
export function normalize(path: string): string;
export function toFileUrl(path: string): URL;
