/** The AsyncAPI 3.0 document of the socket, made from the schemas that the hub judges by. */
import { z } from 'zod';
import { agentSession, queue } from '../../protocol/agent-session.js';
import { SUBPROTOCOL } from '../../protocol/close-codes.js';
import { AGENT_RULES, type FunctionDefinition } from '../../protocol/function-definition.js';
import { type FunctionName, functions } from '../../protocol/functions/index.js';
import {
  errorObject,
  errorResponse,
  functionResult,
  hubMethods,
  notifications,
  request,
  requestId,
  successResponse,
} from '../../protocol/messages.js';
import { ErrorCode, reasonEntry, reasons } from '../../protocol/reasons.js';
import { stagesOf } from '../functions/engine/command-stages.js';
import { SERVER_NAME, VERSION } from '../version.js';
import { closeCodes } from './close-code-meanings.js';

type Json = Record<string, unknown>;

/** Schemas that have a name of their own in the document. */
const NAMED = new Map<z.core.$ZodType, string>([
  [agentSession, 'AgentSession'],
  [queue, 'Queue'],
  [errorObject, 'Error'],
  [requestId, 'RequestId'],
]);

/** The bounds that `.int()` adds are those of every JSON number that arrives unharmed. */
const isSafeBound = (bound: unknown) =>
  typeof bound === 'number' && Math.abs(bound) === Number.MAX_SAFE_INTEGER;

function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io,
    override({ zodSchema, jsonSchema: json, path }) {
      const name = NAMED.get(zodSchema);
      if (name !== undefined && path.length > 0) {
        for (const key of Object.keys(json)) delete json[key as keyof typeof json];
        json.$ref = `#/components/schemas/${name}`;
      }
      // answers may gain fields
      if (io === 'output' && json.additionalProperties === false) delete json.additionalProperties;
      if (isSafeBound(json.minimum)) delete json.minimum;
      if (isSafeBound(json.maximum)) delete json.maximum;
    },
  });
  return converted as Json;
}

const CHANNEL = '#/channels/hub';
const refer = ($ref: string) => ({ $ref });
const onChannel = (message: string) => refer(`${CHANNEL}/messages/${message}`);

class Document {
  readonly messages: Record<string, Json> = {};
  readonly operations: Record<string, Json> = {};

  constructor() {
    this.messages.error = {
      name: 'error',
      title: 'the answer to a request that was refused',
      payload: jsonSchema(errorResponse, 'output'),
    };
    for (const definition of Object.values(functions)) this.addFunction(definition);
    for (const [name, { params, result }] of Object.entries(hubMethods)) {
      this.addCall(name, { params, result, more: { tags: [{ name: 'hub methods' }] } });
    }
    for (const [name, params] of Object.entries(notifications)) this.addNotification(name, params);
  }

  private addFunction(definition: FunctionDefinition): void {
    const { name, summary, agent, reasons: refusals } = definition;
    this.addCall(name, {
      params: definition.schema,
      result: functionResult.extend({ data: definition.data }),
      more: {
        summary,
        description: `Who must be named: ${AGENT_RULES[agent]}.`,
        tags: [{ name: 'functions' }],
        'x-reasons': refusals,
        'x-stages': stagesOf(name as FunctionName)
          ? ['accepted', 'picked_up', 'effective']
          : ['accepted'],
      },
    });
  }

  /** A method of the client, with its answer. */
  private addCall(name: string, call: { params: z.ZodType; result: z.ZodType; more: Json }): void {
    // a method of which every parameter may be left out may be called without any
    const params = call.params.safeParse({}).success ? call.params.optional() : call.params;
    this.messages[`${name}_request`] = {
      name: `${name} request`,
      payload: jsonSchema(request.extend({ method: z.literal(name), params }), 'input'),
    };
    this.messages[`${name}_response`] = {
      name: `${name} response`,
      payload: jsonSchema(successResponse.extend({ result: call.result }), 'output'),
    };
    this.operations[name] = {
      action: 'receive',
      channel: refer(CHANNEL),
      ...call.more,
      messages: [onChannel(`${name}_request`)],
      reply: {
        channel: refer(CHANNEL),
        messages: [onChannel(`${name}_response`), onChannel('error')],
      },
    };
  }

  private addNotification(name: string, params: z.ZodType): void {
    const payload = z.object({ jsonrpc: z.literal('2.0'), method: z.literal(name), params });
    this.messages[name] = { name, payload: jsonSchema(payload, 'output') };
    this.operations[name] = {
      action: 'send',
      channel: refer(CHANNEL),
      tags: [{ name: 'notifications' }],
      messages: [onChannel(name)],
    };
  }
}

const SECURITY = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token in the Authorization header of the upgrade. Without one the first message must be `authenticate`.',
  },
  subprotocol: {
    type: 'httpApiKey',
    in: 'header',
    name: 'Sec-WebSocket-Protocol',
    description:
      'For browsers, which can set no other header: the token as a second offered subprotocol `bearer.<jwt>`; it is never echoed.',
  },
};

/** @returns the document as JSON can hold it */
export function asyncApiDocument(): Json {
  const { messages, operations } = new Document();
  const server = (protocol: 'ws' | 'wss', host: string) => ({
    host: '{host}',
    protocol,
    variables: { host: { default: host, description: 'host and port of this hub' } },
    security: Object.keys(SECURITY).map((name) => refer(`#/components/securitySchemes/${name}`)),
  });
  return {
    asyncapi: '3.0.0',
    info: {
      title: SERVER_NAME,
      version: VERSION,
      description:
        'Control and watch the agents of a dialler: JSON-RPC 2.0, one message in each text frame.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: {
      plain: server('ws', '127.0.0.1:8080'),
      secure: server('wss', 'hub.example.com'),
    },
    channels: {
      hub: {
        address: '/ws',
        title: `WebSocket, subprotocol ${SUBPROTOCOL}`,
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, refer(`#/components/messages/${name}`)]),
        ),
        bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
        'x-close-codes': closeCodes,
      },
    },
    operations,
    components: {
      schemas: Object.fromEntries(
        [...NAMED].map(([schema, name]) => [name, jsonSchema(schema, 'output')]),
      ),
      messages,
      securitySchemes: SECURITY,
    },
    'x-error-codes': ErrorCode,
    'x-reasons': Object.fromEntries(
      Object.keys(reasons).map((word) => [word, reasonEntry(word as keyof typeof reasons)]),
    ),
  };
}
