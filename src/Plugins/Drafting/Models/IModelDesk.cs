using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The models that the user set up, as clients that keep to the rules, the budget and the ledger.</summary>
internal interface IModelDesk
{
    /// <summary>The model of this id, or the chosen one. Errors: not-found; needs-setup where none is chosen, with the remedy.</summary>
    Model Find(string? id);

    /// <summary>Why this model may not be called now for this call (rule, missing key, payload never looked at, no room for it, budget); null where it may.</summary>
    ModelObstacle? Obstacle(Model model, CallNote note, WritingUsage estimate);

    /// <summary>Tokens counted on the safe side, and cost at most.</summary>
    WritingUsage Estimate(Model model, IReadOnlyList<ChatMessage> messages, int maxOutputTokens);

    /// <summary>Whether it was seen to think before it writes, so that its answers need more room than their text; forgotten when the host ends.</summary>
    bool IsThinking(Model model);

    /// <summary>It used up the tokens of a text before the text was there.</summary>
    void SeenThinking(Model model);

    /// <summary>
    /// A client for one call: logged, within the budget, entered in the ledger, answered from memory where the same was asked before, tried again where
    /// the provider asks to wait. It throws <see cref="Assistant.Protocol.JsonRpc.RpcException"/> with a remedy, and never anything of the provider's own.
    /// </summary>
    IChatClient Open(Model model, CallNote note);
}

/// <summary>What the ledger says about a call besides what it measures.</summary>
/// <param name="Task">Null where the model is only tried out.</param>
/// <param name="SubjectId">Whom it is about.</param>
/// <param name="Fields">The ids of the sources that are sent.</param>
/// <param name="Fresh">Never answered from memory: the user wants another answer to the same.</param>
/// <param name="AboutId">The record that it is for besides: its rule and its ceiling hold too.</param>
/// <param name="AboutKind">What kind of record it is for; that record is the subject where it is for no contact. Null where it is for a contact alone.</param>
internal sealed record CallNote(WritingTask? Task, string SubjectId, IReadOnlyList<string> Fields, bool Fresh = false, string? AboutId = null, string? AboutKind = null)
{
    /// <summary>Everything that it is about, whom it is about first.</summary>
    public IReadOnlyList<string> Subjects { get; } = AboutId is { } about && about != SubjectId ? [SubjectId, about] : [SubjectId];

    /// <summary>What a person calls one of <see cref="Subjects"/>.</summary>
    public string Called(string subject) => subject == SubjectId && AboutId is not null ? "contact" : AboutKind switch
    {
        null or "contact" => "contact",
        "application" => "application",
        _ => "record",
    };
}

/// <param name="Reason">For a person.</param>
/// <param name="Remedy">For a person; for a shell user, the command.</param>
internal sealed record ModelObstacle(string Reason, string Remedy);
