using System.Globalization;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>A writing as a person reads it: the text, then what it rests on and what to look at.</summary>
internal static class WritingView
{
    /// <param name="run">The run.</param>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="writing">What was written.</param>
    /// <param name="draft">What it became; null where it is kept as a writing.</param>
    /// <param name="streamed">What stands on the screen already.</param>
    public static void Done(CliRun run, Screen screen, Protocol.Services.Writing writing, Draft? draft, StreamedText streamed)
    {
        if (writing.State == WritingState.Cancelled)
        {
            screen.Line("Another client cancelled it; nothing was kept.", Tone.Notice);
            return;
        }

        if (streamed.Said(writing))
            Head(screen, draft is null ? writing.Subject : null);
        else if (draft is null || !run.Environment.Terminal.OutIsTty)
            Text(screen, writing);
        Facts(screen, writing, draft?.Claims ?? writing.Claims);
        if (draft is not null)
            DraftWriting.Saved(run, screen, draft);
        else if (writing.ProposalId is { } proposal)
            screen.Line($"Proposed, until you decide: {run.Command($"proposal accept {Shown.Id(proposal)}")}", Tone.Notice);
        else
        {
            if (writing.Claims.Count > 0)
                screen.Line($"{Shown.Count(writing.Claims.Count, "claim")} to look at before you use it. Where one is true: {run.Command($"writing tick {Shown.Id(writing.Id)} {Shown.Id(writing.Claims[0].Id)}")}", Tone.Notice);
            run.Notes.Line(
                writing.Task == WritingTask.CvTailoring
                    ? $"Kept: {run.Command($"document tailor CV --writing {Shown.Id(writing.Id)}")} takes it into a CV among your documents."
                    : $"Kept: {run.Command($"writing export {Shown.Id(writing.Id)} FILE")} puts it into a file.",
                Tone.Dim);
        }
    }

    public static void Text(Screen screen, Protocol.Services.Writing writing)
    {
        Head(screen, writing.Subject);
        if (writing.State == WritingState.Failed && writing.Text.Length > 0)
            screen.Line("What the model had said, of which nothing was looked at and nothing is used:", Tone.Dim);
        if (writing is { Task: WritingTask.CvTailoring, Parts.Count: > 0 })
            DiffView.Tailoring(screen, writing);
        else
            screen.Block(writing.Text.TrimEnd());
        screen.Line();
    }

    private static void Head(Screen screen, string? subject)
    {
        if (subject is not null)
            screen.Fields(("Subject", new TextCell(subject, Tone.Strong)));
    }

    public static void Facts(Screen screen, Protocol.Services.Writing writing, IReadOnlyList<Claim> claims)
    {
        if (writing.Provenance is { } made)
            screen.Line($"{Made(made)}{(writing.Usage is { } usage ? $", {Usage(usage)}" : "")}", Tone.Dim);
        if (writing.Fit is { } fit)
            screen.Line($"{fit.Met} of {fit.Of} requirements are met by a source.");
        foreach (var link in writing.StrippedLinks)
            screen.Line($"taken out, no source has this link: {link}", Tone.Notice);
        foreach (var notice in writing.Notices)
            screen.Line(notice, Tone.Notice);
        if (writing.Failure is { } failure)
            screen.Line($"{failure} {writing.Remedy}".TrimEnd(), Tone.Bad);
        if (claims.Count > 0)
            ClaimCommands.View(screen, claims);
    }

    /// <summary>Who wrote it, and by which prompt in which version.</summary>
    public static string Made(Provenance made) => $"{made.Work} by {made.Model ?? SourceNames.Composer(made.Composer)}{(made.Prompt is { } prompt ? $", prompt {prompt}" : "")}";

    public static string Usage(WritingUsage usage) => string.Create(
        CultureInfo.InvariantCulture, $"{usage.InputTokens} tokens in, {usage.OutputTokens} out{(usage.Cost is { } cost ? $", cost {cost:0.####}" : "")}");
}
