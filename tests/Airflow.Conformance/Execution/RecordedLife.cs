using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;

namespace Airflow.Conformance.Execution;

/// <summary>
/// The HTTP life of one task instance as it was recorded, replayed. What others did meanwhile (who queued it again, who killed it, what earlier
/// tasks had left) is read from the recorded answers and done to the database before the request that showed it.
/// </summary>
internal sealed partial class RecordedLife(ExecutionServer server, JsonObject record, CancellationToken cancellationToken)
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly TaskInstanceKey key = KeyOf(record["task_instance"]!);
    private Guid id;
    private string token = "";

    public async Task ReplayAsync()
    {
        var exchanges = record["exchanges"]!.AsArray().Select(item => item!.AsObject()).ToList();
        id = Guid.Parse(Id().Match(Text(exchanges[0], "path")).Value);
        await PrepareAsync(exchanges[0]["response"]!["body"]!);
        foreach (var exchange in exchanges)
        {
            await ArrangeAsync(exchange);
            await SendAsync(exchange);
        }
    }

    private async Task PrepareAsync(JsonNode start)
    {
        var upstream = (start["upstream_map_indexes"] as JsonObject)?.Select(entry => entry.Key).ToList() ?? [];
        var version = await server.SaveDagAsync(key.DagId, [.. upstream, key.TaskId], cancellationToken);
        foreach (var other in new[] { "wire", "wire_child", "wire_consumer" }.Where(other => other != key.DagId))
        {
            await server.SaveDagAsync(other, [], cancellationToken);
        }

        await server.Secrets.Variables.SaveAsync(new Variable("wire_var", "vv", null), cancellationToken);
        var connection = new Airflow.Engine.Connections.Connection
        {
            ConnId = "wire_conn", ConnType = "http", Host = "h.example", Schema = "s", Login = "u", Password = "pw-secret", Port = 8080, Extra = "{\"x\": 1}",
        };
        await server.Secrets.Connections.AddAsync(connection, cancellationToken);
        var run = start["dag_run"]!;
        if (run["consumed_asset_events"]!.AsArray() is { Count: > 0 } consumed)
        {
            await ProduceAsync(consumed[0]!);
            var queued = (await server.Stores.Assets.ListQueuedAsync(cancellationToken)).Where(item => item.DagId == key.DagId).ToList();
            (await server.Stores.Assets.CreateRunAsync(RunOf(run, version), queued, cancellationToken)).ShouldBeTrue();
        }
        else
        {
            await server.Stores.Runs.CreateAsync(RunOf(run, version), cancellationToken);
        }

        await server.Stores.Runs.CreateAsync(
            new DagRun { DagId = "wire_child", RunId = "fixed__w0", RunType = RunType.Manual, RunAfter = DateTimeOffset.UnixEpoch }, cancellationToken);
        await server.Stores.Runs.AcquireAsync("me", TimeSpan.FromHours(1), 10, TimeProvider.System.GetUtcNow(), cancellationToken);
        var instance = new TaskInstance
        {
            Id = id,
            Key = key,
            Pool = Pool.DefaultName,
            Queue = "default",
            MaxTries = start["max_tries"]!.GetValue<int>(),
            DagVersionId = version,
        };
        await WriteAsync(new StateChange { NewTasks = [instance] });
    }

    /// <summary>The task of another DAG whose asset made the run.</summary>
    private async Task ProduceAsync(JsonNode consumed)
    {
        var producer = new TaskInstanceKey("wire", consumed["source_run_id"]!.GetValue<string>(), consumed["source_task_id"]!.GetValue<string>(), -1);
        await server.Stores.Runs.CreateAsync(new DagRun { DagId = producer.DagId, RunId = producer.RunId, RunType = RunType.Manual, RunAfter = Now }, cancellationToken);
        await AddTaskAsync(producer);
        var task = (await server.Stores.TaskInstances.FindAsync(producer, cancellationToken)).ShouldNotBeNull();
        await WriteAsync(new StateChange { Tasks = [new TaskReady(task.Id, TaskState.None, TaskState.Queued, task.Pool, 1) { At = Now, TryNumber = 1 }] });
        await WriteAsync(new StateChange { Tasks = [new TaskClaim(task.Id, task.Pool, 1) { At = Now, Hostname = "h" }] });
        var update = new AssetUpdate("wire_asset", "s3://wire/asset") { Extra = consumed["extra"]!.ToJsonString() };
        await WriteAsync(new StateChange { Tasks = [new TaskEnd(task.Id, TaskState.Running, TaskState.Success, task.Pool, 1) { At = Time(consumed["timestamp"])!.Value, AssetUpdates = [update] }] });
    }

    private async Task ArrangeAsync(JsonObject exchange)
    {
        var (method, path, status) = (Text(exchange, "method"), Text(exchange, "path"), exchange["response"]!["status"]!.GetValue<int>());
        var row = (await server.Stores.TaskInstances.FindAsync(id, cancellationToken)).ShouldNotBeNull();
        if (path.EndsWith("/run", StringComparison.Ordinal) && row.State != TaskState.Queued)
        {
            await RequeueAsync(row);
        }
        else if (path.EndsWith("/heartbeat", StringComparison.Ordinal) && status == 409)
        {
            await WriteAsync(new StateChange { Tasks = [new TaskMark(id, row.State, TaskState.Failed, row.Pool, row.PoolSlots) { At = Now }] });
        }
        else if (path.EndsWith("/heartbeat", StringComparison.Ordinal) && status == 410)
        {
            await WriteAsync(new StateChange { Tasks = [new TaskRestart(id, row.Pool, row.PoolSlots) { At = Now }] });
        }
        else if (method == "GET" && path.StartsWith("/execution/xcoms/", StringComparison.Ordinal) && status == 200)
        {
            await LeaveAsync(path, exchange["response"]!["body"]!);
        }
        else if (method == "POST" && path.StartsWith("/execution/xcoms/", StringComparison.Ordinal))
        {
            written.Add(path.Split('?')[0]);
        }
    }

    /// <summary>The scheduler's part: queued for the first time, or again after what it waited for.</summary>
    private async Task RequeueAsync(TaskInstance row)
    {
        var tryNumber = record["task_instance"]!["try_number"]!.GetValue<int>();
        await WriteAsync(new StateChange
        {
            Tasks = [new TaskReady(id, row.State, TaskState.Queued, row.Pool, row.PoolSlots) { At = Now, TryNumber = tryNumber }],
        });
        token = server.Tokens.ForWorkload(id);
    }

    /// <summary>What an earlier task had left.</summary>
    private async Task LeaveAsync(string path, JsonNode body)
    {
        var parts = path.Split('?')[0].Split('/').Select(Uri.UnescapeDataString).ToList();
        var xcom = new XComKey(parts[3], parts[4], parts[5], parts[6]);
        if (written.Contains(string.Join('/', path.Split('?')[0].Split('/').Take(7))))
        {
            return;
        }

        var values = parts.Count > 7 && parts[7] == "slice" ? body.AsArray().Select((value, index) => (index, value)) : [(Index(parts), parts.Count > 7 ? body : body["value"])];
        foreach (var (index, value) in values)
        {
            await AddTaskAsync(new TaskInstanceKey(xcom.DagId, xcom.RunId, xcom.TaskId, index));
            await server.Stores.XComs.SaveAsync(new XCom(xcom with { MapIndex = index }, value?.ToJsonString() ?? "null"), cancellationToken);
        }
    }

    private async Task AddTaskAsync(TaskInstanceKey other)
    {
        if (await server.Stores.TaskInstances.FindAsync(other, cancellationToken) is null)
        {
            var task = new TaskInstance { Id = Guid.CreateVersion7(Now), Key = other, Pool = Pool.DefaultName, Queue = "default" };
            await WriteAsync(new StateChange { NewTasks = [task] });
        }
    }

    private async Task SendAsync(JsonObject exchange)
    {
        var (asked, answered) = (exchange["request"]!, exchange["response"]!);
        var path = Text(exchange, "path");
        using var request = new HttpRequestMessage(new HttpMethod(Text(exchange, "method")), new Uri(server.Address, path));
        foreach (var (name, value) in asked["headers"]!.AsObject().Where(header => header.Key is "airflow-api-version" or "correlation-id"))
        {
            request.Headers.Add(name, value!.GetValue<string>());
        }

        request.Headers.Add("authorization", $"Bearer {token}");
        if (asked["body"] is { } body)
        {
            if (body is JsonObject waits && waits.ContainsKey("next_kwargs"))
            {
                // what the event adds is stored with the wait already, so that the next part of the life finds it
                waits["next_kwargs"] = NextKwargs()?.DeepClone() ?? waits["next_kwargs"]!.DeepClone();
            }

            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await server.Client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        ((int)response.StatusCode).ShouldBe(answered["status"]!.GetValue<int>(), $"{request.Method} {path}: {text}");
        ShouldHaveHeaders(response, answered["headers"]!.AsObject());
        Compare(path, text.Length == 0 ? null : JsonNode.Parse(text), answered["body"]);
    }

    private JsonNode? NextKwargs() => record["exchanges"]!.AsArray()
        .Select(item => item!["response"]!["body"] as JsonObject).FirstOrDefault(body => body?.ContainsKey("next_kwargs") == true)?["next_kwargs"];

    private void ShouldHaveHeaders(HttpResponseMessage response, JsonObject expected)
    {
        foreach (var name in new[] { "airflow-api-version", "correlation-id" }.Where(expected.ContainsKey))
        {
            response.Headers.GetValues(name).ShouldHaveSingleItem().ShouldBe(expected[name]!.GetValue<string>());
        }

        if (response.Headers.TryGetValues("Refreshed-API-Token", out var renewed))
        {
            token = renewed.Single();
        }
        else
        {
            // servers of 3.1 gave one token for the whole life; ours renews it at the start
            expected.ContainsKey("refreshed-api-token").ShouldBeFalse();
        }
    }

    private static void Compare(string path, JsonNode? actual, JsonNode? expected)
    {
        if (path.Contains("/states?", StringComparison.Ordinal) || path.Contains("/count?", StringComparison.Ordinal))
        {
            WireShape.ShouldBeAlike(actual, expected);
        }
        else
        {
            WireShape.ShouldMatch(actual, expected);
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task WriteAsync(StateChange change) => (await server.Stores.StateWriter.WriteAsync(change, cancellationToken)).ShouldBe(StateResult.Applied);

    private static int Index(List<string> parts) => parts.Count > 8 ? int.Parse(parts[8], System.Globalization.CultureInfo.InvariantCulture) : -1;

    private static string Text(JsonObject exchange, string name) => exchange["request"]![name]!.GetValue<string>();

    private static TaskInstanceKey KeyOf(JsonNode task) => new(
        task["dag_id"]!.GetValue<string>(), task["run_id"]!.GetValue<string>(), task["task_id"]!.GetValue<string>(), task["map_index"]!.GetValue<int>());

    private static DagRun RunOf(JsonNode run, Guid version) => new()
    {
        DagId = run["dag_id"]!.GetValue<string>(),
        RunId = run["run_id"]!.GetValue<string>(),
        RunType = RunNames.ParseType(run["run_type"]!.GetValue<string>()),
        LogicalDate = Time(run["logical_date"]),
        DataIntervalStart = Time(run["data_interval_start"]),
        DataIntervalEnd = Time(run["data_interval_end"]),
        RunAfter = Time(run["run_after"])!.Value,
        Conf = run["conf"]?.ToJsonString() ?? "{}",
        TriggeringUserName = (string?)run["triggering_user_name"],
        CreatedDagVersionId = version,
        ClearNumber = run["clear_number"]!.GetValue<int>(),
    };

    private static DateTimeOffset? Time(JsonNode? node) => node is null ? null : JsonSerializer.Deserialize<DateTimeOffset>(node.ToJsonString());

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
