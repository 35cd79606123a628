using System.Text.RegularExpressions;

namespace Airflow.Engine.Secrets;

/// <summary>Tells from a name whether its value is a secret.</summary>
public sealed partial class SensitiveNames
{
    private static readonly string[] BuiltIn =
    [
        "access_key", "access_token", "api_key", "apikey", "auth_header", "authorization", "bearer", "connection_string", "dsn",
        "keyfile_dict", "passphrase", "passwd", "password", "private_key", "proxies", "proxy", "proxy_password", "secret",
        "service_account", "service_key", "token", "webhook_url",
    ];

    private readonly string[] _words;

    public SensitiveNames(MaskingOptions options) => _words = options.HidesByName ? [.. BuiltIn, .. options.SensitiveWords] : [];

    /// <summary>Whether the name contains a sensitive word; spaces, dots and dashes count as underscores.</summary>
    public bool Contains(string name)
    {
        if (_words.Length == 0)
        {
            return false;
        }

        var normal = Separators.Replace(name.Trim().ToLowerInvariant(), "_");
        return Array.Exists(_words, word => normal.Contains(word, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\W+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators { get; }
}
