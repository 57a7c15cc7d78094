using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Mailroom;
using Assistant.Host.Mailroom.Letters;
using Assistant.Host.Records;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Storage;
using Assistant.Host.Writing.Claims;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>
/// Keeps what a writer answered: checked, as a draft or a revision where it is mail, as a proposal where it is a reply's meaning. All of one writing is
/// one transaction.
/// </summary>
internal sealed class WritingKeeper(Books books, WritingStore store, LetterDesk letters, ProposalStore proposals, ProposalDecisions decisions, IClaimChecker checker)
{
    // What a source says, shortened for who looks where a text came from.
    private const int LongestProvenance = 200;

    private const int LongestStage = 40;

    public async ValueTask<WritingRow> KeepAsync(Actor actor, WritingRow row, Gathered gathered, WriterResponse answer, CancellationToken cancel)
    {
        var seen = gathered.Request.Sources.Where(source => !answer.LeftOut.Contains(source.Id)).ToList();
        var check = checker.Check(WrittenText.Clean(answer, seen), gathered.Proof, gathered.Request.Voice, gathered.Today);
        var written = check.Cleaned;
        List<Claim> claims = [.. check.Claims.Select(claim => claim with { Id = RowStamp.NewId(books.Time.GetUtcNow()), Ticked = false })];
        List<string> notices = [.. gathered.Notices, .. written.Notices.Select(SourceText.Line)];
        var done = row with
        {
            State = WritingState.Done,
            Content = new WritingContent
            {
                Text = WrittenText.Markdown(row.Task, written, seen),
                Subject = written.Subject,
                Parts = written.Parts,
                Sources = seen,
                Claims = claims,
                StrippedLinks = check.StrippedLinks,
                Fit = check.Fit,
                Provenance = ProvenanceOf(written, gathered, seen),
                Usage = written.Usage,
            },
        };
        var meant = row.Task == WritingTask.ReplyMeaning ? Meaning(row, gathered, written.Meaning, notices) : null;
        var owner = meant is null ? null : await decisions.CheckAsync(meant, cancel);
        return await books.Database.WriteAsync(
            transaction =>
            {
                if (gathered.Wanted.Kind != LetterKind.None)
                    done = KeepLetter(transaction, actor, done, gathered, notices);
                if (meant is not null)
                    done = Propose(transaction, done, meant, owner, notices);
                return store.Finish(transaction, done with { Content = done.Content with { Notices = [.. notices] } });
            },
            cancel);
    }

    private WritingRow KeepLetter(WriteTransaction transaction, Actor actor, WritingRow row, Gathered gathered, List<string> notices)
    {
        var content = row.Content;
        var kept = letters.Keep(transaction, actor, new Letter
        {
            Wanted = gathered.Wanted, About = gathered.About, Ground = gathered.Ground, Subject = content.Subject, Body = content.Text, Provenance = content.Provenance!, Claims = content.Claims,
        });
        if (kept is null)
            notices.Add("The draft was changed while this was written, so it stays as it is; this text is kept beside it.");
        return row with { DraftId = kept?.DraftId ?? row.DraftId, DraftRevision = kept?.Revision };
    }

    private static ProposalMakeRequest? Meaning(WritingRow row, Gathered gathered, ReplyMeaning? meaning, List<string> notices)
    {
        // The writer says itself why it read nothing.
        if (meaning is null)
        {
            if (notices.Count == 0)
                notices.Add("The mail says nothing of where things stand, so nothing is proposed.");
            return null;
        }

        var (quoted, stage) = (SourceText.Line(meaning.QuotedLine), SourceText.Line(meaning.Stage));
        if (quoted.Length == 0 || stage.Length is 0 or > LongestStage || !gathered.Proof.Any(source => source.Kind == SourceKind.Mail && source.Id == meaning.Source && SourceText.Line(source.Text).Contains(quoted, StringComparison.Ordinal)))
        {
            notices.Add("No line of the mail says what the model read in it, so nothing is proposed.");
            return null;
        }

        return new ProposalMakeRequest
        {
            Kind = StageMove.KindName,
            About = gathered.About ?? new RecordRef("contact", row.ContactId!),
            Title = gathered.About is { Kind: not "contact" } about ? $"Move the {about.Kind} to \"{stage}\"" : $"Set the contact's field stage to \"{stage}\"",
            QuotedLine = quoted,
            Values = JsonElement.Parse(new JsonObject { ["stage"] = stage }.ToJsonString()),
        };
    }

    private WritingRow Propose(WriteTransaction transaction, WritingRow row, ProposalMakeRequest meant, ProposalCheckResponse? owner, List<string> notices)
    {
        try
        {
            return row with { ProposalId = proposals.Make(transaction, meant, Maker(row), row.SealedFor, owner).Id };
        }
        catch (RpcException refusal) when (refusal.Code == RpcErrorCode.Invalid)
        {
            notices.Add($"Nothing is proposed: {refusal.Message}");
            return row;
        }
    }

    // Without a model it was a rule that read it.
    private static string Maker(WritingRow row) => row.Content.Provenance?.Model is { } model ? "model:" + SourceText.Line(model) : "host";

    private static Provenance ProvenanceOf(WriterResponse written, Gathered gathered, List<WritingSource> seen)
    {
        var used = written.Parts.SelectMany(static part => part.Sentences).SelectMany(static sentence => sentence.Sources).ToHashSet(StringComparer.Ordinal);
        return new Provenance
        {
            Work = SourceText.Line(written.Work),
            Composer = $"writer/{SourceText.Line(written.Provider)}",
            Model = written.Model,
            Prompt = written.Prompt,
            TemplateId = gathered.Template?.Id,
            TemplateVersion = gathered.Template?.Version,
            Sources = [.. seen.Where(source => used.Contains(source.Id)).Select(static source => new FilledVariable(source.Id, Shortened(source.Text), EnumText.Of(source.Kind)))],
        };
    }

    private static string Shortened(string text) => text.Length <= LongestProvenance ? text : SourceText.Visible(text[..LongestProvenance]) + "...";
}
