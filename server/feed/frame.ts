/** One notification, encoded once and written to every client that shares it. */
import type { NotificationName } from '../../protocol/messages.js';

const FIN_TEXT = 0x81;

export class EncodedFrame {
  private bytes: Buffer | undefined;

  /**
   * @param method the notification
   * @param params its params as JSON text
   * @param position `epoch:revision` that a client holds after this frame; none for a status
   */
  constructor(
    readonly method: NotificationName,
    readonly params: string,
    readonly position?: string,
  ) {}

  /** The JSON-RPC notification. */
  get text(): string {
    return `{"jsonrpc":"2.0","method":"${this.method}","params":${this.params}}`;
  }

  /** A complete WebSocket text frame, unmasked as a server sends it (RFC 6455, 5.2). */
  get webSocketFrame(): Buffer {
    this.bytes ??= textFrame(this.text);
    return this.bytes;
  }
}

/** @returns header and payload of one unfragmented text frame */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = FIN_TEXT;
  if (header === 2) {
    frame[1] = length;
  } else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, header, 'utf8');
  return frame;
}
