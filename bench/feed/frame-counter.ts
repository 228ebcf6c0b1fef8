/** Counts WebSocket text frames in a stream of bytes, as cheaply as it can be done. */
const TEXT = 1;

export class FrameCounter {
  /** Text frames whose header has been seen. */
  count = 0;
  /** Bytes of payload still to come. */
  private left = 0;
  /** A header that a chunk cut in two. */
  private cut: Buffer | undefined;

  take(chunk: Buffer): void {
    let at = 0;
    let bytes = chunk;
    if (this.cut) {
      bytes = Buffer.concat([this.cut, chunk]);
      this.cut = undefined;
    }
    while (at < bytes.length) {
      if (this.left > 0) {
        const skipped = Math.min(this.left, bytes.length - at);
        this.left -= skipped;
        at += skipped;
        continue;
      }
      const size = (bytes[at + 1] ?? 0) & 0x7f;
      const header = size < 126 ? 2 : size === 126 ? 4 : 10;
      if (bytes.length - at < header) {
        this.cut = Buffer.from(bytes.subarray(at));
        return;
      }
      if (((bytes[at] ?? 0) & 0x0f) === TEXT) this.count += 1;
      this.left =
        size < 126
          ? size
          : size === 126
            ? bytes.readUInt16BE(at + 2)
            : Number(bytes.readBigUInt64BE(at + 2));
      at += header;
    }
  }
}

/** A masked text frame, as a client has to send it. */
export function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 65_535) throw new Error('too long for the bench');
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  // a mask of zeros leaves the payload as it is
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}
