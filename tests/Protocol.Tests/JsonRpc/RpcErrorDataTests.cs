using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>The peer's own types on the wire: full, minimal, with a field of tomorrow.</summary>
public sealed class RpcErrorDataTests
{
    public static TheoryData<RpcErrorCode, string> Full => new()
    {
        { RpcErrorCode.InternalError, """{"correlationId":"c"}""" },
        { RpcErrorCode.NotAuthorised, """{"requires":"draft","remedy":"pair"}""" },
        { RpcErrorCode.NeedsSetup, """{"subject":"plugin:gmail","remedy":"sign in"}""" },
        { RpcErrorCode.NotFound, """{"kind":"draft","id":"1"}""" },
        { RpcErrorCode.Conflict, """{"expected":3,"actual":5}""" },
        { RpcErrorCode.Invalid, """{"problems":[{"path":"$.to","problem":"empty","remedy":"name one"}]}""" },
        { RpcErrorCode.InvalidParams, """{"problems":[{"path":"$","problem":"no object"}]}""" },
        { RpcErrorCode.ProviderUnavailable, """{"retryAfter":"2026-11-21T09:00:00+00:00"}""" },
        { RpcErrorCode.Limit, """{"limit":"frameBytes","maximum":4194304}""" },
        { (RpcErrorCode)4711, """{"of":"another peer"}""" },
        { RpcErrorCode.Conflict, """{"not":"ours"}""" },
    };

    public static TheoryData<RpcErrorCode, string> Minimal => new()
    {
        { RpcErrorCode.NotAuthorised, "{}" },
        { RpcErrorCode.ProviderUnavailable, "{}" },
        { RpcErrorCode.Invalid, """{"problems":[]}""" },
    };

    [Theory]
    [MemberData(nameof(Full))]
    [MemberData(nameof(Minimal))]
    public void Error_WithData_RoundTrips(RpcErrorCode code, string data)
    {
        var error = ErrorMapper.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"code":{{(int)code}},"message":"m","data":{{data}}}"""));

        Assert.Equal(code, error.Code);
        Assert.Equal($$"""{"code":{{(int)code}},"message":"m","data":{{data}}}""", Written(error));
    }

    [Theory]
    [MemberData(nameof(Full))]
    public void Error_WithAFieldOfTomorrow_IsReadAllTheSame(RpcErrorCode code, string data)
    {
        var later = data[..^1] + ""","later":[1]}""";

        var error = ErrorMapper.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"code":{{(int)code}},"message":"m","data":{{later}},"more":1}"""));

        Assert.Equal(code, error.Code);
        Assert.NotNull(error.Detail);
        if (error.Detail is not RpcOtherData)
            Assert.EndsWith($"\"data\":{data}}}", Written(error), StringComparison.Ordinal);
    }

    [Fact]
    public void Error_WithoutData_RoundTrips() =>
        Assert.Equal("""{"code":-32800,"message":"m"}""", Written(ErrorMapper.Read("""{"code":-32800,"message":"m"}"""u8)));

    [Theory]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("""{"code":"x","message":"m"}""")]
    [InlineData("""{"code":1,"code":2,"message":"m"}""")]
    public void Error_ThatIsNone_IsAnInternalError(string error) =>
        Assert.Equal(RpcErrorCode.InternalError, ErrorMapper.Read(System.Text.Encoding.UTF8.GetBytes(error)).Code);

    private static string Written(RpcException error)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            ErrorMapper.Write(writer, error.Code, error.Message, error.Detail);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
