// The same method served by vscode-jsonrpc over npm ws on Node's HTTPS server: PORT KEY-FILE CERTIFICATE-FILE.
const fs = require('node:fs');
const https = require('node:https');
const path = require('node:path');
const { createRequire } = require('node:module');
const interop = createRequire(path.join(__dirname, '../../tests/Protocol.Tests/interop/package.json'));
const rpc = interop('vscode-jsonrpc/node');
const { WebSocketServer } = interop('ws');

class Reader extends rpc.AbstractMessageReader {
  constructor(socket) {
    super();
    this.socket = socket;
    socket.on('error', (error) => this.fireError(error));
    socket.on('close', () => this.fireClose());
  }

  listen(callback) {
    this.socket.on('message', (data) => callback(JSON.parse(data.toString())));
    return { dispose() {} };
  }
}

class Writer extends rpc.AbstractMessageWriter {
  constructor(socket) {
    super();
    this.socket = socket;
  }

  write(message) {
    this.socket.send(JSON.stringify(message));
    return Promise.resolve();
  }

  end() {}
}

const [port, key, certificate] = process.argv.slice(2);
const server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) });
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  const connection = rpc.createMessageConnection(new Reader(socket), new Writer(socket));
  connection.onRequest('bench/echo', (message) => ({ text: message.text }));
  connection.listen();
});
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
