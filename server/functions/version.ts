/** `version`: needs neither login nor source (answers, sections 1.4 and 2). */
import { version as definition } from '../../protocol/functions/version.js';
import { BUILD, VERSION } from '../version.js';
import { serveFunction } from './engine/api-function.js';

export const version = serveFunction(definition, {
  needsNoRight: true,
  notValid: () => ({ fields: [] }),
  async apply({ moment }) {
    const line = `VERSION: ${VERSION}|BUILD: ${BUILD}|DATE: ${moment.now}|EPOCH: ${moment.epoch}`;
    return {
      message: '',
      fields: [],
      line,
      logData: line,
      data: { version: VERSION, build: BUILD, date: moment.now, epoch: moment.epoch },
    };
  },
});
