using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api;

/// <summary>
/// A slash that a path below /api holds in escaped form counts as one, as in Airflow: it never becomes a part of a name, but where a name
/// takes the rest of the path.
/// </summary>
internal static class SlashedPath
{
    private const string Escaped = "%2F";

    public static Task OpenAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && context.Request.Path.Value is { } path && path.Contains(Escaped, StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Path = path.Replace(Escaped, "/", StringComparison.OrdinalIgnoreCase);
        }

        return next(context);
    }
}
