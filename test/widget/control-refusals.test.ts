/** What the hub refuses is said where it was asked for, in the agent's language. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../../protocol/client.js';
import { functions } from '../../protocol/functions/index.js';
import { type Control, rules } from '../../widget/desk/availability.js';
import { addControls } from '../../widget/panels/add-controls.js';
import { en } from '../../widget/words/errors/en.js';
import { es } from '../../widget/words/errors/es.js';
import { type ErrorTexts, errorText } from '../../widget/words/errors.js';
import { refusals } from './support/refusals.js';
import { StillCentre } from './support/still-centre.js';

const rows = Object.entries(refusals).flatMap(([says, these]) =>
  these.map(([control, state, prepare, change, press], at) => ({
    what: `${control}, ${state}, ${at + 1}: ${says}`,
    ...{ says, control, state, prepare, change, press },
  })),
);

/** What the element never asks for, and so is never refused. */
const NEVER = new Set([
  ...['vtiger_callback_not_found', 'lead_phone_search_not_found', 'ingroup_choices_required'],
  ...[
    'no_fields_defined',
    'lead_id_does_not_match',
    'previous_three_way_active',
    'current_three_way_active',
  ],
  // an agent is logged in to a campaign that has a list, and what is stored there was checked
  ...['campaign_not_found', 'manual_dial_list_undefined', 'lead_insertion_failed'],
  // a session has its data
  ...['call_agent_no_session_data', 'webphone_no_session_data'],
  // it names the agent by himself
  ...['no_user_found'],
  // it says yes to a second one
  'audio_already_playing',
  // notices
  ...['dial_ingroup_not_found', 'recording_active', 'not_recording', 'audio_previous_stopped'],
  ...['webphone_displayed', 'webphone_launched'],
]);

describe('a refusal', { timeout: 40_000 }, () => {
  addControls();

  it('is tried with every control', () => {
    const tried = new Set<string>(rows.map(({ control }) => control));
    expect([...tried].sort()).toEqual(Object.keys(rules).sort());
  });

  it.each(['en', 'es'] as const)('has words in %s for each reason of each control', (language) => {
    const names = new Set(
      Object.values(rules)
        .map(([name]) => name)
        .concat('pause_code'),
    );
    const wordless = [...names]
      .flatMap((name) => functions[name].reasons as readonly string[])
      .filter((reason) => !NEVER.has(reason))
      .filter(
        (reason) => errorText(refused(reason), { en, es }[language], '') === `hub: ${reason}`,
      );
    expect(wordless).toEqual([]);
  });

  describe('is shown', () => {
    let still: StillCentre;
    beforeAll(async () => {
      // what others do is not shown for a minute
      still = await StillCentre.open({ HUB_POLL_MS: '60000' });
    });
    afterAll(() => still.close());
    afterEach(async () => {
      expect(await still.tidy(), 'console').toEqual([]);
    });

    it.each(rows.map((row) => [row.what, row] as const))('%s', async (_what, tried) => {
      const { says, control, state, prepare, change, press } = tried;
      const row = says === 'Nothing is being recorded.' ? { external_recording: '4711' } : {};
      const agent = await still.agentIn(state, { row });
      await agent.tab('More').waitFor();
      await agent.tab('Transfer').waitFor();
      await prepare?.(agent);
      await change(still);
      await press(agent);
      const alert = agent.controls.getByRole('alert');
      await alert.getByText(says, { exact: true }).waitFor();
      expect(await agent.hears('vici-error')).toMatchObject({ source: 'command', message: says });
      const command = await agent.hears('vici-command', ({ error }) => error !== undefined);
      expect(functionsOf(control)).toContain(command.function);
      await agent.controls.evaluate((element) => element.setAttribute('lang', 'es'));
      await alert.getByText(spanish(says), { exact: true }).waitFor();
    });
  });
});

function functionsOf(control: Control): readonly string[] {
  const own = rules[control]?.[0] ?? '';
  if (control === 'pause') return [own, 'pause_code'];
  // a call is hung up first, or handed over
  if (control === 'disposition') return [own, 'external_hangup'];
  return control === 'voicemail' ? [own, 'transfer_conference'] : [own];
}

function refused(reason: string): HubError {
  return new HubError({ code: 0, reason, message: `hub: ${reason}` });
}

function spanish(text: string): string {
  const english: ErrorTexts = en;
  const others: ErrorTexts = es;
  const reason = Object.keys(en).find((one) => english[one] === text);
  return (reason && others[reason]) || `no Spanish for “${text}”`;
}
