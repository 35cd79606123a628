using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.XComs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.DagRuns;

/// <summary>GET …/wait: a line of JSON each time that the run is looked at, until it has ended.</summary>
internal static class DagRunWait
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static void Map(ApiRoutes routes) =>
        routes.Map(new("GET", DagRunEndpoints.Run + "/wait", "wait_dag_run_until_finished", ApiNeed.Read(ApiResources.DagRuns), AnswerAsync)
        {
            Tag = DagRunEndpoints.Tag,
            Parameters = [ApiParameter.Number("interval") with { IsRequired = true, Above = 0 }, ApiParameter.Texts("result")],
        });

    private static async Task AnswerAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("dag_run_id"));
        var tasks = call.Texts("result") ?? [];
        if (tasks.Count > 0 && !call.User.CanFor(dagId, "can_read", ApiResources.XComs))
        {
            throw new ApiException(403, "User is not authorized to read XCom data for this Dag");
        }

        var run = (await DagRunEndpoints.FindAsync(call)).Run;

        var interval = TimeSpan.FromSeconds(Math.Min(call.Number("interval")!.Value, Longest.TotalSeconds));
        call.Response.ContentType = null;
        await WriteAsync(call, run, tasks);
        while (!run.State.IsFinished())
        {
            await Task.Delay(interval, call.Services.Clock, call.Aborted);
            if (await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) is not { } now)
            {
                // deleted meanwhile: there is nothing more to tell
                return;
            }

            run = now;
            await WriteAsync(call, run, tasks);
        }
    }

    private static async Task WriteAsync(ApiCall call, DagRun run, IReadOnlyList<string> tasks)
    {
        var line = new JsonObject { ["state"] = run.State.Name() };
        if (run.State.IsFinished() && tasks.Count > 0 && await ResultsAsync(call, run, tasks) is { Count: > 0 } results)
        {
            line["results"] = results;
        }

        await call.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Wire.Json), call.Aborted);
        await call.Response.Body.WriteAsync("\n"u8.ToArray(), call.Aborted);
        await call.Response.Body.FlushAsync(call.Aborted);
    }

    /// <summary>Of a mapped task the results of all its instances, as a list.</summary>
    private static async Task<JsonObject> ResultsAsync(ApiCall call, DagRun run, IReadOnlyList<string> tasks)
    {
        var results = new JsonObject();
        foreach (var taskId in tasks.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var values = await call.Services.Stores.XComs.ListAsync(run.DagId, run.RunId, taskId, XCom.ReturnKey, call.Aborted);
            if (values is [{ Key.MapIndex: < 0 } single])
            {
                results[taskId] = JsonNode.Parse(single.Value);
            }
            else if (values.Count > 0)
            {
                results[taskId] = new JsonArray([.. values.Select(static value => JsonNode.Parse(value.Value))]);
            }
        }

        return results;
    }
}
