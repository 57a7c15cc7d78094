using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Security;

public sealed class PairingsTests : IDisposable
{
    private const string Own = "https://localhost:47613";
    private const string Pane = "https://pane.example";

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Database _database;
    private readonly Desk _desk;
    private readonly ClientKeys _keys;
    private readonly AuditLog _audit;
    private readonly Pairings _pairings;

    public PairingsTests()
    {
        _database = _folder.OpenHost(_time);
        _desk = Desk.Open(_database, _time);
        _keys = new ClientKeys(_database, _desk, _time);
        _audit = new AuditLog(_database, _folder.Data.State.AuditHead, _time);
        _pairings = new Pairings(_keys, _database, new EventLog(_database, _time), new Policy(_audit, _time), _audit, _time) { OwnOrigin = Own };
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Claim_BeforeAnybodyAnswered_Waits()
    {
        var ticket = Begin();

        Assert.Equal(new PairingAnswer(PairingState.Waiting), Claim(ticket));
        var waiting = Assert.Single(_pairings.Pending);
        Assert.Equal((ticket.Code, "pane", Pane, "read draft"), (waiting.Code, waiting.Name, waiting.Origin, waiting.Scopes.ToString()));
    }

    [Fact]
    public void Claim_AfterAYes_GivesAKeyForThatOriginOnceAndNothingAfter()
    {
        var ticket = Begin();
        var confirmed = _pairings.Confirm(Owner(), ticket.Code, null);

        var answer = Claim(ticket);

        Assert.Equal((PairingState.Granted, confirmed.Stamp.Id), (answer.State, answer.ClientId));
        Assert.Equal(["read", "draft"], answer.Scopes);
        Assert.Equal(confirmed.Stamp.Id, _keys.Find(answer.ClientKey!, Pane)!.Stamp.Id);
        Assert.Null(_keys.Find(answer.ClientKey!, null));
        Assert.Null(_keys.Find(answer.ClientKey!, Own));
        Assert.Equal(PairingState.Expired, Claim(ticket).State);
        Assert.Empty(_pairings.Pending);
    }

    [Fact]
    public void Claim_ByAProgramAfterAYes_GivesAKeyThatNoPageCanUse()
    {
        var ticket = _pairings.Begin("editor", [Scopes.Read, Scopes.Approve], origin: null);
        _pairings.Confirm(Owner(), ticket.Code, null);

        Assert.Equal(PairingState.Expired, _pairings.Claim(ticket.Request, ticket.Secret, Pane).State);
        var answer = _pairings.Claim(ticket.Request, ticket.Secret, origin: null);

        Assert.Equal((PairingState.Granted, "editor"), (answer.State, _keys.Find(answer.ClientKey!, null)!.Name));
        Assert.Null(_keys.Find(answer.ClientKey!, Pane));
    }

    [Fact]
    public void Claim_ByAProgramForAPagesRequest_IsExpired()
    {
        var ticket = Begin();
        _pairings.Confirm(Owner(), ticket.Code, null);

        Assert.Equal(PairingState.Expired, _pairings.Claim(ticket.Request, ticket.Secret, origin: null).State);
    }

    [Theory]
    [InlineData("read draft", "read draft propose", "read draft")]
    [InlineData("read draft admin", null, "read draft admin")]
    [InlineData("read approve", "read", "read")]
    public void Confirm_WithScopes_GrantsNoMoreThanWasAsked(string asked, string? chosen, string granted) =>
        Assert.Equal(granted, _pairings.Confirm(Owner(), Begin(asked.Split(' ')).Code, chosen is null ? null : ScopeSet.Parse(chosen)).Scopes.ToString());

    [Fact]
    public void Confirm_ByAClientWithLess_GrantsNoMoreThanItHas()
    {
        var approver = Owner() with { Scopes = ScopeSet.Of(Scopes.Read, Scopes.Approve) };

        Assert.Equal("read approve", _pairings.Confirm(approver, Begin([.. Scopes.All]).Code, null).Scopes.ToString());
        Assert.Equal(RpcErrorCode.NotAuthorised, Assert.Throws<RpcException>(() => _pairings.Confirm(approver, Begin(Scopes.Admin).Code, null)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Confirm_CodeAsPeopleTypeIt_IsFound(bool lower)
    {
        var code = Begin().Code;

        Assert.NotNull(_pairings.Confirm(Owner(), lower ? $" {code.Replace('-', ' ').ToLowerInvariant()} " : code.Replace("-", "", StringComparison.Ordinal), null));
    }

    [Fact]
    public void Confirm_Twice_IsNotFound()
    {
        var ticket = Begin();
        _pairings.Confirm(Owner(), ticket.Code, null);

        Assert.Equal(RpcErrorCode.NotFound, Assert.Throws<RpcException>(() => _pairings.Confirm(Owner(), ticket.Code, null)).Code);
    }

    [Fact]
    public void Confirm_WrongCodesOverAndOver_IsLimitedThenForgiven()
    {
        var ticket = Begin();
        var codes = Enumerable.Range(0, 12).Select(_ => Assert.Throws<RpcException>(() => _pairings.Confirm(Owner(), "XXXX-XXXX", null)).Code).ToList();

        Assert.Equal([.. Enumerable.Repeat(RpcErrorCode.NotFound, 10), RpcErrorCode.Limit, RpcErrorCode.Limit], codes);
        Assert.Equal(RpcErrorCode.Limit, Assert.Throws<RpcException>(() => _pairings.Confirm(Owner(), ticket.Code, null)).Code);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(_pairings.Confirm(Owner(), ticket.Code, null));
    }

    [Fact]
    public void Claim_AfterANo_SaysSoOnce()
    {
        var ticket = Begin();
        _pairings.Refuse(Owner(), ticket.Code);

        Assert.Equal(PairingState.Refused, Claim(ticket).State);
        Assert.Equal(PairingState.Expired, Claim(ticket).State);
        Assert.Empty(_keys.List());
        Assert.Equal("refused: by a person", _audit.Page(null, 1)[0].Record.Outcome);
    }

    [Fact]
    public void Everything_AfterFiveMinutes_IsForgotten()
    {
        var ticket = Begin();
        var offer = _pairings.Offer(Owner(), "dashboard", ["read"]);
        _time.Advance(Pairings.Lifetime);

        Assert.Equal(PairingState.Expired, Claim(ticket).State);
        Assert.Equal(PairingState.Expired, _pairings.Redeem(offer.Code, Own).State);
        Assert.Equal(RpcErrorCode.NotFound, Assert.Throws<RpcException>(() => _pairings.Confirm(Owner(), ticket.Code, null)).Code);
        Assert.Empty(_pairings.Pending);
    }

    [Fact]
    public void Claim_FromAnotherOriginOrWithAnotherSecret_LearnsNothing()
    {
        var ticket = Begin();
        _pairings.Confirm(Owner(), ticket.Code, null);

        Assert.Equal(PairingState.Expired, _pairings.Claim(ticket.Request, ticket.Secret, Own).State);
        Assert.Equal(PairingState.Expired, _pairings.Claim(ticket.Request, "", Pane).State);
        Assert.Equal(PairingState.Expired, _pairings.Claim(ticket.Request, new string('z', 64), Pane).State);
        Assert.Equal(PairingState.Expired, _pairings.Claim(ticket.Request, new string('0', 64), Pane).State);
        Assert.Equal(PairingState.Granted, Claim(ticket).State);
    }

    [Fact]
    public void Claim_WithFiveWrongSecrets_EndsTheRequest()
    {
        var ticket = Begin();
        for (var i = 0; i < 5; i++)
            _pairings.Claim(ticket.Request, new string('0', 64), Pane);

        Assert.Equal(PairingState.Expired, Claim(ticket).State);
    }

    [Fact]
    public void Begin_FifthOfOneOrigin_TakesTheOldestsPlaceAfterAMinute()
    {
        var first = Begin();
        _time.Advance(TimeSpan.FromSeconds(30));
        var others = Enumerable.Range(0, 3).Select(_ => Begin()).ToList();

        Assert.Equal(RpcErrorCode.Limit, Assert.Throws<RpcException>(() => Begin()).Code);
        Assert.Equal(PairingState.Waiting, Claim(first).State);
        _time.Advance(TimeSpan.FromSeconds(30));
        var fifth = Begin();

        Assert.Equal(PairingState.Expired, Claim(first).State);
        Assert.All([.. others, fifth], ticket => Assert.Equal(PairingState.Waiting, Claim(ticket).State));
        Assert.Equal(RpcErrorCode.Limit, Assert.Throws<RpcException>(() => Begin()).Code);
    }

    [Fact]
    public void Begin_OthersAskedAllTheyMay_IsLetInAtOnce()
    {
        var eager = Enumerable.Range(0, 4).Select(_ => _pairings.Begin("pane", [Scopes.Read], "https://eager.example")).ToList();
        for (var origin = 0; origin < 4; origin++)
            for (var i = 0; i < 3; i++)
                _pairings.Begin("pane", [Scopes.Read], $"https://{origin}.example");
        Assert.Equal(16, _pairings.Pending.Count);

        var honest = Begin();
        var program = _pairings.Begin("editor", [Scopes.Read], origin: null);

        Assert.Equal(PairingState.Waiting, Claim(honest).State);
        Assert.Equal(PairingState.Waiting, _pairings.Claim(program.Request, program.Secret, origin: null).State);
        Assert.Equal(PairingState.Expired, _pairings.Claim(eager[0].Request, eager[0].Secret, "https://eager.example").State);
        Assert.Equal(16, _pairings.Pending.Count);
    }

    [Fact]
    public void Begin_AnsweredOnesThatWereNotFetched_AreNotPushedOut()
    {
        var tickets = Enumerable.Range(0, 4).Select(_ => Begin()).ToList();
        foreach (var ticket in tickets)
            _pairings.Confirm(Owner(), ticket.Code, null);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(RpcErrorCode.Limit, Assert.Throws<RpcException>(() => Begin()).Code);
        Assert.All(tickets, ticket => Assert.Equal(PairingState.Granted, Claim(ticket).State));
    }

    [Theory]
    [InlineData("", "read")]
    [InlineData(" ", "read")]
    [InlineData("bell\a", "read")]
    [InlineData("pane")]
    [InlineData("pane", "everything")]
    public void Begin_BadInput_IsInvalid(string name, params string[] scopes) =>
        Assert.Equal(RpcErrorCode.Invalid, Assert.Throws<RpcException>(() => _pairings.Begin(name, scopes, Pane)).Code);

    [Fact]
    public void Redeem_AnOfferedCode_LetsTheOwnOriginInOnce()
    {
        var offer = _pairings.Offer(Owner(), "dashboard", ["read", "approve"]);

        Assert.Equal(PairingState.Expired, _pairings.Redeem(offer.Code, Pane).State);
        var answer = _pairings.Redeem(offer.Code, Own);
        Assert.Equal("read approve", _keys.Find(answer.ClientKey!, Own)!.Scopes.ToString());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PairingState.Expired, _pairings.Redeem(offer.Code, Own).State);
        Assert.Equal(("client.redeem", "refused: code"), _audit.Page(null, 1)[0].Record is var last ? (last.Action, last.Outcome) : default);
    }

    [Fact]
    public void Offer_ScopesThatTheCallerHasNot_IsRefusedAndAudited()
    {
        var admin = Owner() with { Scopes = ScopeSet.Of(Scopes.Read, Scopes.Admin) };

        Assert.Equal(RpcErrorCode.NotAuthorised, Assert.Throws<RpcException>(() => _pairings.Offer(admin, "dashboard", ["read", "approve"])).Code);
        Assert.Equal(("client.offer", "refused: scope approve"), _audit.Page(null, 1)[0].Record is var last ? (last.Action, last.Outcome) : default);
    }

    [Fact]
    public void Offer_WhileTheDoorIsClosed_IsAWrongState()
    {
        _pairings.OwnOrigin = null;

        Assert.Equal(RpcErrorCode.WrongState, Assert.Throws<RpcException>(() => _pairings.Offer(Owner(), "dashboard", ["read"])).Code);
    }

    [Fact]
    public void Withdraw_ItsClient_EndsWhatItOffered()
    {
        var offer = _pairings.Offer(Owner(), "dashboard", ["read"]);
        _pairings.Withdraw("owner");

        Assert.Equal(PairingState.Expired, _pairings.Redeem(offer.Code, Own).State);
    }

    private PairingTicket Begin(params string[] scopes) => _pairings.Begin("pane", scopes.Length == 0 ? ["read", "draft"] : scopes, Pane);

    private PairingAnswer Claim(PairingTicket ticket) => _pairings.Claim(ticket.Request, ticket.Secret, Pane);

    private Principal Owner() => new(_desk.Person, _desk.Space, PersonRole.Owner, "owner", "cli", DoorKind.Socket, ScopeSet.All);
}
