using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Connections;

/// <summary>The URI form of a connection: type://login:password@host:port/schema?extra.</summary>
public static class ConnectionUri
{
    /// <summary>The query key that holds a whole extra as JSON.</summary>
    private const string ExtraKey = "__extra__";

    /// <summary>Reads a URI.</summary>
    public static Connection Parse(string connectionId, string uri)
    {
        try
        {
            return ParseParts(connectionId, uri);
        }
        catch (FormatException exception)
        {
            throw ConnectionFormat.Error($"The URI of connection {connectionId} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the URI.</summary>
    public static string Format(Connection connection)
    {
        var uri = new StringBuilder(string.IsNullOrEmpty(connection.ConnType)
            ? "//"
            : connection.ConnType.ToLowerInvariant().Replace('_', '-') + "://");
        var host = connection.Host;
        var protocolEnd = host?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (host is not null && protocolEnd >= 0 && !string.Equals(host[..protocolEnd], connection.ConnType, StringComparison.Ordinal))
        {
            uri.Append(host, 0, protocolEnd).Append("://");
            host = host[(protocolEnd + 3)..];
        }

        var hasAuthority = AppendUser(uri, connection);
        if (!string.IsNullOrEmpty(host))
        {
            uri.Append(UrlText.Quote(host));
        }

        if (connection.Port is { } port and not 0)
        {
            uri.Append(string.IsNullOrEmpty(host) && !hasAuthority ? "@:" : ":").Append(port);
        }

        if (!string.IsNullOrEmpty(connection.Schema))
        {
            uri.Append('/').Append(UrlText.Quote(connection.Schema));
        }

        if (!string.IsNullOrEmpty(connection.Extra))
        {
            uri.Append(string.IsNullOrEmpty(connection.Schema) ? "/?" : "?").Append(FormatExtra(connection.Extra));
        }

        return uri.ToString();
    }

    private static Connection ParseParts(string connectionId, string uri)
    {
        var protocols = uri.AsSpan().Count("://");
        if (protocols > 2)
        {
            throw ConnectionFormat.Error($"The URI of connection {connectionId} holds '://' more than twice.");
        }

        var type = UrlParts.Split(uri).Scheme;
        var rest = uri.Replace(type + "://", protocols == 2 ? "" : "//", StringComparison.Ordinal);
        if (protocols == 2 && rest.Split("://", 2)[0].AsSpan().ContainsAny('@', ':'))
        {
            throw ConnectionFormat.Error($"The URI of connection {connectionId} has login or port before the host's own protocol.");
        }

        var parts = UrlParts.Split(rest);
        var host = HostOf(parts);
        return new Connection
        {
            ConnId = connectionId,
            ConnType = ConnectionFormat.NormaliseType(type),
            Host = protocols == 2 && host.Length > 0 && parts.Scheme.Length > 0 ? $"{parts.Scheme}://{host}" : host,
            Schema = parts.Path.Length > 0 ? UrlText.Unquote(parts.Path[1..]) : "",
            Login = parts.User is { } user ? UrlText.Unquote(user) : null,
            Password = string.IsNullOrEmpty(parts.Password) ? null : UrlText.Unquote(parts.Password),
            Port = parts.Port,
            Extra = parts.Query.Length > 0 ? ConnectionExtra.Check(ReadExtra(parts.Query)) : null,
        };
    }

    // a host with an encoded slash is the path of a socket, whose capitals matter
    private static string HostOf(UrlParts parts)
    {
        var host = UrlText.Unquote(parts.Host);
        return host.Contains('/', StringComparison.Ordinal) ? UrlText.Unquote(parts.HostInfo.Split(':', 2)[0]) : host;
    }

    private static string ReadExtra(string query)
    {
        var extra = new JsonObject();
        foreach (var (key, value) in UrlText.ParseQuery(query, keepBlank: true))
        {
            extra[key] = value;
        }

        if (extra[ExtraKey] is { } whole)
        {
            return whole.GetValue<string>();
        }

        foreach (var key in extra.Select(entry => entry.Key).ToList())
        {
            extra[key] = ReadExtraValue(extra[key]?.GetValue<string>() ?? "");
        }

        return PythonJson.Write(extra);
    }

    private static JsonNode? ReadExtraValue(string value)
    {
        try
        {
            return value.Length > 0 ? JsonNode.Parse(value) : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static bool AppendUser(StringBuilder uri, Connection connection)
    {
        var user = UrlText.Quote(connection.Login ?? "");
        if (!string.IsNullOrEmpty(connection.Password))
        {
            user += ":" + UrlText.Quote(connection.Password);
        }

        if (user.Length == 0)
        {
            return false;
        }

        uri.Append(user).Append('@');
        return true;
    }

    private static string FormatExtra(string extra)
    {
        var entries = ConnectionExtra.Parse(extra);
        var isFlat = entries.Count > 0 && entries.All(entry => entry.Value?.GetValueKind() == JsonValueKind.String);
        return isFlat
            ? string.Join('&', entries.Select(entry => $"{UrlText.QuotePlus(entry.Key)}={UrlText.QuotePlus(entry.Value!.GetValue<string>())}"))
            : $"{ExtraKey}={UrlText.QuotePlus(extra)}";
    }
}
