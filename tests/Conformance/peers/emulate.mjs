// emulate's Google on the port given, for one user. It ends with its standard input.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'assistant-emulate-'));
writeFileSync(join(folder, 'seed.yaml'), 'google:\n  users:\n    - email: mira@bed.test\n      name: Mira\n');
const child = spawn(process.execPath, ['node_modules/emulate/dist/index.js', 'start', '-s', 'google', '-p', process.argv[2], '--seed', join(folder, 'seed.yaml')], { stdio: ['ignore', 'ignore', 'ignore'] });
const end = () => {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
child.on('exit', end);
process.stdin.resume().on('end', end);
for (;;) {
  try {
    await fetch(`http://127.0.0.1:${process.argv[2]}/.well-known/openid-configuration`);
    break;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
process.stdout.write(`${process.argv[2]}\n`);
