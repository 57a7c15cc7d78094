using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>
/// Pages on their way in. A page that was not opened by the host shows a code, and a person who may approve confirms it; a page that the host opened
/// brings a code that a person's client made for it. Either way the key is bound to the page's origin; a program on this machine asks as a page does, and has none. Memory holds hashes of secrets, and nothing outlives a restart.
/// </summary>
internal sealed class Pairings(ClientKeys keys, Database database, EventLog events, Policy policy, AuditLog audit, TimeProvider time)
{
    /// <summary>How long a person has to answer, and an offered code to be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The event that says that a client came or went, or that a page asks; the ids are of clients.</summary>
    public const string Changed = "client.changed";

    // Nobody pairs more pages than this at once; every one of them takes memory that any page on an admitted origin can ask for.
    private const int MostWaiting = 16;

    // One origin, or the programs of this machine together, cannot keep the others out.
    private const int MostOfOneOrigin = 4;

    // Whoever asks has this long to be answered before another of the same origin may take its place; else one that keeps asking would push out every other.
    private static readonly TimeSpan Undisturbed = TimeSpan.FromMinutes(1);

    private const int MostOffers = 8;

    // A page asks with the secret it was given; one that has it wrong so often never had it.
    private const int MostWrongSecrets = 5;

    // A person mistypes a code a few times; a program that tries codes gets no further.
    private const int MostWrongCodes = 10;
    private static readonly TimeSpan WrongCodeWindow = TimeSpan.FromMinutes(1);

    // A granted page that slept when its time was up still gets its key.
    private static readonly TimeSpan GrantLifetime = TimeSpan.FromMinutes(1);

    private const int SecretSize = 32;

    private readonly Lock _gate = new();
    private readonly List<Asking> _asking = [];
    private readonly List<Offered> _offers = [];
    private readonly Queue<DateTimeOffset> _wrongCodes = new();

    /// <summary>The web door's own origin while it is open; null else.</summary>
    public string? OwnOrigin { get; set; }

    /// <summary>Pages and programs that wait for a person, oldest first.</summary>
    public IReadOnlyList<PendingPairing> Pending
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _asking.Where(static each => each.State == PairingState.Waiting).Select(static each => each.Pending)];
            }
        }
    }

    /// <summary>A page or a program asks to be let in.</summary>
    /// <param name="name">What it calls itself: shown, never trusted.</param>
    /// <param name="scopes">What it asks for.</param>
    /// <param name="origin">The page's origin, as the door verified it; null for a program that came through a local door.</param>
    /// <exception cref="RpcException">Invalid, with the path; Limit where too many of its origin wait.</exception>
    public PairingTicket Begin(string name, IReadOnlyList<string> scopes, string? origin)
    {
        var asked = ClientRules.Scopes(scopes);
        ClientRules.RequireName(name);
        var secret = RandomNumberGenerator.GetBytes(SecretSize);
        lock (_gate)
        {
            Forget();
            MakeRoom(origin);
            string code;
            do
                code = PairingCode.Shown();
            while (_asking.Any(each => each.Pending.Code == code));
            var pending = new PendingPairing(RowStamp.NewId(time.GetUtcNow()), code, name, origin, asked, time.GetUtcNow() + Lifetime);
            _asking.Add(new Asking(pending, SHA256.HashData(secret), ClientKeys.Hash(KeyOf(secret))));
            database.Write(transaction => events.Append(transaction, Changed, []));
            return new PairingTicket(pending.Request, Convert.ToHexStringLower(secret), code, pending.Expires);
        }
    }

    /// <summary>It asks what became of that. Granted is answered once.</summary>
    public PairingAnswer Claim(string request, string secret, string? origin)
    {
        var given = new byte[SecretSize];
        var isSecret = secret.Length == 2 * SecretSize && Convert.FromHexString(secret, given, out _, out _) == System.Buffers.OperationStatus.Done;
        lock (_gate)
        {
            Forget();
            var asking = _asking.Find(each => each.Pending.Request == request && each.Pending.Origin == origin);
            if (asking is null)
                return new PairingAnswer(PairingState.Expired);
            if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), asking.SecretHash) || !isSecret)
            {
                if (++asking.WrongSecrets >= MostWrongSecrets)
                    _asking.Remove(asking);
            }
            else if (asking.State == PairingState.Waiting)
                return new PairingAnswer(PairingState.Waiting);
            else
            {
                _asking.Remove(asking);
                return asking.State == PairingState.Granted && !keys.IsRevoked(asking.Client!)
                    ? new PairingAnswer(PairingState.Granted, KeyOf(given), asking.Client, asking.Granted.ToList())
                    : new PairingAnswer(PairingState.Refused);
            }
        }

        policy.NoteRefusal(Unknown("client.claim", "refused: secret", origin is null ? "local" : "web"));
        return new PairingAnswer(PairingState.Expired);
    }

    /// <summary>A person's yes. The page gets at most what it asked for and what the person's client may do itself.</summary>
    /// <param name="by">Whose yes it is.</param>
    /// <param name="given">The code as it was typed.</param>
    /// <param name="scopes">What to grant of what was asked for; null for all of it.</param>
    /// <exception cref="RpcException">NotFound for a code that nobody shows; Limit after too many of those; NotAuthorised where nothing would be granted.</exception>
    public ClientKey Confirm(Principal by, string given, ScopeSet? scopes)
    {
        lock (_gate)
        {
            var asking = Find(by, given, "client.pair");
            var granted = asking.Pending.Scopes.And(scopes ?? ScopeSet.All).And(by.Scopes);
            if (granted == ScopeSet.None)
                throw new RpcException(RpcErrorCode.NotAuthorised, "Nothing that it asks for is yours to grant.", new RpcNotAuthorisedData { Remedy = "Confirm it from a client that holds those scopes, or refuse it." });
            var key = database.Write(transaction =>
            {
                var made = keys.Add(transaction, asking.Pending.Name, granted, asking.Pending.Origin, asking.KeyHash);
                audit.Append(transaction, new AuditRecord(by.Person, by.Client, "client.pair", "client", made.Stamp.Id, $"done: {granted}"));
                events.Append(transaction, Changed, [made.Stamp.Id]);
                return made;
            });
            asking.Answer(PairingState.Granted, key.Stamp.Id, granted, time.GetUtcNow() + GrantLifetime);
            return key;
        }
    }

    /// <summary>A person's no.</summary>
    /// <exception cref="RpcException">NotFound; Limit.</exception>
    public void Refuse(Principal by, string given)
    {
        lock (_gate)
        {
            var asking = Find(by, given, "client.pair");
            database.Write(transaction =>
            {
                audit.Append(transaction, new AuditRecord(by.Person, by.Client, "client.pair", "pairing", asking.Pending.Request, "refused: by a person"));
                events.Append(transaction, Changed, []);
            });
            asking.Answer(PairingState.Refused, null, ScopeSet.None, asking.Expires);
        }
    }

    /// <summary>Makes a code that the host's own page exchanges once for a key.</summary>
    /// <exception cref="RpcException">Invalid; NotAuthorised for scopes that the caller has not; WrongState while the web door is closed; Limit.</exception>
    public PairingOffer Offer(Principal by, string name, IReadOnlyList<string> scopes)
    {
        var asked = ClientRules.Scopes(scopes);
        ClientRules.RequireName(name);
        ClientRules.RequireHeld(policy, by, asked, "client.offer");
        var origin = OwnOrigin ?? throw new RpcException(RpcErrorCode.WrongState, "The web door is closed, so no page can be let in. `assistant web enable` opens it.");
        var offer = new PairingOffer(PairingCode.Secret(), origin, time.GetUtcNow() + Lifetime);
        lock (_gate)
        {
            Forget();
            if (_offers.Count >= MostOffers)
                throw Limit("offeredCodes", MostOffers, "Too many codes are waiting to be used: open one of their pages, or try again in a few minutes.");
            _offers.Add(new Offered(CodeHash(offer.Code), by, name, asked, origin, offer.Expires));
        }

        audit.Append(new AuditRecord(by.Person, by.Client, "client.offer", "", "", $"done: {asked}"));
        return offer;
    }

    /// <summary>The host's own page brings the code it was opened with.</summary>
    public PairingAnswer Redeem(string code, string origin)
    {
        var hash = CodeHash(PairingCode.Plain(code));
        Offered? found = null;
        lock (_gate)
        {
            Forget();
            // Every one is compared, so that the time says nothing about which.
            foreach (var offer in _offers)
                found = CryptographicOperations.FixedTimeEquals(offer.CodeHash, hash) ? offer : found;
            if (found is not null && found.Origin != origin)
                found = null;
            if (found is not null)
                _offers.Remove(found);
        }

        if (found is null)
        {
            policy.NoteRefusal(Unknown("client.redeem", "refused: code"));
            return new PairingAnswer(PairingState.Expired);
        }

        var (key, text) = database.Write(transaction =>
        {
            var made = keys.Create(transaction, found.Name, found.Scopes, origin);
            audit.Append(transaction, new AuditRecord(found.By.Person, found.By.Client, "client.redeem", "client", made.Key.Stamp.Id, $"done: {found.Scopes}"));
            events.Append(transaction, Changed, [made.Key.Stamp.Id]);
            return made;
        });
        return new PairingAnswer(PairingState.Granted, text, key.Stamp.Id, key.Scopes.ToList());
    }

    /// <summary>Codes that a client offered lose their worth with its key.</summary>
    public void Withdraw(string client)
    {
        lock (_gate)
            _offers.RemoveAll(each => each.By.Client == client);
    }

    private static RpcException Limit(string name, long most, string message) => new(RpcErrorCode.Limit, message, new RpcLimitData { Limit = name, Maximum = most });

    private static AuditRecord Unknown(string action, string outcome, string door = "web") => new("unknown", door, action, "", "", outcome);

    private static byte[] CodeHash(string plain) => SHA256.HashData(Encoding.UTF8.GetBytes(plain));

    // The key follows from the page's secret, so that the host can store its hash at the yes without ever having kept its text.
    private static string KeyOf(byte[] secret) => ClientKeys.TextOf(HMACSHA256.HashData(secret, "assistant client key"u8));

    private Asking Find(Principal by, string given, string action)
    {
        Forget();
        var now = time.GetUtcNow();
        while (_wrongCodes.TryPeek(out var first) && now - first >= WrongCodeWindow)
            _wrongCodes.Dequeue();
        if (_wrongCodes.Count >= MostWrongCodes)
            throw Limit("wrongCodes", MostWrongCodes, "Too many wrong codes were tried: wait a minute.");
        var hash = CodeHash(PairingCode.Plain(given));
        Asking? found = null;
        foreach (var each in _asking)
            found = each.State == PairingState.Waiting && CryptographicOperations.FixedTimeEquals(each.CodeHash, hash) ? each : found;
        if (found is not null)
            return found;
        _wrongCodes.Enqueue(now);
        policy.NoteRefusal(new AuditRecord(by.Person, by.Client, action, "", "", "refused: code"));
        throw new RpcException(RpcErrorCode.NotFound, "Nobody shows that code: it was used, refused, mistyped, or is older than five minutes.", new RpcNotFoundData { Kind = "pairing", Id = "" });
    }

    // The longest waiting one of its own origin goes, or, where all origins together are too many, of the origin that has most.
    private void MakeRoom(string? origin)
    {
        var ofOne = _asking.Count(each => each.Pending.Origin == origin) >= MostOfOneOrigin;
        if (!ofOne && _asking.Count < MostWaiting)
            return;
        var waiting = _asking.Where(static each => each.State == PairingState.Waiting);
        var longest = ofOne
            ? waiting.FirstOrDefault(each => each.Pending.Origin == origin && each.Pending.Expires - Lifetime + Undisturbed <= time.GetUtcNow())
            : waiting.GroupBy(static each => each.Pending.Origin).MaxBy(static group => group.Count())?.First();
        if (longest is null)
            throw Limit("waitingPages", ofOne ? MostOfOneOrigin : MostWaiting, "Too many pages and programs wait to be let in: confirm or refuse them (`assistant pair`), or try again in a minute.");
        _asking.Remove(longest);
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        _asking.RemoveAll(each => each.Expires <= now);
        _offers.RemoveAll(each => each.Expires <= now);
    }

    private sealed record Offered(byte[] CodeHash, Principal By, string Name, ScopeSet Scopes, string Origin, DateTimeOffset Expires);

    private sealed class Asking(PendingPairing pending, byte[] secretHash, byte[] keyHash)
    {
        public PendingPairing Pending { get; } = pending;

        public byte[] SecretHash { get; } = secretHash;

        public byte[] KeyHash { get; } = keyHash;

        public byte[] CodeHash { get; } = CodeHash(PairingCode.Plain(pending.Code));

        public DateTimeOffset Expires { get; private set; } = pending.Expires;

        public PairingState State { get; private set; }

        public string? Client { get; private set; }

        public ScopeSet Granted { get; private set; }

        public int WrongSecrets { get; set; }

        public void Answer(PairingState state, string? client, ScopeSet granted, DateTimeOffset until) =>
            (State, Client, Granted, Expires) = (state, client, granted, until > Expires ? until : Expires);
    }
}
