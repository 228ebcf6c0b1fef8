import type { Plugin } from 'vite';

export function numberWords(entry: string): Plugin;
