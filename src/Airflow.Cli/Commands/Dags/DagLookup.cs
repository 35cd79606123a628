using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>Finds what a command's words name, or says that it is not there.</summary>
internal static class DagLookup
{
    /// <summary>The DAG of that id, stale or not.</summary>
    public static async Task<DagRecord> RequireAsync(CommandContext context, AirflowStores stores, string dagId) =>
        await stores.Dags.FindAsync(dagId, context.CancellationToken)
        ?? throw new AirflowException("dag_not_found", $"DAG: {dagId} does not exist in 'dag' table");

    /// <summary>The newest serialised form; null for a DAG that has none yet.</summary>
    public static async Task<SerializedDag?> FindDocumentAsync(CommandContext context, AirflowStores stores, DagRecord dag) =>
        dag.LatestVersionId is { } version && await stores.Dags.FindSerializedAsync(version, context.CancellationToken) is { } json
            ? DagSerialization.Read(json)
            : null;

    /// <summary>The DAG and its serialised form, for commands that need the tasks.</summary>
    public static async Task<SerializedDag> RequireDocumentAsync(CommandContext context, AirflowStores stores, string dagId)
    {
        var dag = await stores.Dags.FindAsync(dagId, context.CancellationToken);
        return (dag is null ? null : await FindDocumentAsync(context, stores, dag))
            ?? throw NotFound(dagId);
    }

    /// <summary>The run of that id or, when the text is a date, of that logical date.</summary>
    public static async Task<DagRun?> FindRunAsync(CommandContext context, AirflowStores stores, string dagId, string dateOrRunId)
    {
        if (await stores.Runs.FindAsync(dagId, dateOrRunId, context.CancellationToken) is { } run)
        {
            return run;
        }

        return TryParseDate(context, dateOrRunId) is { } date ? await stores.Runs.FindByLogicalDateAsync(dagId, date, context.CancellationToken) : null;
    }

    public static async Task<DagRun> RequireRunAsync(CommandContext context, AirflowStores stores, string dagId, string dateOrRunId) =>
        await FindRunAsync(context, stores, dagId, dateOrRunId)
        ?? throw (await stores.Dags.FindAsync(dagId, context.CancellationToken) is null
            ? NotFound(dagId)
            : new AirflowException("run_not_found", $"DagRun for {dagId} with run_id or logical_date of '{dateOrRunId}' not found; airflow dags list-runs {dagId} lists them."));

    private static AirflowException NotFound(string dagId) =>
        new("dag_not_found", $"Dag '{dagId}' could not be found: there is no such DAG, or its file failed to parse (airflow dags list-import-errors).");

    /// <summary>The instant that a text means; null when it is no date.</summary>
    public static DateTimeOffset? TryParseDate(CommandContext context, string text)
    {
        try
        {
            return context.ToInstant(DateInput.Parse(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
