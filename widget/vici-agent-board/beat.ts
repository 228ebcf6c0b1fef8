/** One beat a second for all running times of a board: only texts and classes that differ change. */
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import { noChange } from 'lit/html.js';
import { showDuration } from '../controls/elapsed.js';
import { type Threshold, thresholdClasses } from './thresholds.js';

/** What is shown of a time that runs. */
export interface Running {
  /** Epoch ms at the hub; undefined: no time runs. */
  readonly since: number | undefined;
  readonly thresholds: readonly Threshold[];
  /** Classes that the element always has; they are its parts too. */
  readonly className: string;
}

interface Shown {
  what: Running;
  classes: string;
  text: string;
}

const SECOND_MS = 1000;

export class Beat {
  readonly #shown = new Map<Element, Shown>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frozenAt: number | undefined;

  /** @param now epoch ms at the hub @param onBeat called after each beat */
  constructor(
    private readonly hubNow: () => number,
    private readonly onBeat: (now: number) => void,
  ) {}

  /** Epoch ms at the hub, or when the times were stopped. */
  now(): number {
    return this.#frozenAt ?? this.hubNow();
  }

  start(): void {
    this.stop();
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** What is not known any more does not run on. @param at epoch ms; undefined: times run */
  freeze(at: number | undefined): void {
    if (this.#frozenAt === at) return;
    this.#frozenAt = at;
    this.#showAll();
  }

  /** Shows a running time in the element: classes on itself, the text in its `.time`. */
  show(element: Element, what: Running): void {
    const shown = this.#shown.get(element);
    const next = shown ?? { what, classes: '', text: '' };
    next.what = what;
    if (!shown) this.#shown.set(element, next);
    update(element, next, this.now());
  }

  forget(element: Element): void {
    this.#shown.delete(element);
  }

  #schedule(): void {
    const wait = SECOND_MS - (this.hubNow() % SECOND_MS) + 5;
    this.#timer = setTimeout(() => {
      this.#schedule();
      this.#showAll();
      this.onBeat(this.now());
    }, wait);
  }

  #showAll(): void {
    const now = this.now();
    for (const [element, shown] of this.#shown) update(element, shown, now);
  }
}

function update(element: Element, shown: Shown, now: number): void {
  const { since, thresholds, className } = shown.what;
  const passed = since === undefined ? 0 : Math.max(0, now - since);
  const level = since === undefined ? '' : thresholdClasses(thresholds, passed / SECOND_MS);
  const classes = level ? `${className} ${level}` : className;
  if (classes !== shown.classes) {
    shown.classes = classes;
    element.className = classes;
    element.setAttribute('part', classes);
  }
  const text = since === undefined ? '' : showDuration(passed);
  if (text === shown.text) return;
  shown.text = text;
  const time = element.querySelector('.time');
  if (time) time.textContent = text;
}

class RunningDirective extends AsyncDirective {
  #element: Element | undefined;
  #beat: Beat | undefined;
  #what: Running | undefined;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('running() belongs on an element');
  }

  render(_beat: Beat, _what: Running) {
    return noChange;
  }

  override update({ element }: ElementPart, [beat, what]: [Beat, Running]) {
    this.#element = element;
    this.#beat = beat;
    this.#what = what;
    if (this.isConnected) beat.show(element, what);
    return noChange;
  }

  override disconnected(): void {
    if (this.#element) this.#beat?.forget(this.#element);
  }

  override reconnected(): void {
    if (this.#element && this.#what) this.#beat?.show(this.#element, this.#what);
  }
}

/** On an element that has a `.time` within: see {@link Beat.show}. */
export const running = directive(RunningDirective);
