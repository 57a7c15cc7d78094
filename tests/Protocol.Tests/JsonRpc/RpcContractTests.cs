using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcContractTests
{
    [Fact]
    public void Methods_OfASampleContract_CarryNamesScopesAndTypes()
    {
        var methods = SampleRpc.Contract.Methods;

        Assert.Equal(["sample/echo", "sample/slow", "sample/count", "sample/name", "sample/clear", "sample/fail", "sample/said"], methods.Select(m => m.Name));
        Assert.Equal("draft", SampleRpc.Methods.Slow.Requires);
        Assert.True(SampleRpc.Methods.Echo.Inline);
        Assert.True(SampleRpc.Methods.Said.IsNotification);
        Assert.Equal(typeof(CountStep), SampleRpc.Methods.Count.ProgressType?.Type);
        Assert.Null(SampleRpc.Methods.Clear.RequestType);
        Assert.Null(SampleRpc.Methods.Clear.ResponseType);
    }
}
