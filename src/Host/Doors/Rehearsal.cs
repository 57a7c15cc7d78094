using System.Text;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors;

/// <summary>
/// The first words of a client, said once to nobody while another core prepares the folder: whatever has to be compiled or loaded for them is ready when
/// a real client says them. Nothing of the host is in it, and nothing depends on it.
/// </summary>
internal static class Rehearsal
{
    private const string FirstWords = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"rehearsal","version":"1"}}}""";

    /// <summary>On a thread of its own, and not waited for.</summary>
    public static void Begin() => _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task RunAsync()
    {
        var reception = new Reception(DoorKind.Socket, new Greeting("", Demo: false, "", []));
        var transport = new RequestTransport(Encoding.UTF8.GetBytes(FirstWords), CancellationToken.None);
        await using var session = new RpcSession(transport, new RpcSessionOptions());
        session.Start(SessionRpc.Contract.Bind(reception));
        await session.Completion;

        // What is asked next, as a rule.
        DraftListRequest.TryRead("{}"u8);
        _ = DraftsRpc.Methods.List.Response;
    }
}
