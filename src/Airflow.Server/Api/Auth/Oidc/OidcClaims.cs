using System.Text.Json;

namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>What is read from the claims of a token.</summary>
internal static class OidcClaims
{
    private const int MaxNameLength = 512;

    /// <param name="token">The claims of the id token.</param>
    /// <param name="more">Those of the user info, where the token did not say enough.</param>
    /// <param name="options">Which claims say what.</param>
    /// <exception cref="OidcException">It is not said who it is.</exception>
    public static OidcIdentity Identify(JsonElement token, JsonElement more, OidcOptions options)
    {
        var username = Either(options.UsernameClaim);
        if (username.Length is 0 or > MaxNameLength || username.Any(char.IsControl))
        {
            throw new OidcException($"the provider tells no user name (claim '{options.UsernameClaim}')");
        }

        var email = Either("email");
        return new OidcIdentity(
            username,
            Either("given_name") is { Length: > 0 } first ? first : Either("name"),
            Either("family_name"),
            email.Length > 0 ? email : username,
            Groups(Find(token, options.GroupsClaim) ?? Find(more, options.GroupsClaim)));

        string Either(string name) => Text(token, name) is { Length: > 0 } text ? text : Text(more, name);
    }

    /// <summary>The claim of this name, or at the end of this path of names.</summary>
    public static JsonElement? Find(JsonElement claims, string path)
    {
        if (claims.TryGetProperty(path, out var whole))
        {
            return whole;
        }

        var found = claims;
        foreach (var name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>Empty when it is not there, or no text.</summary>
    public static string Text(JsonElement claims, string name) => Find(claims, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static IReadOnlyList<string> Groups(JsonElement? groups) => groups switch
    {
        { ValueKind: JsonValueKind.Array } all => [.. all.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString()!)],
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        _ => [],
    };
}
