const en = {
  tonesSent: 'Tones sent',
  tonesEmpty: 'Press or type a key',
};

const es: typeof en = {
  tonesSent: 'Tonos enviados',
  tonesEmpty: 'Pulse o escriba una tecla',
};

export const words = { en, es };
