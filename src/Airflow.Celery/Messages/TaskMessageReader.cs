using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Celery.Messages;

/// <summary>Reads a task out of its message, of Celery's protocol 2 or 1; what would kill a Python worker is refused by name.</summary>
internal static class TaskMessageReader
{
    private static readonly string[] Known =
    [
        "lang", "task", "id", "shadow", "eta", "expires", "group", "group_index", "retries", "timelimit", "root_id", "parent_id", "argsrepr", "kwargsrepr",
        "origin", "ignore_result", "replaced_task_nesting", "stamped_headers", "stamps",
    ];

    public static TaskMessage Read(BrokerMessage message)
    {
        var headers = message.Headers;
        if (headers["task"] is null)
        {
            return ReadOld(message);
        }

        var task = CeleryJson.Text(headers, "task") ?? throw new MessageRefusedException("The header task is no text.");
        var id = CeleryJson.Text(headers, "id") ?? throw new MessageRefusedException($"The message of task {task} has no id.");
        var body = MessageBody.Read(message);
        if (body is JsonObject hybrid && hybrid.ContainsKey("args"))
        {
            return FromHeaders(message, task, id) with { Args = Args(hybrid["args"], id), Kwargs = Kwargs(hybrid["kwargs"], id) };
        }

        if (body is not JsonArray { Count: 3 } parts)
        {
            throw new MessageRefusedException($"The body of task {task} ({id}) has not the three parts that it must have.") { IsUndecodable = true };
        }

        return FromHeaders(message, task, id) with
        {
            Args = Args(parts[0], id),
            Kwargs = Kwargs(parts[1], id),
            Embed = parts[2]?.DeepClone() switch
            {
                null => null,
                JsonObject embed => embed,
                _ => throw new MessageRefusedException($"The third part of the body of {id} is no map.") { IsUndecodable = true },
            },
        };
    }

    private static TaskMessage FromHeaders(BrokerMessage message, string task, string id)
    {
        var headers = message.Headers;
        var limits = headers["timelimit"] as JsonArray;
        return new TaskMessage
        {
            Id = id,
            Task = task,
            Lang = CeleryJson.Text(headers, "lang"),
            Shadow = CeleryJson.Text(headers, "shadow"),
            Eta = CeleryTime.Read(CeleryJson.Text(headers, "eta")),
            Expires = CeleryTime.Read(CeleryJson.Text(headers, "expires")),
            Group = CeleryJson.Text(headers, "group"),
            GroupIndex = CeleryJson.Integer(headers, "group_index"),
            Retries = CeleryJson.Integer(headers, "retries") ?? 0,
            HardTimeLimit = limits is { Count: 2 } ? CeleryJson.Number(limits[0]) : null,
            SoftTimeLimit = limits is { Count: 2 } ? CeleryJson.Number(limits[1]) : null,
            RootId = CeleryJson.Text(headers, "root_id"),
            ParentId = CeleryJson.Text(headers, "parent_id"),
            ArgsRepr = CeleryJson.Text(headers, "argsrepr") ?? "",
            KwargsRepr = CeleryJson.Text(headers, "kwargsrepr") ?? "",
            Origin = CeleryJson.Text(headers, "origin"),
            IgnoreResult = CeleryJson.Flag(headers, "ignore_result"),
            ReplacedTaskNesting = CeleryJson.Integer(headers, "replaced_task_nesting") ?? 0,
            StampedHeaders = headers["stamped_headers"]?.DeepClone() as JsonArray,
            Stamps = headers["stamps"]?.DeepClone() as JsonObject ?? [],
            OtherHeaders = new JsonObject(headers.Where(header => !Known.Contains(header.Key, StringComparer.Ordinal)).Select(header => KeyValuePair.Create(header.Key, header.Value?.DeepClone()))),
            CorrelationId = message.CorrelationId,
            ReplyTo = message.ReplyTo,
            Priority = message.Priority,
            Expiration = message.Expiration,
        };
    }

    /// <summary>Protocol 1 has everything in the body and nothing in the headers.</summary>
    private static TaskMessage ReadOld(BrokerMessage message)
    {
        if (MessageBody.Read(message) is not JsonObject body || CeleryJson.Text(body, "task") is not { } task)
        {
            throw new MessageRefusedException("The message is no task: neither its headers nor its body name one.");
        }

        var id = CeleryJson.Text(body, "id") ?? throw new MessageRefusedException($"The message of task {task} has no id.");
        var limits = body["timelimit"] as JsonArray;
        return new TaskMessage
        {
            Id = id,
            Task = task,
            Args = Args(body["args"], id),
            Kwargs = Kwargs(body["kwargs"], id),
            Lang = null,
            Eta = CeleryTime.Read(CeleryJson.Text(body, "eta")),
            Expires = CeleryTime.Read(CeleryJson.Text(body, "expires")),
            Group = CeleryJson.Text(body, "taskset") ?? CeleryJson.Text(body, "group"),
            GroupIndex = CeleryJson.Integer(body, "group_index"),
            Retries = CeleryJson.Integer(body, "retries") ?? 0,
            HardTimeLimit = limits is { Count: 2 } ? CeleryJson.Number(limits[0]) : null,
            SoftTimeLimit = limits is { Count: 2 } ? CeleryJson.Number(limits[1]) : null,
            RootId = id,
            Embed = new JsonObject(new[] { "callbacks", "errbacks", "chain", "chord" }.Select(key => KeyValuePair.Create(key, body[key]?.DeepClone()))),
            CorrelationId = message.CorrelationId,
            ReplyTo = message.ReplyTo,
            Priority = message.Priority,
            Expiration = message.Expiration,
        };
    }

    private static JsonArray Args(JsonNode? node, string id) => node switch
    {
        null => [],
        JsonArray args => (JsonArray)args.DeepClone(),
        _ => throw new MessageRefusedException($"The arguments of {id} are no list but {node.GetValueKind()}.") { IsUndecodable = true },
    };

    private static JsonObject Kwargs(JsonNode? node, string id) => node switch
    {
        null => [],
        JsonObject kwargs => (JsonObject)kwargs.DeepClone(),
        _ => throw new MessageRefusedException($"The named arguments of {id} are no map but {(node.GetValueKind() == JsonValueKind.Array ? "a list" : node.GetValueKind().ToString())}.") { IsUndecodable = true },
    };
}
