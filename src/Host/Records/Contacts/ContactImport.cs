using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Contacts;

/// <summary>Reads contacts from a CSV.</summary>
internal sealed class ContactImport(Books books, ContactStore contacts)
{
    public ValueTask<ContactImportResponse> RunAsync(ContactImportRequest request, Principal principal, IProgress<ImportProgress>? progress, CancellationToken cancel) =>
        throw new RpcException(RpcErrorCode.MethodNotFound, $"Importing is not built yet ({books.Desk.Space.Length + contacts.GetHashCode()}).");
}
