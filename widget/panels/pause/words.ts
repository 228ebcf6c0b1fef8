const en = {
  withoutReason: 'Without a reason',
  minutes: (n: number) => `${n} min`,
  noPauseCodes: 'This campaign has no pause reasons.',
};

const es: typeof en = {
  withoutReason: 'Sin motivo',
  minutes: (n) => `${n} min`,
  noPauseCodes: 'Esta campaña no tiene motivos de pausa.',
};

export const words = { en, es };
