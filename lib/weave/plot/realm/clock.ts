/**
 * A clock that stands still at the beginning of 1970, and a calendar in UTC: a page built tomorrow
 * and elsewhere is the page built here today.
 *
 * @module
 */

const Real = Date;
const { prototype } = Real;

/** Texts that say their zone, or are read as UTC because they are a date alone. */
const ZONED = /(?:Z|GMT|UTC?|[+-]\d\d:?\d\d|\b[ECMP][SD]T)\s*(?:\([^)]*\))?$/i;
const DATE_ALONE = /^\s*[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?\s*$/;
const ISO_TIME = /^\s*[+-]?\d{4,6}(?:-\d\d){0,2}T[\d:.,]+\s*$/;

/** As `Date.parse`, but a text without a zone is in UTC. */
function parse(text: unknown): number {
  const given = String(text);
  if (ZONED.test(given.trim()) || DATE_ALONE.test(given)) return Real.parse(given);
  return Real.parse(ISO_TIME.test(given) ? `${given.trim()}Z` : `${given} UTC`);
}

function timeOf(parts: readonly unknown[]): number {
  if (parts.length === 0) return 0;
  if (parts.length > 1) return Real.UTC(...parts as [number, number]);
  const [given] = parts;
  if (given instanceof Real) return +given;
  const primitive = typeof given === "object" && given !== null
    ? (given as { valueOf(): unknown }).valueOf()
    : given;
  return typeof primitive === "string" ? parse(primitive) : Number(primitive);
}

function FixedDate(this: unknown, ...parts: unknown[]): Date | string {
  if (new.target === undefined) return new Real(0).toString();
  return Reflect.construct(Real, [timeOf(parts)], new.target as unknown as DateConstructor);
}

const LOCAL = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"] as const;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

const two = (n: number): string => String(n).padStart(2, "0");

function dateText(d: Date): string {
  const day = `${DAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${two(d.getUTCDate())}`;
  return `${day} ${String(d.getUTCFullYear()).padStart(4, "0")}`;
}

function timeText(d: Date): string {
  const time = [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()].map(two).join(":");
  return `${time} GMT+0000 (Coordinated Universal Time)`;
}

function text(make: (d: Date) => string): (this: Date) => string {
  return function (this: Date): string {
    return Number.isNaN(+this) ? "Invalid Date" : make(this);
  };
}

function stopClock(): void {
  Object.defineProperty(FixedDate, "prototype", { value: prototype, writable: false });
  Object.defineProperty(FixedDate, "name", { value: "Date" });
  Object.defineProperty(FixedDate, "length", { value: 7 });
  define(FixedDate, "now", () => 0);
  define(FixedDate, "parse", parse);
  define(FixedDate, "UTC", Real.UTC);
  define(prototype, "constructor", FixedDate);
  define(globalThis, "Date", FixedDate);
  const methods = prototype as unknown as Record<string, unknown>;
  for (const part of LOCAL) {
    define(prototype, `get${part}`, methods[`getUTC${part}`]);
    define(prototype, `set${part}`, methods[`setUTC${part}`]);
  }
  define(prototype, "getDay", prototype.getUTCDay);
  define(prototype, "getTimezoneOffset", function (this: Date) {
    return Number.isNaN(+this) ? NaN : 0;
  });
  define(prototype, "getYear", function (this: Date) {
    return this.getUTCFullYear() - 1900;
  });
  define(prototype, "setYear", function (this: Date, year: number) {
    return this.setUTCFullYear(year >= 0 && year <= 99 ? year + 1900 : year);
  });
  define(prototype, "toString", text((d) => `${dateText(d)} ${timeText(d)}`));
  define(prototype, "toDateString", text(dateText));
  define(prototype, "toTimeString", text(timeText));
}

/** `Temporal.Now`, where the engine has it. */
function stopTemporal(): void {
  interface Zoned {
    toPlainDateTime(): unknown;
    toPlainDate(): unknown;
    toPlainTime(): unknown;
  }
  interface Moment {
    toZonedDateTimeISO(zone: unknown): Zoned;
  }
  const temporal = (globalThis as {
    Temporal?: { Now: object; Instant: { fromEpochMilliseconds(n: number): Moment } };
  }).Temporal;
  if (!temporal) return;
  const instant = (): Moment => temporal.Instant.fromEpochMilliseconds(0);
  const zoned = (zone: unknown = "UTC"): Zoned => instant().toZonedDateTimeISO(zone);
  define(temporal.Now, "instant", instant);
  define(temporal.Now, "timeZoneId", () => "UTC");
  define(temporal.Now, "zonedDateTimeISO", zoned);
  define(temporal.Now, "plainDateTimeISO", (zone?: unknown) => zoned(zone).toPlainDateTime());
  define(temporal.Now, "plainDateISO", (zone?: unknown) => zoned(zone).toPlainDate());
  define(temporal.Now, "plainTimeISO", (zone?: unknown) => zoned(zone).toPlainTime());
}

stopClock();
stopTemporal();
