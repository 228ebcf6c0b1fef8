import { z } from 'zod';
import { defineFunction } from '../function-definition.js';

export const version = defineFunction({
  name: 'version',
  summary: "The hub's version and build, and its time.",
  agent: 'none',
  params: {},
  data: z.object({
    version: z.string(),
    build: z.string(),
    date: z.string().meta({ description: 'YYYY-MM-DD HH:MM:SS, server-local' }),
    epoch: z.number().int().meta({ description: 'Unix seconds' }),
  }),
  reasons: [],
});
