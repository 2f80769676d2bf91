/**
 * American English and UTC where code does not say otherwise, whatever the machine's settings are.
 *
 * @module
 */

const LOCALE = "en-US";

type Plain = Record<string, unknown>;
type Method = (this: unknown, ...given: unknown[]) => unknown;

/** What was asked for, and ours where that is not known: the engine would take the machine's. */
function locales(given: unknown): unknown {
  if (given === undefined) return LOCALE;
  return [...Intl.getCanonicalLocales(given as string), LOCALE];
}

function inUtc(options: unknown): Plain {
  const given = (options ?? {}) as Plain;
  return given["timeZone"] === undefined ? { ...given, timeZone: "UTC" } : given;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

/** Wraps a method whose arguments end with locales and options. */
function localised(
  target: object | undefined,
  name: string,
  at: number,
  options: (given: unknown) => unknown = (given) => given,
): void {
  const method = (target as Record<string, Method> | undefined)?.[name];
  if (target === undefined || typeof method !== "function") return;
  define(target, name, function (this: unknown, ...given: unknown[]) {
    const before = Array.from({ length: at }, (_, i) => given[i]);
    return Reflect.apply(method, this, [...before, locales(given[at]), options(given[at + 1])]);
  });
}

function fixConstructors(): void {
  const intl = Intl as unknown as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const Real = intl[name];
    if (typeof Real !== "function" || !/^[A-Z]/.test(name) || name === "Locale") continue;
    const options = name === "DateTimeFormat" ? inUtc : (given: unknown) => given;
    const fixed = function (given?: unknown, chosen?: unknown): unknown {
      return Reflect.construct(
        Real,
        [locales(given), options(chosen)],
        (new.target ?? fixed) as unknown as DateConstructor,
      );
    };
    Object.defineProperty(fixed, "prototype", { value: Real.prototype, writable: false });
    Object.defineProperty(fixed, "name", { value: name });
    if ("supportedLocalesOf" in Real) define(fixed, "supportedLocalesOf", Real.supportedLocalesOf);
    define(Real.prototype as object, "constructor", fixed);
    define(Intl, name, fixed);
  }
}

/** A format that is given nothing would tell the time. */
function fixNow(): void {
  const { prototype } = Intl.DateTimeFormat;
  const own = Object.getOwnPropertyDescriptor(prototype, "format")?.get;
  if (own) {
    Object.defineProperty(prototype, "format", {
      configurable: true,
      get(this: Intl.DateTimeFormat) {
        const format = Reflect.apply(own, this, []) as (date: unknown) => string;
        return (date?: unknown) => format(date === undefined ? 0 : date);
      },
    });
  }
  const parts = prototype.formatToParts;
  define(prototype, "formatToParts", function (this: Intl.DateTimeFormat, date?: Date) {
    return Reflect.apply(parts, this, [date === undefined ? 0 : date]);
  });
}

fixConstructors();
fixNow();
for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]) {
  localised(Date.prototype, name, 0, inUtc);
}
localised(Number.prototype, "toLocaleString", 0);
localised(BigInt.prototype, "toLocaleString", 0);
localised(String.prototype, "localeCompare", 1);
localised(String.prototype, "toLocaleUpperCase", 0);
localised(String.prototype, "toLocaleLowerCase", 0);
const temporal = (globalThis as { Temporal?: Record<string, { prototype?: object }> }).Temporal;
for (const name of temporal ? Object.getOwnPropertyNames(temporal) : []) {
  const options = name === "Instant" ? inUtc : (given: unknown) => given;
  localised(temporal?.[name]?.prototype, "toLocaleString", 0, options);
}
