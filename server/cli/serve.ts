/** `vici-hub serve`: the hub on the database that `DATABASE_URL` names. */
import { type HubConfig, readConfig } from '../config.js';
import { createLog } from '../log.js';
import { startHub } from '../start-hub.js';
import { untilSignal } from './until-signal.js';

const EXIT_WITHIN_MS = 1_000;

export async function serve(config: HubConfig): Promise<void> {
  const log = createLog(config.logLevel);
  const hub = await startHub(config, { log });
  log.info({ url: hub.url, socket: hub.socketUrl }, 'vici-hub serves');
  process.on('SIGHUP', () => {
    try {
      const { tls } = readConfig(process.env);
      if (!tls) return;
      hub.renewCertificate(tls);
      log.info('the certificate was read again');
    } catch (error) {
      log.error({ err: error }, 'the certificate could not be read again: the old one serves');
    }
  });
  await untilSignal();
  log.info('vici-hub ends');
  await hub.close();
  // connections to a database that hangs would keep the process alive
  setTimeout(() => process.exit(), EXIT_WITHIN_MS).unref();
}
