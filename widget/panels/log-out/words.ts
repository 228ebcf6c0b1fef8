const en = {
  logOutNow: 'You will not get any more calls.',
  logOutWrapUp: 'The outcome of this call is not saved yet and would be lost.',
  logOutAfterCall: 'You will be logged out when this call is over.',
  loggingOut: 'Logging out',
};

const es: typeof en = {
  logOutNow: 'No recibirá más llamadas.',
  logOutWrapUp: 'El resultado de esta llamada aún no está guardado y se perdería.',
  logOutAfterCall: 'La sesión se cerrará cuando termine esta llamada.',
  loggingOut: 'Cerrando sesión',
};

export const words = { en, es };
