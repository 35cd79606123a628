using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>What happens is told to whoever listens, once, and again to who comes back.</summary>
public class EventStreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_told_from_its_start_to_its_end_and_again_to_who_lost_the_connection()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("told.cs", """
            using Airflow;

            var dag = new Dag("told") { IsPausedUponCreation = false };
            var first = dag.Task("first", () => 1);
            _ = dag.Task("second", first, one => one + 1);
            return await DagFile.RunAsync(args);
            """);
        await home.StartAsync(
            ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "True"));
        await home.WaitForDagAsync("told");
        var server = new Uri($"http://localhost:{home.Port}");
        var token = await TokenAsync(server);

        var (first, events) = await ListenAsync(server, token, null, home);

        events.Where(one => one.Kind == "run").Select(one => (string?)one.Data["state"]).ShouldContain("success");
        foreach (var task in new[] { "first", "second" })
        {
            events.Where(one => one.Kind == "task" && (string?)one.Data["task_id"] == task).Select(one => (string?)one.Data["state"]).ShouldContain("success");
        }

        events.Select(one => one.Id).Distinct().Count().ShouldBe(events.Count);
        var (_, again) = await ListenAsync(server, token, first, null);
        again.Select(one => one.Id).ShouldBe(events.Select(one => one.Id).Skip(1).Take(again.Count));
    }

    /// <summary>Until the run has ended; also the id of the first event.</summary>
    private static async Task<(string First, List<(string Kind, string Id, JsonNode Data)> Events)> ListenAsync(Uri server, string token, string? lastId, StandaloneHome? home)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(StandaloneHome.Patience);
        var events = new List<(string Kind, string Id, JsonNode Data)>();
        await foreach (var one in EventStream.ReadAsync(new Uri(server, "/api/v2/events?dag_id=told&kind=run&kind=task"), token, lastId, patience.Token))
        {
            if (one.Kind.Length == 0)
            {
                await (home?.TriggerAsync("told", "r1") ?? Task.CompletedTask);
                home = null;
                continue;
            }

            events.Add(one);
            if (one.Kind == "run" && (string?)one.Data["state"] == "success")
            {
                break;
            }
        }

        return (events[0].Id, events);
    }

    private static async Task<string> TokenAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var answer = await http.PostAsJsonAsync("/auth/token", new { username = "x", password = "x" }, Cancel);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["access_token"]!;
    }
}
