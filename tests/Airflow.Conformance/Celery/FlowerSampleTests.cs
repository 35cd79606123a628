using System.Text.Json.Nodes;
using Airflow.Celery.Flower.Http;
using Airflow.Celery.Flower.State;

namespace Airflow.Conformance.Celery;

/// <summary>Tasks and workers as Flower's API gave them, made again out of the events that they came from.</summary>
[Trait("Category", "Conformance")]
public sealed class FlowerSampleTests
{
    private static readonly (string Field, string Type)[] Steps =
    [
        ("sent", "task-sent"), ("received", "task-received"), ("retried", "task-retried"), ("started", "task-started"), ("rejected", "task-rejected"), ("succeeded", "task-succeeded"),
        ("failed", "task-failed"), ("revoked", "task-revoked"),
    ];

    private static readonly string[] Described = ["name", "args", "kwargs", "root_id", "parent_id", "retries", "eta", "expires"];

    public static TheoryData<string> Tasks => [.. AllTasks().Keys];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_is_shown_as_Flower_shows_it(string id)
    {
        var all = AllTasks();
        Assert.SkipWhen(all.Count == 0, "The recorded answers of Flower are not on this machine.");
        var expected = all[id];
        var state = new ClusterState(1000, 10, TimeProvider.System);
        foreach (var fields in Events(expected))
        {
            state.Apply(fields);
        }

        var shown = TaskJson.Write(state.FindTask(id)!, other => all.ContainsKey(other));

        foreach (var (field, value) in expected.Where(static pair => pair.Key != "children"))
        {
            JsonNode.DeepEquals(shown[field], value).ShouldBeTrue($"{field}: {shown[field]?.ToJsonString()} instead of {value?.ToJsonString()}");
        }

        shown.Select(static pair => pair.Key).Order().ShouldBe(expected.Select(static pair => pair.Key).Order());
    }

    [Fact]
    public void A_worker_is_shown_with_the_fields_that_Flower_shows()
    {
        var row = Read("workers_json.json")?["response"]!["data"]![0]!.AsObject();
        Assert.SkipWhen(row is null, "The recorded answers of Flower are not on this machine.");
        var state = new ClusterState(1000, 10, TimeProvider.System);
        foreach (var (type, count) in row!.Where(static pair => pair.Key.Contains('-', StringComparison.Ordinal)))
        {
            for (var number = 0; number < (int)count!; number++)
            {
                var fields = new JsonObject { ["type"] = type, ["timestamp"] = 1.0 + number, ["uuid"] = $"t{number}" };
                foreach (var field in new[] { "hostname", "pid", "freq", "clock", "active", "processed", "loadavg", "sw_ident", "sw_ver", "sw_sys" })
                {
                    fields[field] = row![field]?.DeepClone();
                }

                state.Apply(fields);
            }
        }

        var worker = state.Workers.ShouldHaveSingleItem();
        var shown = WorkersApi.Row(worker, worker.HeardAt!.Value);

        shown.Select(static pair => pair.Key).Order().ShouldBe(row!.Select(static pair => pair.Key).Order());
        foreach (var (field, value) in row!.Where(static pair => pair.Key != "heartbeats"))
        {
            JsonNode.DeepEquals(shown[field], value).ShouldBeTrue($"{field}: {shown[field]?.ToJsonString()} instead of {value?.ToJsonString()}");
        }
    }

    private static IEnumerable<JsonObject> Events(JsonObject task)
    {
        var last = Steps.Where(step => task[step.Field] is not null).MaxBy(step => (double)task[step.Field]!).Field;
        foreach (var (field, type) in Steps.Where(step => task[step.Field] is not null).OrderBy(step => (double)task[step.Field]!))
        {
            var isSent = type == "task-sent";
            var fields = new JsonObject
            {
                ["type"] = type, ["uuid"] = task["uuid"]!.DeepClone(), ["timestamp"] = task[field]!.DeepClone(), ["hostname"] = (isSent ? task["client"] : task["worker"])!.DeepClone(),
                ["clock"] = field == last ? task["clock"]!.DeepClone() : 1,
            };
            string[] told = type switch
            {
                "task-sent" => [.. Described, "exchange", "routing_key"],
                "task-received" => Described,
                "task-succeeded" => ["result", "runtime"],
                "task-failed" => ["exception", "traceback"],
                _ => [],
            };
            foreach (var name in told.Where(name => task[name] is not null))
            {
                fields[name] = task[name]!.DeepClone();
            }

            yield return fields;
        }
    }

    private static Dictionary<string, JsonObject> AllTasks()
    {
        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var file in new[] { "task_info_success", "task_info_failure", "task_info_revoked", "task_info_started", "task_info_eta" })
        {
            if (Read($"{file}.json")?["response"] is JsonObject task)
            {
                found[task["uuid"]!.GetValue<string>()] = task;
            }
        }

        foreach (var file in new[] { "tasks_filter", "tasks_limit3", "tasks_received_range" })
        {
            foreach (var (id, task) in Read($"{file}.json")?["response"] as JsonObject ?? [])
            {
                found.TryAdd(id, task!.AsObject());
            }
        }

        foreach (var (id, task) in CeleryVectors.Load("celery/flower-2.0.1-api-tasks.json").AsObject())
        {
            found.TryAdd(id, task!.AsObject());
        }

        return found;
    }

    private static JsonNode? Read(string name)
    {
        var path = Path.Combine(Reference.Folder, "flower", "samples", name);
        return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
    }
}
