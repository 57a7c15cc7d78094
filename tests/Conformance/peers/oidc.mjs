// An OpenID provider nobody here wrote, at the paths of Google's, on a port of its own choice: said on its first line. It ends with its standard input.
// An argument is the address that it calls itself by, where somebody stands before it.
import http from 'node:http';
import Provider from 'oidc-provider';

const scope = (name) => `https://www.googleapis.com/auth/gmail.${name}`;
console.log = console.error;
console.warn = console.error;
const server = http.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const provider = new Provider(process.argv[2] ?? `http://127.0.0.1:${port}`, {
    clients: [{
      client_id: '123456-abc.apps.googleusercontent.com', client_secret: 'GOCSPX-sentinel-client-secret', application_type: 'native', token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: ['http://127.0.0.1/signed-in'], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
    }],
    scopes: ['openid', 'email', 'offline_access', scope('send'), scope('metadata'), scope('readonly'), scope('compose')],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true }) }),
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true },
    features: { revocation: { enabled: true }, devInteractions: { enabled: true } },
    routes: { authorization: '/o/oauth2/v2/auth', token: '/oauth2/token', revocation: '/oauth2/revoke', jwks: '/oauth2/v3/certs' },
    cookies: { keys: ['k'] },
  });
  server.on('request', provider.callback());
  // It would hang up on who is idle for five seconds, and a busy machine may send the next form at that moment.
  server.keepAliveTimeout = 0;
  process.stdout.write(`${port}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
