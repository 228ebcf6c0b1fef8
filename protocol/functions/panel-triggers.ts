/** What an agent screen can be told to load again, in the order in which it is told. */
import { trigger } from '../parameters.js';

/** Accepted by `update_fields` and `refresh_panel`. */
export const panelTriggers = {
  formreload: trigger().optional(),
  scriptreload: trigger().optional(),
  script2reload: trigger().optional(),
  emailreload: trigger().optional(),
  chatreload: trigger().optional(),
} as const;
