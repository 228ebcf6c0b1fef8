/** The simulator's public door. */
export { assertSimulatorMayUse, type Filled, ForeignDatabaseError, MARKER } from './marker.js';
export { openSimulatorDatabase, type SimulatorDatabase } from './open-database.js';
export type { SimulatorLog, SimulatorOptions } from './options.js';
export { MOST_AGENTS, seedDatabase } from './seed.js';
export { Simulator } from './simulator.js';
