using System.Collections.Concurrent;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>What may be sent about whom.</summary>
internal sealed class RuleBook(LimitStore store)
{
    private const int LongestSubject = 200;

    private readonly ConcurrentDictionary<string, ModelRule> _rules = new(StringComparer.Ordinal);

    public IReadOnlyList<SubjectRule> All => [.. _rules.Select(static rule => new SubjectRule(rule.Key, rule.Value)).OrderBy(static rule => rule.SubjectId, StringComparer.Ordinal)];

    public async ValueTask LoadAsync(CancellationToken cancel)
    {
        foreach (var (subject, rule) in await store.RulesAsync(cancel))
            _rules[subject] = rule;
    }

    public async ValueTask<SubjectRule> SetAsync(SubjectRule rule, CancellationToken cancel)
    {
        if (rule.SubjectId.Length is 0 or > LongestSubject)
            throw RpcException.Invalid("$.subjectId", $"It has 1 to {LongestSubject} characters.");

        // A rule that forbids holds before it is on disk; one that lifts holds only after.
        if (rule.Rule != ModelRule.Any)
            _rules[rule.SubjectId] = rule.Rule;
        await store.SetRuleAsync(rule, cancel);
        if (rule.Rule == ModelRule.Any)
            _rules.TryRemove(rule.SubjectId, out _);
        return rule;
    }

    /// <summary>Rules that are no more.</summary>
    /// <param name="subjectId">Null for everybody's.</param>
    public void Forget(string? subjectId)
    {
        foreach (var subject in _rules.Keys.Where(each => subjectId is null || each == subjectId))
            _rules.TryRemove(subject, out _);
    }

    /// <summary>Why this model may not be asked about a subject; null where it may. Templates are always allowed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="subjectId">The subject.</param>
    /// <param name="called">What a person calls it: a contact, an application.</param>
    public Refusal? Judge(Model model, string subjectId, string called) => (_rules.GetValueOrDefault(subjectId), model) switch
    {
        (_, { Provider: ModelProvider.Offline }) or (ModelRule.Any, _) or (ModelRule.LocalOnly, { IsLocal: true }) => null,
        (ModelRule.LocalOnly, _) => Refusal.Limit(Outcomes.Rule, 0, ElsewhereOf(called, model.Id), Remedies.ChangeRule),
        _ => Refusal.Limit(Outcomes.Rule, 0, NeverOf(called), Remedies.ChangeRule),
    };

    // Whole sentences, since other languages decline what a rule is for.
    private static string NeverOf(string called) => called switch
    {
        "contact" => "Your rule for this contact allows no model. Nothing was sent.",
        "application" => "Your rule for this application allows no model. Nothing was sent.",
        _ => "Your rule for this record allows no model. Nothing was sent.",
    };

    private static string ElsewhereOf(string called, string model) => called switch
    {
        "contact" => $"Your rule for this contact allows only models on this machine, and '{model}' is not. Nothing was sent.",
        "application" => $"Your rule for this application allows only models on this machine, and '{model}' is not. Nothing was sent.",
        _ => $"Your rule for this record allows only models on this machine, and '{model}' is not. Nothing was sent.",
    };
}
