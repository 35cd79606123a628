using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Connections;

/// <summary>The URL of a database as [database] sql_alchemy_conn holds it: dialect+driver://user:password@host:port/database?query.</summary>
public sealed partial record DatabaseUrl
{
    /// <summary>Dialect and driver, as written, such as postgresql+psycopg2.</summary>
    public required string DriverName { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? Database { get; init; }

    /// <summary>The query in order; a key may occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The dialect, such as postgresql.</summary>
    public string Backend => DriverName.Split('+', 2)[0];

    /// <summary>The driver, such as psycopg2; null when none is named.</summary>
    public string? Driver => DriverName.Split('+', 2) is [_, var driver] ? driver : null;

    /// <summary>Whether the URL names a SQLite file by a path that is not absolute.</summary>
    public static bool IsRelativeSqlite(string url)
    {
        // asked before each use of the database, so without the pattern, which takes 18 ms to be made ready (measured)
        const string pathStart = ":///";
        var path = url.IndexOf(pathStart, StringComparison.Ordinal);
        return url.StartsWith("sqlite", StringComparison.Ordinal)
            && path == url.IndexOf(':', StringComparison.Ordinal)
            && path >= 0
            && !url.AsSpan(path + pathStart.Length).StartsWith('/');
    }

    public static DatabaseUrl Parse(string url)
    {
        var match = Shape.Match(url);
        if (!match.Success)
        {
            // the text may hold a password, so it is not repeated
            throw new AirflowException("database_url_invalid", "[database] sql_alchemy_conn has not the form dialect://user:password@host:port/database; use sqlite:////path/of/airflow.db");
        }

        return new DatabaseUrl
        {
            DriverName = match.Groups["name"].Value,
            User = Find("user") is { } user ? UrlText.Unquote(user) : null,
            Password = Find("password") is { } password ? UrlText.Unquote(password) : null,
            Host = Find("ipv6") ?? Find("host"),
            Port = Find("port") is { } port ? ParsePort(port) : null,
            Database = Find("database") is { Length: > 0 } database ? UrlText.Unquote(database) : null,
            Query = Find("query") is { } query ? UrlText.ParseQuery(query, keepBlank: false) : [],
        };

        string? Find(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;
    }

    /// <summary>The URL; the password is *** when it is to be shown.</summary>
    public string Format(bool hidePassword)
    {
        var url = new StringBuilder(DriverName).Append("://");
        if (User is not null)
        {
            url.Append(Quote(User, "+ "));
            if (Password is not null)
            {
                url.Append(':').Append(hidePassword ? "***" : Quote(Password, "+ "));
            }

            url.Append('@');
        }

        if (Host is not null)
        {
            url.Append(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host);
        }

        if (Port is { } port)
        {
            url.Append(':').Append(port);
        }

        if (Database is not null)
        {
            url.Append('/').Append(Quote(Database, "+ /"));
        }

        if (Query.Count > 0)
        {
            var pairs = Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{UrlText.QuotePlus(pair.Key)}={UrlText.QuotePlus(pair.Value)}");
            url.Append('?').AppendJoin('&', pairs);
        }

        return url.ToString();
    }

    /// <summary>The URL without its password.</summary>
    public override string ToString() => Format(hidePassword: true);

    private static string Quote(string text, string safe)
    {
        var quoted = UrlText.Quote(text);
        foreach (var letter in safe)
        {
            quoted = quoted.Replace(UrlText.Quote(letter.ToString()), letter.ToString(), StringComparison.Ordinal);
        }

        return quoted;
    }

    private static int ParsePort(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : throw new AirflowException("database_url_invalid", $"The port '{text}' of the database URL is no number.");

    [GeneratedRegex(
        @"\A(?<name>[\w+]+)://(?:(?<user>[^:/]*)(?::(?<password>[^@]*))?@)?(?:(?:\[(?<ipv6>[^/?]+)\]|(?<host>[^/:?]+))?(?::(?<port>[^/?]*))?)?(?:/(?<database>[^?]*))?(?:\?(?<query>.*))?",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape { get; }
}
