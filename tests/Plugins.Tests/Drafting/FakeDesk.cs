using System.Runtime.CompilerServices;
using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting;

/// <summary>One model whose answers are scripted, and which keeps what it was sent. A token is four characters.</summary>
internal sealed class FakeDesk : IModelDesk, IChatClient
{
    private int _turn;

    /// <summary>What it streams: one list of pieces for each call.</summary>
    public List<IReadOnlyList<ChatResponseUpdate>> Script { get; } = [];

    /// <summary>Thrown when it is asked.</summary>
    public Exception? Fault { get; set; }

    public Model? Chosen { get; set; } = Named("fake", ModelProvider.OpenAi);

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)> Sent { get; } = [];

    public List<CallNote> Notes { get; } = [];

    public ModelObstacle? Obstructed { get; set; }

    public static Model Named(string id, ModelProvider provider, int? context = null) => new()
    {
        Id = id,
        Provider = provider,
        Name = id + "-large",
        Endpoint = "http://127.0.0.1:9/v1",
        IsLocal = true,
        HasKey = true,
        IsAllowed = true,
        IsChosen = true,
        ContextTokens = context,
        InputPrice = 2,
        OutputPrice = 10,
    };

    public FakeDesk Answers(string text, int pieceLength = 7)
    {
        var pieces = new List<ChatResponseUpdate>();
        for (var at = 0; at < text.Length; at += pieceLength)
            pieces.Add(new ChatResponseUpdate(ChatRole.Assistant, text.Substring(at, Math.Min(pieceLength, text.Length - at))));
        Script.Add(pieces);
        return this;
    }

    /// <summary>The last answer ends because its tokens are used up.</summary>
    public FakeDesk Cut()
    {
        Script[^1] = [.. Script[^1], new ChatResponseUpdate(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.Length }];
        return this;
    }

    public Model Find(string? id) => id is null
        ? Chosen ?? throw new RpcException(RpcErrorCode.NeedsSetup, "No model is chosen.", new RpcNeedsSetupData { Subject = "plugin:drafting", Remedy = "Choose one." })
        : id == Chosen?.Id ? Chosen : throw RpcException.NotFound("model", id);

    public ModelObstacle? Obstacle(Model model, CallNote note, WritingUsage estimate) => Obstructed;

    public WritingUsage Estimate(Model model, IReadOnlyList<ChatMessage> messages, int maxOutputTokens)
    {
        var input = messages.Sum(static m => m.Text.Length) / 4;
        return new WritingUsage(input, maxOutputTokens, 0, ((input * (model.InputPrice ?? 0)) + (maxOutputTokens * (model.OutputPrice ?? 0))) / 1_000_000);
    }

    public bool Thinks { get; private set; }

    public bool IsThinking(Model model) => Thinks;

    public void SeenThinking(Model model) => Thinks = true;

    public IChatClient Open(Model model, CallNote note)
    {
        Notes.Add(note);
        return this;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Sent.Add(([.. messages], options!));
        await Task.Yield();
        if (Fault is not null)
            throw Fault;
        foreach (var update in Script[_turn++])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
