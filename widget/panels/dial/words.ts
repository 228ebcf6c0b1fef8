const en = {
  numberHint: 'Digits, or + and a country code',
  numberMissing: 'Type a number first.',
  numberNotValid: 'That is not a number that can be dialled.',
  number: 'Number to dial',
  searchLead: 'Look the customer up',
  previewFirst: 'Preview before dialling',
  focusScreen: 'Bring the agent screen to the front',
  previewing: 'This customer is being previewed.',
  skip: 'Skip',
  otherPhone: 'Dial the other phone',
  thirdPhone: 'Dial the third phone',
  finish: 'Finish',
  callerId: 'Caller ID',
  campaignCallerId: 'The campaign’s',
};

const es: typeof en = {
  numberHint: 'Dígitos, o + y código de país',
  numberMissing: 'Escriba primero un número.',
  numberNotValid: 'Ese número no se puede marcar.',
  number: 'Número a marcar',
  searchLead: 'Buscar al cliente',
  previewFirst: 'Vista previa antes de marcar',
  focusScreen: 'Traer al frente la pantalla de agente',
  previewing: 'Este cliente está en vista previa.',
  skip: 'Omitir',
  otherPhone: 'Marcar el otro',
  thirdPhone: 'Marcar el tercero',
  finish: 'Terminar',
  callerId: 'Número mostrado',
  campaignCallerId: 'El de la campaña',
};

export const words = { en, es };
