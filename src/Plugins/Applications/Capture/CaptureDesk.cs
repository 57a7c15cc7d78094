using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>
/// Makes an application and its document of a posting. The entry with which the application's timeline begins carries the source's digest, so that the same source
/// is captured once; and where a crash came between the application and its document, capturing again brings the document.
/// </summary>
internal sealed class CaptureDesk(Rooms rooms, IRpcCaller host)
{
    private const string Role = "posting";

    public async ValueTask<PostingCaptureResponse> KeepAsync(PostingCaptureRequest request, PostingSource source, PostingReading reading, CancellationToken cancel)
    {
        var answered = reading with { Warnings = [.. reading.Warnings.Where(warning => !IsSettled(warning, request.Corrections))] };
        var (id, existed) = request.ApplicationId is { } given
            ? ((await rooms.Reader.GetAsync(given, cancel)).Id, false)
            : await rooms.Desk.ChangeAsync(() => ApplicationAsync(request, source, reading, cancel), cancel);
        var application = await rooms.Reader.GetAsync(id, cancel);
        if (existed && application.Links.FirstOrDefault(static link => link is { Role: Role, Ref.Kind: "document" }) is { } known)
            return new PostingCaptureResponse { ApplicationId = id, DocumentId = known.Ref.Id, Existed = true, Reading = answered };

        var document = await DocumentsRpc.Contract.Connect(host).CreateAsync(
            new DocumentCreateRequest
            {
                Kind = DocumentKind.Posting,
                Title = Title($"{application.Role}, {application.Company.Name}"),
                About = [new RecordRef("application", id)],
                Input = new DocumentInput
                {
                    Content = source.Content,
                    Type = source.MediaType,
                    FileName = source.FileName,
                    Text = Headed(application, reading.Text.Length > 0 ? reading.Text : source.Text),
                },
            },
            cancel);
        await rooms.Desk.ChangeAsync(
            async () =>
            {
                await rooms.Links.LinkAsync(id, new RecordRef("document", document.Id), Role, TimelineBook.User, cancel);
                return new Done();
            },
            cancel);
        return new PostingCaptureResponse { ApplicationId = id, DocumentId = document.Id, Existed = existed, Reading = answered };
    }

    private async ValueTask<(string Id, bool Existed)> ApplicationAsync(PostingCaptureRequest request, PostingSource source, PostingReading reading, CancellationToken cancel)
    {
        var once = "capture:" + source.Digest;
        var captured = await rooms.Desk.Store.ListAsync(
            StoreStatement.Of(
                "SELECT e.application, a.deleted FROM entry e JOIN application a ON a.id = e.application WHERE e.once = @once OR e.once GLOB @again",
                ("once", once), ("again", once + ":*")),
            static row => (Id: row.Text(), IsDeleted: row.NumberOrNull() is not null), cancel);
        if (captured.Find(static each => !each.IsDeleted).Id is { } known)
            return (known, true);
        // One that was deleted keeps its key.
        if (captured.Count > 0)
            once = FormattableString.Invariant($"{once}:{captured.Count}");
        return (await rooms.Book.CreateAsync(Details(reading, request.Corrections), null, request.Again, new NewEntry(TimelineKind.Created) { Once = once }, cancel), false);
    }

    /// <summary>Asks for what the person has said with the posting.</summary>
    private static bool IsSettled(string warning, PostingFacts? said) =>
        said?.Company is not null && warning.StartsWith(Findings.NoCompany, StringComparison.Ordinal) || said?.Role is not null && warning == Findings.NoRole;

    /// <summary>What the person says goes before what was found.</summary>
    private static ApplicationDetails Details(PostingReading reading, PostingFacts? said)
    {
        var found = reading.Facts;
        List<RpcProblem> problems = [];
        var company = said?.Company ?? found.Company;
        var role = said?.Role ?? found.Role;
        if (string.IsNullOrWhiteSpace(company))
            problems.Add(new() { Path = "$.corrections.company", Problem = "The posting does not name the company.", Remedy = $"Give its name as the employer writes it; on the command line with --company{(reading.CompanyGuess is { } guess ? $" \"{guess}\", if the address is right about it" : "")}." });
        if (string.IsNullOrWhiteSpace(role))
            problems.Add(new() { Path = "$.corrections.role", Problem = "The posting does not name the role.", Remedy = "Give its title; on the command line with --role." });
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        return new ApplicationDetails
        {
            Company = company!,
            // Another name than the one that was found is perhaps another company: its domain is not taken over.
            Domain = said?.Domain ?? (said?.Company is null || said.Company == found.Company ? found.Domain : null),
            Role = role!,
            Requisition = said?.Requisition ?? found.Requisition,
            Link = said?.Link ?? found.Link,
            Place = said?.Place ?? found.Place,
            Pay = said?.Pay ?? found.Pay,
            Source = said?.Source ?? found.Source,
            Posted = said?.Posted ?? found.Posted,
            Deadline = said?.Deadline ?? found.Deadline,
        };
    }

    // What is read out of a page or a board's JSON is the description alone; whoever writes from it has to know what it describes.
    private static string Headed(Application application, string text) => text.Contains(application.Role, StringComparison.OrdinalIgnoreCase) && text.Contains(application.Company.Name, StringComparison.OrdinalIgnoreCase)
        ? text
        : $"{application.Role}, {application.Company.Name}\n\n{text}";

    private static string Title(string text) => text.Length <= DocumentLimits.Title ? text : text[..(DocumentLimits.Title - 3)] + "...";
}
