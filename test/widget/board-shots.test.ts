import { it } from 'vitest';
import { Wall } from './support/wall.js';
it('shots', async () => {
  const wall = await Wall.open({ agents: 12, workedS: 700 });
  try {
    await wall.caller('SUPPORT_IN', 75);
    await wall.caller('SALES_IN', 320);
    await wall.caller('SALES_IN', 20);
    await wall.set('1003', { status: 'INCALL', callerid: 'V1111111111111111111', lead_id: 5, last_state_change: wall.ago(40) });
    await wall.set('1004', { status: 'PAUSED', lead_id: 0, callerid: '', pause_code: 'LUNCH', last_state_change: wall.ago(800) });
    for (const [w, h] of [[1280, 800], [1920, 1080], [360, 780], [280, 700]] as const)
      for (const theme of ['dark', 'light']) {
        const page = await wall.board({ theme, lang: w === 360 && theme === 'light' ? 'es' : 'en' }, { width: w, height: h });
        await page.page.waitForTimeout(400);
        await page.screenshot(`board-${theme}-${w}`);
        if (w === 1280) console.log(await page.accessibilityProblems(), await page.counts());
        console.log(await wall.closePages());
      }
  } finally { await wall.close(); }
}, 120_000);
it('shots of many', async () => {
  const wall = await Wall.open({ agents: 90, workedS: 500 });
  try {
    const page = await wall.board({}, { width: 1920, height: 1080 });
    await page.page.waitForTimeout(600);
    await page.screenshot(`board-90-1920`);
    await wall.closePages();
  } finally { await wall.close(); }
}, 120_000);
