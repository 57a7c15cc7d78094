using Assistant.Host.Records.Contacts;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Import;

/// <summary>Reads contacts from a CSV, row by row, in one transaction. A row that cannot be taken is named and left out; the rest goes on.</summary>
/// <param name="books">Where it writes.</param>
/// <param name="contacts">The contacts.</param>
/// <param name="open">The bytes of a blob that the principal may read, seekable; null where there is none.</param>
internal sealed class ContactImport(Books books, ContactStore contacts, Func<Principal, string, Stream?> open)
{
    // Their ids still fit one answer of 4 MiB.
    public const int MaxRows = 100_000;

    // A file with more is mapped wrongly, or no address book; and the answer has to fit a frame.
    public const int MaxProblems = 500;

    // With a line number behind it, still a contact's source.
    private const int MaxFileName = 150;

    private const int ProgressEvery = 500;

    // As many as an event is handy with.
    private const int IdsPerEvent = 500;

    public async ValueTask<ContactImportResponse> RunAsync(ContactImportRequest request, Principal principal, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        if (request.FileName.Length > MaxFileName || ContactRules.NameRefusal(request.FileName) is not null)
            throw RpcException.Invalid("$.fileName", "is no file name", $"Give 1 to {MaxFileName} characters on one line, for example people.csv.");
        await using var bytes = Open(request.Csv, principal);
        using var text = CsvText.Open(bytes);
        var run = new ImportRun(books, contacts, request, principal, progress, cancel);
        return request.DryRun
            ? books.Database.Read(connection => run.Read(text, connection, null))
            : await books.WriteAsync(transaction => run.Read(text, transaction, transaction), cancel);
    }

    private Stream Open(Content csv, Principal principal) => csv switch
    {
        { Bytes: { } inline } => new MemoryStream(inline, writable: false),
        { Blob: { } blob } => open(principal, blob) ?? throw RpcException.NotFound("blob", blob),
        _ => throw RpcException.Invalid("$.csv", "has neither bytes nor a blob", "Give one of the two."),
    };

    private sealed class ImportRun(Books books, ContactStore contacts, ContactImportRequest request, Principal principal, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        private readonly List<RpcProblem> _problems = [];
        private readonly List<string> _ids = [];
        private readonly List<string> _changed = [];
        private readonly Dictionary<string, int> _lineOf = new(StringComparer.Ordinal);
        private int _created;
        private int _updated;
        private int _unchanged;

        public ContactImportResponse Read(TextReader text, ReadConnection connection, WriteTransaction? transaction)
        {
            var records = new CsvRecords(text, CsvColumns.IsKnown);
            var columns = ReadHeader(records.Next());
            var rows = 0;
            while (columns is not null && records.Next() is { } record)
            {
                if (rows++ == MaxRows || _problems.Count >= MaxProblems)
                {
                    Problem(record.Line, rows > MaxRows ? $"the file has more than {MaxRows} rows; from here on it was not read" : "too many rows are wrong; from here on it was not read", "Correct the file, or divide it, and import it again: what was taken is not doubled.");
                    break;
                }

                cancel.ThrowIfCancellationRequested();
                Take(record, columns, connection, transaction);
                if (rows % ProgressEvery == 0)
                    progress?.Report(new ImportProgress(rows));
            }

            progress?.Report(new ImportProgress(rows));
            if (transaction is not null)
                Tell(transaction);
            return new ContactImportResponse
            {
                Created = _created,
                Updated = _updated,
                Unchanged = _unchanged,
                Ids = _ids,
                Mapping = columns?.Mapping ?? new Dictionary<string, string>(),
                Problems = _problems,
            };
        }

        private CsvColumns? ReadHeader(CsvRecord? header)
        {
            if (header is not { Problem: null })
                return NoHeader(header?.Line ?? 1, header?.Problem ?? "the file is empty", header?.Remedy ?? "Give a header row and a row for each person.");
            if (header.Fields.Any(static field => field.Contains('\0', StringComparison.Ordinal)))
                return NoHeader(header.Line, "the file is no text", "Save it as CSV.");
            if (header.Fields.Count > ContactRules.MaxFields)
                return NoHeader(header.Line, $"the header has more than {ContactRules.MaxFields} columns", "Leave out what no template uses.");
            string[] names = [.. header.Fields.Select(static field => field.Trim())];
            foreach (var twice in names.Where(static n => n.Length > 0).GroupBy(static n => n, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1))
                Problem(header.Line, $"the header has the column {twice.Key} more than once", "Give each its own name; only the first is read, except for addresses.");
            var columns = request.Mapping is null ? CsvColumns.Guess(names) : CsvColumns.Said(names, request.Mapping);
            return columns.Has(CsvColumns.Address)
                ? columns
                : NoHeader(header.Line, "there is no column for the address", "Call the column email, or say in the mapping which one it is.");
        }

        private CsvColumns? NoHeader(int line, string problem, string remedy)
        {
            Problem(line, problem, remedy);
            return null;
        }

        private void Take(CsvRecord record, CsvColumns columns, ReadConnection connection, WriteTransaction? transaction)
        {
            if (record.Problem is not null)
            {
                Problem(record.Line, record.Problem, record.Remedy!);
                return;
            }

            var (person, problem, remedy) = CsvPerson.Read(record, columns);
            if (person is null)
            {
                Problem(record.Line, problem, remedy);
                return;
            }

            foreach (var address in person.Addresses)
            {
                if (_lineOf.TryGetValue(address.MatchKey, out var line))
                {
                    Problem(record.Line, $"has the address of line {line} again", "Keep one of the two rows.");
                    return;
                }
            }

            string[] owners = [.. person.Addresses.Select(a => contacts.FindByAddress(connection, a)).OfType<string>().Distinct()];
            if (owners.Length > 1)
            {
                Problem(record.Line, "has the addresses of two contacts", "Give each contact a row of its own.");
                return;
            }

            foreach (var address in person.Addresses)
                _lineOf.Add(address.MatchKey, record.Line);
            if (owners is [var owner])
                Update(contacts.Get(connection, owner), person, transaction);
            else
                Create(person, $"{request.FileName}:{record.Line}", transaction);
        }

        private void Create(CsvPerson person, string source, WriteTransaction? transaction)
        {
            _created++;
            if (transaction is null)
                return;
            var company = person.Fields.GetValueOrDefault("company");
            var details = new ContactDetails(
                person.Name ?? company ?? person.Addresses[0].Address,
                person.Name is null && company is not null ? ContactKind.Organisation : ContactKind.Person,
                person.Addresses, person.Fields, source);
            Remember(contacts.InsertQuietly(transaction, details).Id);
        }

        // The row adds and corrects; it takes nothing away that it does not mention.
        private void Update(Contact was, CsvPerson person, WriteTransaction? transaction)
        {
            var fields = new Dictionary<string, string>(was.Fields, StringComparer.Ordinal);
            foreach (var (field, value) in person.Fields)
                fields[field] = value;
            List<Mailbox> addresses = [.. was.Addresses.Select(static a => new Mailbox(null, a.Address))];
            addresses.AddRange(person.Addresses.Where(added => !addresses.Exists(a => a.Matches(added))).ToArray());
            var name = person.Name ?? was.Name;
            if (name == was.Name && addresses.Count == was.Addresses.Count && fields.Count == was.Fields.Count && !fields.Except(was.Fields).Any())
            {
                _unchanged++;
                _ids.Add(was.Id);
                return;
            }

            _updated++;
            if (transaction is not null)
                contacts.UpdateQuietly(transaction, was.Id, was.Revision, new ContactDetails(name, was.Kind, addresses, fields, was.Source));
            Remember(was.Id);
        }

        private void Remember(string id)
        {
            _ids.Add(id);
            _changed.Add(id);
        }

        private void Tell(WriteTransaction transaction)
        {
            foreach (var ids in _changed.Chunk(IdsPerEvent))
                books.Events.Append(transaction, ContactStore.Changed, ids);
            if (_changed.Count > 0)
                books.Note(transaction, principal, "contacts.import", "", "");
        }

        private void Problem(int line, string problem, string remedy) =>
            _problems.Add(new() { Path = FormattableString.Invariant($"{request.FileName}:{line}"), Problem = problem, Remedy = remedy });
    }
}
