/** How many cases ran, per function and transport: printed once, and proof that some did. */
import type { Transport } from './transports.js';

type Name = Transport['name'];

export class CaseCount {
  private readonly ran = new Map<string, Map<Name, number>>();
  private readonly left = new Map<string, number>();

  add(functionName: string, transport: Name): void {
    const counts = this.ran.get(functionName) ?? new Map<Name, number>();
    counts.set(transport, (counts.get(transport) ?? 0) + 1);
    this.ran.set(functionName, counts);
  }

  leaveOut(transport: Name, reason: string): void {
    const text = `${transport}: ${reason}`;
    this.left.set(text, (this.left.get(text) ?? 0) + 1);
  }

  of(functionName: string, transport: Name): number {
    return this.ran.get(functionName)?.get(transport) ?? 0;
  }

  print(title: string): void {
    const lines = [`recorded cases run on ${title}`];
    for (const [name, counts] of [...this.ran].sort(([a], [b]) => a.localeCompare(b))) {
      const each = [...counts].map(([transport, count]) => `${transport} ${count}`).join(', ');
      lines.push(`  ${(name || '(none)').padEnd(28)} ${each}`);
    }
    for (const [reason, count] of this.left) lines.push(`  left out ${count}, ${reason}`);
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
