using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>No request makes the server fail, and every answer is as the OpenAPI document says.</summary>
public class RestFuzzTests
{
    private const int Calls = 20_000;
    private const int AtOnce = 4;
    private const int MaxMissed = 6;
    private const int Seed = 20261122;

    /// <summary>What is switched off, what only a name and a password get past, and what needs something that no fixture leaves behind.</summary>
    private static readonly string[] NotReached =
    [
        "test_connection", "enqueue_connection_test", "get_connection_test", "get_external_log_url", "login", "delete_access_token", "get_hitl_detail", "update_hitl_detail", "get_hitl_detail_try_detail",
        "get_dag_asset_queued_event", "delete_dag_asset_queued_event", "delete_dag_asset_queued_events", "delete_asset_queued_events",
        "get_worker", "drain_worker", "resume_worker", "resize_worker", "add_worker_queue", "remove_worker_queue", "revoke_on_worker", "shut_down_worker",
    ];

    [Fact]
    public async Task No_call_fails_inside_and_every_answer_keeps_to_its_schema()
    {
        await using var server = new RestServer();
        await server.InitializeAsync();
        var document = JsonNode.Parse((await server.Client.SendAsync(new JsonObject { ["method"] = "GET", ["path"] = "/openapi.json" })).Body)!.AsObject();
        foreach (var step in RestFuzzer.Preparation)
        {
            await server.Client.StepAsync(step);
        }

        var requests = Requests(document, server.Client.Captured);
        var schema = new RestSchema(document);
        var reached = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var problems = new System.Collections.Concurrent.ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (call, _) =>
            {
                var answer = await server.Client.SendAsync(call.Request);
                reached.AddOrUpdate($"{call.Operation["operationId"]}", answer.Status < 300, (_, before) => before || answer.Status < 300);
                if (ProblemOf(answer, call.Operation, schema) is { } problem)
                {
                    problems.Add($"{call.Operation["operationId"]}: {problem} to {call.Request.ToJsonString()}");
                }
            });

        problems.GroupBy(problem => problem.Split(':')[0], StringComparer.Ordinal).Select(group => group.OrderBy(problem => problem.Length).First()).ShouldBeEmpty();

        // calls meet in another order each time, so that a few find what they name gone
        var missed = reached.Where(one => !one.Value).Select(one => one.Key).Except(NotReached, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        missed.Count.ShouldBeLessThan(MaxMissed, $"no call of these got past the checks: {string.Join(", ", missed)}");
    }

    /// <summary>The same ones every time; those that delete come last, so that the others find something.</summary>
    private static List<(JsonObject Request, JsonObject Operation)> Requests(JsonObject document, IReadOnlyDictionary<string, JsonNode?> captured)
    {
        var fuzzer = new RestFuzzer(document, captured, new Random(Seed));
        return [.. Enumerable.Range(0, Calls).Select(number => (fuzzer.Next(number), fuzzer.Operations[number % fuzzer.Operations.Count].Operation))
            .Where(call => !IsEndless(call.Operation))
            .OrderBy(call => (string?)call.Item1["method"] == "DELETE" ? 1 : 0)
            .ThenByDescending(call => (string?)call.Item1["method"] == "DELETE" ? $"{call.Item1["path"]}".Count(letter => letter == '/') : 0)];
    }

    /// <summary>Waits for what may never come.</summary>
    private static bool IsEndless(JsonObject operation) => (string?)operation["operationId"] is "wait_dag_run_until_finished" or "events" or "logout";

    private static string? ProblemOf(RestAnswer answer, JsonObject operation, RestSchema schema)
    {
        if (answer.Status >= 500)
        {
            return $"answers {answer.Status} {answer.Text}";
        }

        var told = operation["responses"]?[$"{answer.Status}"]?["content"]?["application/json"]?["schema"];
        var isJson = answer.Headers.TryGetValue("Content-Type", out var type) && type.StartsWith("application/json", StringComparison.Ordinal);
        return told is null || !isJson || answer.Body.Length == 0 || answer.Headers.ContainsKey("Content-Encoding") ? null : schema.Find(JsonNode.Parse(answer.Body), told);
    }
}
