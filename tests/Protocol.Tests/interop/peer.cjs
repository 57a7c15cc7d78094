// vscode-jsonrpc as the other side of a connection, on both roles at once: it serves methods and calls ours.
// node peer.cjs listen PATH | connect PATH | stdio, all with the same methods. What it was asked to try it reports as the result of `peer/try`.
const net = require('node:net');
const rpc = require('vscode-jsonrpc/node');

function serve(input, output) {
  const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(input), new rpc.StreamMessageWriter(output));
  let notified = 0;
  let cancelled = 0;

  connection.onRequest('peer/echo', (message) => message);
  connection.onRequest('peer/add', (left, right) => left + right);
  connection.onRequest('peer/fail', () => {
    throw new rpc.ResponseError(-31202, 'stale', { expected: 3, actual: 5 });
  });
  connection.onRequest('peer/wait', (token) => new Promise((resolve, reject) => {
    token.onCancellationRequested(() => {
      cancelled += 1;
      reject(new rpc.ResponseError(-32800, 'cancelled'));
    });
  }));
  connection.onRequest('peer/steps', async (message) => {
    for (let at = 1; at <= message.to; at += 1) {
      await connection.sendProgress(new rpc.ProgressType(), message.progressToken, { at });
    }
    return { total: message.to };
  });
  connection.onNotification('peer/note', () => { notified += 1; });
  connection.onRequest('peer/notified', () => ({ count: notified, cancelled }));
  connection.onRequest('peer/try', (message) => attempts[message.what](connection));
  connection.onClose(() => process.exit(0));
  connection.listen();
}

// Each calls our side the way any client of vscode-jsonrpc would.
const attempts = {
  async echo(connection) {
    return connection.sendRequest('sample/echo', { text: 'from node' });
  },
  async positional(connection) {
    return connection.sendRequest('sample/echo', rpc.ParameterStructures.byPosition, 'ab', 2);
  },
  async large(connection) {
    const text = 'x'.repeat(3 * 1024 * 1024);
    const answer = await connection.sendRequest('sample/echo', { text });
    return { text: String(answer.text === text) };
  },
  async flood(connection) {
    const text = 'y'.repeat(4096);
    const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => connection.sendRequest('sample/slow', { text: `${i}${text}` })));
    return { text: String(answers.every((answer, i) => answer.text === `${i}${text}`)) };
  },
  async error(connection) {
    return connection.sendRequest('sample/fail', { how: 'stale' }).then(
      () => ({ text: 'no error' }),
      (error) => ({ text: `${error.code} ${JSON.stringify(error.data)}` }));
  },
  async unknown(connection) {
    return connection.sendRequest('sample/none').then(() => ({ text: 'no error' }), (error) => ({ text: `${error.code}` }));
  },
  async cancel(connection) {
    const source = new rpc.CancellationTokenSource();
    const call = connection.sendRequest('sample/slow', { text: 'wait' }, source.token);
    await connection.sendRequest('sample/started');
    source.cancel();
    return call.then(() => ({ text: 'no error' }), (error) => ({ text: `${error.code}` }));
  },
  async progress(connection) {
    const seen = [];
    const subscription = connection.onProgress(new rpc.ProgressType(), 'token-1', (value) => seen.push(value.at));
    const answer = await connection.sendRequest('sample/count', { to: 5, workDoneToken: 'token-1' });
    subscription.dispose();
    return { text: `${seen.join(',')} of ${answer.total}` };
  },
  async notify(connection) {
    await connection.sendNotification('sample/said', { text: 'noted' });
    return { text: 'sent' };
  },
};

const [mode, socketPath] = process.argv.slice(2);
if (mode === 'stdio') {
  serve(process.stdin, process.stdout);
} else if (mode === 'listen') {
  net.createServer((socket) => serve(socket, socket)).listen(socketPath);
} else {
  const socket = net.connect(socketPath);
  serve(socket, socket);
}
