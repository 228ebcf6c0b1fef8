/** Who asks, by `Authorization: Bearer`: verified like a token that comes over the socket. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findApiUser } from '../auth/access.js';
import type { Directory } from '../auth/directory.js';
import { type Identity, TokenError, type Tokens } from '../auth/tokens.js';
import { bearerToken } from '../socket/upgrade.js';

export interface BearerServices {
  readonly tokens: Tokens;
  readonly directory: Directory;
}

/**
 * @returns undefined when the request was answered with 401
 * @throws the database's error when the user's row cannot be read
 */
export async function authenticated(
  { tokens, directory }: BearerServices,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Identity | undefined> {
  const token = bearerToken(request.headers.authorization);
  if (token === undefined) {
    return refuse(reply, 'not_authenticated', 'send a token as Authorization: Bearer');
  }
  let identity: Identity;
  try {
    identity = await tokens.verify(token);
  } catch (error) {
    const why = error instanceof TokenError ? error.message : 'not readable';
    return refuse(reply, 'token_not_valid', `token not accepted: ${why}`);
  }
  if (await findApiUser(directory, identity.sub)) return identity;
  return refuse(reply, 'token_not_valid', 'token not accepted: its sub may not use the API');
}

function refuse(reply: FastifyReply, error: string, message: string): undefined {
  const detail = error === 'token_not_valid' ? ', error="invalid_token"' : '';
  void reply
    .code(401)
    .header('www-authenticate', `Bearer realm="vici-hub"${detail}`)
    .send({ error, message });
  return undefined;
}
