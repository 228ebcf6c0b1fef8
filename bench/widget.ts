/**
 * What one update of a session costs the page that embeds the element: script in Chromium's own
 * trace, and whether anything of the page moved.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CallCentre } from '../test/widget/support/call-centre.js';
import { bench, report } from './figures.js';
import { quantile } from './measure.js';
import { printTable } from './table.js';
import { widgetSizes } from './widget-sizes.js';

const WARM_UP = 20;
const UPDATES = 80;
const APART_MS = 150;
/** Work of one update is done long before; the next one begins long after. */
const GAP_US = 50_000;
const KIB = 1_024;
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
  /** µs by the clock */
  dur?: number;
  /** µs that the thread itself ran: another process may have had the core meanwhile */
  tdur?: number;
}

await bench(async () => {
  tellSizes();
  const centre = await CallCentre.open();
  try {
    await measureUpdates(centre);
  } finally {
    await centre.close();
  }
});

function tellSizes(): void {
  const { first, english, all } = widgetSizes();
  const sizes = [
    { what: 'gzip before the first control works', bytes: first, atMost: 25 },
    { what: 'gzip, all that a page in English can load', bytes: english, atMost: 40 },
    { what: 'gzip, everything, every language included', bytes: all, atMost: 40 },
  ];
  printTable(
    ['the built element', 'KiB'],
    sizes.map(({ what, bytes }) => [what, (bytes / KIB).toFixed(2)]),
  );
  console.log();
  report(
    ...sizes.map(({ what, bytes, atMost }) => ({
      what,
      value: bytes / KIB,
      unit: 'KiB',
      digits: 2,
      budget: { atMost },
    })),
  );
}

async function measureUpdates(centre: CallCentre): Promise<void> {
  const page = await (await centre.browser.newContext()).newPage();
  const beside = '<p id="below">What the page shows below the element.</p>';
  await page.goto(centre.crm.address({ agentUser: AGENT, beside }));
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  await centre.simulator.stop();
  await sleep(3_000); // the panels are fetched when all else works
  await update(centre, WARM_UP);
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
  await update(centre, UPDATES);
  const trace = JSON.parse((await centre.browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const seen = await page.evaluate(
    () => (window as unknown as { seen: Record<'shift' | 'inside' | 'updates', number> }).seen,
  );
  if (seen.updates < UPDATES) throw new Error(`only ${seen.updates} of ${UPDATES} updates seen`);
  tellUpdates(trace.traceEvents, seen.shift);
  console.log(`within the element: ${seen.inside.toFixed(4)}`);
}

/** Goes from state to state as a day does, one change each. */
async function update(centre: CallCentre, times: number): Promise<void> {
  const talking = { lead_id: 1, callerid: 'V1124160000000000001', comments: 'INBOUND' };
  const free = { lead_id: 0, callerid: '', comments: '' };
  const states = [
    { status: 'READY', pause_code: '', ...free },
    { status: 'INCALL', pause_code: '', ...talking },
    { status: 'PAUSED', pause_code: '', ...talking, callerid: '' },
    { status: 'PAUSED', pause_code: 'LUNCH', ...free },
  ] as const;
  const { db, clock } = centre.database.connection;
  for (let count = 0; count < times; count += 1) {
    await db
      .updateTable('live_agents')
      .set({ ...states[count % states.length], last_state_change: clock.localText(Date.now()) })
      .where('user', '=', AGENT)
      .execute();
    await sleep(APART_MS);
  }
}

function tellUpdates(events: TraceEvent[], shift: number): void {
  const main = busiestThread(events);
  const script = main.filter(({ name }) => SCRIPT.has(name));
  if (!script.some(({ tdur }) => tdur)) throw new Error('the trace has no time of the thread');
  const ran = perUpdate(script, ({ tdur = 0 }) => tdur);
  const byClock = perUpdate(script, ({ dur = 0 }) => dur);
  const row = (what: string, times: number[]) => [
    what,
    `${times.length}`,
    ...[0.5, 0.95, 1].map((q) => quantile(times, q).toFixed(2)),
  ];
  printTable(
    ['ms of one update', 'bursts', 'p50', 'p95', 'most'],
    [row('script', ran), row('by the clock, other processes included', byClock)],
  );
  console.log(`layout shift of the page: ${shift}`);
  report(
    {
      what: 'script of one update, the longest',
      value: quantile(ran, 1),
      unit: 'ms',
      digits: 2,
      budget: { atMost: 4 },
    },
    {
      what: 'script of one update, p95 by the clock',
      value: quantile(byClock, 0.95),
      unit: 'ms',
      digits: 2,
      budget: { atMost: 4 },
    },
    {
      what: "layout shift of the host's page",
      value: shift,
      unit: '',
      digits: 4,
      budget: { atMost: 0 },
    },
  );
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
function perUpdate(events: TraceEvent[], time: (event: TraceEvent) => number): number[] {
  const sorted = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const times: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const event of sorted) {
    const { ts, dur = 0 } = event;
    if (ts < end) continue; // inside the one before: a thread's events nest
    if (ts - end > GAP_US) times.push(0);
    times[times.length - 1] = (times.at(-1) ?? 0) + time(event) / 1000;
    end = ts + dur;
  }
  return times.sort((a, b) => a - b);
}
