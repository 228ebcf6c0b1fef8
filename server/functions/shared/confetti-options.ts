/** What a notification's confetti is like: `{duration},{maxParticleCount},{particleSpeed}`. */
import { firstRow } from '../../database/first-row.js';
import type { FunctionContext } from '../engine/api-function.js';

const DEFAULTS = { duration: '2', maxParticleCount: '2350', particleSpeed: '2' };

type Confetti = typeof DEFAULTS;

/** What was not sent comes from the settings container `CONFETTI_SETTINGS`, else from our defaults. */
export async function confettiOptions(context: FunctionContext, sent: Confetti): Promise<string> {
  const { duration, maxParticleCount, particleSpeed } = sent;
  const isComplete = duration !== '' && maxParticleCount !== '' && particleSpeed !== '';
  const settings = isComplete ? {} : await readContainer(context);
  const pick = (name: keyof Confetti) => sent[name] || settings[name] || DEFAULTS[name];
  return [pick('duration'), pick('maxParticleCount'), pick('particleSpeed')].join(',');
}

async function readContainer({ db }: FunctionContext): Promise<Partial<Confetti>> {
  const container = await db
    .selectFrom('settings_containers')
    .select('container_entry')
    .where('container_id', '=', 'CONFETTI_SETTINGS')
    .limit(firstRow)
    .executeTakeFirst();
  const found: Partial<Confetti> = {};
  for (const line of (container?.container_entry ?? '').split(/\r?\n/)) {
    if (line.startsWith(';')) continue;
    const [, name, number] = /^\s*(\w+) => (\d+)\s*$/.exec(line) ?? [];
    if (isOption(name)) found[name] ??= number;
  }
  return found;
}

function isOption(name: string | undefined): name is keyof Confetti {
  return name !== undefined && Object.hasOwn(DEFAULTS, name);
}
