/** `webphone_url`: answers session_data.webphone_url, bare or as HTML (answers, section 21). */
import { webphoneUrl as definition } from '../../protocol/functions/webphone-url.js';
import { reasonEntry } from '../../protocol/reasons.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { readLiveAgent } from './shared/live-agent.js';
import { isUsable, readSessionData } from './shared/session-data.js';

export const webphoneUrl = serveFunction(definition, {
  notValid: ({ value = '', agent_user = '' }) => ({ fields: [agent_user, value] }),
  async apply(context, { value }) {
    const { agent_user } = context;
    await readLiveAgent(context, ['user']);
    const session = await readSessionData(context);
    if (!session) refuse('webphone_no_session_data', [agent_user]);
    const webphone_url = session.webphone_url ?? '';
    if (!isUsable(webphone_url)) refuse('webphone_url_empty', [agent_user]);
    const reason = value === 'DISPLAY' ? 'webphone_displayed' : 'webphone_launched';
    return {
      level: 'NOTICE',
      message: reasonEntry(reason).message,
      fields: [],
      line: value === 'DISPLAY' ? webphone_url : launchPage(webphone_url),
      data: { value, agent_user, webphone_url },
    };
  },
});

function launchPage(url: string): string {
  const escaped = escapeMarkup(url);
  return [
    `<META HTTP-EQUIV=Refresh CONTENT="0; URL=${escaped}">`,
    '</HEAD>',
    '<BODY BGCOLOR=#FFFFFF marginheight=0 marginwidth=0 leftmargin=0 topmargin=0>',
    `<a href="${escaped}">click here to continue. . .</a>`,
    '</BODY>',
  ].join('\n');
}

/** `&` stays: integrations read the URL out of the page as it is. */
function escapeMarkup(url: string): string {
  return url.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
