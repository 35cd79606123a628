using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;

namespace Airflow.Conformance.Execution;

/// <summary>Single requests that were sent to a real Airflow with tokens made by hand: ours refuses, and answers, with the same words.</summary>
[Trait("Category", "Conformance")]
public sealed class ErrorProbesTests
{
    private static readonly IReadOnlyList<JsonObject> Probes =
    [
        .. JsonNode.Parse(File.ReadAllText(Path.Combine(Vectors.Folder, "execution", "http-3.3.2-error-probes.json")))!["probes"]!.AsArray().Select(probe => probe!.AsObject()),
    ];

    private static readonly Guid Finished = Guid.Parse("01a1fc1b-d690-7955-9eea-09d44307ce37");

    public static TheoryData<string> Names => [.. Probes.Select(probe => probe["name"]!.GetValue<string>())];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_probe_is_answered_as_by_the_real_one(string name)
    {
        var probe = Probes.Single(probe => probe["name"]!.GetValue<string>() == name).DeepClone().AsObject();
        await using var server = await ExecutionServer.StartAsync(Cancel);
        await PrepareAsync(server);
        var (asked, answered) = (probe["request"]!, probe["response"]!);
        using var request = new HttpRequestMessage(
            new HttpMethod(asked["method"]!.GetValue<string>()), new Uri(server.Address, asked["path"]!.GetValue<string>()));
        request.Headers.Add("airflow-api-version", asked["headers"]!["airflow-api-version"]!.GetValue<string>());
        if (asked["claims"] is JsonObject claims)
        {
            request.Headers.Add("authorization", $"Bearer {Token(name, claims)}");
        }

        if (asked["body"] is { } body)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await server.Client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        ((int)response.StatusCode).ShouldBe(answered["status"]!.GetValue<int>(), text);
        WireShape.ShouldMatch(text.Length == 0 ? null : JsonNode.Parse(text), answered["body"]);
        response.Headers.Contains("Refreshed-API-Token").ShouldBe(answered["headers"]!.AsObject().ContainsKey("refreshed-api-token"));
        response.Headers.GetValues("Airflow-API-Version").Single().ShouldBe(answered["headers"]!["airflow-api-version"]!.GetValue<string>());
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
    }


    /// <summary>The claims as they were, as old as they were.</summary>
    private static string Token(string name, JsonObject claims)
    {
        var recorded = name == "wrong signature" ? "another secret" : "conformance-secret";
        var sent = DateTimeOffset.FromUnixTimeSeconds(1795231185);
        var issued = DateTimeOffset.FromUnixTimeSeconds(claims["iat"]!.GetValue<long>());
        var lifetime = TimeSpan.FromSeconds(claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        var authority = new TokenAuthority(
            new TokenOptions { Secret = Encoding.UTF8.GetBytes(recorded), Audiences = [claims["aud"]!.GetValue<string>()] },
            new ShiftedTime(issued - sent));
        return authority.Issue(claims["sub"]!.GetValue<string>(), claims["scope"]!.GetValue<string>(), lifetime);
    }

    private static async Task PrepareAsync(ExecutionServer server)
    {
        var version = await server.SaveDagAsync("wire", [], Cancel);
        await server.SaveDagAsync("wire_child", [], Cancel);
        await server.Secrets.Variables.SaveAsync(new Variable("wire_var", "vv", null), Cancel);
        await server.Stores.Runs.CreateAsync(
            new DagRun { DagId = "wire", RunId = "w2", RunType = RunType.Manual, RunAfter = Now, Conf = """{"ck":1}""", TriggeringUserName = "Anonymous", CreatedDagVersionId = version }, Cancel);
        await server.Stores.Runs.CreateAsync(new DagRun { DagId = "wire_child", RunId = "fixed__w0", RunType = RunType.Manual, RunAfter = Now }, Cancel);
        var run = (await server.Stores.Runs.AcquireAsync("me", TimeSpan.FromHours(1), 10, Now, Cancel)).Single(leased => leased.Run.DagId == "wire").Run;
        await WriteAsync(server, new StateChange { Runs = [new RunChange(run.Id, RunState.Running, RunState.Success, Now)] });
        await WriteAsync(server, new StateChange { Runs = [new RunChange(run.Id, RunState.Success, RunState.Running, Now)] });
        await RunAsync(server, Finished, "push", 31006);
        await WriteAsync(server, new StateChange
        {
            Tasks = [new TaskEnd(Finished, TaskState.Running, TaskState.Success, Pool.DefaultName, 1) { At = Now }],
        });
        await RunAsync(server, Guid.Parse("01a1fc1d-eaee-7e4b-a924-babf68236932"), "running", 435);
        await RunAsync(server, Guid.CreateVersion7(Now), "mapped", 1);
        await server.Stores.XComs.SaveAsync(new XCom(new XComKey("wire", "w2", "mapped", "return_value"), "1"), Cancel);
    }

    private static async Task RunAsync(ExecutionServer server, Guid id, string taskId, int pid)
    {
        var task = new TaskInstance { Id = id, Key = new TaskInstanceKey("wire", "w2", taskId, -1), Pool = Pool.DefaultName, Queue = "default" };
        await WriteAsync(server, new StateChange { NewTasks = [task] });
        await WriteAsync(server, new StateChange { Tasks = [new TaskReady(id, TaskState.None, TaskState.Queued, task.Pool, 1) { At = Now, TryNumber = 1 }] });
        await WriteAsync(server, new StateChange { Tasks = [new TaskClaim(id, task.Pool, 1) { At = Now, Hostname = "vm", Pid = pid }] });
    }

    private static async Task WriteAsync(ExecutionServer server, StateChange change) =>
        (await server.Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
