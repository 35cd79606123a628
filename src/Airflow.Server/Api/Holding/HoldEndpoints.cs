using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Holding;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Holding;

/// <summary>Holding and resuming runs and task instances, and draining DAGs: what Airflow does not have, under its conventions.</summary>
internal static class HoldEndpoints
{
    private const string Dag = "/dags/{dag_id}";

    private static readonly BodyModel HoldBody = new(BodyField.Optional("reason", BodyKind.Text) with { MaxLength = Hold.MaxReasonLength }) { Name = "HoldBody" };

    private static readonly ApiParameter MapIndex = ApiParameter.Integer("map_index") with { Default = -1 };

    public static void Map(ApiRoutes routes)
    {
        Map(routes, DagRunEndpoints.Run, "hold_dag_run", ApiResources.DagRuns, DagRunEndpoints.Tag, HoldRunAsync, HoldBody);
        Map(routes, DagRunEndpoints.Run, "resume_dag_run", ApiResources.DagRuns, DagRunEndpoints.Tag, ResumeRunAsync);
        Map(routes, TaskInstanceEndpoints.One, "hold_task_instance", ApiResources.TaskInstances, TaskInstanceEndpoints.Tag, HoldTaskAsync, HoldBody);
        Map(routes, TaskInstanceEndpoints.One, "resume_task_instance", ApiResources.TaskInstances, TaskInstanceEndpoints.Tag, ResumeTaskAsync);
        Map(routes, Dag, "drain_dag", ApiResources.Dags, "DAG", DrainAsync);
        Map(routes, Dag, "resume_dag", ApiResources.Dags, "DAG", ResumeDagAsync);
    }

    private static void Map(ApiRoutes routes, string pattern, string id, string resource, string tag, Func<ApiCall, Task> handler, BodyModel? body = null) =>
        routes.Map(new("POST", $"{pattern}/{id.Split('_')[0]}", id, ApiNeed.Edit(resource), handler)
        {
            Tag = tag,
            Parameters = resource == ApiResources.TaskInstances ? [MapIndex] : [],
            Body = body,
            IsBodyOptional = true,
            Answer = resource == ApiResources.Dags ? typeof(DrainResponse) : typeof(HoldResponse),
        });

    private static WorkHolding HoldingOf(ApiCall call) => new(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock);

    private static async Task HoldRunAsync(ApiCall call)
    {
        var run = (await DagRunEndpoints.FindAsync(call)).Run;
        await RefusedAsync(HoldingOf(call).HoldRunAsync(run.DagId, run.RunId, call.User.Name, call.Body.Text("reason"), call.Aborted));
        await AnswerRunAsync(call, "hold_dag_run");
    }

    private static async Task ResumeRunAsync(ApiCall call)
    {
        var run = (await DagRunEndpoints.FindAsync(call)).Run;
        await RefusedAsync(HoldingOf(call).ResumeRunAsync(run.DagId, run.RunId, call.Aborted));
        await AnswerRunAsync(call, "resume_dag_run");
    }

    private static async Task AnswerRunAsync(ApiCall call, string operation)
    {
        var run = (await DagRunEndpoints.FindAsync(call)).Run;
        await call.AuditAsync(new AuditEntry { At = default, Event = operation, DagId = run.DagId, RunId = run.RunId, Extra = run.Hold?.Reason });
        await call.AnswerAsync(HoldResponse.Of(run.DagId, run.RunId, null, null, run.Hold));
    }

    private static async Task HoldTaskAsync(ApiCall call)
    {
        var key = await RequireAsync(call);
        await RefusedAsync(HoldingOf(call).HoldTaskAsync(key, call.User.Name, call.Body.Text("reason"), call.Aborted));
        await AnswerTaskAsync(call, key, "hold_task_instance");
    }

    private static async Task ResumeTaskAsync(ApiCall call)
    {
        var key = await RequireAsync(call);
        await RefusedAsync(HoldingOf(call).ResumeTaskAsync(key, call.Aborted));
        await AnswerTaskAsync(call, key, "resume_task_instance");
    }

    /// <summary>Without a map index a mapped task is meant as a whole.</summary>
    private static async Task<TaskInstanceKey> RequireAsync(ApiCall call)
    {
        var key = TaskTryEndpoints.KeyOf(call);
        var tasks = await TaskLookup.OfRunAsync(call, key.DagId, key.RunId, [key.TaskId]);
        return tasks.Any(task => key.MapIndex < 0 || task.Task.Key.MapIndex == key.MapIndex) ? key : throw TaskInstanceChanges.NotFound(key, isList: false);
    }

    private static async Task AnswerTaskAsync(ApiCall call, TaskInstanceKey key, string operation)
    {
        var tasks = await TaskLookup.OfRunAsync(call, key.DagId, key.RunId, [key.TaskId]);
        var hold = tasks.Where(task => key.MapIndex < 0 || task.Task.Key.MapIndex == key.MapIndex).Select(static task => task.Task.Hold).FirstOrDefault(static one => one is not null);
        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = operation,
            DagId = key.DagId,
            RunId = key.RunId,
            TaskId = key.TaskId,
            MapIndex = key.MapIndex,
            Extra = hold?.Reason,
        });
        await call.AnswerAsync(HoldResponse.Of(key.DagId, key.RunId, key.TaskId, key.MapIndex, hold));
    }

    private static async Task DrainAsync(ApiCall call)
    {
        await DagScope.RequireAsync(call);
        await call.Services.Stores.Dags.DrainAsync([call.Route("dag_id")], call.User.Name, call.Services.Clock.GetUtcNow(), call.Aborted);

        // what has nothing left to wait for is paused at once
        var drained = (await call.Services.Stores.Dags.ListDrainedAsync(call.Aborted)).Where(dagId => dagId == call.Route("dag_id")).ToList();
        await call.Services.Stores.Dags.SetPausedAsync(drained, isPaused: true, call.Aborted);
        await AnswerDagAsync(call, "drain_dag");
    }

    private static async Task ResumeDagAsync(ApiCall call)
    {
        await DagScope.RequireAsync(call);
        await call.Services.Stores.Dags.SetPausedAsync([call.Route("dag_id")], isPaused: false, call.Aborted);
        await AnswerDagAsync(call, "resume_dag");
    }

    private static async Task AnswerDagAsync(ApiCall call, string operation)
    {
        var dag = await call.Services.Stores.Dags.FindAsync(call.Route("dag_id"), call.Aborted)
            ?? throw ApiException.NotFound($"The Dag with ID: `{call.Route("dag_id")}` was not found");
        call.Services.Wake.Wake("dags");
        await call.AuditAsync(new AuditEntry { At = default, Event = operation, DagId = dag.DagId });
        await call.AnswerAsync(new DrainResponse(dag.DagId, dag.IsPaused, dag.DrainingSince is not null, dag.DrainingSince, dag.DrainingBy));
    }

    /// <summary>What is held already to be resumed, or has ended, is a conflict with what is there.</summary>
    private static async Task RefusedAsync(Task change)
    {
        try
        {
            await change;
        }
        catch (AirflowException exception) when (exception.Code is "not_held" or "run_finished")
        {
            throw ApiException.Conflict(exception.Message);
        }
    }
}
