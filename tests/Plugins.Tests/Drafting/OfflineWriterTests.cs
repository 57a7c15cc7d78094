using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class OfflineWriterTests
{
    [Theory]
    [InlineData(WritingTask.Outreach, null, "Norte Bikes: a question from Robin Vale", "Dear Ana,¶I am writing to you because of Norte Bikes in Bilbao.¶Say that I can come on Tuesday.¶Would you have time for a short answer?¶Kind regards\nRobin Vale")]
    [InlineData(WritingTask.Outreach, "de", "Norte Bikes: eine Frage von Robin Vale", "Guten Tag Ana Ruiz,¶ich schreibe Ihnen wegen Norte Bikes in Bilbao.¶Say that I can come on Tuesday.¶Hätten Sie Zeit für eine kurze Antwort?¶Freundliche Grüße\nRobin Vale")]
    [InlineData(WritingTask.FollowUp, "fr-CA", null, "Bonjour Ana Ruiz,¶je vous ai déjà écrit et n'ai pas encore eu de réponse. Il s'agissait de ceci : « I would like to work with you. »¶Say that I can come on Tuesday.¶Si cela ne vous convient pas, un simple non m'aide aussi.¶Cordialement\nRobin Vale")]
    [InlineData(WritingTask.Reply, "en", null, "Dear Ana,¶Thank you for your mail.¶You wrote: \"we would like to invite you to an interview next Tuesday.\"¶Say that I can come on Tuesday.¶Kind regards\nRobin Vale")]
    [InlineData(WritingTask.CoverLetter, "es", "Candidatura: Workshop lead (m/f/d), Bilbao", "Hola, Ana:¶Con este mensaje presento mi candidatura: Workshop lead (m/f/d), Bilbao.¶De mi currículum, a lo que ustedes piden:¶- Taught TIG welding to 14 apprentices¶Say that I can come on Tuesday.¶Con gusto les contaré más en una conversación.¶Un saludo\nRobin Vale")]
    public async Task Write_OfMail_FillsTheShippedTemplate(WritingTask task, string? language, string? subject, string text)
    {
        using var room = new Room();
        var reports = new Reports();

        var answer = await room.Writer.WriteAsync(Room.Full(task) with { Model = "offline", Voice = new Voice { Language = language } }, reports, default);

        Assert.Equal(subject, answer.Subject);
        Assert.Equal(text, string.Join('¶', answer.Parts.Select(static p => Assert.Single(p.Sentences).Text)));
        Assert.Equal(text.Replace("¶", "\n\n", StringComparison.Ordinal), reports.Text);
        Assert.Equal(("filled template", "offline", null), (answer.Work, answer.Provider, answer.Model));
        Assert.Matches($"^offline\\.{char.ToLowerInvariant(task.ToString()[0])}{task.ToString()[1..]}\\.[a-z]{{2}}@[0-9a-f]{{8}}$", answer.Prompt);
        Assert.Equal(["What you want said stands in it word for word: read it as whoever gets it will."], answer.Notices);
        Assert.Contains(answer.Parts, static p => p.Sentences[0].Sources.Contains("account.displayName"));
        Assert.Contains(answer.Parts, static p => p.Sentences[0].Sources.SequenceEqual(["wish:1"]));
        Assert.Empty(room.Desk.Sent);
    }

    [Theory]
    [InlineData(WritingTask.CoverLetter, "note")]
    [InlineData(WritingTask.Fit, "contact account mail own wish note")]
    [InlineData(WritingTask.ThreadSummary, "contact account cv posting wish note")]
    [InlineData(WritingTask.ReplyMeaning, "contact account cv posting mail own wish note")]
    public async Task Write_OfATask_SaysWhatItDidNotLookAt(WritingTask task, string aside)
    {
        using var room = new Room();

        var answer = await room.Writer.WriteAsync(Room.Full(task) with { Model = "offline" }, null, default);

        Assert.Equal(aside.Split(' '), answer.LeftOut.Select(static id => id.Split('.', ':')[0]).Distinct());
    }

    [Theory]
    [InlineData("I am applying for the position you offer at Norte Bikes.")]
    [InlineData("I am applying for Workshop lead at Norte Bikes.", "Workshop lead", "Norte Bikes looks for somebody who welds.")]
    [InlineData("I am applying for Workshop lead, Norte Bikes.", "Workshop lead, Norte Bikes", "Norte Bikes looks for somebody who welds.")]
    [InlineData("I am applying for Workshop lead, Acme GmbH.", "Workshop lead, Acme GmbH", "You have experience in welding.")]
    [InlineData("I am applying for the position you offer.", "We look for somebody who welds.")]
    public async Task Write_OfALetter_NamesTheContactsCompanyOnlyWhereThePostingDoes(string sentence, params string[] posting)
    {
        using var room = new Room();
        var request = Room.Request(WritingTask.CoverLetter, [.. posting.Select(static (line, at) => new WritingSource($"posting:{at + 1}", SourceKind.Posting, line))]) with { Model = "offline" };

        var answer = await room.Writer.WriteAsync(request, null, default);

        Assert.Contains(sentence, answer.Parts.Select(static part => part.Sentences[0].Text));
    }

    [Fact]
    public async Task Write_ForAnApplication_NamesItsRoleAndCompanyWithoutAPosting()
    {
        using var room = new Room();
        var request = Room.Request(WritingTask.CoverLetter) with
        {
            Model = "offline", Sources = [new("application.company", SourceKind.Contact, "Grün & Söhne"), new("application.role", SourceKind.Contact, "Optician")],
        };

        var answer = await room.Writer.WriteAsync(request, null, default);

        Assert.Equal("Application: Optician", answer.Subject);
        var said = answer.Parts[1].Sentences[0];
        Assert.Equal(("I am applying for Optician at Grün & Söhne.", "application.role application.company"), (said.Text, string.Join(' ', said.Sources)));
    }

    public static TheoryData<WritingTask, string> AllTemplates
    {
        get
        {
            var rows = new TheoryData<WritingTask, string>();
            foreach (var task in new[] { WritingTask.Outreach, WritingTask.FollowUp, WritingTask.Reply, WritingTask.CoverLetter })
            {
                foreach (var language in new[] { "en", "de", "fr", "es" })
                    rows.Add(task, language);
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(AllTemplates))]
    public async Task Write_WithNothingKnown_StillFillsAndNamesNothing(WritingTask task, string language)
    {
        using var room = new Room();
        var request = Room.Request(task) with { Model = "offline", Sources = [], Voice = new Voice { Language = language } };

        var answer = await room.Writer.WriteAsync(request, null, default);

        Assert.NotEmpty(answer.Parts);
        Assert.All(answer.Parts, static p => Assert.Empty(p.Sentences[0].Sources));
        Assert.DoesNotContain(answer.Parts, static p => p.Sentences[0].Text.Contains("{{", StringComparison.Ordinal) || p.Sentences[0].Text.Contains(" ,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_InALanguageWithoutATemplate_SaysSo()
    {
        using var room = new Room();

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach) with { Model = "offline", Voice = new Voice { Language = "ja" } }, null, default);

        Assert.Equal(["There is no offline template in 'ja'; the English one was filled."], answer.Notices);
    }

    [Fact]
    public async Task Write_WithNoModelChosen_IsDoneOfflineAndSaysHowToHaveOne()
    {
        using var room = new Room();
        room.Desk.Chosen = null;
        var request = Room.Request(WritingTask.Outreach);

        var plan = await room.Writer.PlanAsync(request, default);
        var answer = await room.Writer.WriteAsync(request, null, default);

        Assert.Equal(("offline", null, true), (plan.Provider, plan.Endpoint, plan.IsLocal));
        Assert.Empty(plan.Payload);
        Assert.Equal("filled template", answer.Work);
        Assert.Equal(["No model is chosen, so this was done without one. Choose one."], answer.Notices);
    }

    [Fact]
    public async Task Write_WithAModelThatIsNot_IsNotFound()
    {
        using var room = new Room();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach) with { Model = "gone" }, null, default));

        Assert.Equal(RpcErrorCode.NotFound, error.Code);
    }

    [Fact]
    public async Task Write_OfFit_MatchesLinesByTheirWords()
    {
        var answer = await OfflineAsync(WritingTask.Fit);

        // The first line names the position, and asks for nothing.
        Assert.Equal(["posting:2", "posting:3"], answer.Parts.Select(static p => p.Of));
        Assert.Equal(["cv:2"], answer.Parts[0].Sentences[0].Sources);
        Assert.Equal("Taught TIG welding to 14 apprentices", answer.Parts[0].Sentences[0].Text);
        Assert.Empty(Assert.Single(answer.Parts[1].Sentences).Sources);
    }

    [Fact]
    public async Task Write_OfTheOthers_QuotesAndInventsNothing()
    {
        var interview = await OfflineAsync(WritingTask.Interview);
        Assert.Equal("You have experience in TIG welding", interview.Parts[0].Title);
        Assert.Equal(["cv:2"], interview.Parts[0].Sentences[0].Sources);

        var thread = await OfflineAsync(WritingTask.ThreadSummary);
        Assert.Equal(["They wrote", "You wrote"], thread.Parts.Select(static p => p.Title));
        Assert.Equal(["mail:2"], thread.Parts[0].Sentences[0].Sources);

        var meaning = await OfflineAsync(WritingTask.ReplyMeaning);
        Assert.Null(meaning.Meaning);
        Assert.Empty(meaning.Parts);
        Assert.Single(meaning.Notices);

        var tailoring = await OfflineAsync(WritingTask.CvTailoring);
        Assert.Empty(tailoring.Parts);
        Assert.Equal("The posting asks most for these lines of your CV; move them up: 2.", tailoring.Notices[0]);
    }

    [Theory]
    [InlineData("Erfahrung in der Schweißtechnik", "Leitung der Schweißtechnik bei Vale")]
    [InlineData("Expérience en soudure requise", "Formation en soudure, 2015")]
    [InlineData("Experiencia en soldadura", "Taller de soldadura")]
    [InlineData("Esperienza di saldatura", "Corso di saldatura")]
    [InlineData("Experiência em soldagem", "Curso de soldagem")]
    [InlineData("Doświadczenie w spawaniu stali", "Kurs spawania metodą TIG")]
    [InlineData("Ervaring met lassen vereist", "Cursus lassen en slijpen")]
    [InlineData("Опыт сварки обязателен", "Курсы сварки и резки")]
    [InlineData("خبرة في اللحام مطلوبة", "دورة في اللحام والقطع")]
    [InlineData("वेल्डिंग का अनुभव आवश्यक", "वेल्डिंग प्रशिक्षण केंद्र")]
    [InlineData("溶接の経験がある方", "溶接工場で三年勤務")]
    [InlineData("需要焊接经验", "负责焊接车间")]
    public async Task Write_OfFitInTwelveLanguages_FindsTheLine(string posting, string cv)
    {
        using var room = new Room();

        var answer = await room.Writer.WriteAsync(
            Room.Request(WritingTask.Fit, new("posting:1", SourceKind.Posting, posting), new("cv:1", SourceKind.Cv, "§ 0"), new("cv:2", SourceKind.Cv, cv)) with { Model = "offline" }, null, default);

        Assert.Equal(["cv:2"], Assert.Single(answer.Parts).Sentences[0].Sources);
    }

    private static async Task<WriterResponse> OfflineAsync(WritingTask task)
    {
        using var room = new Room();
        return await room.Writer.WriteAsync(Room.Full(task) with { Model = "offline" }, null, default);
    }
}
