/** What an agent needs all the time: pause, resume, hang up. */
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../controls/button.js';
import { icons } from '../controls/icons.js';
import { hasCall } from '../desk/phases.js';
import type { View } from './view.js';

export function mainControls(view: View): TemplateResult | typeof nothing {
  const { hidden, words } = view;
  if (hidden.has('controls')) return nothing;
  return html`<div class="controls" part="controls" role="group" aria-label=${words.label}>
    ${hidden.has('pause') || view.desk.options?.allowed.pause === false ? nothing : pauseControl(view)}
    ${hidden.has('hold') ? nothing : view.tools.all?.holdControl(view)}
    ${hidden.has('hangup') ? nothing : hangupControl(view)}
  </div>`;
}

function pauseControl(view: View): TemplateResult {
  const { desk, words, tools } = view;
  const { commands, session, options } = desk;
  const inCall = hasCall(session);
  const isPaused = session?.state === 'PAUSED' || session?.state === 'PREVIEW';
  const pausing = commands.isBusy('pause');
  const resuming = commands.isBusy('resume');
  const hasCodes = (options?.pause_codes.length ?? 0) > 0;
  const reason = view.reason(isPaused ? 'resume' : 'pause');
  const waits = pausing && inCall;
  const pauseLabel = waits ? words.pauseSet : pausing ? words.pausing : words.pause;
  const pauseTitle = waits ? words.pausingAfterCall : inCall ? words.pauseAfterCall : undefined;
  const onPress = (event: Event) => {
    if (isPaused) void desk.resume();
    else if (options?.pause_codes_required) tools.open('pause', event);
    else void desk.pause();
  };
  return html`<div class="split">
    ${button({
      label: isPaused ? (resuming ? words.resuming : words.resume) : pauseLabel,
      title: isPaused ? undefined : pauseTitle,
      icon: isPaused ? icons.play : waits ? icons.check : icons.pause,
      look: isPaused ? 'primary' : undefined,
      part: isPaused ? 'resume' : 'pause',
      reason: reason ?? (waits ? words.pausingAfterCall : undefined),
      busy: isPaused ? resuming : pausing && !waits,
      onPress,
      onRefused: (why) => view.tell(why),
    })}
    ${
      hasCodes
        ? button({
            label: isPaused ? words.changeReason : words.pauseReason,
            icon: icons.down,
            iconOnly: true,
            className: 'more',
            look: isPaused ? 'primary' : undefined,
            part: 'pause-reason',
            reason,
            expanded: tools.current === 'pause',
            onPress: (event) => tools.toggle('pause', event),
            onRefused: (why) => view.tell(why),
          })
        : nothing
    }
  </div>`;
}

function hangupControl(view: View): TemplateResult {
  const { desk, words } = view;
  const busy = desk.commands.isBusy('hangup');
  return button({
    label: busy ? words.hangingUp : words.hangUp,
    icon: icons.hangup,
    look: 'danger',
    part: 'hangup',
    reason: view.reason('hangup'),
    busy,
    onPress: () => void desk.hangUp(),
    onRefused: (why) => view.tell(why),
  });
}
