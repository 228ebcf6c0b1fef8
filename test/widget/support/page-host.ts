/** "Somebody's CRM": another origin than the hub's, which embeds the element and gives its tokens. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningHub } from '../../../server/start-hub.js';

export interface Embedding {
  agentUser: string;
  /** Attributes of the element, beside those that connect it. */
  attributes?: string;
  /** HTML beside it. */
  beside?: string;
  /** Functions that the token grants; default: all that the user may call. */
  functions?: string[];
  /** The page's language. */
  lang?: string;
}

export class PageHost {
  hub: RunningHub | undefined;
  /** How the token endpoint answers. */
  tokens: 'json' | 'text' | 'refused' = 'json';
  /** Whose token `/crm/vici-token` gives. */
  signedIn = '1000';
  /** Whole pages and their scripts, by their paths. */
  readonly files = new Map<string, { type: string; body: string }>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://crm.example');
      const file = this.files.get(url.pathname);
      if (file) {
        response.writeHead(200, {
          'content-type': `${file.type}; charset=utf-8`,
          'content-security-policy': this.#policy("'self'"),
        });
        response.end(file.body);
      } else if (url.pathname === '/token' || url.pathname === '/crm/vici-token') {
        const agent = url.searchParams.get('agent_user') ?? this.signedIn;
        if (this.tokens === 'refused') {
          response.writeHead(401).end('sign in first');
          return;
        }
        const { token } = this.#sign(agent, url.searchParams.get('functions')?.split(','));
        response.end(this.tokens === 'json' ? JSON.stringify({ token }) : `${token}\n`);
      } else if (url.pathname === '/agent') {
        const embedding = JSON.parse(url.searchParams.get('page') ?? '{}') as Embedding;
        response.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': this.#policy(),
        });
        response.end(this.#page(embedding));
      } else {
        response.writeHead(204).end();
      }
    });
  }

  static async open(): Promise<PageHost> {
    const host = new PageHost();
    await new Promise<void>((done) => host.#server.listen(0, '127.0.0.1', done));
    return host;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  address(embedding: Embedding): string {
    return `${this.origin}/agent?page=${encodeURIComponent(JSON.stringify(embedding))}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #sign(agent: string, functions?: string[]): { token: string } {
    if (!this.hub) throw new Error('the page host knows no hub yet');
    return this.hub.tokens.sign({
      sub: '6666',
      ttlSeconds: 600,
      agents: [agent],
      source: 'crm',
      ...(functions && { functions }),
    });
  }

  /** No inline script or style, and nothing from anywhere but the hub. */
  #policy(own = ''): string {
    const { url = '', socketUrl = '' } = this.hub ?? {};
    const socket = new URL(socketUrl).origin;
    return `default-src 'none'; script-src ${own} ${url}; connect-src 'self' ${socket}`;
  }

  #page({ agentUser, attributes = '', beside = '', lang = 'en', functions }: Embedding): string {
    const { url = '', socketUrl = '' } = this.hub ?? {};
    return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>CRM</title>
      <script type="module" src="${url}/widget/vici-agent-controls.js"></script>
      <vici-agent-controls hub="${socketUrl}" agent-user="${agentUser}"
        token-url="/token?agent_user=${agentUser}${functions ? `&functions=${functions}` : ''}" ${attributes}></vici-agent-controls>
      ${beside}`;
  }
}
