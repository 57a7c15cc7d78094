namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// Marks a contract's method as a notification: sent without an id, never answered, its errors seen by nobody but the receiver's log.
/// It returns <see cref="ValueTask"/>, which completes when the message is queued.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RpcNotificationAttribute : Attribute;
