/** A pause with a code: the dialler takes the code only once the agent is paused. */
import type { AgentSession } from '../../protocol/agent-session.js';
import type { AgentDesk } from './agent-desk.js';
import type { Commands } from './commands.js';

export class PausePlan {
  code = '';

  constructor(private readonly desk: AgentDesk) {}

  async pause(code: string): Promise<boolean> {
    const { desk } = this;
    if (desk.session?.state === 'PAUSED') {
      return code === '' || desk.tell('pause-code', 'pause_code', { value: code });
    }
    this.code = code;
    const sent = await desk.tell('pause', 'external_pause', { value: 'PAUSE' });
    if (!sent) this.code = '';
    return sent;
  }

  drop(): void {
    this.code = '';
  }

  /** The feed has told something new. */
  follow(): void {
    const { desk } = this;
    if (!this.code) return;
    if (desk.session?.state === 'PAUSED') {
      const value = this.code;
      this.code = '';
      void desk.tell('pause-code', 'pause_code', { value });
    } else if (isOver(desk.session, desk.commands)) {
      this.code = '';
    }
  }
}

/** The pause was lost: the agent waits for calls, and nothing asks him to pause any more. */
function isOver(session: AgentSession | undefined, commands: Commands): boolean {
  if (!session) return true;
  return (session.state === 'READY' || session.state === 'CLOSER') && !commands.isBusy('pause');
}
