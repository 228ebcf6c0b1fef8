/**
 * What one update of a session costs the page that embeds the element: script in Chromium's own
 * trace, and whether anything of the page moved.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CallCentre } from '../test/widget/support/call-centre.js';
import { printTable, quantile } from './measure.js';

const WARM_UP = 20;
const UPDATES = 80;
const APART_MS = 150;
/** Work of one update is done long before; the next one begins long after. */
const GAP_US = 50_000;
const BUDGET_MS = 4;
const AGENT = '1000';
const CATEGORIES = ['devtools.timeline', 'v8.execute', 'blink.user_timing', '__metadata'];
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'EventDispatch',
  'TimerFire',
  'FireAnimationFrame',
]);

interface Shift {
  value: number;
  sources: { node?: Node | null }[];
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** µs */
  ts: number;
  /** µs */
  dur?: number;
}

const centre = await CallCentre.open();
try {
  const page = await (await centre.browser.newContext()).newPage();
  const beside = '<p id="below">What the page shows below the element.</p>';
  await page.goto(centre.crm.address({ agentUser: AGENT, beside }));
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  await centre.simulator.stop();
  await sleep(3_000); // the panels are fetched when all else works
  await update(WARM_UP);
  await page.evaluate(() => {
    const seen = { shift: 0, inside: 0, updates: 0 };
    (window as unknown as { seen: typeof seen }).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[]) {
        // What is in a shadow tree is not named.
        if (entry.sources.some(({ node }) => node)) seen.shift += entry.value;
        else seen.inside += entry.value;
      }
    }).observe({ type: 'layout-shift' });
    addEventListener('vici-state-changed', () => {
      seen.updates += 1;
    });
  });
  await centre.browser.startTracing(page, { categories: CATEGORIES });
  await update(UPDATES);
  const trace = JSON.parse((await centre.browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const seen = await page.evaluate(
    () => (window as unknown as { seen: Record<'shift' | 'inside' | 'updates', number> }).seen,
  );
  if (seen.updates < UPDATES) throw new Error(`only ${seen.updates} of ${UPDATES} updates seen`);
  report(trace.traceEvents, seen.shift);
  console.log(`within the element: ${seen.inside.toFixed(4)}`);
} finally {
  await centre.close();
}

/** Goes from state to state as a day does, one change each. */
async function update(times: number): Promise<void> {
  const talking = { lead_id: 1, callerid: 'V1124160000000000001', comments: 'INBOUND' };
  const free = { lead_id: 0, callerid: '', comments: '' };
  const states = [
    { status: 'READY', pause_code: '', ...free },
    { status: 'INCALL', pause_code: '', ...talking },
    { status: 'PAUSED', pause_code: '', ...talking, callerid: '' },
    { status: 'PAUSED', pause_code: 'LUNCH', ...free },
  ] as const;
  for (let count = 0; count < times; count += 1) {
    await centre.database.connection.db
      .updateTable('live_agents')
      .set({ ...states[count % states.length], last_state_change: timeNow() })
      .where('user', '=', AGENT)
      .execute();
    await sleep(APART_MS);
  }
}

function timeNow(): string {
  return centre.database.connection.clock.localText(Date.now());
}

function report(events: TraceEvent[], shift: number): void {
  const main = busiestThread(events);
  const script = perUpdate(main.filter(({ name }) => SCRIPT.has(name)));
  const row = (what: string, times: number[]) => [
    what,
    `${times.length}`,
    ...[0.5, 0.95, 1].map((q) => quantile(times, q).toFixed(2)),
  ];
  printTable(['ms of one update', 'bursts', 'p50', 'p95', 'most'], [row('script', script)]);
  console.log(`layout shift of the page: ${shift}`);
  const p95 = quantile(script, 0.95);
  console.log(`script: p95 ${p95.toFixed(2)} ms, budget ${BUDGET_MS} ms`);
  if (p95 > BUDGET_MS || shift > 0) process.exitCode = 1;
}

function busiestThread(events: TraceEvent[]): TraceEvent[] {
  const threads = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.ph !== 'X' || !SCRIPT.has(event.name)) continue;
    const key = `${event.pid} ${event.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), event]);
  }
  return [...threads.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** @returns ms, ascending: what happened without a pause between counts as one update */
function perUpdate(events: TraceEvent[]): number[] {
  const sorted = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const times: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { ts, dur = 0 } of sorted) {
    if (ts + dur <= end) continue; // inside the one before
    if (ts - end > GAP_US || times.length === 0) times.push(0);
    const begun = Math.max(ts, end);
    times[times.length - 1] = (times.at(-1) ?? 0) + (ts + dur - begun) / 1000;
    end = ts + dur;
  }
  return times.sort((a, b) => a - b);
}
