/** What nodes tell one another by plain messages; each is checked before it is believed. */
import { z } from 'zod';

/** From the leader, twice a second and whenever its state changes. */
export const pulse = z.object({
  term: z.number(),
  epoch: z.number(),
  /** The last one that was published. */
  revision: z.number(),
  state: z.enum(['live', 'stale']),
  /** How long the last reading took, ms. */
  readMs: z.number(),
});
export type Pulse = z.infer<typeof pulse>;

/** From each node, once a second and whenever somebody begins or ends to listen. */
export const presence = z.object({ node: z.string().max(64), isListening: z.boolean() });

/** A command changed something. */
export const bell = z.object({ agent: z.string().max(64).optional() });

/** The leader's answer to a request to read now. */
export const reading = z.union([
  z.object({ epoch: z.number(), revision: z.number() }),
  z.object({
    /** What failed: the database, or what nodes share. */
    failed: z.enum(['database', 'cluster']),
    message: z.string(),
    code: z.string().optional(),
  }),
]);
export type Reading = z.infer<typeof reading>;
