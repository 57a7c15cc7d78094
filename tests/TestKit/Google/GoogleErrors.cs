using System.Text.Json.Nodes;

namespace Assistant.TestKit.Google;

/// <summary>Gmail's errors in its own envelope.</summary>
internal static class GoogleErrors
{
    public static WebAnswer NotFound() => Of(404, "notFound", "Requested entity was not found.", "NOT_FOUND");

    public static WebAnswer Invalid(string message) => Of(400, "invalidArgument", message, "INVALID_ARGUMENT");

    public static WebAnswer Unauthorised() => Of(401, "authError", "Invalid Credentials", "UNAUTHENTICATED");

    public static WebAnswer Scope() => Of(403, "insufficientPermissions", "Request had insufficient authentication scopes.", "PERMISSION_DENIED");

    public static WebAnswer ApiDisabled() => Of(403, "accessNotConfigured", "Gmail API has not been used in project 1234567890 before or it is disabled. Enable it by visiting the console then retry.", "PERMISSION_DENIED");

    public static WebAnswer DomainPolicy() => Of(403, "domainPolicy", "The domain administrators have disabled Gmail apps.", "PERMISSION_DENIED");

    public static WebAnswer Forbidden(string message) => Of(403, "forbidden", message, "PERMISSION_DENIED");

    public static WebAnswer Rate(int status, DateTimeOffset until, string suffix = "") =>
        Of(status, status == 429 ? "rateLimitExceeded" : "userRateLimitExceeded", $"User-rate limit exceeded.  Retry after {until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}{suffix}", status == 429 ? "RESOURCE_EXHAUSTED" : "PERMISSION_DENIED");

    public static WebAnswer Server(int status) => Of(status, "backendError", "Backend Error", status == 503 ? "UNAVAILABLE" : "INTERNAL");

    private static WebAnswer Of(int status, string reason, string message, string name) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = status, ["message"] = message, ["status"] = name,
            ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["domain"] = "global", ["reason"] = reason }),
        },
    }.ToJsonString());
}
