using Airflow.Engine.Configuration;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api.Auth;

/// <summary>Where browsers reach this server: [api] base_url, or whatever they called it.</summary>
internal sealed class PublicAddress
{
    private readonly Uri? baseUrl;

    public PublicAddress(AirflowConfiguration configuration)
    {
        baseUrl = Uri.TryCreate(configuration.Find("api", "base_url")?.Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
        Path = baseUrl?.AbsolutePath.TrimEnd('/') ?? "";
    }

    /// <summary>What every path begins with; empty, or with a slash in front and none at the end.</summary>
    public string Path { get; }

    /// <summary>The path of its cookies.</summary>
    public string CookiePath => Path.Length == 0 ? "/" : Path;

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin(HttpRequest request) => baseUrl?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    public bool IsSecure(HttpRequest request) => request.IsHttps || baseUrl?.Scheme == "https";

    /// <summary>Whether a host and port are ours.</summary>
    public bool IsOwn(string authority, HttpRequest request) =>
        authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase) || (baseUrl is not null && authority.Equals(baseUrl.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a browser may be sent there: a path of ours, or a full address with our host.</summary>
    public bool IsSafe(string next, HttpRequest request)
    {
        if (next.Any(static letter => char.IsControl(letter) || letter is '\\' or ' '))
        {
            return false;
        }

        if (next.StartsWith('/'))
        {
            return !next.StartsWith("//", StringComparison.Ordinal);
        }

        return Uri.TryCreate(next, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            && next.StartsWith($"{url.Scheme}://", StringComparison.OrdinalIgnoreCase) && IsOwn(url.Authority, request);
    }
}
