/** Parameters of every kind for a function: recorded ones, known words, and what nobody expects. */
import fc from 'fast-check';
import { z } from 'zod';
import { type FunctionName, functions } from '../../protocol/functions/index.js';
import { readCases } from '../conformance/recorded-case.js';

export type Sent = Readonly<Record<string, unknown>>;

const cases = readCases((text) => text);

/** What the text API needs besides, or what has a meaning of its own there. */
const NOT_OF_THE_FUNCTION = ['function', 'user', 'pass', 'source', 'close_window_link', 'DB'];

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '007',
  '1e5',
  '4294967296',
  '99999999999999999999',
  "' OR 1=1 -- ",
  '"; DROP TABLE users; --',
  '\\\' \\" \\0 %00 %27 %s',
  'a\0b\0',
  '\r\nX-Header: 1',
  '😀🏳️‍🌈',
  'ÄÖÜ ßéñ 漢字 ١٢٣',
  '\ud800',
  '!!!!!!!',
  'a---b---c',
  '||||||',
  '+ + +',
  ';;##',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'x'.repeat(255),
  '7'.repeat(256),
  "'".repeat(10_000),
  'a1 '.repeat(3_334),
];

const NOT_TEXT = [null, true, -1, 0.5, 1e21, 42, [], ['1000'], {}, { value: '1' }];

/** Of functions that nothing was recorded of. */
const WITHOUT_CASES: Readonly<Record<string, readonly Sent[]>> = {
  send_notification: [
    { recipient: '1000', recipient_type: 'USER', notification_text: 'hello' },
    { recipient: 'AGENTS', recipient_type: 'USER_GROUP', show_confetti: 'Y' },
    { recipient: 'TESTCAMP', recipient_type: 'TEAM', notification_text: 'a', text_color: 'FF0' },
    { recipient: '1000', recipient_type: 'USER', notification_date: '2026-01-01 10:00' },
  ],
  refresh_panel: [
    { agent_user: '1000', formreload: '1', chatreload: '1' },
    { agent_user: '1009', scriptreload: 'Y' },
  ],
};

/** @param anyType also values that are not text, as a socket can send them */
export function anyParameters(name: FunctionName, anyType: boolean): fc.Arbitrary<Sent> {
  const recorded = recordedParameters(name);
  const words = new Map<string, string[]>();
  for (const params of recorded) {
    for (const [param, value] of Object.entries(params)) {
      words.set(param, [...(words.get(param) ?? []), String(value)]);
    }
  }
  const { properties = {} } = z.toJSONSchema(functions[name].schema, { io: 'input' });
  const names = [...new Set([...Object.keys(functions[name].params), ...words.keys()])];
  const pairs = fc.constantFrom(...names, 'no_such_parameter').chain((param) => {
    const listed = (properties[param] as { enum?: unknown[] } | undefined)?.enum ?? [];
    const known = [...(words.get(param) ?? []), ...listed.map(String), '1000', '1002', 'Y'];
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<unknown>(...known) },
      { weight: 4, arbitrary: fc.constantFrom<unknown>(...NASTY) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 300 }) },
      { weight: anyType ? 2 : 0, arbitrary: fc.constantFrom<unknown>(...NOT_TEXT) },
    );
    return fc.tuple(fc.constant(param), value);
  });
  return fc
    .record({
      base: fc.constantFrom<Sent>(...recorded, {}),
      replaced: fc.array(pairs, { maxLength: 4 }),
      missing: fc.option(fc.constantFrom(...names, 'none'), { freq: 2 }),
    })
    .map(({ base, replaced, missing }) => {
      const params = { ...base, ...Object.fromEntries(replaced) };
      return Object.fromEntries(Object.entries(params).filter(([param]) => param !== missing));
    });
}

function recordedParameters(name: FunctionName): Sent[] {
  const own = cases.filter((each) => each.params.function === name);
  return [
    ...own.map(({ params }) =>
      Object.fromEntries(
        Object.entries(params).filter(([param]) => !NOT_OF_THE_FUNCTION.includes(param)),
      ),
    ),
    ...(WITHOUT_CASES[name] ?? []),
  ];
}
