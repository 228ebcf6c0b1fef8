/** What one agent's browser page remembers; everything else is in the database. */
import type { Call } from './call.js';
import type { SimulatorOptions } from './options.js';

type ComeBack = NonNullable<SimulatorOptions['comeBackMs']>;

const COME_BACK_MS = { controlled: 20_000, others: 90_000 };

/** Start of each phase of the current `agent_log` row, epoch s; 0: not begun. */
export interface Phases {
  pause: number;
  wait: number;
  talk: number;
  dead: number;
  dispo: number;
}

/** The other end of a transfer that has not been completed. */
export interface ThirdParty {
  readonly number: string;
  /** Call code of the leg to another agent or in-group; empty: an outside number. */
  readonly callerid: string;
  parked: boolean;
}

export interface StoredTimer {
  readonly action: string;
  readonly message: string;
  readonly seconds: number;
}

export class Desk {
  /** The commands seen at the end of the last tick: a difference means that somebody set one. */
  known: string | undefined;
  /** Until then the API decides when this agent hangs up, disposes, pauses. Epoch ms. */
  controlledUntil: number;

  /** The call on the screen, or the one that waits for its disposition. */
  call: Call | undefined;
  phases: Phases = { pause: 0, wait: 0, talk: 0, dead: 0, dispo: 0 };
  /** Ticks that the disposition screen is up; 0: it is not. */
  dispoTicks = 0;
  /** A callback status without a date opened the date picker. */
  isPickingDate = false;
  /** Alternate-number hold: the call ended, the disposition screen waits for FINISH. */
  isAltHold = false;
  pauseAfterCall = false;
  logoutPending = false;
  /** Saved; goes on (pause or ready) at this time. Epoch ms. */
  continueAt: number | undefined;
  /** Tick of the last saved disposition. */
  savedAtTick = -1;
  /** Ticks left in which a call that was routed before the pause is still picked up. */
  lookForCall = 0;
  /** Pause codes submitted in this pause. */
  pauseCodes = 0;
  /** Ticks in a row that the call's row was missing. */
  missingTicks = 0;
  isDeadNoted = false;
  lastPauseEpoch = '';
  lastDialEpoch = '';
  lastTransferEpoch = '';
  lastTransferTick = -100;
  timer: StoredTimer | undefined;
  thirdParty: ThirdParty | undefined;
  /** The lead's status and count before a preview, put back by SKIP. */
  preview: { dial: string; status: string; calledCount: number } | undefined;
  recordingId = 0;

  /** What the agent, left alone, means to do, and when (epoch ms). */
  plan: { act: string; at: number } | undefined;
  waitingSince = 0;
  loggedInAt = 0;
  comesBackAt: number | undefined;
  /** The row was seen or written: without a row the page is disabled, or not open. */
  isLoggedIn = false;

  constructor(
    readonly user: string,
    readonly userGroup: string,
    readonly campaignId: string,
    readonly index: number,
    readonly isAlwaysControlled: boolean,
    readonly isRemote = false,
  ) {
    this.controlledUntil = isAlwaysControlled ? Number.POSITIVE_INFINITY : 0;
  }

  isControlled(nowMs: number): boolean {
    return nowMs < this.controlledUntil;
  }

  /** The page closes; the agent logs in again later, unless told never to. */
  leave(nowMs: number, comeBackMs: ComeBack | undefined): void {
    const wasControlled = this.isControlled(nowMs);
    this.reset(nowMs);
    this.isLoggedIn = false;
    const { controlled, others } = comeBackMs || COME_BACK_MS;
    if (comeBackMs !== false) this.comesBackAt = nowMs + (wasControlled ? controlled : others);
  }

  /** A new page: nothing is remembered, except who controls the agent. */
  reset(nowMs: number): void {
    this.call = undefined;
    this.phases = { pause: 0, wait: 0, talk: 0, dead: 0, dispo: 0 };
    this.known = undefined;
    this.dispoTicks = 0;
    this.isPickingDate = false;
    this.isAltHold = false;
    this.pauseAfterCall = false;
    this.logoutPending = false;
    this.continueAt = undefined;
    this.lookForCall = 0;
    this.pauseCodes = 0;
    this.missingTicks = 0;
    this.isDeadNoted = false;
    this.lastPauseEpoch = '';
    this.lastDialEpoch = '';
    this.lastTransferEpoch = '';
    this.timer = undefined;
    this.thirdParty = undefined;
    this.preview = undefined;
    this.recordingId = 0;
    this.plan = undefined;
    this.waitingSince = nowMs;
    this.loggedInAt = nowMs;
    this.comesBackAt = undefined;
  }
}
