using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Configuration;

namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>How people log in with an account elsewhere: section [oidc].</summary>
internal sealed record OidcOptions
{
    public required Uri Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Empty: a public client, which PKCE alone protects.</summary>
    public string ClientSecret { get; init; } = "";

    public string Scope { get; init; } = "openid profile email";

    public string UsernameClaim { get; init; } = "preferred_username";

    /// <summary>A path of names with points between them leads into objects.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Roles by group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The role of those whose groups give none; empty: they are refused.</summary>
    public string DefaultRole { get; init; } = "";

    /// <summary>What the button says after "Log in with".</summary>
    public string Name { get; init; } = "OpenID Connect";

    /// <summary>null: [oidc] issuer is not set, nobody logs in this way.</summary>
    /// <exception cref="AirflowException">oidc_invalid: something is missing or wrong.</exception>
    public static OidcOptions? Of(AirflowConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var issuer = Text(configuration, "issuer");
        if (issuer.Length == 0)
        {
            return null;
        }

        var clientId = Text(configuration, "client_id");
        return new OidcOptions
        {
            Issuer = IsTrustworthy(issuer, out var address)
                ? address
                : throw Invalid($"[oidc] issuer is '{issuer}'; it must be an https address (http is taken for this machine only), as nobody could trust its keys otherwise."),
            ClientId = clientId.Length > 0 ? clientId : throw Invalid("[oidc] client_id is not set; it is the id under which the provider knows this installation."),
            ClientSecret = Text(configuration, "client_secret"),
            Scope = Text(configuration, "scope"),
            UsernameClaim = Text(configuration, "username_claim"),
            GroupsClaim = Text(configuration, "groups_claim"),
            Roles = RolesOf(configuration.GetJson("oidc", "roles_mapping")),
            DefaultRole = Text(configuration, "default_role"),
            Name = Text(configuration, "name"),
        };
    }

    /// <summary>The roles of somebody in these groups.</summary>
    public IReadOnlyList<string> RolesOf(IEnumerable<string> groups)
    {
        List<string> roles = [.. groups.SelectMany(group => Roles.GetValueOrDefault(group, [])).Distinct(StringComparer.Ordinal)];
        return roles.Count == 0 && DefaultRole.Length > 0 ? [DefaultRole] : roles;
    }

    private static string Text(AirflowConfiguration configuration, string key) => configuration.Find("oidc", key)?.Text.Trim() ?? "";

    private static bool IsTrustworthy(string text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static Dictionary<string, IReadOnlyList<string>> RolesOf(JsonNode? mapping) => mapping switch
    {
        null => new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        JsonObject groups => groups.ToDictionary(static group => group.Key, static group => RolesOfGroup(group.Key, group.Value), StringComparer.Ordinal),
        _ => throw Invalid("""[oidc] roles_mapping must be a JSON object such as {"airflow-admins": ["Admin"], "analysts": ["Viewer"]}."""),
    };

    private static IReadOnlyList<string> RolesOfGroup(string group, JsonNode? roles) => roles switch
    {
        JsonValue one when one.TryGetValue<string>(out var role) => [role],
        JsonArray all when all.All(static role => role is JsonValue value && value.TryGetValue<string>(out _)) => [.. all.Select(static role => (string)role!)],
        _ => throw Invalid($"[oidc] roles_mapping gives group '{group}' something that is neither a role nor a list of roles."),
    };

    private static AirflowException Invalid(string message) => new("oidc_invalid", message);
}
