using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcDispatcherTests
{
    [Fact]
    public void TryFind_InADeferredService_MakesItOnceAndOnlyThen()
    {
        var made = 0;
        var dispatcher = RpcDispatcher.Combine(RpcDispatcher.Defer("notes", () => Made("notes/add", "notes/list")), new RpcDispatcher([Bound("ping")]));

        Assert.True(dispatcher.TryFind("ping", out _));
        Assert.False(dispatcher.TryFind("note/add", out _));
        Assert.False(dispatcher.TryFind("notes", out _));
        Assert.Equal(0, made);
        Assert.True(dispatcher.TryFind("notes/add", out var add));
        Assert.Equal("notes/add", add.Method.Name);
        Assert.True(dispatcher.TryFind("notes/list", out _));
        Assert.False(dispatcher.TryFind("notes/drop", out _));
        Assert.Equal(1, made);
        Assert.Equal(["notes/add", "notes/list", "ping"], dispatcher.Bindings.Select(static binding => binding.Method.Name).Order());

        RpcDispatcher Made(params string[] names)
        {
            made++;
            return new RpcDispatcher(names.Select(Bound));
        }
    }

    [Fact]
    public void Combine_OfTheSameServiceTwice_IsRefusedByName()
    {
        var notes = RpcDispatcher.Defer("notes", static () => new RpcDispatcher([]));

        Assert.Contains("'notes'", Assert.Throws<ArgumentException>(() => RpcDispatcher.Combine(notes, notes)).Message, StringComparison.Ordinal);
    }

    private static RpcBinding Bound(string name) => RpcMethod.Raw(name).Bind(new object(), static (_, request, _, _) => new(request));
}
