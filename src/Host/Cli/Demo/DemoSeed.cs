using System.Reflection;

namespace Assistant.Host.Cli.Demo;

/// <summary>What the demo begins with: the files a newcomer would bring, and the people at the other end.</summary>
internal static class DemoSeed
{
    public const string PeopleFile = "people.csv";
    public const string TemplateFile = "outreach.md";

    /// <summary>What a rehearsed cover letter is written from; laid into the demo's folder.</summary>
    public static readonly IReadOnlyList<string> Texts = [CvFile, PostingFile];
    public const string CvFile = "cv.md";
    public const string PostingFile = "posting.md";

    /// <summary>The newcomer's mailbox in the local post office. <c>.example</c> belongs to nobody (RFC 2606).</summary>
    public const string OwnAddress = "robin@desk.example";
    public const string OwnName = "Robin Vale";

    /// <summary>Who answers by itself, so that there is a reply to see.</summary>
    public static readonly DemoPerson Answerer = new("Ana Ruiz", "ana.ruiz@norte.example");

    public const string Answer = "Gladly! Any evening in the second week of March suits me.\nShall I bring a frame to take apart?";

    /// <summary>Who is away; the day is chosen when the demo is played.</summary>
    public static readonly DemoPerson Absent = new("Ben Okafor", "ben.okafor@harbour.example");

    /// <summary>Whose address has no mailbox: the post office returns a report.</summary>
    public static readonly DemoPerson Missing = new("Chloé Martin", "chloe@atelier.example");

    /// <summary>Who says nothing, until the newcomer answers for them.</summary>
    public static readonly DemoPerson Silent = new("Dmitri Volkov", "dmitri@volkov.example");

    /// <summary>Whose drafts are left for the newcomer to approve.</summary>
    public static readonly IReadOnlyList<DemoPerson> Left = [new("Emi Tanaka", "emi.tanaka@kumo.example"), new("Farid Haddad", "farid@oud-workshop.example")];

    /// <summary>Whom the demo writes to, in the order of the list.</summary>
    public static readonly IReadOnlyList<DemoPerson> Written = [Answerer, Absent, Missing, Silent];

    /// <summary>Who has a mailbox in the post office.</summary>
    public static IEnumerable<DemoPerson> Reachable => [Answerer, Absent, Silent, .. Left];

    /// <summary>How long the absent one stays away: far enough to be in the future whenever the demo is looked at again.</summary>
    public const int AwayDays = 12;

    public static byte[] Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo/" + file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

internal sealed record DemoPerson(string Name, string Address)
{
    public string FirstName => Name.Split(' ')[0];
}
