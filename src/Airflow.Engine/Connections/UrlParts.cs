using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Connections;

/// <summary>The parts of a URL, split as Python's urlsplit splits them, still encoded.</summary>
internal sealed partial record UrlParts(string Scheme, string Authority, string Path, string Query)
{
    private static readonly System.Buffers.SearchValues<char> SchemeLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>What stands before the last @; null without one.</summary>
    private string? UserInfo => Authority.LastIndexOf('@') is >= 0 and var at ? Authority[..at] : null;

    /// <summary>What stands behind the last @.</summary>
    public string HostInfo => Authority[(Authority.LastIndexOf('@') + 1)..];

    public string? User => UserInfo?.Split(':', 2)[0];

    public string? Password => UserInfo?.Split(':', 2) is [_, var password] ? password : null;

    /// <summary>The host in lower case up to the first escape.</summary>
    public string Host
    {
        get
        {
            var host = SplitHost().Host;
            var percent = host.IndexOf('%', StringComparison.Ordinal);
            return percent < 0 ? host.ToLowerInvariant() : host[..percent].ToLowerInvariant() + host[percent..];
        }
    }

    public int? Port
    {
        get
        {
            var text = SplitHost().Port;
            if (text.Length == 0)
            {
                return null;
            }

            return text.All(char.IsAsciiDigit) && int.TryParse(text, out var port) && port <= 65535
                ? port
                : throw new FormatException($"The port '{text}' is no number from 0 to 65535.");
        }
    }

    public static UrlParts Split(string url)
    {
        url = url.TrimStart([.. Enumerable.Range(0, 33).Select(code => (char)code)])
            .Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var scheme = "";
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && char.IsAsciiLetter(url[0]) && !url.AsSpan(0, colon).ContainsAnyExcept(SchemeLetters))
        {
            scheme = url[..colon].ToLowerInvariant();
            url = url[(colon + 1)..];
        }

        var authority = "";
        if (url.StartsWith("//", StringComparison.Ordinal))
        {
            var end = url.AsSpan(2).IndexOfAny('/', '?', '#');
            authority = end < 0 ? url[2..] : url[2..(end + 2)];
            url = end < 0 ? "" : url[(end + 2)..];
            CheckBrackets(authority);
        }

        url = url.Split('#', 2)[0];
        var parts = url.Split('?', 2);
        CheckNormalised(authority);
        return new UrlParts(scheme, authority, parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private (string Host, string Port) SplitHost()
    {
        var open = HostInfo.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            var parts = HostInfo.Split(':', 2);
            return (parts[0], parts.Length > 1 ? parts[1] : "");
        }

        var bracketed = HostInfo[(open + 1)..].Split(']', 2);
        var rest = bracketed.Length > 1 ? bracketed[1].Split(':', 2) : [""];
        return (bracketed[0], rest.Length > 1 ? rest[1] : "");
    }

    private static void CheckBrackets(string authority)
    {
        var open = authority.IndexOf('[', StringComparison.Ordinal);
        var isClosed = authority.Contains(']', StringComparison.Ordinal);
        if (open < 0 && !isClosed)
        {
            return;
        }

        if (open < 0 || !isClosed)
        {
            throw new FormatException("An IPv6 address needs both brackets.");
        }

        var address = authority[(open + 1)..].Split(']', 2)[0];
        var isValid = address.StartsWith('v')
            ? FutureAddress.IsMatch(address)
            : IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
        if (!isValid)
        {
            throw new FormatException($"[{address}] is no IPv6 address.");
        }
    }

    // a letter that normalises to a delimiter would make the host mean something else to the next reader
    private static void CheckNormalised(string authority)
    {
        if (authority.All(char.IsAscii))
        {
            return;
        }

        var plain = string.Concat(authority.Where(letter => letter is not ('@' or ':' or '#' or '?')));
        var normal = plain.Normalize(NormalizationForm.FormKC);
        if (!string.Equals(normal, plain, StringComparison.Ordinal) && normal.AsSpan().ContainsAny("/?#@:"))
        {
            throw new FormatException("The host holds a letter that stands for a delimiter.");
        }
    }

    [GeneratedRegex(@"\Av[a-fA-F0-9]+\..+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FutureAddress { get; }
}
