/** What happened between two pictures of one agent's session, as events for the page. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { AgentOptions } from '../../protocol/messages.js';
import {
  type CallDetail,
  ViciCallEndedEvent,
  ViciCallStartedEvent,
  ViciDispositionEvent,
  ViciStateChangedEvent,
} from '../events.js';

export class SessionEvents {
  /** The call that was reported as started. */
  #call: CallDetail | undefined;
  #callSeenAt = 0;
  /** What the tables showed last of the disposition that is being saved. */
  #disposition = '';

  constructor(private readonly emit: (event: Event) => void) {}

  reset(): void {
    this.#call = undefined;
    this.#disposition = '';
  }

  /**
   * @param first nothing was known before: what is under way is reported as resumed
   * @param now epoch ms
   */
  follow(
    previous: AgentSession | undefined,
    next: AgentSession | undefined,
    options: AgentOptions | undefined,
    first: boolean,
    now: number,
  ): void {
    const agent_user = (next ?? previous)?.agent_user ?? '';
    if (!first && (previous?.state !== next?.state || previous?.pause_code !== next?.pause_code)) {
      this.emit(
        new ViciStateChangedEvent({
          agent_user,
          state: next?.state ?? null,
          previous: previous?.state ?? null,
          pause_code: next?.pause_code ?? '',
          since: next?.since ?? now,
          session: next ?? null,
        }),
      );
    }
    this.#followCall(next, first, now);
    this.#followDisposition(previous, next, options);
  }

  #followCall(next: AgentSession | undefined, first: boolean, now: number): void {
    const call = this.#call;
    const id = next?.call_id ?? '';
    if (call && call.call_id !== id) {
      this.#call = undefined;
      this.emit(new ViciCallEndedEvent({ ...call, duration_ms: now - this.#callSeenAt }));
    }
    // An inbound call's lead may be found a moment after the call.
    if (!next || !id || this.#call || (next.lead_id === 0 && !next.phone_number)) return;
    this.#call = {
      agent_user: next.agent_user,
      call_id: id,
      lead_id: next.lead_id,
      phone_number: next.phone_number,
      direction: next.call_direction,
      ingroup: next.ingroup,
      campaign_id: next.campaign_id,
    };
    this.#callSeenAt = now;
    this.emit(new ViciCallStartedEvent({ ...this.#call, resumed: first }));
  }

  #followDisposition(
    previous: AgentSession | undefined,
    next: AgentSession | undefined,
    options: AgentOptions | undefined,
  ): void {
    const pending = next?.pending.external_status;
    if (pending) this.#disposition = pending;
    if (previous?.state !== 'DISPO' || next?.state === 'DISPO') return;
    const [status = '', datetime = ''] = this.#disposition.split('!');
    this.#disposition = '';
    // Logged out on the way, or the same customer is dialled again: nothing was saved.
    if (!next || next.lead_id === previous.lead_id) return;
    const named = options?.statuses.find((one) => one.status === status);
    this.emit(
      new ViciDispositionEvent({
        agent_user: next.agent_user,
        lead_id: previous.lead_id,
        phone_number: previous.phone_number,
        status: status || null,
        status_name: named?.status_name ?? null,
        callback_datetime: datetime || null,
      }),
    );
  }
}
