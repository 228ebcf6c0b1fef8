import { beforeEach, describe, expect, it } from 'vitest';
import { DelayMeter } from '../../server/feed/delay-meter.js';

describe('the delay of a change', () => {
  let now = 0;
  let meter: DelayMeter;

  beforeEach(() => {
    now = 0;
    meter = new DelayMeter(() => now);
  });

  /** A reading from `began` to `until`, all in ms. @returns ms */
  const reading = (began: number, until: number, ...changed: string[]) => {
    for (const agent of changed) meter.changed(agent);
    now = until;
    return meter.published(began).map((seconds) => Math.round(seconds * 1000));
  };

  it('counts from the beginning of the reading when a poll found it', () => {
    expect(reading(200, 206, '1000', '1001')).toEqual([6, 6]);
  });

  it('counts from the ring of the command that made it, whatever the letter case', () => {
    now = 100;
    meter.rung('ANN');
    expect(reading(104, 110, 'Ann', 'bob')).toEqual([10, 6]);
  });

  it('counts from the first of several rings, through readings that failed', () => {
    now = 100;
    meter.rung('ann');
    now = 3_000;
    meter.rung('ann');
    expect(reading(5_000, 5_100, 'ann')).toEqual([5_000]);
  });

  it('forgets a ring once a reading that began after it is published', () => {
    now = 100;
    meter.rung('ann');
    reading(104, 110);
    expect(reading(300, 305, 'ann')).toEqual([5]);
  });

  it('keeps a ring that came during a reading for the next one', () => {
    now = 102;
    meter.rung('ann');
    expect(reading(100, 106)).toEqual([]);
    expect(reading(107, 112, 'ann')).toEqual([10]);
  });

  it('counts any change from a ring that names nobody', () => {
    now = 100;
    meter.rung(undefined);
    expect(reading(103, 108, 'ann')).toEqual([8]);
    expect(reading(200, 203, 'ann')).toEqual([3]);
  });

  it('starts anew when nobody listened meanwhile', () => {
    now = 100;
    meter.rung('ann');
    meter.forget();
    expect(reading(60_000, 60_004, 'ann')).toEqual([4]);
  });
});
