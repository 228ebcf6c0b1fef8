import { describe, expect, it } from 'vitest';
import { parsePhoneNumber, showPhoneNumber } from '../../widget/desk/phone-number.js';

describe('a phone number', () => {
  it.each([
    ['201 555 0142', { value: '2015550142' }],
    ['(201) 555-0142', { value: '2015550142' }],
    ['tel:2015550142', { value: '2015550142' }],
    ['+1 201 555 0142', { value: '2015550142', phone_code: '1' }],
    ['tel:+1-201-555-0142;ext=12', { value: '2015550142', phone_code: '1' }],
    ['+34 910 555 010', { value: '910555010', phone_code: '34' }],
    ['+353 1 555 0100', { value: '15550100', phone_code: '353' }],
    ['2015550142 x7', { value: '2015550142' }],
    ['17', { value: '17' }],
  ])('%s is dialled as %o', (text, dialled) => {
    expect(parsePhoneNumber(text)).toEqual(dialled);
  });

  it.each(['', ' ', '7', 'call me', '+', '+1', '201555!0142', '1234567890123456789'])(
    '%j cannot be dialled',
    (text) => {
      expect(parsePhoneNumber(text)).toBeUndefined();
    },
  );

  it('is shown in groups that can be read aloud', () => {
    expect(showPhoneNumber('2015550142')).toBe('201 555 0142');
    expect(showPhoneNumber('5550142')).toBe('555 0142');
    expect(showPhoneNumber('anonymous')).toBe('anonymous');
  });
});
