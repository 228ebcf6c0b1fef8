import { connectDatabase } from '../server/database/connect.js';
import { Simulator } from '../server/simulator/index.js';
const c = await connectDatabase({ url: 'sqlite::memory:', tablePrefix: '', create: true });
let now = Date.now();
const sim = new Simulator({ connection: c, agents: 2000, seed: 7, clock: () => now, log: { info(){}, error: console.error } });
await sim.prepare();
for (let i=0;i<120;i++){ now+=1000; const t=performance.now(); await sim.tick(now); if(i%20===19) console.log(i, (performance.now()-t).toFixed(0)); }
await c.close();
