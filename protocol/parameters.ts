/**
 * The vocabulary of parameter types. A value may be sent as text or, where it is numeric, as a
 * number; the hub cleans it first (characters that the parameter cannot hold are deleted) and then
 * judges it by these schemas.
 */
import { z } from 'zod';

interface Traits {
  /** May be sent as a JSON number. */
  readonly numeric?: boolean;
  /** Sent, but with no permitted character at all, is an error and not "absent". */
  readonly strict?: boolean;
}

const traits = new WeakMap<z.ZodType, Traits>();

function withTraits<T extends z.ZodType>(schema: T, own: Traits): T {
  traits.set(schema, own);
  return schema;
}

/** @returns what is known of a parameter's schema, optional or not */
export function traitsOf(schema: z.ZodType): Traits {
  return (
    traits.get(schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema) ?? {}
  );
}

/** One word of a documented list, compared whole and with its letter case. */
export const word = <const T extends [string, ...string[]]>(...words: T) =>
  withTraits(z.enum(words), { strict: true });

/** The word `1`, also as a number. */
export const one = () =>
  withTraits(z.union([z.literal('1'), z.literal(1)]), { strict: true, numeric: true });

/** Length as a column counts it: an emoji is one character, though JavaScript counts two. */
const atMost = (max: number) =>
  z
    .string()
    .refine((value) => value.length <= max || [...value].length <= max, {
      message: `must be at most ${max} characters`,
    })
    .meta({ maxLength: max });

/** Free text of at most `max` characters. */
export const text = (max: number) => atMost(max);

/** A name: user, in-group, alias, code. */
export const name = (max = 100) => atMost(max);

/** A parameter that only has to be there; its value is of no account. */
export const trigger = () => withTraits(z.union([z.string(), z.number()]), { numeric: true });

/** A whole number from 0 to `max`, sent as digits or as a number. */
export const count = (max: number) =>
  withTraits(
    z.union([
      z
        .string()
        .regex(/^\d+$/, 'must be a whole number')
        .refine((digits) => Number(digits) <= max, `must be at most ${max}`),
      z.number().int().min(0).max(max),
    ]),
    { strict: true, numeric: true },
  );

/** A telephone number or code: digits (some parameters also take other marks). */
export const phone = (max: number) =>
  withTraits(z.union([z.string().max(max), z.number().int().min(0)]), { numeric: true });

/** A telephone number or code of a lead: sent without one mark of `kept` it is not valid. */
export const leadPhone = (max: number, kept: RegExp) =>
  withTraits(
    z.union([
      z.string().max(max).regex(kept, 'holds no permitted character'),
      z.number().int().min(0),
    ]),
    { numeric: true, strict: true },
  );

/** `MAX(INT UNSIGNED)`: the range of `lead_id`. */
export const LEAD_ID_MAX = 4_294_967_295;
export const leadId = () => count(LEAD_ID_MAX);

/** Hours from UTC, -99.99 to 99.99. */
export const gmtOffset = () =>
  withTraits(
    z.union([
      z.string().regex(/^-?\d{1,2}(\.\d{1,2})?$/, 'must be a number from -99.99 to 99.99'),
      z.number().min(-99.99).max(99.99),
    ]),
    { strict: true, numeric: true },
  );

/** `YYYY-MM-DD`, a real day, or `0000-00-00`. */
export const birthDate = () =>
  withTraits(
    z.string().refine((value) => value === '0000-00-00' || isRealDate(value), {
      message: 'must be a real date YYYY-MM-DD',
    }),
    { strict: true },
  );

/** @returns whether `YYYY-MM-DD` names a day that exists */
export function isRealDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 100) date.setUTCFullYear(year);
  return (
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  );
}

/** The parameters that every function takes besides its own. */
export const commonParameters = {
  source: name(20000)
    .optional()
    .meta({ description: 'what originated the command; at least 2 characters' }),
  idempotency_key: z.string().min(1).max(64).optional().meta({
    description: 'the same key from the same subject within 10 minutes returns the first answer',
  }),
  wait: z.enum(['accepted', 'picked_up', 'effective']).optional(),
  wait_ms: z.number().int().min(0).max(30_000).optional().meta({ description: 'ms; default 5000' }),
};

/** Parameters that steer the hub and never reach a function. */
export const HUB_PARAMETERS = ['idempotency_key', 'wait', 'wait_ms'] as const;
