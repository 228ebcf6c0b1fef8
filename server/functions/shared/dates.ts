import { isRealDate } from '../../../protocol/parameters.js';

/** @returns whether the text is `YYYY-MM-DD HH:MM:SS` and names a moment that exists */
export function isRealDateTime(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match?.[1]) return false;
  return (
    isRealDate(match[1]) && Number(match[2]) < 24 && Number(match[3]) < 60 && Number(match[4]) < 60
  );
}
