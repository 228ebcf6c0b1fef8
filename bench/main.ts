/** `npm run bench`: all benches, some of them, or a comparison with another HTTP API. */
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { firstLine } from './figures.js';

// the arguments may hold a password: the list of processes need not show it
process.title = 'vici-hub bench';

const HELP = `npm run bench                          all benches, one after another
npm run bench -- feed commands         only these: commands, feed, binlog, cluster, widget
npm run bench -- --no-page             without writing the figures into docs/performance.md
npm run bench -- --page FILE           into another page with the same markers

npm run bench -- --against http://host/agc/api.php --user 6666 [name=value …]
                                       another HTTP API beside the hub, on the same database
  --pass P          or BENCH_PASS, which the list of processes does not show
  --source S        what api_log.source gets (default bench)
  --function F      default version; any other is given thousands of times: mind what it does
  --agent-user A    whom it acts on, where the function acts on an agent
  --hub ws://…/ws --token T   a running hub, the token also in HUB_TOKEN;
                    without: one is started with this environment's DATABASE_URL and HUB_*
  --rounds 3 --seconds 2 --count 2000   rounds of each side; a round ends at the first of both
`;

const PAGE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2), process.env);
  switch (given.kind) {
    case 'help':
      console.log(HELP);
      return 0;
    case 'against':
      return (await import('./against/compare.js')).compare(given);
    case 'benches':
      return (await import('./run-all.js')).runAll({
        names: given.names,
        page: given.page === 'default' ? PAGE : given.page,
      });
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`bench: ${firstLine(error)}`);
    process.exitCode = 1;
  },
);
