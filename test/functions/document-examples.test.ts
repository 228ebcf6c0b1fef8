/** The example requests that the API document prints, sent as any wrapper of it would. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions, isFunctionName } from '../../protocol/functions/index.js';
import { type Reason, reasons } from '../../protocol/reasons.js';
import { type HubOnFixture, startHubOnFixture } from '../support/hub-on-fixture.js';

const examples = JSON.parse(
  readFileSync(new URL('../conformance/document-examples.json', import.meta.url), 'utf8'),
) as string[];

/** What the document's own example agents lack in our data, where it is not a plain SUCCESS. */
const EXPECTED_REFUSALS: Readonly<Record<string, readonly Reason[]>> = {
  external_dial: ['agent_not_logged_in', 'agent_not_paused'],
  change_ingroups: ['ingroup_does_not_exist'],
  update_fields: ['agent_not_logged_in'],
  set_timer_action: ['agent_not_logged_in'],
  ra_call_control: ['user_not_logged_in', 'no_active_call_found'],
  park_call: ['no_lead_on_screen'],
  transfer_conference: ['no_live_call'],
  recording: ['stop_recording_error'],
  audio_playback: ['no_audio_playing'],
  switch_lead: ['no_live_call'],
  vm_message: ['no_live_call'],
  pause_code: ['pause_code_agent_not_paused'],
  force_fronter_leave_3way: ['not_on_phone_call'],
  force_fronter_audio_stop: ['not_on_phone_call'],
  external_add_lead: [],
};

describe('the examples of the document', () => {
  let fixture: HubOnFixture;

  beforeAll(async () => {
    fixture = await startHubOnFixture();
  });
  afterAll(() => fixture.close());

  it('are of every function of the document', () => {
    const named = new Set(examples.map((query) => new URLSearchParams(query).get('function')));
    const later = new Set(['send_notification', 'refresh_panel']);
    expect(Object.keys(functions).filter((name) => !later.has(name) && !named.has(name))).toEqual(
      [],
    );
    expect([...named].filter((name) => !isFunctionName(name ?? ''))).toEqual([]);
  });

  it.each(examples)('%s', async (query) => {
    const response = await fetch(`${fixture.hub.url}/agent/apis/index.php?${query}`);
    const text = await response.text();
    expect(response.status).toBe(200);
    const name = new URLSearchParams(query).get('function') ?? '';
    const fitting = (EXPECTED_REFUSALS[name] ?? []).map((reason) => reasons[reason].message);
    const isFine =
      /^(SUCCESS|NOTICE|VERSION|Webserver Data):/.test(text) || /^(http|<META)/.test(text);
    const isFitting = fitting.some((message) => text.startsWith(`ERROR: ${message} - `));
    expect(isFine || isFitting, text).toBe(true);
  });
});
