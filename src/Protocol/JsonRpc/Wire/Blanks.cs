namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>JSON's white space. In a plain loop, because there is next to none of it, and the class library's vectors have to be compiled before a first answer.</summary>
internal static class Blanks
{
    /// <summary>Where the first byte stands that is no white space; -1 where there is none.</summary>
    public static int Skip(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return i;
        }

        return -1;
    }
}
