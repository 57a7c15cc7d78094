using Assistant.Host.Cli;
using Assistant.Host.Cli.Commands;
using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Cli;

public sealed class ReferenceTests
{
    private static readonly (string Id, string Name)[] People =
    [
        ("01990000-1111-7000-8000-0000aaaa0001", "Ana Ruiz"),
        ("01990000-1111-7000-8000-0000aaaa0002", "Ana Gil"),
        ("01990000-1111-7000-8000-0000aaaa0003", "Ben Okafor"),
        ("01990000-1111-7000-8000-0000aaaa0004", "Emi Gilbert"),
    ];

    [Theory]
    [InlineData("01990000-1111-7000-8000-0000aaaa0002", "Ana Gil")]
    [InlineData("aaaa0003", "Ben Okafor")]
    [InlineData("AAAA0003", "Ben Okafor")]
    [InlineData("ana gil", "Ana Gil")]
    [InlineData("gil", "Ana Gil")]
    [InlineData("okaf", "Ben Okafor")]
    public void One_ByIdItsEndOrAName_FindsTheRecord(string given, string expected) => Assert.Equal(expected, Find(given).Name);

    [Fact]
    public void One_WhereSeveralFit_NamesThem()
    {
        var problem = Assert.Throws<CliException>(() => Find("ana"));

        Assert.Equal(ExitCode.Usage, problem.Code);
        Assert.Contains("aaaa0001 (Ana Ruiz), aaaa0002 (Ana Gil)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rep", "'rep' could be 2 prompts: reply, replyMeaning.")]
    [InlineData("letter", null)]
    [InlineData("out", null)]
    public void One_WhereAnIdIsAWord_FindsItByAPieceAndNamesItWhole(string given, string? several)
    {
        string Find() => Reference.One("prompt", given, ["outreach", "reply", "replyMeaning", "coverLetter"], static id => id, static id => [id]);

        if (several is null)
            Assert.Contains(given, Find(), StringComparison.OrdinalIgnoreCase);
        else
            Assert.Equal(several, Assert.Throws<CliException>(Find).Message);
    }

    [Theory]
    [InlineData("zoe")]
    [InlineData("")]
    [InlineData("003")]
    public void One_WhereNothingFits_IsNotFound(string given) => Assert.Equal(ExitCode.NotFound, Assert.Throws<CliException>(() => Find(given)).Code);

    [Theory]
    [InlineData("Subject: Hello\nName: First\n\nDear {{name}},\n", "Hello", "First", "Dear {{name}},\n")]
    [InlineData("---\nsubject: Hello\n---\n\nDear\n", "Hello", null, "Dear\n")]
    [InlineData("\uFEFFSubject: a: b\r\n\r\nx\r\n", "a: b", null, "x\n")]
    public void HeadedText_WithHeadAndBody_ReadsBoth(string text, string subject, string? name, string body)
    {
        var parsed = HeadedText.Parse(text, "t.md", "Name", "Subject");

        Assert.Equal((subject, name, body), (parsed["Subject"], parsed["Name"], parsed.Body));
    }

    [Fact]
    public void HeadedText_WithAStrangeLine_NamesFileAndLine()
    {
        var problem = Assert.Throws<CliException>(() => HeadedText.Parse("Subject: x\nDear Ana,\n", "t.md", "Subject"));

        Assert.StartsWith("t.md:2:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DraftText_EditedAndReadBack_IsTheSameDraft()
    {
        var draft = Samples.Draft(to: "\"Ruiz, Ana\" <ana@example.org>") with { Cc = ["b@example.org", "c@example.org"] };

        var update = DraftText.Read(DraftText.Of(draft), draft);

        Assert.Equal(draft.To, update.To);
        Assert.Equal(draft.Cc, update.Cc);
        Assert.Equal((draft.Subject, draft.Body, draft.Revision), (update.Subject, update.Body, update.Revision));
    }

    [Fact]
    public void FolderChoice_PrefersTheOptionThenTheVariableThenThePointer()
    {
        using var cli = new CliHarness();
        var root = cli.Root;

        Assert.Equal(root.Folder("main").FullPath, FolderChoice.Of(null, _ => null, root).Folder.FullPath);
        root.SetCurrent(DataRoot.Demo);
        Assert.Equal(DataRoot.Demo, FolderChoice.Of(null, _ => null, root).Name);
        Assert.Equal(cli.PathTo("v"), FolderChoice.Of(null, _ => cli.PathTo("v"), root).Folder.FullPath);
        Assert.Equal(cli.PathTo("o"), FolderChoice.Of(cli.PathTo("o"), _ => cli.PathTo("v"), root).Folder.FullPath);
    }

    private static (string Id, string Name) Find(string given) => Reference.One("contact", given, People, person => person.Id, person => [person.Name]);
}
