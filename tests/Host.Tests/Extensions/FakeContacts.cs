using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Extensions;

/// <summary>Two contacts, to be listed and nothing else.</summary>
internal sealed class FakeContacts : IContacts
{
    public ValueTask<ContactListResponse> ListAsync(ContactListRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new ContactListResponse { Contacts = [Contact("Ada"), Contact("Grace")] });

    public ValueTask<Contact> GetAsync(ContactGetRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Contact> CreateAsync(ContactCreateRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Contact> UpdateAsync(ContactUpdateRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Done> DeleteAsync(ContactDeleteRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<ContactImportResponse> ImportAsync(ContactImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Done> SuppressAsync(ContactSuppressRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Done> AllowAsync(ContactAllowRequest request, CancellationToken cancel) => throw new NotSupportedException();

    private static Contact Contact(string name) => new()
    {
        Id = name,
        Revision = 1,
        Name = name,
        Kind = ContactKind.Person,
        Addresses = [],
        Fields = new Dictionary<string, string>(),
        Source = "test",
        Changed = DateTimeOffset.UnixEpoch,
    };
}
