/** The connection's state in a few words. */
import type { FeedStatus, StatusEvent } from '../../client.js';
import { duration } from './cells.js';
import type { WatchPicture } from './page.js';

export function connectionText(
  event: StatusEvent & { readonly at: number },
  feed: FeedStatus | undefined,
  now: number,
): WatchPicture['connection'] {
  if (event.state === 'open') {
    if (feed?.state !== 'stale') return { text: '● live', style: 'green' };
    return { text: `● database unreadable ${duration(now - feed.since)}`, style: 'red' };
  }
  if (event.state === 'closed') return { text: '○ closed', style: 'red' };
  const left = event.retryInMs === undefined ? 0 : event.retryInMs - (Date.now() - event.at);
  const when = left > 500 ? `, again in ${Math.ceil(left / 1000)} s` : '…';
  return event.retryInMs === undefined
    ? { text: '○ connecting…', style: 'yellow' }
    : { text: `○ not connected${when}`, style: 'red' };
}
