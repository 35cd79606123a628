using Airflow.Engine.Dags;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks.Retries;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Scheduling;

/// <summary>A DAG version as the scheduler keeps it: the record, the document, the graph and what is asked of them at every pass.</summary>
public sealed class ScheduledDag
{
    private readonly RetrySettings[] retries;
    private readonly List<int> pastDependents = [];

    public ScheduledDag(DagVersionRecord version, SerializedDag document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Version = version;
        Document = document;
        Graph = DagGraph.Build(document);
        RelativeFileLocation = document.RelativeFileloc ?? Path.GetFileName(document.Fileloc);
        MaxActiveTasks = document.MaxActiveTasks ?? 16;
        Rules = RuleGraph.Of(Graph);
        Reach = new RuleReach(Rules);
        retries = new RetrySettings[Graph.Count];
        for (var task = 0; task < Graph.Count; task++)
        {
            var settings = Graph.Settings(task);
            retries[task] = RetrySettings.Of(settings);
            if (settings.DependsOnPast || settings.WaitForDownstream)
            {
                pastDependents.Add(task);
            }

            HasMappedTasks |= Rules.NeedsExpansion(task);
        }
    }

    public DagVersionRecord Version { get; }

    public SerializedDag Document { get; }

    public DagGraph Graph { get; }

    /// <summary>The DAG file inside its bundle.</summary>
    public string RelativeFileLocation { get; }

    /// <summary>Most task instances of one run that execute at once.</summary>
    public int MaxActiveTasks { get; }

    public bool HasMappedTasks { get; }

    /// <summary>The DAG itself wants to be called when a run ends.</summary>
    public bool HasCallbacks => Document.HasOnSuccessCallback == true || Document.HasOnFailureCallback == true;

    public bool IsCatchup => Document.Catchup ?? false;

    /// <summary>The first failure ends the run.</summary>
    public bool IsFailFast => Document.FailFast ?? false;

    /// <summary>When it runs.</summary>
    /// <exception cref="TimetableException">The timetable is not known here, or not valid.</exception>
    public DagSchedule Schedule => field ??= DagSchedule.Of(Graph);

    /// <summary>Tasks that look at the run before: depends_on_past or wait_for_downstream.</summary>
    public IReadOnlyList<int> PastDependents => pastDependents;

    public RetrySettings RetriesOf(int task) => retries[task];

    /// <summary>Whether the task does nothing that anybody could notice, so that it succeeds without a worker, as in Airflow.</summary>
    public bool SucceedsUnrun(int task)
    {
        var settings = Graph.Settings(task);
        return settings is { IsEmpty: true, IsMapped: false, HasOnExecuteCallback: false, HasOnSuccessCallback: false } && settings.Outlets.IsEmpty;
    }

    /// <summary>The graph as trigger rules see it.</summary>
    public RuleGraph Rules { get; }

    internal RuleReach Reach { get; }
}
