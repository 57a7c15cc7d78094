using System.Diagnostics.CodeAnalysis;

namespace Assistant.Protocol.JsonRpc;

/// <summary>Methods bound to their implementations, found by the UTF-8 bytes of their name. Immutable, so any number of sessions may share one.</summary>
public sealed class RpcDispatcher
{
    private readonly Dictionary<ReadOnlyMemory<byte>, RpcBinding> _bindings;
    private readonly Dictionary<ReadOnlyMemory<byte>, RpcBinding>.AlternateLookup<ReadOnlySpan<byte>> _byName;

    /// <exception cref="ArgumentException">Two bindings have the same name.</exception>
    public RpcDispatcher(IEnumerable<RpcBinding> bindings)
    {
        _bindings = new(Utf8NameComparer.Instance);
        foreach (var binding in bindings)
        {
            if (!_bindings.TryAdd(binding.Method.Utf8Name, binding))
                throw new ArgumentException($"The method '{binding.Method.Name}' is bound twice.", nameof(bindings));
        }

        _byName = _bindings.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public IEnumerable<RpcBinding> Bindings => _bindings.Values;

    /// <summary>Several dispatchers as one.</summary>
    /// <exception cref="ArgumentException">Two of them serve the same method.</exception>
    public static RpcDispatcher Combine(params IEnumerable<RpcDispatcher> dispatchers) => new(dispatchers.SelectMany(d => d.Bindings));

    public bool TryFind(string method, [MaybeNullWhen(false)] out RpcBinding binding) => TryFind(System.Text.Encoding.UTF8.GetBytes(method), out binding);

    internal bool TryFind(ReadOnlySpan<byte> method, [MaybeNullWhen(false)] out RpcBinding binding) => _byName.TryGetValue(method, out binding);
}
