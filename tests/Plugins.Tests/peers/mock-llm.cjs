// Serves mock-llm on a port of its own choice on this machine, and says which on its first line. It ends with its standard input.
'use strict';
const { createServer } = require('@dwmkerr/mock-llm/dist/server.js');
const { getDefaultConfig } = require('@dwmkerr/mock-llm/dist/config.js');

const config = { ...getDefaultConfig(), streaming: { chunkSize: 5, chunkIntervalMs: 1 } };
config.rules.push({
  path: '/v1/chat/completions',
  method: 'POST',
  match: "contains(body.messages[-1].content, 'please fail')",
  response: { status: 429, content: '{"error":{"message":"Rate limit reached","type":"rate_limit_exceeded"}}' },
});
console.log = console.error;
const server = createServer(config, '127.0.0.1', 0).listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit(0));
