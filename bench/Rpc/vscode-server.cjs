// The same method served by vscode-jsonrpc: over the Unix socket that is named, else over standard input and output.
const path = require('node:path');
const { createRequire } = require('node:module');
const interop = createRequire(path.join(__dirname, '../../tests/Protocol.Tests/interop/package.json'));
const net = require('node:net');
const rpc = interop('vscode-jsonrpc/node');

function serve(input, output) {
  const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(input), new rpc.StreamMessageWriter(output));
  connection.onRequest('bench/echo', (message) => ({ text: message.text }));
  connection.onClose(() => process.exit(0));
  connection.listen();
}

const socketPath = process.argv[2];
if (socketPath === undefined) {
  serve(process.stdin, process.stdout);
} else {
  net.createServer((socket) => serve(socket, socket)).listen(socketPath);
}
