/** Spanish texts. */
import type { Words } from './en.js';

export { es as errors } from './errors/es.js';

export const es: Words = {
  label: 'Controles del agente',
  state: {
    READY: 'Disponible',
    CLOSER: 'Disponible para entrantes',
    QUEUE: 'Entra una llamada',
    MQUEUE: 'Entra un correo',
    RING: 'Suena el teléfono',
    DIAL: 'Marcando',
    INCALL: 'En llamada',
    '3-WAY': 'Llamada a tres',
    PARK: 'Cliente en espera',
    DEAD: 'El cliente colgó',
    DISPO: 'Cierre de llamada',
    PREVIEW: 'Vista previa',
    PAUSED: 'En pausa',
  },
  notLoggedIn: 'Sin sesión',
  notLoggedInDetail: 'Inicie sesión en la pantalla de agente',
  waiting: 'Esperando una llamada',
  noPauseCode: 'Sin motivo indicado',
  systemCodes: {
    LOGIN: 'Acaba de iniciar sesión',
    LAGGED: 'La pantalla de agente perdió la conexión',
    NXDIAL: 'Para marcar a mano',
  },
  chooseOutcome: 'Elija un resultado',
  direction: { inbound: 'Entrante', outbound: 'Saliente', manual: 'Marcada a mano' },
  callsToday: (n) => (n === 1 ? '1 llamada hoy' : `${n} llamadas hoy`),
  recording: 'Grabando',

  connection: { connecting: 'Conectando', open: 'Conectado', closed: 'Sin conexión' },
  reconnecting: 'Se perdió la conexión. Se recupera sola',
  stale: 'El marcador no se puede leer ahora; los datos pueden estar atrasados',
  retry: 'Reintentar',
  dismiss: 'Descartar',
  close: 'Cerrar',
  cancel: 'Cancelar',
  back: 'Volver',

  pause: 'Pausar',
  pauseAfterCall: 'Pausar después de esta llamada',
  pausingAfterCall: 'Habrá pausa después de esta llamada',
  pauseSet: 'Pausa lista',
  pausing: 'Pausando',
  pauseReason: 'Pausar con un motivo',
  changeReason: 'Cambiar el motivo',
  resume: 'Reanudar',
  resuming: 'Reanudando',
  hangUp: 'Colgar',
  hangingUp: 'Colgando',

  tools: 'Herramientas',
  dial: 'Marcar',
  dialling: 'Marcando',
  previewReady: 'Marque u omita',

  keypad: 'Teclado',

  disposition: 'Resultado',

  logOut: 'Cerrar sesión',
  logOutTitle: '¿Cerrar la sesión del marcador?',

  why: {
    connecting: 'No mientras se conecta',
    closed: 'Sin conexión',
    loading: 'Cargando',
    notLoggedIn: 'El agente no ha iniciado sesión',
    noCall: 'No hay ninguna llamada',
    inCall: 'No durante una llamada',
    pauseFirst: 'Haga primero una pausa',
    outcomeFirst: 'Elija primero un resultado',
    previewFirst: 'Marque u omita primero al cliente en vista previa',
    noPreview: 'No hay ningún cliente en vista previa',
    comingIn: 'Está entrando una llamada',
    notAllowed: 'No permitido',
    notInbound: 'Solo en una llamada entrante',
    noLead: 'No hay ningún cliente en pantalla',
    busy: 'En curso',
  },

  slow: 'La pantalla de agente aún no lo ha tomado',
  failed: 'No se pudo hacer',
  configuration: {
    hub: 'Este elemento necesita una dirección «hub».',
    agent: 'Este elemento necesita un «agent-user».',
    token: 'Este elemento necesita «token», «token-url» o getToken.',
  },
  panelFailed: 'No se pudo cargar esta parte.',
};
