using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Control;

/// <summary>A command for workers as it came over the wire.</summary>
internal sealed record ControlRequest(string Method, JsonObject Arguments, string? Ticket, string? ReplyKey)
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(200);

    /// <summary>The logical time of the sender.</summary>
    public long Clock { get; init; }

    private IReadOnlyList<string> Destination { get; init; } = [];

    private string? Pattern { get; init; }

    private string? Matcher { get; init; }

    public static ControlRequest Read(BrokerMessage message)
    {
        if (MessageBody.Read(message) is not JsonObject body || CeleryJson.Text(body, "method") is not { } method)
        {
            throw new MessageRefusedException("A command for workers names no method.");
        }

        var reply = body["reply_to"] as JsonObject;
        return new ControlRequest(method, body["arguments"]?.DeepClone() as JsonObject ?? [], CeleryJson.Text(body, "ticket"), reply is null ? null : CeleryJson.Text(reply, "routing_key"))
        {
            Clock = CeleryJson.Integer(message.Headers, "clock") ?? 0,
            Destination = body["destination"] switch
            {
                JsonArray names => [.. names.Select(name => name?.ToString() ?? "")],
                JsonValue name => [name.ToString()],
                _ => [],
            },
            Pattern = CeleryJson.Text(body, "pattern"),
            Matcher = CeleryJson.Text(body, "matcher"),
        };
    }

    /// <summary>Whether a node is meant: by name, by pattern, or because all are.</summary>
    public bool IsFor(string nodeName)
    {
        if (Destination.Count > 0)
        {
            return Destination.Contains(nodeName, StringComparer.Ordinal);
        }

        if (Pattern is null || Matcher is null)
        {
            return true;
        }

        try
        {
            return Matcher switch
            {
                "glob" => Regex.IsMatch(nodeName, Glob(Pattern), RegexOptions.Singleline, MatchLimit),
                "pcre" => Regex.IsMatch(nodeName, $@"\A(?:{Pattern})", RegexOptions.None, MatchLimit),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // as Python's fnmatch: sets stay sets, ! in them turns them round
    private static string Glob(string pattern)
    {
        var text = new System.Text.StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length; at++)
        {
            var close = pattern[at] == '[' ? pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) : -1;
            if (close > 0)
            {
                var set = pattern[(at + 1)..close].Replace(@"\", @"\\", StringComparison.Ordinal);
                text.Append('[').Append(set.StartsWith('!') ? $"^{set[1..]}" : set).Append(']');
                at = close;
            }
            else
            {
                text.Append(pattern[at] switch { '*' => ".*", '?' => ".", var letter => Regex.Escape(letter.ToString()) });
            }
        }

        return text.Append(@"\z").ToString();
    }
}
