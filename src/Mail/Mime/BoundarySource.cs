using System.Security.Cryptography;
using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Boundaries that depend on a seed alone, so that the same message gives the same bytes.</summary>
internal sealed class BoundarySource(string seed)
{
    private int _count;

    /// <summary>A boundary that none of the parts contains. "=_" can stand in no base64 or quoted-printable line (RFC 2045 section 6.7).</summary>
    public string Next(params IReadOnlyList<OutgoingPart> parts)
    {
        while (true)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_count++}:{seed}"));
            var boundary = $"=_{Convert.ToHexStringLower(hash.AsSpan(0, 15))}";
            var needle = Encoding.ASCII.GetBytes(boundary);
            if (!parts.Any(p => p.Holds(needle)))
                return boundary;
        }
    }
}
