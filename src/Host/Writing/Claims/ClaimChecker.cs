using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Marks what a written text says and no source has: numbers, dates, employers, titles, schools, skills, names, links. It is code, not a model: the same text
/// and sources always give the same claims. In doubt it marks, because a person can tick a true claim in a second and an invention cannot be called back.
/// </summary>
internal sealed class ClaimChecker : IClaimChecker
{
    /// <summary>A text with more claims than this is no draft; the last claim then says so.</summary>
    internal const int MostClaims = 2000;

    /// <summary>Characters of a sentence that a claim shows, so that a claim is as long as a person reads.</summary>
    private const int LongestSentence = 600;

    /// <param name="written">What the writer answered.</param>
    /// <param name="sources">All that it was given.</param>
    /// <param name="voice">Its do-not-say list is looked for in the text; its language decides where the text does not.</param>
    /// <param name="today">The date that the text is written on: its numbers are no inventions.</param>
    public ClaimCheck Check(WriterResponse written, IReadOnlyList<WritingSource> sources, Voice? voice, DateOnly today)
    {
        var evidence = new Evidence(sources, today);
        var claims = new ClaimList();
        var tongue = TongueOf(written, voice);
        var phrases = new PhraseSet(voice?.DoNotSay ?? []);
        var stripper = new LinkStripper(evidence.All);
        if (written.Subject is { } subject)
            Look(subject, PassageKind.Heading, PartOwner.Anyone, []);
        foreach (var part in written.Parts)
        {
            // What somebody asks in an interview is told of them.
            if (part.Title is { } title)
                Look(title, PassageKind.Heading, title.Contains('?', StringComparison.Ordinal) ? PartOwner.Asker : PartOwner.Anyone, []);
            var owner = Owner(part, sources);
            foreach (var sentence in part.Sentences)
                Look(sentence.Text, PassageKind.Running, owner, part.Of is { } line ? [.. sentence.Sources, line] : sentence.Sources);
        }
        if (written.Meaning is { } meaning)
            Look(meaning.QuotedLine, PassageKind.Running, PartOwner.Anyone, [meaning.Source]);
        var cleaned = written with
        {
            Subject = written.Subject is null ? null : stripper.Strip(written.Subject),
            Parts = [.. written.Parts.Select(part => part with
            {
                Title = part.Title is null ? null : stripper.Strip(part.Title),
                Sentences = [.. part.Sentences.Select(sentence => sentence with { Text = stripper.Strip(sentence.Text) })],
            })],
            Meaning = written.Meaning is null ? null : written.Meaning with { QuotedLine = stripper.Strip(written.Meaning.QuotedLine) },
        };
        return new ClaimCheck(claims.Claims, cleaned, stripper.Stripped, FitCounter.Count(written, sources));

        void Look(string text, PassageKind kind, PartOwner owner, IReadOnlyList<string> cited)
        {
            if (claims.IsFull)
                return;
            var passage = new Passage(text, kind, owner, tongue, cited);
            var findings = new List<Finding>();
            for (var at = 0; at < passage.Tokens.Count; at++)
            {
                if (phrases.Match(passage.Tokens, at) is > 0 and var length)
                    findings.Add(new Finding(ClaimKind.DoNotSay, at, at + length - 1, false));
            }
            FigureFinder.Find(passage, evidence, findings);
            CalendarFinder.Find(passage, evidence, findings);
            TermFinder.Find(passage, evidence, findings);
            RoleFinder.Find(passage, evidence, findings);
            KindFinder.Find(passage, evidence, findings);
            CertificateFinder.Find(passage, evidence, findings);
            GermanNameFinder.Find(passage, evidence, findings);
            NameFinder.Find(passage, evidence, findings);
            ObliqueFinder.Find(passage, evidence, findings);
            LevelFinder.Find(passage, evidence, findings);
            GradeFinder.Find(passage, evidence, findings);
            TotalFinder.Find(passage, evidence, findings);
            ShareFinder.Find(passage, evidence, findings);
            UnsourcedWordFinder.Find(passage, evidence, findings);
            BareClaims.Find(passage, evidence, findings);
            BorrowedFinder.Find(passage, evidence, findings);
            SchoolFinder.Find(passage, evidence, findings);
            QuotedFinder.Find(passage, evidence, findings);
            foreach (var finding in Outermost(findings))
                claims.Add(passage, finding);
        }
    }

    /// <summary>In the order of the text, without those that stand inside another: the school in a school's name, the technique in a firm's.</summary>
    private static IEnumerable<Finding> Outermost(List<Finding> findings)
    {
        var until = -1;
        foreach (var finding in findings.OrderBy(finding => finding.First).ThenByDescending(finding => finding.Last))
        {
            var isOwnMark = finding.Kind is ClaimKind.DoNotSay or ClaimKind.Link;
            if (finding.Last > until || isOwnMark)
                yield return finding;
            if (!isOwnMark)
                until = Math.Max(until, finding.Last);
        }
    }

    private static PartOwner Owner(WrittenPart part, IReadOnlyList<WritingSource> sources) => part.Of is not { } id ? PartOwner.Anyone
        : sources.FirstOrDefault(source => source.Id == id) switch
        {
            { Kind: SourceKind.Cv } => PartOwner.User,
            { Kind: SourceKind.Posting or SourceKind.Mail } => PartOwner.Requirement,
            _ => PartOwner.Anyone,
        };

    private static Tongue TongueOf(WriterResponse written, Voice? voice)
    {
        var sample = new StringBuilder();
        foreach (var sentence in written.Parts.SelectMany(part => part.Sentences))
        {
            if (sample.Length > 8000)
                break;
            sample.Append(sentence.Text.AsSpan(0, Math.Min(sentence.Text.Length, 8000))).Append('\n');
        }
        var wanted = voice?.Language is { Length: >= 2 } language ? language[..2].ToLowerInvariant() : "";
        var otherwise = wanted switch
        {
            "de" => Tongue.German,
            "fr" => Tongue.French,
            "es" => Tongue.Spanish,
            _ => Tongue.English,
        };
        return Vocabulary.Instance.Guess(Tokenizer.Read(sample.ToString()), otherwise);
    }

    private sealed class ClaimList
    {
        private readonly List<Claim> _claims = [];
        private readonly HashSet<string> _ids = [];
        private readonly HashSet<(Passage, ClaimKind, string)> _seen = [];

        public IReadOnlyList<Claim> Claims => _claims;
        public bool IsFull => _claims.Count >= MostClaims;

        public void Add(Passage passage, Finding finding)
        {
            var text = passage.Slice(finding.First, finding.Last);
            if (IsFull || !_seen.Add((passage, finding.Kind, text)))
                return;
            var reason = _claims.Count == MostClaims - 1 ? "The text has more claims than can be listed; what comes after this one was not checked." : Reasons.For(finding, text);
            var sentence = Excerpt(passage, finding);
            _claims.Add(new Claim { Id = Id(finding.Kind, text, sentence), Kind = finding.Kind, Text = text, Sentence = sentence, Reason = reason });
        }

        /// <summary>The same for the same claim in the same sentence, so that a tick can outlast a new check.</summary>
        private string Id(ClaimKind kind, string text, string sentence)
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{text}\n{sentence}"));
            var id = Convert.ToHexStringLower(digest.AsSpan(0, 6));
            for (var more = 2; !_ids.Add(id); more++)
                id = Convert.ToHexStringLower(digest.AsSpan(0, 6)) + "-" + more.ToString(CultureInfo.InvariantCulture);
            return id;
        }

        private static string Excerpt(Passage passage, Finding finding)
        {
            if (passage.Text.Length <= LongestSentence)
                return passage.Text.Trim();
            var start = Math.Max(0, passage.Tokens[finding.First].Start - LongestSentence / 2);
            var end = Math.Min(passage.Text.Length, start + LongestSentence);
            return (start > 0 ? "…" : "") + passage.Text[start..end].Trim() + (end < passage.Text.Length ? "…" : "");
        }
    }
}
