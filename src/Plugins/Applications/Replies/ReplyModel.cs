using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Replies;

/// <summary>
/// Has the user's model read what the rules could not, where the user switched that on. One reply after the other, beside the hearing of events, since a model
/// takes minutes. What comes of it is a proposal with the line that says so, which the host made and checked; a reply that was not read stays as it is.
/// </summary>
/// <param name="desk">Where timelines are written.</param>
/// <param name="host">The host's writing, within the plugin's permissions.</param>
/// <param name="timeline">Told of the proposal.</param>
/// <param name="isOn">The user's word; false until it is given.</param>
/// <param name="log">Takes why a reply was not read, without a word of it.</param>
internal sealed class ReplyModel(Desk desk, IRpcCaller host, TimelineBook timeline, bool isOn, Action<string> log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Completes when everything that was begun is read or given up.</summary>
    public Task Reading
    {
        get
        {
            lock (_gate)
                return _reading;
        }
    }

    /// <summary>Whether it will be tried; without a contact there is nobody whose rules would allow it.</summary>
    public bool Begin(string application, IncomingMessage incoming)
    {
        if (!isOn || incoming.ContactId is not { } contact)
            return false;
        var request = new WritingStartRequest
        {
            Task = WritingTask.ReplyMeaning, ContactId = contact, OutboxId = incoming.OutboxId, About = new RecordRef(ApplicationChanges.RecordKind, application),
        };
        lock (_gate)
            _reading = NextAsync(_reading, application, incoming.Id, request);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task NextAsync(Task before, string application, string message, WritingStartRequest request)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            await ReadAsync(application, message, request, _ending.Token);
        }
        catch (RpcException refusal)
        {
            log($"A reply was not read by the model: {refusal.Code}.");
        }
        catch (Exception error) when (error is RpcConnectionException or OperationCanceledException)
        {
            // The host or the plugin is ending; a person can still ask for it.
        }
    }

    private async ValueTask ReadAsync(string application, string message, WritingStartRequest request, CancellationToken cancel)
    {
        var writing = WritingRpc.Contract.Connect(host);
        var plan = await writing.PlanAsync(request, cancel);
        // What sends nothing is no model: the rules have read it already.
        if (plan.Payload.Count == 0 || plan.Obstacle is not null)
        {
            log(plan.Obstacle is null ? "A reply was not read by a model: none is set up." : "A reply was not read by the model: the user's rules or budget stand against it.");
            return;
        }

        var read = await writing.StartAsync(request, null, cancel);
        if (read.ProposalId is { } proposal)
            await TellAsync(application, message, proposal, cancel);
    }

    private async ValueTask TellAsync(string application, string message, string proposal, CancellationToken cancel) => await desk.ChangeAsync(
        async () =>
        {
            await desk.Store.WriteAsync(
                [timeline.Add(application, new NewEntry(TimelineKind.Proposed) { Ref = new RecordRef("proposal", proposal), Text = "read by a model", By = "host", Once = $"proposed:{message}" })], cancel);
            return true;
        },
        cancel);
}
