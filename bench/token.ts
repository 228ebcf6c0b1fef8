import jwt from 'jsonwebtoken';

/** Longer than any bench takes, s; within the hub's default `HUB_TOKEN_MAX_TTL`. */
const LIFE = 86_000;

/** @returns an HS256 token of API user 6666 for every agent; claims may be added or replaced */
export function signToken(secret: string, claims: object = {}): string {
  const iat = Math.floor(Date.now() / 1_000);
  return jwt.sign({ sub: '6666', agents: '*', iat, exp: iat + LIFE, ...claims }, secret, {
    algorithm: 'HS256',
  });
}
