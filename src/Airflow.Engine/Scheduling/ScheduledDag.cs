using System.Collections.Immutable;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Scheduling;

/// <summary>A DAG version as the scheduler keeps it: the record, the document, the graph and what is asked of them at every pass.</summary>
public sealed class ScheduledDag
{
    public ScheduledDag(DagVersionRecord version, SerializedDag document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Version = version;
        Document = document;
        Graph = DagGraph.Build(document);
        RelativeFileLocation = document.RelativeFileloc ?? Path.GetFileName(document.Fileloc);
        MaxActiveTasks = document.MaxActiveTasks ?? 16;
        var rules = ImmutableArray.CreateBuilder<TriggerRule>(Graph.Count);
        for (var task = 0; task < Graph.Count; task++)
        {
            rules.Add(TriggerRuleNames.Parse(Graph.Settings(task).TriggerRule));
            HasMappedTasks |= Graph.Settings(task).IsMapped;
        }

        Rules = rules.MoveToImmutable();
    }

    public DagVersionRecord Version { get; }

    public SerializedDag Document { get; }

    public DagGraph Graph { get; }

    /// <summary>The DAG file inside its bundle.</summary>
    public string RelativeFileLocation { get; }

    /// <summary>Most task instances of one run that execute at once.</summary>
    public int MaxActiveTasks { get; }

    public bool HasMappedTasks { get; }

    /// <summary>Whether the task does nothing that anybody could notice, so that it succeeds without a worker, as in Airflow.</summary>
    public bool SucceedsUnrun(int task)
    {
        var settings = Graph.Settings(task);
        return settings is { IsEmpty: true, IsMapped: false, HasOnExecuteCallback: false, HasOnSuccessCallback: false } && settings.Outlets.IsEmpty;
    }

    /// <summary>Trigger rules by task number.</summary>
    public ImmutableArray<TriggerRule> Rules { get; }
}
