/** Spanish texts of the board. */
import type { BoardTexts } from './en.js';

export const es: BoardTexts = {
  label: 'Panel de agentes',
  counts: 'Agentes por estado',
  count: {
    call: 'En llamada',
    waiting: 'Disponibles',
    ring: 'Timbrando',
    dispo: 'Cierre',
    paused: 'En pausa',
    dead: 'Colgadas',
  },
  callsWaiting: 'En cola',
  agents: 'Agentes',
  agentsPart: (part, of) => `Agentes, parte ${part} de ${of}`,
  loggedIn: (n) => (n === 1 ? '1 agente' : `${n} agentes`),
  noAgents: 'Ningún agente tiene sesión',
  noAgentsHere: 'Ningún agente de esta selección tiene sesión',
  loading: 'Cargando',
  queues: 'Colas',
  noQueues: 'No hay llamadas en espera',
  column: {
    name: 'Agente',
    state: 'Estado',
    time: 'Tiempo',
    campaign: 'Campaña',
    calls: 'Llamadas',
    callsToday: 'Llamadas de hoy',
  },
  queueColumn: { name: 'Cola', waiting: 'Esperan', oldest: 'Máxima' },
  direction: { inbound: 'Entrante', outbound: 'Saliente', manual: 'A mano' },
  lagged: 'Perdió la conexión',
  hiddenAgents: (n) =>
    n === 1
      ? '1 agente no se muestra: sin cambios desde hace más de 6 horas'
      : `${n} agentes no se muestran: sin cambios desde hace más de 6 horas`,
  lost: (time) => `Se perdió la conexión. Lo que ve es de las ${time}`,
  staleSince: (time) => `El marcador no se puede leer. Lo que ve es de las ${time}`,
  connecting: 'Conectando',
};
