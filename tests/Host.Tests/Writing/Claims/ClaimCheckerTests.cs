using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing.Claims;

public sealed class ClaimCheckerTests
{
    private static readonly WritingSource[] Sources =
    [
        new("contact.firstName", SourceKind.Contact, "Anna"),
        new("contact.lastName", SourceKind.Contact, "Müller"),
        new("contact.company", SourceKind.Contact, "Acme Robotics"),
        new("sender.name", SourceKind.Sender, "Jonas Weiß"),
        new("cv:1", SourceKind.Cv, "Software Engineer, Fjord Systems GmbH, Berlin, 03/2019 – present"),
        new("cv:2", SourceKind.Cv, "Served 1,200 customers; cut costs by 12.5 %; budget of €1.5M; team of five"),
        new("cv:3", SourceKind.Cv, "B.Sc. Computer Science, Technische Universität München, 2015"),
        new("cv:4", SourceKind.Cv, "Python, PostgreSQL, C++"),
        new("posting:1", SourceKind.Posting, "Acme Robotics seeks a Staff Engineer with 8 years of Kafka, apply at https://acme.example/jobs/17"),
        new("mail:1", SourceKind.Mail, "Could we talk on 26 November at 10:30?"),
    ];

    [Theory]
    [InlineData("I served 1200 customers.")]
    [InlineData("I served 1.2k customers.")]
    [InlineData("I served twelve hundred, or one thousand two hundred, customers.")]
    [InlineData("I served ١٢٠٠ customers.")]
    [InlineData("I cut costs by 12,5 percent.")]
    [InlineData("Der Etat lag bei 1,5 Mio. Euro.")]
    [InlineData("We were a team of 5.")]
    [InlineData("I served 1,300 customers.", "1,300")]
    [InlineData("I cut costs by 13%.", "13%")]
    [InlineData("I have five years of practice.", "five years")]
    [InlineData("I have worked there for seven years.")]
    [InlineData("Would you have 20 minutes next week?")]
    [InlineData("I have two questions for you.")]
    [InlineData("We handled 3k tickets.", "3k")]
    [InlineData("We grew to 20-30 people.", "20", "30")]
    public void Check_Numbers_AreMarkedUnlessASourceHasThem(string text, params string[] marks) => Marks(text, ClaimKind.Number, marks);

    [Theory]
    [InlineData("I joined in March 2019.")]
    [InlineData("Ich kam im März 2019 dazu.")]
    [InlineData("J'y travaille depuis mars 2019.")]
    [InlineData("Thursday, 26.11.2026 at 10.30 am works.")]
    [InlineData("Let us meet on November 26th.")]
    [InlineData("I wrote this on 21 November 2026.")]
    [InlineData("I may march on.")]
    [InlineData("May I call you?")]
    [InlineData("Have a happy Friday!")]
    [InlineData("I joined in May 2019.", "May 2019")]
    [InlineData("I joined on 2019-04-01.", "2019-04-01")]
    [InlineData("Let us meet on Wednesday.", "Wednesday")]
    [InlineData("I will call tomorrow.", "tomorrow")]
    [InlineData("Let us talk at 3 pm.", "3 pm")]
    public void Check_Dates_AreMarkedUnlessASourceHasThem(string text, params string[] marks) => Marks(text, ClaimKind.Date, marks);

    [Theory]
    [InlineData("I work at Fjord Systems.")]
    [InlineData("I saw that Acme Robotics is hiring.")]
    [InlineData("Dear Ms Mueller, dear Anna,")]
    [InlineData("Anna's team is known.")]
    [InlineData("Kind regards,\nJonas Weiss")]
    [InlineData("I work at Globex.", "Globex")]
    [InlineData("Globex was my choice.", "Globex")]
    [InlineData("I worked at Acme Robotics.", "Acme Robotics")]
    [InlineData("Ich habe bei Siemens gearbeitet.", "Siemens")]
    [InlineData("My friend Anna Weiß says so.", "Anna Weiß")]
    public void Check_Names_AreMarkedUnlessASourceHasThem(string text, params string[] marks) => Marks(text, null, marks);

    [Theory]
    [InlineData("I am a software engineer.")]
    [InlineData("Ich bin Softwareingenieur.")]
    [InlineData("I am applying for the Staff Engineer role.")]
    [InlineData("I hold a BSc in computer science.")]
    [InlineData("I was a staff engineer.", "staff engineer")]
    [InlineData("I worked as a product manager.", "product manager")]
    [InlineData("I hold an MBA.", "MBA")]
    [InlineData("I studied at the University of Leeds.", "University of Leeds")]
    public void Check_TitlesAndDegrees_AreMarkedUnlessASourceHasThem(string text, params string[] marks) => Marks(text, null, marks);

    [Theory]
    [InlineData("I write python and C++.")]
    [InlineData("I know Postgres.")]
    [InlineData("I have not used Kafka.")]
    [InlineData("Your use of Kafka interests me.")]
    [InlineData("I have used Kafka for a while.", "Kafka")]
    [InlineData("I know terraform.", "terraform")]
    [InlineData("I have experience with falconry.", "falconry")]
    [InlineData("I like FooBarDB and Zig3.", "FooBarDB", "Zig3")]
    public void Check_Skills_AreMarkedUnlessASourceHasThem(string text, params string[] marks) => Marks(text, null, marks);

    [Fact]
    public void Check_YearsThatOnlyThePostingHas_AreMarkedAsTheUsersOwn()
    {
        var claim = Assert.Single(Check("I bring 8 years of experience.").Claims);

        Assert.Equal("8 years", claim.Text);
        Assert.Contains("other people's texts", claim.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LinksOutsideTheSources_AreMarkedAndTakenOut()
    {
        var check = Check("Apply at https://acme.example/jobs/17, see [my page](http://evil.example/a?b=1), or write to x@evil.example or @ghost99.");

        Assert.Equal(["http://evil.example/a?b=1", "x@evil.example"], check.StrippedLinks);
        Assert.Equal("Apply at https://acme.example/jobs/17, see my page, or write to or @ghost99.", check.Cleaned.Parts[0].Sentences[0].Text);
        Assert.Equal(["http://evil.example/a?b=1", "x@evil.example", "@ghost99"], check.Claims.Where(claim => claim.Kind == ClaimKind.Link).Select(claim => claim.Text));
    }

    [Fact]
    public void Check_PhrasesOnTheDoNotSayList_AreMarkedWhateverTheirCapitals()
    {
        var check = new ClaimChecker().Check(Written("I am thrilled  TO reach out."), Sources, new Voice { DoNotSay = ["thrilled to", "synergy"] }, ClaimCorpus.Today);

        var claim = Assert.Single(check.Claims);
        Assert.Equal((ClaimKind.DoNotSay, "thrilled  TO"), (claim.Kind, claim.Text));
    }

    [Fact]
    public void Check_SubjectTitleAndQuotedLine_AreCheckedToo()
    {
        var written = Written("Fine.") with { Subject = "Meet on 5 May 2031", Meaning = new ReplyMeaning("interview", "We met Globex.", "mail:1") };
        written = written with { Parts = [written.Parts[0] with { Title = "What did you do at Initech?" }] };

        Assert.Equal(["5 May 2031", "Initech", "Globex"], new ClaimChecker().Check(written, Sources, null, ClaimCorpus.Today).Claims.Select(claim => claim.Text));
    }

    [Fact]
    public void Check_LineOfTheCv_NeedsTheUsersOwnSourcesForEveryWord()
    {
        var written = Written("Ran Kafka for 1,200 customers.") with { };
        written = written with { Parts = [written.Parts[0] with { Of = "cv:2" }] };

        Assert.Equal(["Kafka"], new ClaimChecker().Check(written, Sources, null, ClaimCorpus.Today).Claims.Select(claim => claim.Text));
    }

    [Fact]
    public void Check_SameTextTwice_GivesTheSameIds()
    {
        Assert.Equal(Check("I know terraform.").Claims[0].Id, Check("I know terraform.").Claims[0].Id);
        Assert.NotEqual(Check("I know terraform.").Claims[0].Id, Check("We know terraform.").Claims[0].Id);
    }

    [Theory]
    [InlineData("I served 1,300 customers in all.", "1,300")]
    [InlineData("**Terraform**, 1,300.", "terraform 1,300")]
    [InlineData("I served 11,300 customers.", "")]
    public void Holds_AfterEdits_IsTrueOfWhatStillStands(string text, string standing)
    {
        var claims = Check("I know terraform and I served 1,300 customers.").Claims;
        var edited = new ClaimStanding("", text);

        Assert.Equal(standing, string.Join(' ', claims.Where(edited.Holds).Select(claim => claim.Text)));
    }

    private static ClaimCheck Check(string text) => new ClaimChecker().Check(Written(text), Sources, null, ClaimCorpus.Today);

    /// <summary>What is marked in sentences, without sentences that are marked as a whole.</summary>
    internal static IReadOnlyList<Claim> Words(IReadOnlyList<Claim> claims) => [.. claims.Where(claim => claim.Kind != ClaimKind.Statement)];

    internal static WriterResponse Written(string text, params IReadOnlyList<string> cited) => new()
    {
        Parts = [new WrittenPart { Sentences = [new WrittenSentence(text, cited)] }], Work = "drafted", Provider = "test", Prompt = "test@0", Usage = new WritingUsage(0, 0, 0), Notices = [],
    };

    private static void Marks(string text, ClaimKind? kind, string[] marks)
    {
        var claims = Words(Check(text).Claims);

        Assert.Equal(marks, claims.Select(claim => claim.Text).Distinct());
        Assert.All(claims, claim => Assert.True(kind is null || claim.Kind == kind, $"{claim.Kind}: {claim.Text}"));
    }
}
