/** The terminal while `watch` has it: a screen of its own, and back as it was afterwards. */
import type { ReadStream, WriteStream } from 'node:tty';

const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';

export class Screen {
  private drawn: string[] = [];
  private isOpen = false;
  private readonly onExit = () => this.close();

  constructor(
    private readonly output: WriteStream,
    private readonly input: ReadStream,
    private readonly handlers: { onKey: (key: string) => void; onResize: () => void },
  ) {}

  open(): void {
    this.isOpen = true;
    process.once('exit', this.onExit);
    this.output.write(ENTER);
    this.output.on('resize', this.resized);
    if (!this.input.isTTY) return;
    this.input.setRawMode(true);
    this.input.setEncoding('utf8');
    this.input.on('data', this.handlers.onKey);
    this.input.resume();
  }

  get columns(): number {
    return this.output.columns || 80;
  }

  get rows(): number {
    return this.output.rows || 24;
  }

  /** Writes the lines that are not there already. */
  draw(lines: readonly string[]): void {
    let text = '';
    for (const [index, line] of lines.entries()) {
      if (this.drawn[index] !== line) text += `\x1b[${index + 1};1H${line}\x1b[0m\x1b[K`;
    }
    if (this.drawn.length > lines.length) text += `\x1b[${lines.length + 1};1H\x1b[J`;
    this.drawn = [...lines];
    if (text !== '') this.output.write(text);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    process.removeListener('exit', this.onExit);
    this.output.removeListener('resize', this.resized);
    this.output.write(LEAVE);
    if (!this.input.isTTY) return;
    this.input.removeListener('data', this.handlers.onKey);
    this.input.setRawMode(false);
    this.input.pause();
  }

  private readonly resized = () => {
    this.drawn = [];
    this.output.write('\x1b[2J');
    this.handlers.onResize();
  };
}
