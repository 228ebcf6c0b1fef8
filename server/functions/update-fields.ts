/**
 * `update_fields`: writes the fields sent into `list`, and their names into
 * live_agents.external_update_fields_data for the agent screen (answers, section 12).
 */
import { LEAD_FIELDS, type LeadField } from '../../protocol/functions/lead-fields.js';
import { panelTriggers } from '../../protocol/functions/panel-triggers.js';
import { updateFields as definition } from '../../protocol/functions/update-fields.js';
import { refuse } from './engine/api-error.js';
import { serveFunction } from './engine/api-function.js';
import { leadColumns } from './shared/lead-columns.js';
import { readLiveAgent, updateLiveAgent } from './shared/live-agent.js';
import { sentOf } from './shared/sent-names.js';

const NAMES = [...LEAD_FIELDS, ...Object.keys(panelTriggers)];
/** Size of live_agents.external_update_fields_data. */
const STORED_MAX = 255;
/** 5 and 6 are refused, as in the original. */
const MAY_MODIFY_LEADS = ['1', '2', '3', '4'];

export const updateFields = serveFunction(definition, {
  check: (_params, raw) =>
    sentOf(NAMES, Object.keys(raw)).join(',').length > STORED_MAX
      ? [{ path: '', message: `the names of the fields exceed ${STORED_MAX} characters` }]
      : [],
  notValid: ({ agent_user = '' }) => ({ fields: [agent_user] }),
  async apply(context, params) {
    const { agent_user, caller, sent } = context;
    const lead_id = Number((await readLiveAgent(context, ['lead_id'])).lead_id);
    if (!MAY_MODIFY_LEADS.includes(context.user.modify_leads ?? '')) {
      refuse('modify_leads_not_allowed', [agent_user, caller.user]);
    }
    if (!(lead_id > 0)) refuse('no_lead_on_screen', [agent_user, caller.user]);
    const names = sentOf(NAMES, sent);
    if (names.length === 0) refuse('no_fields_defined', [agent_user]);

    const fields = Object.fromEntries(
      sent.filter(isLeadField).map((name) => [name, params[name]]),
    ) as Partial<Record<LeadField, string>>;
    await context.transaction(async (db) => {
      if (Object.keys(fields).length > 0) {
        await db
          .updateTable('list')
          .set(leadColumns(fields))
          .where('lead_id', '=', lead_id)
          .execute();
      }
      await updateLiveAgent(
        context,
        { external_update_fields: '1', external_update_fields_data: names.join(',') },
        db,
      );
    });

    const assignments = Object.entries(fields).map(([name, value]) => `${name}='${value}'`);
    const detail = [caller.user, agent_user, String(lead_id), assignments.join(',')];
    return {
      message: 'update_fields lead updated',
      fields: detail,
      logData: detail.join('|'),
      data: {
        user: caller.user,
        agent_user,
        lead_id,
        fields: { ...fields },
        reload: names.filter((name) => !isLeadField(name)),
      },
    };
  },
});

const leadFieldNames: ReadonlySet<string> = new Set(LEAD_FIELDS);

function isLeadField(name: string): name is LeadField {
  return leadFieldNames.has(name);
}
