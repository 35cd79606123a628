using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>Puts back what was delivered and not settled: one's own at the end, anybody's after the visibility timeout.</summary>
internal sealed partial class RedisRestorer(RedisLink link)
{
    private const int MutexMilliseconds = 300_000;
    private const int Most = 1000;
    private long? lastRun;

    /// <summary>The text with the marks of a message that was delivered before.</summary>
    public static byte[] Mark(ReadOnlyMemory<byte> text)
    {
        var envelope = (JsonObject)JsonNode.Parse(text.Span)!;
        if (envelope["headers"] is not JsonObject headers)
        {
            envelope["headers"] = headers = [];
        }

        headers["redelivered"] = true;
        if (envelope["properties"]?["delivery_info"] is JsonObject info)
        {
            info["redelivered"] = true;
        }

        return CeleryJson.Write(envelope);
    }

    /// <summary>How the hash keeps a delivered message.</summary>
    public static byte[] Entry(ReadOnlyMemory<byte> text, string queue) =>
        [.. "["u8, .. text.Span, .. ", \"\", "u8, .. Encoding.UTF8.GetBytes(JsonValue.Create(queue).ToJsonString()), .. "]"u8];

    public static string? TagOf(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonNode.Parse(text.Span) is JsonObject { } envelope && envelope["properties"] is JsonObject properties ? CeleryJson.Text(properties, "delivery_tag") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task RestoreAsync(string tag, string list, ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
        link.Client.CallAsync(
            new RespCommand(
                RespCommand.Part("EVAL"),
                RespCommand.Part(RedisScripts.Restore),
                RespCommand.Part("3"),
                RespCommand.Part(link.Keys.UnacknowledgedIndex),
                RespCommand.Part(link.Keys.Unacknowledged),
                RespCommand.Part(list),
                RespCommand.Part(tag),
                text),
            cancellationToken);

    /// <summary>At first, then at intervals; any client of the database may do it, one at a time.</summary>
    public async Task RestoreWhenDueAsync(CancellationToken cancellationToken)
    {
        if (lastRun is { } last && link.Clock.GetElapsedTime(last) < link.Options.RestoreInterval)
        {
            return;
        }

        lastRun = link.Clock.GetTimestamp();
        var token = Guid.CreateVersion7(link.Clock.GetUtcNow()).ToString("N");
        var locked = await link.Client.CallAsync(RespCommand.Of("SET", link.Keys.Mutex, token, "PX", $"{MutexMilliseconds}", "NX"), cancellationToken);
        if (locked.Kind == RespKind.Null)
        {
            return;
        }

        try
        {
            await RestoreAllAsync(cancellationToken);
        }
        finally
        {
            await link.Client.CallAsync(RespCommand.Of("EVAL", RedisScripts.Unlock, "1", link.Keys.Mutex, token), CancellationToken.None);
        }
    }

    private async Task RestoreAllAsync(CancellationToken cancellationToken)
    {
        var limit = CeleryTime.Seconds(link.Clock.GetUtcNow() - link.Options.VisibilityTimeout).ToString("F6", CultureInfo.InvariantCulture);
        var tags = await link.Client.CallAsync(RespCommand.Of("ZREVRANGEBYSCORE", link.Keys.UnacknowledgedIndex, limit, "0", "LIMIT", "0", $"{Most}"), cancellationToken);
        foreach (var tag in tags.Items.Select(item => item.Text))
        {
            var entry = await link.Client.CallAsync(RespCommand.Of("HGET", link.Keys.Unacknowledged, tag), cancellationToken);
            if (entry.Kind != RespKind.Null && await RouteAsync(entry.Bytes, cancellationToken) is var (list, text))
            {
                await RestoreAsync(tag, list, text, cancellationToken);
                Log.Restored(link.Logger, tag, list);
            }
            else
            {
                await link.Client.CallAsync([RespCommand.Of("ZREM", link.Keys.UnacknowledgedIndex, tag), RespCommand.Of("HDEL", link.Keys.Unacknowledged, tag)], cancellationToken);
            }
        }
    }

    private async Task<(string List, byte[] Text)?> RouteAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken)
    {
        try
        {
            if (JsonNode.Parse(entry.Span) is not JsonArray { Count: 3 } parts || parts[0] is not JsonObject envelope)
            {
                return null;
            }

            var exchange = parts[1]?.GetValue<string>() ?? "";
            var key = parts[2]?.GetValue<string>() ?? "";
            var queue = exchange.Length == 0 ? key : await BoundAsync(exchange, key, cancellationToken);
            var priority = envelope["properties"] is JsonObject properties ? CeleryJson.Integer(properties, "priority") : null;
            return (link.Keys.List(queue, RedisKeys.Step(priority ?? 0)), Mark(CeleryJson.Write(envelope)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<string> BoundAsync(string exchange, string key, CancellationToken cancellationToken)
    {
        var members = await link.Client.CallAsync(RespCommand.Of("SMEMBERS", link.Keys.Binding(exchange)), cancellationToken);
        return members.Items.Select(member => member.Text.Split(RedisKeys.Separator)).FirstOrDefault(member => member.Length == 3 && member[0] == key)?[2] ?? key;
    }

    private static partial class Log
    {
        [LoggerMessage(7011, LogLevel.Warning, "The message {Tag} was not settled within the visibility timeout and goes back to {List}")]
        public static partial void Restored(ILogger logger, string tag, string list);
    }
}
