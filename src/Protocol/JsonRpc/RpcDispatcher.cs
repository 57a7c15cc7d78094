using System.Diagnostics.CodeAnalysis;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// Methods bound to their implementations, found by the UTF-8 bytes of their name; those of a deferred service when one of them is first looked for.
/// What is found never changes, so any number of sessions may share one.
/// </summary>
public sealed class RpcDispatcher
{
    // Looked through one after the other: a service has a dozen methods, whose names are told apart by their lengths, and a table costs a start more.
    private readonly RpcBinding[] _bindings;
    private readonly Deferred[] _deferred;

    /// <exception cref="ArgumentException">Two bindings have the same name.</exception>
    public RpcDispatcher(IEnumerable<RpcBinding> bindings)
        : this(bindings, [])
    {
    }

    private RpcDispatcher(IEnumerable<RpcBinding> bindings, Deferred[] deferred)
    {
        _deferred = deferred;
        _bindings = [.. bindings];
        for (var i = 1; i < _bindings.Length; i++)
        {
            if (Find(_bindings.AsSpan(0, i), _bindings[i].Method.Utf8Name.Span) is { } other)
                throw new ArgumentException($"The method '{other.Method.Name}' is bound twice.", nameof(bindings));
        }
    }

    public IEnumerable<RpcBinding> Bindings => _bindings.Concat(_deferred.SelectMany(static service => service.Methods.Value.Bindings));

    /// <summary>Several dispatchers as one.</summary>
    /// <exception cref="ArgumentException">Two of them serve the same method, or the same deferred service.</exception>
    public static RpcDispatcher Combine(params IEnumerable<RpcDispatcher> dispatchers)
    {
        RpcDispatcher[] all = [.. dispatchers];
        Deferred[] deferred = [.. all.SelectMany(static dispatcher => dispatcher._deferred)];
        for (var i = 1; i < deferred.Length; i++)
        {
            foreach (var other in deferred.AsSpan(0, i))
            {
                if (other.Prefix.AsSpan().SequenceEqual(deferred[i].Prefix))
                    throw new ArgumentException($"The service '{System.Text.Encoding.UTF8.GetString(other.Prefix.AsSpan(0, other.Prefix.Length - 1))}' is bound twice.", nameof(dispatchers));
            }
        }

        return new(all.SelectMany(static dispatcher => dispatcher._bindings), deferred);
    }

    /// <summary>A service that is made when one of its methods is first looked for: a host has many services, and a connection uses a few.</summary>
    /// <param name="service">Its name, which its methods begin with.</param>
    /// <param name="bind">Makes it and binds its methods; called once.</param>
    public static RpcDispatcher Defer(string service, Func<RpcDispatcher> bind) =>
        new([], [new Deferred(System.Text.Encoding.UTF8.GetBytes(service + "/"), new(bind))]);

    public bool TryFind(string method, [MaybeNullWhen(false)] out RpcBinding binding) => TryFind(System.Text.Encoding.UTF8.GetBytes(method), out binding);

    internal bool TryFind(ReadOnlySpan<byte> method, [MaybeNullWhen(false)] out RpcBinding binding)
    {
        binding = Find(_bindings, method);
        if (binding is not null)
            return true;
        foreach (var service in _deferred)
        {
            if (method.StartsWith(service.Prefix))
                return service.Methods.Value.TryFind(method, out binding);
        }

        return false;
    }

    private static RpcBinding? Find(ReadOnlySpan<RpcBinding> bindings, ReadOnlySpan<byte> method)
    {
        foreach (var binding in bindings)
        {
            if (binding.Method.Utf8Name.Span.SequenceEqual(method))
                return binding;
        }

        return null;
    }

    private sealed record Deferred(byte[] Prefix, Lazy<RpcDispatcher> Methods);
}
