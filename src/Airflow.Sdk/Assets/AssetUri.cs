using System.Net;

namespace Airflow;

/// <summary>
/// One spelling for uris that mean the same: scheme in small letters, no user info with a password, no slash at the end, query sorted, no
/// fragment. Plain names and private schemes (<c>x-…</c>) stay as they are.
/// </summary>
internal static class AssetUri
{
    /// <summary>Schemes that print <c>//</c> even without an authority.</summary>
    private static readonly HashSet<string> AuthoritySchemes =
    [
        "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews", "prospero", "rtsp", "rtsps",
        "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss", "itms-services",
    ];

    /// <exception cref="ArgumentException">The scheme is reserved, or the uri lacks a part that its scheme needs.</exception>
    public static string Sanitize(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var (scheme, authority, path, query) = Split(uri);
        if (scheme.Length == 0 || scheme.StartsWith("x-", StringComparison.Ordinal))
        {
            return uri;
        }
        if (scheme == "airflow")
        {
            throw new ArgumentException("The scheme 'airflow' of assets is reserved.", nameof(uri));
        }
        authority = HasPassword(authority) ? authority[(authority.LastIndexOf('@') + 1)..] : authority;
        path = path.TrimEnd('/') is { Length: > 0 } kept ? kept : "/";
        if (scheme is "postgres" or "postgresql")
        {
            (scheme, authority, path) = ("postgres", PostgresAuthority(authority), PostgresPath(path));
        }
        return Join(scheme, authority, path, SortQuery(query));
    }

    /// <summary>Whether the uri carries a password, which <see cref="Sanitize"/> drops and which deserves a warning.</summary>
    public static bool HasPasswordIn(string uri)
    {
        var (scheme, authority, _, _) = Split(uri);
        return scheme.Length > 0 && !scheme.StartsWith("x-", StringComparison.Ordinal) && HasPassword(authority);
    }

    private static (string Scheme, string Authority, string Path, string Query) Split(string uri)
    {
        var rest = string.Concat(uri.TrimStart(' ').Where(letter => letter is not ('\t' or '\r' or '\n')));
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var scheme = "";
        if (colon > 0 && char.IsAsciiLetter(rest[0]) && rest.AsSpan(0, colon).IndexOfAnyExcept(SchemeLetters) < 0)
        {
            scheme = rest[..colon].ToLowerInvariant();
            rest = rest[(colon + 1)..];
        }
        var authority = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var end = rest.AsSpan(2).IndexOfAny('/', '?', '#') is var found and >= 0 ? found + 2 : rest.Length;
            authority = rest[2..end];
            rest = rest[end..];
        }
        rest = rest.Split('#', 2)[0];
        var parts = rest.Split('?', 2);
        return (scheme, authority, parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static System.Buffers.SearchValues<char> SchemeLetters { get; } =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static bool HasPassword(string authority)
    {
        var at = authority.LastIndexOf('@');
        var colon = at < 0 ? -1 : authority.IndexOf(':', 0, at);
        return colon >= 0 && colon + 1 < at;
    }

    private static string SortQuery(string query) => string.Join('&', query.Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && pair[1].Length > 0)
        .Select(pair => (Key: WebUtility.UrlDecode(pair[0]), Value: WebUtility.UrlDecode(pair[1])))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{Quote(pair.Key)}={Quote(pair.Value)}"));

    private static string Quote(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static string PostgresAuthority(string authority)
    {
        if (authority.Length == 0)
        {
            throw new ArgumentException("The uri of a postgres asset needs a host.", nameof(authority));
        }
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        return host.Contains(':', StringComparison.Ordinal) ? authority : $"{authority}:5432";
    }

    private static string PostgresPath(string path)
    {
        var parts = path.Split('/');
        if (parts.Length != 4)
        {
            throw new ArgumentException("The uri of a postgres asset names a database, a schema and a table.", nameof(path));
        }
        return $"/{parts[1]}/{(parts[2].Length > 0 ? parts[2] : "default")}/{parts[3]}";
    }

    private static string Join(string scheme, string authority, string path, string query)
    {
        var body = authority.Length > 0
            ? $"//{authority}{(path.StartsWith('/') ? "" : "/")}{path}"
            : AuthoritySchemes.Contains(scheme) && path.StartsWith('/') ? $"//{path}" : path;
        return query.Length > 0 ? $"{scheme}:{body}?{query}" : $"{scheme}:{body}";
    }
}
