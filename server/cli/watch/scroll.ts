/** What the keys change: order and place in the table. */
import { ORDERS, type Order } from './page.js';

const CTRL_C = '\x03';

export class Scroll {
  order: Order = 'agent';
  offset = 0;

  /** @returns true when the key means: end */
  press(key: string, room: number): boolean {
    switch (key) {
      case CTRL_C:
      case 'q':
        return true;
      case 's':
        this.order = ORDERS[(ORDERS.indexOf(this.order) + 1) % ORDERS.length] ?? 'agent';
        break;
      case '\x1b[A':
      case 'k':
        this.offset -= 1;
        break;
      case '\x1b[B':
      case 'j':
        this.offset += 1;
        break;
      case '\x1b[5~':
        this.offset -= room;
        break;
      case '\x1b[6~':
      case ' ':
        this.offset += room;
        break;
      case '\x1b[H':
        this.offset = 0;
        break;
      case '\x1b[F':
        this.offset = Number.MAX_SAFE_INTEGER;
    }
    return false;
  }

  /** Sessions may have gone, or the terminal grown. */
  keepWithin(count: number, room: number): void {
    this.offset = Math.max(0, Math.min(this.offset, count - room));
  }
}
