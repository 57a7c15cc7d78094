using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

public sealed class FitCounterTests
{
    private static readonly WritingSource[] Sources =
    [
        new("cv:1", SourceKind.Cv, "Ran Kubernetes for 38 services; 3 years of Terraform"),
        new("cv:2", SourceKind.Cv, "Led a team of five engineers"),
        new("posting:1", SourceKind.Posting, "You know Kubernetes well"),
        new("posting:2", SourceKind.Posting, "Experience with Kafka or RabbitMQ"),
        new("posting:3", SourceKind.Posting, "8+ years of experience with Terraform"),
        new("posting:4", SourceKind.Posting, "Leadership of an engineering team"),
    ];

    [Fact]
    public void Count_RequirementWhoseTermsACitedOwnSourceHas_IsMet() => Assert.Equal(new FitFigure(1, 1), Count(("posting:1", "Yes.", "cv:1")));

    [Fact]
    public void Count_WhatTheWriterSays_DoesNotCount() => Assert.Equal(new FitFigure(0, 2), Count(("posting:2", "Kafka for ten years: fully met.", "cv:1"), ("posting:1", "Met.", "posting:1")));

    [Fact]
    public void Count_FewerYearsThanAreAsked_IsNotMet() => Assert.Equal(new FitFigure(0, 1), Count(("posting:3", "Terraform.", "cv:1")));

    [Fact]
    public void Count_OrdinaryWordsOfARequirement_AreItsTermsWhereItNamesNothing() => Assert.Equal(new FitFigure(1, 1), Count(("posting:4", "A team of five.", "cv:2")));

    [Fact]
    public void Count_PartsThatAnswerNothing_GiveNoFigure() => Assert.Null(Count((null, "Hello.", "cv:1")));

    private static FitFigure? Count(params (string? Of, string Text, string Source)[] parts) => new ClaimChecker().Check(ClaimCheckerTests.Written("") with
    {
        Parts = [.. parts.Select(part => new WrittenPart { Of = part.Of, Sentences = [new WrittenSentence(part.Text, [part.Source])] })],
    }, Sources, null, ClaimCorpus.Today).Fit;
}
