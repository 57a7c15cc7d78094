using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Offline;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Plugins.Drafting.Voices;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>Writes with the model that is chosen, or offline where none is. What it plans and what it sends come out of the same code.</summary>
/// <param name="desk">The models, their rules and their budget.</param>
/// <param name="payloads">Makes what is sent.</param>
/// <param name="offline">Writes without a model.</param>
/// <param name="phrases">What is flagged as said by everybody.</param>
/// <param name="time">Measures.</param>
internal sealed class ModelWriter(IModelDesk desk, PayloadBuilder payloads, OfflineWriter offline, StockPhrases phrases, TimeProvider time) : IWriter
{
    public async ValueTask<WritingPlan> PlanAsync(WriterRequest request, CancellationToken cancel)
    {
        if (Choose(request.Model, out _) is not { } model)
            return OfflineWriter.Plan();
        var payload = await payloads.BuildAsync(request, model, desk, cancel);
        var obstacle = Obstacle(model, payload) ?? desk.Obstacle(model, Note(request, payload), payload.Estimate);
        return new WritingPlan
        {
            Provider = PromptNames.Camel(model.Provider.ToString()),
            Model = model.Name ?? model.Id,
            Endpoint = model.Endpoint ?? Endpoint.Of(model)?.AbsoluteUri.TrimEnd('/'),
            IsLocal = model.IsLocal,
            Payload = [.. payload.Messages.Select(static m => new PayloadMessage(m.Role.Value, m.Text))],
            Fields = payload.Fields,
            Estimate = payload.Estimate,
            Obstacle = obstacle?.Reason,
            Remedy = obstacle?.Remedy,
        };
    }

    public async ValueTask<WriterResponse> WriteAsync(WriterRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel)
    {
        if (Choose(request.Model, out var unset) is not { } model)
            return await offline.WriteAsync(request, unset, progress, cancel);
        var payload = await payloads.BuildAsync(request, model, desk, cancel);
        if (Obstacle(model, payload) is { } limit)
            throw new RpcException(RpcErrorCode.Limit, $"{limit.Reason} {limit.Remedy}", WriterErrors.Limit(payload));
        var started = time.GetTimestamp();
        try
        {
            using var client = desk.Open(model, Note(request, payload));
            var call = new ModelCall(client, payload, progress);
            var reading = await call.AskAsync(request.Task, cancel);
            // The text alone would have had room.
            if (call.RoomTaken is not null && desk.Estimate(model, [new ChatMessage(ChatRole.Assistant, call.Arrived)], 0).InputTokens <= payload.Options.MaxOutputTokens)
                desk.SeenThinking(model);
            return Respond(request, model, payload, reading, call, time.GetElapsedTime(started));
        }
        catch (RpcException error) when (error.Code == RpcErrorCode.ProviderUnavailable)
        {
            throw WriterErrors.WithOffline(error);
        }
    }

    private static CallNote Note(WriterRequest request, Payload payload) => new(request.Task, request.SubjectId, payload.Fields, request.Fresh, request.AboutId, request.AboutKind);

    private WriterResponse Respond(WriterRequest request, Model model, Payload payload, AnswerReading reading, ModelCall call, TimeSpan elapsed)
    {
        var answer = reading.Answer!;
        return new WriterResponse
        {
            Subject = answer.Subject,
            Parts = answer.Parts,
            Meaning = answer.Meaning,
            Work = model.Provider == ModelProvider.Rehearsal ? "rehearsed" : "drafted",
            Provider = PromptNames.Camel(model.Provider.ToString()),
            Model = model.Name ?? model.Id,
            Prompt = payload.Prompt,
            Usage = Usage(model, payload, call, elapsed),
            LeftOut = [.. request.Sources.Select(static source => source.Id).Except(payload.Fields)],
            Notices = [.. payload.Notices, .. reading.Notices, .. call.Notices, .. VoiceCheck.Notices(answer, payload.Voice, phrases)],
        };
    }

    // As the provider counted, else as the desk does.
    private WritingUsage Usage(Model model, Payload payload, ModelCall call, TimeSpan elapsed)
    {
        var input = (int?)call.Usage.InputTokenCount ?? payload.Estimate.InputTokens;
        var output = (int?)call.Usage.OutputTokenCount ?? desk.Estimate(model, [new ChatMessage(ChatRole.Assistant, call.Arrived)], 0).InputTokens;
        var cost = model.InputPrice is null && model.OutputPrice is null ? (decimal?)null : ((input * (model.InputPrice ?? 0)) + (output * (model.OutputPrice ?? 0))) / 1_000_000;
        return new WritingUsage(input, output, (int)Math.Min(int.MaxValue, elapsed.TotalMilliseconds), cost);
    }

    /// <summary>Null where it is to be done offline.</summary>
    /// <param name="id">As the request names it.</param>
    /// <param name="unset">What the user would have to do to have a model, where none is chosen.</param>
    private Model? Choose(string? id, out string? unset)
    {
        unset = null;
        if (id == OfflineWriter.ModelId)
            return null;
        try
        {
            return desk.Find(id) is { Provider: not ModelProvider.Offline } model ? model : null;
        }
        catch (RpcException error) when (id is null && error.Code == RpcErrorCode.NeedsSetup)
        {
            unset = (error.Detail as RpcNeedsSetupData)?.Remedy ?? error.Message;
            return null;
        }
    }

    private static ModelObstacle? Obstacle(Model model, Payload payload)
    {
        if (payload.TooLongFor is { } tokens)
            return new ModelObstacle(
                FormattableString.Invariant($"The request has {payload.Estimate.InputTokens} tokens and leaves {payload.Estimate.OutputTokens} for the answer; the model takes {tokens} in all."),
                model.IsLocal ? Remedies.GiveRoom(model.Id) : "Hand in shorter texts, or choose a model with more room.");
        return payload.Estimate.Cost > payload.Budget
            ? new ModelObstacle(
                FormattableString.Invariant($"The call may cost {payload.Estimate.Cost}, and its prompt allows {payload.Budget}."),
                $"Raise 'budget' in the front matter of {payload.Prompt.Split('@')[0]}.md, or choose a cheaper model.")
            : null;
    }
}
