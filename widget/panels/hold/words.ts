const en = {
  hold: 'Hold',
  holding: 'Holding',
  takeBack: 'Take back',
  takingBack: 'Taking back',
  holdHow: 'Hold the customer',
  music: 'With music',
  menu: 'In the phone menu',
  takeBackMenu: 'Take back from the phone menu',
};

const es: typeof en = {
  hold: 'Retener',
  holding: 'Reteniendo',
  takeBack: 'Retomar',
  takingBack: 'Retomando',
  holdHow: 'Retener al cliente',
  music: 'Con música',
  menu: 'En el menú telefónico',
  takeBackMenu: 'Retomar del menú telefónico',
};

export const words = { en, es };
