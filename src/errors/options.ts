/**
 * Checks of options, with one style of message: which option, what it is, what was expected.
 *
 * @module errors/options
 */

/** The longest time that a timer of JavaScript can wait, in milliseconds (2^31 - 1): above it, it fires at once. */
export const MAX_TIMER_MS = 2_147_483_647;

/** The bounds of a number, both included. */
export interface Bounds {
  /** Default: 1 for a whole number; for any other, anything above 0. */
  readonly min?: number;
  /** Default: `Number.MAX_SAFE_INTEGER` for a whole number; for any other, any finite number. */
  readonly max?: number;
}

/** Options that are all there, since the defaults are filled in. */
export type Complete<Options> = { readonly [Name in keyof Options]-?: NonNullable<Options[Name]> };

/** What an object that is given as an option must be able to do. */
export interface NeededMethods<T> {
  readonly methods: readonly (keyof T)[];
  /** What to give instead of another value. */
  readonly expected: string;
}

/**
 * @param name of the option
 * @param value of the option
 * @param bounds `min` and `max`
 * @returns the value
 * @throws {RangeError} if the value is not a whole number within the bounds
 */
export function requireInteger(name: string, value: unknown, bounds: Bounds = {}): number {
  const { min = 1, max = Number.MAX_SAFE_INTEGER } = bounds;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new RangeError(wrong(name, value, `a whole number ${range}`));
}

/**
 * @param name of the option
 * @param value of the option
 * @param bounds `min` and `max`
 * @returns the value
 * @throws {RangeError} if the value is not a number within the bounds
 */
export function requireNumber(name: string, value: unknown, bounds: Bounds = {}): number {
  const { min, max = Number.MAX_VALUE } = bounds;
  const isLargeEnough = typeof value === 'number' && (min === undefined ? value > 0 : value >= min);
  if (isLargeEnough && value <= max) return value;
  const least = min === undefined ? 'above 0' : `of at least ${min}`;
  const most = max >= Number.MAX_VALUE ? '' : ` and at most ${max}`;
  throw new RangeError(wrong(name, value, `a number ${least}${most}`));
}

/**
 * @param name of the option
 * @param ms milliseconds
 * @returns the milliseconds
 * @throws {RangeError} if a timer cannot wait for it: not a whole number from 1 to 2,147,483,647
 */
export function requireDuration(name: string, ms: unknown): number {
  return requireInteger(name, ms, { max: MAX_TIMER_MS });
}

/**
 * @param name of the option
 * @param value of the option
 * @param known the values that it may have
 * @returns the value
 * @throws {TypeError} if the value is not one of them
 */
export function requireOneOf<T extends string>(name: string, value: T, known: readonly T[]): T {
  if (known.includes(value)) return value;
  const names = known.map((each) => `'${each}'`);
  throw new TypeError(wrong(name, value, names.join(', ').replace(/, ('[^']*')$/, ' or $1')));
}

/**
 * @param name of the option
 * @param value of the option
 * @returns the value
 * @throws {TypeError} if the value is not a text
 */
export function requireString(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(wrong(name, value, 'a text'));
}

/**
 * @param name of the option
 * @param values of the option
 * @returns a copy, which the caller cannot change later
 * @throws {TypeError} if the value is not an array of texts
 */
export function requireStrings(name: string, values: unknown): string[] {
  if (!Array.isArray(values)) throw new TypeError(wrong(name, values, 'an array of texts'));
  return values.map((value, index) => requireString(`${name}[${index}]`, value));
}

/**
 * @param name of the option
 * @param value of the option
 * @param purpose what the function is for, if the name does not say it
 * @throws {TypeError} if the value is not a function
 */
export function requireFunction(name: string, value: unknown, purpose = ''): void {
  if (typeof value === 'function') return;
  throw new TypeError(wrong(name, value, `a function${purpose === '' ? '' : ` ${purpose}`}`));
}

/**
 * @param name of the option
 * @param value of the option
 * @param needed the functions that it must have, and what to give instead
 * @returns the value
 * @throws {TypeError} if the value has not all of the functions
 */
export function requireMethods<T>(name: string, value: T, needed: NeededMethods<T>): T {
  const { methods, expected } = needed;
  if (methods.every((method) => typeof value?.[method] === 'function')) return value;
  throw new TypeError(wrong(name, value, expected));
}

/**
 * @param caller the function that takes them
 * @param options what it was given
 * @throws {TypeError} if they are not an object: without this, the error would name a property of `undefined`
 */
export function requireOptions(caller: string, options: unknown): void {
  if (typeof options === 'object' && options !== null) return;
  throw new TypeError(`The options of ${caller} are ${found(options)}: expected an object.`);
}

/**
 * Refuses names that other functions of this package have, where ignoring them would be silent: without a secret, nothing is
 * checked.
 *
 * @param caller the function that takes the options
 * @param options what it was given
 * @param meant the name of an option that it does not have, and what to give instead
 * @throws {TypeError} if the options are not an object, or one of the names has a value
 */
export function refuseMisnamed(
  caller: string,
  options: object,
  meant: Readonly<Record<string, string>>,
): void {
  requireOptions(caller, options);
  for (const [name, instead] of Object.entries(meant)) {
    if ((options as Readonly<Record<string, unknown>>)[name] === undefined) continue;
    throw new TypeError(`${caller} has no option ${name}: give ${instead}.`);
  }
}

/** One sentence about a wrong value. A long text is cut. */
function wrong(name: string, value: unknown, expected: string): string {
  return `${name} is ${found(value)}: expected ${expected}.`;
}

function found(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || typeof value !== 'object') {
    return typeof value === 'function' ? 'a function' : String(value);
  }
  return Array.isArray(value) ? 'an array' : 'an object';
}
