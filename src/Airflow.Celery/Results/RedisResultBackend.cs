using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Redis;
using Airflow.Celery.Messages;
using Airflow.Engine.Results;

namespace Airflow.Celery.Results;

/// <summary>Results as Celery keeps them in Redis: one text for each message, told to who waits for it, gone after a day.</summary>
public sealed class RedisResultBackend : IResultBackend
{
    private const string Lifetime = "86400";

    private readonly RedisClient client;
    private readonly string prefix;

    public RedisResultBackend(BrokerOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        client = new RedisClient(new RedisEndpoints(options, BrokerUrl.ParseAll(options.Url), clock), options, clock);
        prefix = options.GlobalKeyPrefix;
    }

    public async Task StoreAsync(IReadOnlyList<MessageResult> results, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0)
        {
            return;
        }

        // as Celery: what has succeeded stays so, however late another word comes
        var stored = await client.CallAsync(new RespCommand([RespCommand.Part("MGET"), .. results.Select(result => RespCommand.Part(Key(result.TaskId)))]), cancellationToken);
        var commands = new List<RespCommand> { RespCommand.Of("MULTI") };
        foreach (var (result, text) in results.Zip(stored.Items, (result, reply) => (result, reply.Text)))
        {
            if (!IsSuccess(text))
            {
                var json = CeleryJson.Write(Write(result));
                commands.Add(new RespCommand(RespCommand.Part("SETEX"), RespCommand.Part(Key(result.TaskId)), RespCommand.Part(Lifetime), json));
                commands.Add(new RespCommand(RespCommand.Part("PUBLISH"), RespCommand.Part(Key(result.TaskId)), json));
            }
        }

        commands.Add(RespCommand.Of("EXEC"));
        await client.CallAsync(commands, cancellationToken);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private static JsonObject Write(MessageResult result) => new()
    {
        ["status"] = result.Status,
        ["result"] = result switch
        {
            { Start: { } start } => new JsonObject { ["pid"] = start.Pid, ["hostname"] = start.Hostname },
            { Error: { } error } => new JsonObject { ["exc_type"] = error.Type, ["exc_message"] = new JsonArray(error.Message), ["exc_module"] = error.Module },
            _ => null,
        },
        ["traceback"] = result.Traceback,
        ["children"] = new JsonArray(),
        ["date_done"] = result.DoneAt is { } at ? CeleryTime.Write(at) : null,
        ["task_id"] = result.TaskId,
    };

    private static bool IsSuccess(string text) =>
        text.Length > 0 && CeleryJson.Parse(System.Text.Encoding.UTF8.GetBytes(text)) is JsonObject stored && CeleryJson.Text(stored, "status") == "SUCCESS";

    private string Key(string taskId) => $"{prefix}celery-task-meta-{taskId}";
}
