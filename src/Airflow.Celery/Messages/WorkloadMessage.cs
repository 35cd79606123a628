using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Celery.Messages;

/// <summary>
/// A try as Airflow's message execute_workload, in the shape of Airflow 3.3; 3.1's is read, too. What Airflow's has no place for, the pool and the
/// time limit, stands in it only when it differs from the default: readers skip what they do not know.
/// </summary>
internal static class WorkloadMessage
{
    public const string TaskName = "execute_workload";
    private const string TraceHeader = "traceparent";
    private const string DefaultPool = "default_pool";
    private const int ReprLength = 1024;
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="origin">gen&lt;pid&gt;@&lt;host&gt; of the sender.</param>
    /// <param name="replyTo">An id of the sender that only Celery's RPC results use.</param>
    public static BrokerMessage Write(TaskWorkload workload, string token, string origin, string replyTo)
    {
        var id = workload.Id.ToString();
        return TaskMessageWriter.Write(new TaskMessage
        {
            Id = id,
            Task = TaskName,
            Args = [WriteText(workload, token)],
            // tools show it and events repeat it, so the token is not in it
            ArgsRepr = Repr(WriteText(workload, "***")),
            Origin = origin,
            ReplyTo = replyTo,
            OtherHeaders = Carrier(workload),
        });
    }

    /// <summary>The trace in which the try is a span, as OpenTelemetry's instrumentation of Celery sends it.</summary>
    private static JsonObject Carrier(TaskWorkload workload) => workload.TraceParent is { } parent ? new JsonObject { [TraceHeader] = parent } : [];

    public static ReceivedWorkload Read(TaskMessage message)
    {
        if (message.Task != TaskName)
        {
            throw new MessageRefusedException($"Received unregistered task of type '{message.Task}': this worker runs {TaskName} only.");
        }

        if (message.Args is not [JsonValue text] || text.GetValueKind() != JsonValueKind.String)
        {
            throw new MessageRefusedException($"The message {message.Id} carries no workload: its one argument must be the text of one.");
        }

        return ReadText(text.GetValue<string>(), message.Id);
    }

    public static string WriteText(TaskWorkload workload, string token)
    {
        var ti = new JsonObject
        {
            ["id"] = workload.Id.ToString(),
            ["task_id"] = workload.Key.TaskId,
            ["dag_id"] = workload.Key.DagId,
            ["run_id"] = workload.Key.RunId,
            ["try_number"] = workload.TryNumber,
            ["dag_version_id"] = workload.DagVersionId.ToString(),
            ["map_index"] = workload.Key.MapIndex,
            ["hostname"] = "",
            ["context_carrier"] = Carrier(workload),
            ["queue"] = workload.Queue,
            ["pool_slots"] = workload.PoolSlots,
            ["priority_weight"] = workload.PriorityWeight,
        };
        if (workload.Pool != DefaultPool)
        {
            ti["pool"] = workload.Pool;
        }

        if (workload.ExecutionTimeout is { } timeout)
        {
            ti["execution_timeout"] = timeout.TotalSeconds;
        }

        return new JsonObject
        {
            ["token"] = token,
            ["dag_rel_path"] = workload.DagRelPath,
            ["bundle_info"] = new JsonObject { ["name"] = workload.BundleName, ["version"] = workload.BundleVersion.Length > 0 ? workload.BundleVersion : null },
            ["log_path"] = workload.LogPath,
            ["ti"] = ti,
            ["sentry_integration"] = "",
            ["type"] = "ExecuteTask",
        }.ToJsonString(Compact);
    }

    public static ReceivedWorkload ReadText(string text, string id)
    {
        var workload = Map(Parse(text, id), id, "the workload");
        if (CeleryJson.Text(workload, "type") is { } type && type != "ExecuteTask")
        {
            throw new MessageRefusedException($"The workload of {id} is of type {type}: this worker runs ExecuteTask only.");
        }

        var ti = Map(workload["ti"], id, "ti");
        var bundle = Map(workload["bundle_info"], id, "bundle_info");
        return new ReceivedWorkload(
            new TaskWorkload
            {
                Id = Identifier(ti, "id", id),
                Key = new TaskInstanceKey(Required(ti, "dag_id", id), Required(ti, "run_id", id), Required(ti, "task_id", id), CeleryJson.Integer(ti, "map_index") ?? -1),
                TryNumber = CeleryJson.Integer(ti, "try_number") ?? throw Missing("try_number", id),
                DagVersionId = Identifier(ti, "dag_version_id", id),
                Queue = CeleryJson.Text(ti, "queue") ?? "default",
                Pool = CeleryJson.Text(ti, "pool") ?? DefaultPool,
                PoolSlots = CeleryJson.Integer(ti, "pool_slots") ?? 1,
                PriorityWeight = CeleryJson.Integer(ti, "priority_weight") ?? 1,
                BundleName = Required(bundle, "name", id),
                BundleVersion = CeleryJson.Text(bundle, "version") ?? "",
                DagRelPath = Required(workload, "dag_rel_path", id),
                LogPath = CeleryJson.Text(workload, "log_path") ?? "",
                ExecutionTimeout = CeleryJson.Number(ti["execution_timeout"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            CeleryJson.Text(workload, "token") ?? "");
    }

    /// <summary>As Python shows a tuple of one text.</summary>
    private static string Repr(string text)
    {
        var quoted = new System.Text.StringBuilder("('");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '\\' => "\\\\",
                '\'' => "\\'",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Length <= ReprLength - 3 ? quoted.Append("',)").ToString() : $"{quoted.ToString(0, ReprLength - 10)}...', ...";
    }

    private static JsonNode? Parse(string text, string id)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new MessageRefusedException($"The workload of {id} is no JSON: {exception.Message}", exception);
        }
    }

    private static JsonObject Map(JsonNode? node, string id, string name) => node as JsonObject ?? throw Missing(name, id);

    private static string Required(JsonObject map, string key, string id) => CeleryJson.Text(map, key) ?? throw Missing(key, id);

    private static Guid Identifier(JsonObject map, string key, string id) => Guid.TryParse(CeleryJson.Text(map, key), out var value) ? value : throw Missing(key, id);

    private static MessageRefusedException Missing(string key, string id) => new($"The workload of {id} has no {key}, or not of its kind.");
}
