using Airflow.Hosting;

namespace Airflow.Engine.Templates;

/// <summary>Asks the host of a C# task for what its templates want. A template cannot wait, so the thread does.</summary>
internal sealed class TaskTemplateBackend(TaskContext context) : ITemplateBackend
{
    private ITaskBackend Backend => context.Backend;

    public string? GetVariable(string key) => Wait(Backend.GetVariableAsync(key, context.CancellationToken));

    public Connections.Connection? GetConnection(string connectionId) => Wait(Backend.GetConnectionAsync(connectionId, context.CancellationToken)) is not { } found
        ? null
        : new Connections.Connection
        {
            ConnId = found.ConnId,
            ConnType = found.ConnType,
            Host = found.Host,
            Schema = found.Schema,
            Login = found.Login,
            Password = found.Password,
            Port = found.Port,
            Extra = found.Extra,
        };

    public IReadOnlyList<object?>? GetXComs(TemplateXComQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var values = Wait(Backend.GetXComSequenceSliceAsync(Key(query, null), query.IncludePriorDates, context.CancellationToken));
        return values.Count == 0 ? null : [.. values.Select(value => (object?)value)];
    }

    public object? GetXCom(TemplateXComQuery query, int mapIndex)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Wait(Backend.GetXComAsync(Key(query, mapIndex), query.IncludePriorDates, context.CancellationToken));
    }

    public TemplatePreviousRun? GetPreviousSuccessfulRun() => Wait(Backend.GetPreviousSuccessfulDagRunAsync(context.CancellationToken)) is { } run
        ? new TemplatePreviousRun(run.DataInterval?.Start, run.DataInterval?.End, run.StartDate, run.EndDate)
        : null;

    private static XComKey Key(TemplateXComQuery query, int? mapIndex) => new(query.DagId, query.RunId, query.TaskId, query.Key, mapIndex);

#pragma warning disable VSTHRD002 // there is no synchronisation context in a task, and the runtime's answers are there at once
    private static T Wait<T>(ValueTask<T> answer) => answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
}
