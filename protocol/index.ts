/** The contract of `vici-hub.v1`: one definition for server, widget and any TypeScript client. */
export * from './agent-session.js';
export * from './close-codes.js';
export * from './function-definition.js';
export * from './functions/index.js';
export * from './messages.js';
export * from './parameters.js';
export * from './reasons.js';
