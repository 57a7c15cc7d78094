using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>People and organisations with addresses: where each came from, and whether it may be written to.</summary>
[RpcService("contacts", typeof(ContactsJson))]
public interface IContacts
{
    /// <summary>Ordered by name, then id.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ContactListResponse> ListAsync(ContactListRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Contact> GetAsync(ContactGetRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Contact> CreateAsync(ContactCreateRequest request, CancellationToken cancel);

    /// <summary>Errors: conflict when <c>revision</c> is stale.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Contact> UpdateAsync(ContactUpdateRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> DeleteAsync(ContactDeleteRequest request, CancellationToken cancel);

    /// <summary>
    /// Reads a CSV with a header row. A row with a problem is named with its line and left out; the rest goes on.
    /// A contact with the same address is updated, never doubled. All rows that are taken are written in one transaction.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<ContactImportResponse> ImportAsync(ContactImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancel);

    /// <summary>Marks an address as one that must not be written to. Approving a message to it is refused.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> SuppressAsync(ContactSuppressRequest request, CancellationToken cancel);

    /// <summary>Takes a suppression back.</summary>
    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<Done> AllowAsync(ContactAllowRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<ContactKind>))]
public enum ContactKind
{
    Person,
    Organisation,
}

public sealed record Contact
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string Name { get; init; }
    public required ContactKind Kind { get; init; }

    /// <summary>The preferred address first.</summary>
    public required IReadOnlyList<ContactAddress> Addresses { get; init; }

    /// <summary>What templates may use beside the name: <c>firstName</c>, <c>company</c>, <c>role</c>, or a column of one's own.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Where it came from, for example <c>people.csv:3</c>.</summary>
    public required string Source { get; init; }
    public required DateTimeOffset Changed { get; init; }
}

public sealed record ContactAddress
{
    public required string Address { get; init; }

    /// <summary>False where the address must not be written to.</summary>
    public bool MayWrite { get; set; } = true;

    /// <summary>Why not; absent where it may.</summary>
    public string? WhyNot { get; init; }
}

public sealed record ContactListRequest
{
    /// <summary>Part of a name, an address or a field's value.</summary>
    public string? Query { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record ContactListResponse
{
    public required IReadOnlyList<Contact> Contacts { get; init; }
    public string? Next { get; init; }
}

public sealed record ContactGetRequest
{
    public required string Id { get; init; }
}

public sealed record ContactCreateRequest
{
    public required string Name { get; init; }
    public ContactKind Kind { get; set; } = ContactKind.Person;
    public required IReadOnlyList<string> Addresses { get; init; }
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
    public string Source { get; set; } = "typed";
}

/// <summary>An absent member is left as it is.</summary>
public sealed record ContactUpdateRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<string>? Addresses { get; init; }
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
}

public sealed record ContactDeleteRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
}

public sealed record ContactImportRequest
{
    /// <summary>Named in problems and in each contact's source.</summary>
    public required string FileName { get; init; }
    public required Content Csv { get; init; }

    /// <summary>Column name to field name (<c>name</c>, <c>address</c>, <c>firstName</c>, ...); absent guesses from the header row.</summary>
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }

    /// <summary>Reads and reports, writes nothing.</summary>
    public bool DryRun { get; init; }
}

public sealed record ContactImportResponse
{
    public required int Created { get; init; }
    public required int Updated { get; init; }
    public required int Unchanged { get; init; }

    /// <summary>The contacts taken, in the file's order.</summary>
    public required IReadOnlyList<string> Ids { get; init; }
    public required IReadOnlyDictionary<string, string> Mapping { get; init; }

    /// <summary>Each row left out: path <c>file:line</c>.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

public sealed record ImportProgress(int Rows);

public sealed record ContactSuppressRequest
{
    public required string Address { get; init; }
    public required string Reason { get; init; }
}

public sealed record ContactAllowRequest
{
    public required string Address { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ContactListRequest))]
[JsonSerializable(typeof(ContactListResponse))]
[JsonSerializable(typeof(ContactGetRequest))]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(ContactCreateRequest))]
[JsonSerializable(typeof(ContactUpdateRequest))]
[JsonSerializable(typeof(ContactDeleteRequest))]
[JsonSerializable(typeof(ContactImportRequest))]
[JsonSerializable(typeof(ContactImportResponse))]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(ContactSuppressRequest))]
[JsonSerializable(typeof(ContactAllowRequest))]
[JsonSerializable(typeof(Done))]
public sealed partial class ContactsJson : JsonSerializerContext;
