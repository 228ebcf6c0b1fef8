/** docs/functions.md: the catalogue of functions and reasons, rendered from the schemas. */
import { z } from 'zod';
import { AGENT_RULES, type FunctionDefinition } from '../protocol/function-definition.js';
import { type FunctionName, functions } from '../protocol/functions/index.js';
import { HUB_REASONS } from '../protocol/messages.js';
import { commonParameters } from '../protocol/parameters.js';
import { ErrorCode, type Reason, reasonEntry, reasons } from '../protocol/reasons.js';
import { stagesOf } from '../server/functions/engine/command-stages.js';

type Schema = z.core.JSONSchema.BaseSchema;

/** This length only bounds what a request may hold. */
const NO_LIMIT = 20_000;

const AGENT_PARAMETERS = ['agent_user', 'alt_user'];

const INTRODUCTION = `# Functions and reasons

Made by \`npm run docs\` from the schemas in \`protocol/\`; do not edit.

A parameter marked * is required. Texts are counted in characters. Numbers may be sent as JSON numbers or as digits. Characters that a parameter cannot hold are deleted first and do not count. Data fields marked ? may be missing.

Who must be named says whether a function takes \`agent_user\` (the agent whose session is meant) and \`alt_user\` (finds the agent by users.custom_three; beats \`agent_user\`).
`;

/** @returns the page as it has to stand in docs/functions.md */
export function functionsPage(): string {
  const definitions = Object.values(functions) as readonly FunctionDefinition[];
  return [
    INTRODUCTION,
    '## Functions\n',
    table(
      [
        'Function',
        'What it does',
        'Parameters',
        'Who must be named',
        'Data of the answer',
        'Stages beyond `accepted`',
        'Reasons',
      ],
      [...definitions].sort(byName).map(functionRow),
    ),
    'All take these parameters as well:\n',
    table(
      ['Parameter', 'Values'],
      Object.entries(fields(z.strictObject(commonParameters), 'input')).map(([name, field]) => [
        `\`${name}\``,
        describe(field.schema),
      ]),
    ),
    '## Reasons\n',
    'The word is `data.reason` of an error object, the code its `code`. A temporary refusal may end by itself: the same request may succeed later. A notice is not a refusal.\n',
    table(['Word', 'Text', 'Code', 'Temporary'], (Object.keys(reasons) as Reason[]).map(reasonRow)),
    `The hub's own errors carry one of these words: ${list(HUB_REASONS.map(code), ', ')}.\n`,
    '## Codes\n',
    table(
      ['Code', 'Name'],
      Object.entries(ErrorCode).map(([name, number]) => [String(number), code(name)]),
    ),
  ].join('\n');
}

const byName = (a: FunctionDefinition, b: FunctionDefinition) => (a.name < b.name ? -1 : 1);

function functionRow(definition: FunctionDefinition): string[] {
  const { name, summary, agent, data, reasons: words } = definition;
  const params = Object.entries(fields(z.strictObject(definition.params), 'input')).filter(
    ([param]) => agent === 'none' || !AGENT_PARAMETERS.includes(param),
  );
  return [
    code(name),
    summary,
    list(
      params.map(
        ([param, { isRequired, schema }]) =>
          `${code(param)}${isRequired ? '\\*' : ''}: ${describe(schema)}`,
      ),
    ),
    AGENT_RULES[agent],
    list(dataFields(data)),
    stagesOf(name as FunctionName) ? '`picked_up`, `effective`' : 'none can be seen',
    list(words.map((word) => `${code(word)} ${reasonEntry(word).code ?? 'notice'}`)),
  ];
}

function reasonRow(word: Reason): string[] {
  const { message, code: number, temporary = false } = reasonEntry(word);
  return [code(word), message, String(number ?? 'notice'), temporary ? 'yes' : 'no'];
}

interface Field {
  readonly isRequired: boolean;
  readonly schema: Schema;
}

function fields(schema: z.ZodType, io: 'input' | 'output'): Record<string, Field> {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { target: 'draft-7', io });
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      { isRequired: required.includes(name), schema: property as Schema },
    ]),
  );
}

function dataFields(data: z.ZodType): string[] {
  const found = Object.entries(fields(data, 'output'));
  if (found.length > 0) {
    return found.map(
      ([name, { isRequired, schema }]) =>
        `${code(name)}${isRequired ? '' : '?'}: ${describe(schema)}`,
    );
  }
  const { type, propertyNames } = z.toJSONSchema(data, { target: 'draft-7' });
  const names = typeof propertyNames === 'object' ? (propertyNames.enum ?? []) : [];
  if (names.length > 0) return [`text for each of ${list(names.map(code), ', ')}`];
  return type === 'object' ? ['none'] : [describe(z.toJSONSchema(data) as Schema)];
}

/** What a value may be, in words, and what its schema says of it. */
function describe(schema: Schema): string {
  const values = valuesOf(schema);
  return schema.description ? `${values}; ${schema.description}` : values;
}

function valuesOf(schema: Schema): string {
  if (schema.anyOf) return alternatives(schema.anyOf as Schema[]);
  if (schema.enum) return list(schema.enum.map(code), ', ');
  if (schema.const !== undefined) return code(schema.const);
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    case 'array':
      return `list of ${valuesOf((schema.items ?? {}) as Schema)}`;
    case 'object':
      return 'object';
    default:
      return 'any value';
  }
}

/** A number that may be sent as digits is described once. */
function alternatives(schemas: readonly Schema[]): string {
  const number = schemas.find(({ type }) => type === 'integer' || type === 'number');
  const digits = schemas.find(({ type, pattern }) => type === 'string' && pattern);
  if (number && digits && schemas.length === 2) {
    return digits.maxLength === undefined
      ? numberOf(number)
      : `digits, at most ${digits.maxLength}`;
  }
  return list([...new Set(schemas.map(valuesOf))], ' or ');
}

function textOf({ maxLength, minLength }: Schema): string {
  if (maxLength === undefined || maxLength === NO_LIMIT) return 'text';
  return minLength ? `text, ${minLength} to ${maxLength}` : `text, at most ${maxLength}`;
}

function numberOf({ type, minimum, maximum }: Schema): string {
  const kind = type === 'integer' ? 'whole number' : 'number';
  const from = isBound(minimum) ? `${minimum}` : undefined;
  const to = isBound(maximum) ? `${maximum}` : undefined;
  if (from !== undefined && to !== undefined) return `${kind}, ${from} to ${to}`;
  if (to !== undefined) return `${kind}, at most ${to}`;
  return from === undefined ? kind : `${kind}, ${from} or more`;
}

const isBound = (bound: number | undefined) =>
  bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;

const code = (value: unknown) => `\`${value}\``;

const list = (items: readonly string[], separator = '<br>') =>
  items.length > 0 ? items.join(separator) : 'none';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return `${[line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')}\n`;
}
