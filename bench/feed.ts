/** placeholder of the next step */
import { measureFanOut, measureMemory, sampleFrame } from './feed/fan-out.js';

const text = await sampleFrame();
console.log(text.length, text);
for (const n of [1000, 5000])
  for (const kind of ['hub', 'ws', 'socket.io'] as const) {
    const m = await measureFanOut(kind, n, text);
    console.log(kind, n, Math.round(m.perSecond), Math.round(m.perCpuSecond));
  }
for (const kind of ['hub', 'ws'] as const) console.log(kind, await measureMemory(kind, 2000));
