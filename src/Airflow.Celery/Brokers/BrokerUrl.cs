using System.Globalization;

namespace Airflow.Celery.Brokers;

/// <summary>A broker URL in its parts, percent signs decoded.</summary>
internal sealed record BrokerUrl(string Scheme, string? User, string? Password, string Host, int? Port, string Path, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>Parses several, separated by ;.</summary>
    public static IReadOnlyList<BrokerUrl> ParseAll(string text)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length > 0 ? [.. urls.Select(Parse)] : throw Invalid("it is empty");
    }

    public BrokerTls? Tls(BrokerTls? configured)
    {
        var tls = configured ?? new BrokerTls();
        return tls with
        {
            KeyFile = Query.GetValueOrDefault("ssl_keyfile") ?? tls.KeyFile,
            CertificateFile = Query.GetValueOrDefault("ssl_certfile") ?? tls.CertificateFile,
            AuthoritiesFile = Query.GetValueOrDefault("ssl_ca_certs") ?? tls.AuthoritiesFile,
            IsVerified = Query.GetValueOrDefault("ssl_cert_reqs") is { } required ? required is not ("none" or "CERT_NONE") : tls.IsVerified,
            IsHostChecked = Query.GetValueOrDefault("ssl_check_hostname") is { } check ? check is "true" or "True" or "1" : tls.IsHostChecked,
        };
    }

    public int Database()
    {
        var text = Query.GetValueOrDefault("virtual_host") ?? Path;
        return text.Length == 0 ? 0
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var database) ? database
            : throw Invalid($"the database of Redis must be a number, not \"{text}\"");
    }

    // Uri would refuse passwords with reserved letters, and the path of a socket
    private static BrokerUrl Parse(string text)
    {
        var at = text.IndexOf("://", StringComparison.Ordinal);
        if (at <= 0)
        {
            throw Invalid("it must look like redis://:password@host:6379/0 or amqp://user:password@host:5672/vhost");
        }

        var rest = text[(at + 3)..];
        var query = Cut(ref rest, rest.IndexOf('?', StringComparison.Ordinal));
        var scheme = text[..at].ToLowerInvariant();
        if (scheme is "redis+socket" or "socket")
        {
            return new BrokerUrl(scheme, null, Decode(ParseQuery(query).GetValueOrDefault("password")), "", null, rest, ParseQuery(query));
        }

        var path = Cut(ref rest, rest.IndexOf('/', StringComparison.Ordinal));
        string? user = null;
        string? password = null;
        if (rest.LastIndexOf('@') is var sign and >= 0)
        {
            var login = rest[..sign].Split(':', 2);
            user = login[0].Length > 0 ? Decode(login[0]) : null;
            password = login.Length > 1 ? Decode(login[1]) : null;
            rest = rest[(sign + 1)..];
        }

        var (host, port) = ReadHost(rest);
        return new BrokerUrl(scheme, user, password, host, port, Decode(path) ?? "", ParseQuery(query));
    }

    private static (string Host, int? Port) ReadHost(string text)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : Math.Max(text.IndexOf(':', StringComparison.Ordinal), 0);
        if (end == 0 && !text.StartsWith(':'))
        {
            return (text.Length > 0 ? text : "localhost", null);
        }

        var host = text[..end].Trim('[', ']');
        var digits = text[end..].TrimStart(':');
        return (host.Length > 0 ? host : "localhost",
            digits.Length == 0 ? null
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
            : throw Invalid($"\"{digits}\" is no port"));
    }

    private static string Cut(ref string text, int at)
    {
        if (at < 0)
        {
            return "";
        }

        var tail = text[(at + 1)..];
        text = text[..at];
        return tail;
    }

    private static Dictionary<string, string> ParseQuery(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(pairs => pairs.Key, pairs => Decode(pairs.Last().ElementAtOrDefault(1)) ?? "", StringComparer.Ordinal);

    private static string? Decode(string? text) => text is null ? null : Uri.UnescapeDataString(text);

    private static BrokerException Invalid(string reason) => new("broker_url_invalid", $"[celery] broker_url is not valid: {reason}.");
}
