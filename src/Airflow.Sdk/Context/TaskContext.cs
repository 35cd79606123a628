using System.Text.Json;
using Airflow.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow;

/// <summary>One try of a task, its run, and everything a task may ask for.</summary>
public sealed class TaskContext
{
    private readonly TaskRunDetails _details;
    private readonly TaskHost _host;
    private NamedValues? _params;

    internal TaskContext(TaskRunDetails details, TaskHost host, Operator? task, CancellationToken cancellationToken)
    {
        _details = details;
        _host = host;
        Task = task;
        CancellationToken = cancellationToken;
        XCom = new XComs(this);
        Variables = new Variables(this);
        Connections = new Connections(this);
        Runs = new DagRuns(this);
        Conf = new NamedValues("value in the run's conf", details.Conf);
        OutletEvents = new OutletEvents();
    }

    /// <summary>Id of the DAG.</summary>
    public string DagId => _details.DagId;

    /// <summary>Id of the task, with the ids of the groups around it.</summary>
    public string TaskId => _details.TaskId;

    /// <summary>Id of the run.</summary>
    public string RunId => _details.RunId;

    /// <summary>Number of this try, from 1.</summary>
    public int TryNumber => _details.TryNumber;

    /// <summary>How many retries the task has in all: the last try is number <c>MaxTries + 1</c>.</summary>
    public int MaxTries => _details.MaxTries;

    /// <summary>Number of this instance of a mapped task, from 0; -1 if the task is not mapped.</summary>
    public int MapIndex => _details.MapIndex;

    /// <summary>What made the run.</summary>
    public DagRunType RunType => _details.RunType;

    /// <summary>Whether the run has a logical date; runs made by assets have none.</summary>
    public bool HasLogicalDate => _details.LogicalDate is not null;

    /// <summary>The moment the run is for, in UTC.</summary>
    /// <exception cref="InvalidOperationException">The run has none; ask <see cref="HasLogicalDate"/>, or use <see cref="RunAfter"/>.</exception>
    public DateTimeOffset LogicalDate => _details.LogicalDate ?? throw new InvalidOperationException(
        $"Run '{RunId}' has no logical date (made by {AirflowName.Of(RunType)}); use RunAfter, or ask HasLogicalDate first.");

    /// <summary>The span of time the run is about.</summary>
    /// <exception cref="InvalidOperationException">The run has none, because it has no logical date.</exception>
    public DataInterval DataInterval => _details.DataInterval
        ?? (HasLogicalDate ? new DataInterval(LogicalDate, LogicalDate) : throw new InvalidOperationException(
            $"Run '{RunId}' has no data interval (made by {AirflowName.Of(RunType)}); use RunAfter, or ask HasLogicalDate first."));

    /// <summary>The moment from which the run was allowed to start, in UTC.</summary>
    public DateTimeOffset RunAfter => _details.RunAfter;

    /// <summary>When this try started, in UTC.</summary>
    public DateTimeOffset StartDate => _details.StartDate;

    /// <summary>What the trigger told for which this try was deferred; <see langword="null"/> before it was deferred.</summary>
    public JsonElement? Event => _details.Event;

    /// <summary>What was handed over when the run was triggered.</summary>
    public NamedValues Conf { get; }

    /// <summary>The params of DAG and task, with what was handed over when the run was triggered.</summary>
    public NamedValues Params => _params ??= new NamedValues("param", _details.Params ?? ParamDefaults.Resolve(Task, _details.Conf));

    /// <summary>Values that tasks leave for each other.</summary>
    public XComs XCom { get; }

    /// <summary>Settings that all DAGs share.</summary>
    public Variables Variables { get; }

    /// <summary>How outside systems are reached.</summary>
    public Connections Connections { get; }

    /// <summary>Runs of this and other DAGs.</summary>
    public DagRuns Runs { get; }

    /// <summary>Facts to attach to the events of the assets that this task updates.</summary>
    public OutletEvents OutletEvents { get; }

    /// <summary>Events of assets that made the run; empty for other runs.</summary>
    public IReadOnlyList<AssetEvent> TriggeringAssetEvents => _details.TriggeringAssetEvents;

    /// <summary>The task's log. What is written to the console lands there, too.</summary>
    public ILogger Logger => _host.Logger;

    /// <summary>Services of the host.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The clock; tests may drive it.</summary>
    public TimeProvider Time => _host.Time;

    /// <summary>Cancelled when the task is killed, has run too long, or its worker shuts down.</summary>
    public CancellationToken CancellationToken { get; private init; }

    /// <summary>Events of an asset, oldest first.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="limit">How many at most, the newest of them; <see langword="null"/> is all.</param>
    /// <returns>The events.</returns>
    public async Task<IReadOnlyList<AssetEvent>> GetAssetEventsAsync(Asset asset, int? limit = null)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var query = new AssetEventQuery { Name = asset.Name, Uri = asset.Uri, Limit = limit, Ascending = limit is null };
        var events = await Backend.GetAssetEventsAsync(query, CancellationToken);
        return limit is null ? events : [.. events.Reverse()];
    }

    /// <summary>The last successful run of the DAG before this one.</summary>
    /// <returns>The run; <see langword="null"/> if there is none.</returns>
    public async Task<RunInfo?> GetPreviousSuccessfulRunAsync() => await Backend.GetPreviousSuccessfulDagRunAsync(CancellationToken);

    /// <summary>Hides a value in the task's log from now on.</summary>
    /// <param name="value">The secret; texts of less than five characters are not hidden.</param>
    /// <returns>When the host knows.</returns>
    public async Task MaskSecretAsync(string value) => await Backend.MaskSecretAsync(value, null, CancellationToken);

    /// <summary>Names this instance of a mapped task, so that it is shown by that name instead of its number; <c>MapIndexTemplate</c> does the same by a template.</summary>
    /// <param name="name">The name, of 250 characters at most.</param>
    /// <returns>When the host knows.</returns>
    public async Task NameInstanceAsync(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await Backend.SetRenderedMapIndexAsync(name, CancellationToken);
    }

    internal Operator? Task { get; }

    internal Dag? Dag => Task is { IsAdded: true } ? Task.Dag : null;

    internal ITaskBackend Backend => _host.Backend;

    internal ITemplateRenderer Templates => _host.Templates;

    internal TaskRunDetails Details => _details;

    internal TaskHost Host => _host;

    internal string? DagFolder => _details.DagFolder;

    internal TaskContext With(CancellationToken cancellationToken) => new(this, cancellationToken);

    private TaskContext(TaskContext other, CancellationToken cancellationToken)
        : this(other._details, other._host, other.Task, cancellationToken)
    {
        _params = other._params;
        OutletEvents = other.OutletEvents;
    }
}
