using System.Text.Json;
using Airflow.Engine.Clearing;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Testing.Simulation;

namespace Airflow.Testing;

/// <summary>
/// A whole cluster in a unit test: the real schedulers and rules, your tasks' own code or what stands in for it, and time that passes only when
/// the test says so. With faults, nodes crash and messages go astray, and what Airflow promises is checked after every commit.
/// </summary>
public sealed class SimulatedCluster
{
    private readonly DagCode _code = new();
    private readonly VirtualCluster _simulation;
    private readonly ClusterOptions _options;
    private bool _isBooted;
    private bool _isSettled;

    /// <summary>A cluster that does nothing yet.</summary>
    /// <param name="options">What it consists of; <see langword="null"/>: one scheduler that runs the tasks itself, without faults.</param>
    public SimulatedCluster(ClusterOptions? options = null)
    {
        _options = options ?? new ClusterOptions();
        _simulation = new VirtualCluster(_options.Setup(), _code);
    }

    /// <summary>The moment it is in the cluster.</summary>
    public DateTimeOffset Now => _simulation.World.Now;

    /// <summary>Adds DAGs; their schedules begin now.</summary>
    /// <param name="dags">The DAGs.</param>
    /// <returns>The cluster.</returns>
    /// <exception cref="ArgumentException">A DAG is not valid; the message tells all that is wrong.</exception>
    public async Task<SimulatedCluster> AddAsync(params IReadOnlyList<Dag> dags)
    {
        ArgumentNullException.ThrowIfNull(dags);
        foreach (var dag in dags)
        {
            await StoredDag.SaveAsync(dag, _simulation.Database);
            _code.Add(dag);
        }

        return this;
    }

    /// <summary>Puts something in the place of a task's own code.</summary>
    /// <param name="dagId">Id of the DAG.</param>
    /// <param name="taskId">Id of the task.</param>
    /// <param name="standIn">What runs instead.</param>
    /// <returns>The cluster.</returns>
    public SimulatedCluster Replace(string dagId, string taskId, StandIn standIn)
    {
        _code.Replace(dagId, taskId, standIn);
        return this;
    }

    /// <summary>Sets the number of slots of a pool, which need not exist.</summary>
    /// <param name="pool">Name of the pool.</param>
    /// <param name="slots">Its slots; -1: without limit.</param>
    /// <returns>The cluster.</returns>
    public SimulatedCluster SetPool(string pool, int slots)
    {
        _simulation.Database.Pools[pool] = new Engine.Pools.Pool(pool, slots);
        return this;
    }

    /// <summary>Triggers a run; it starts when time passes.</summary>
    /// <param name="dagId">Id of the DAG.</param>
    /// <param name="logicalDate">The moment it is for; <see langword="null"/>: now.</param>
    /// <param name="conf">An object whose properties are the values that it is triggered with.</param>
    /// <returns>Id of the run.</returns>
    public async Task<string> TriggerAsync(string dagId, DateTimeOffset? logicalDate = null, object? conf = null)
    {
        var dag = _simulation.Database.Dags.GetValueOrDefault(dagId) ?? throw new ArgumentException($"There is no DAG '{dagId}' in the cluster.", nameof(dagId));
        var data = await _simulation.Database.Stores.Dags.FindSerializedAsync(dag.LatestVersionId!.Value, CancellationToken.None);
        var request = new ManualRunRequest
        {
            LogicalDate = logicalDate ?? Now,
            RunAfter = Now,
            Conf = conf is null ? "{}" : JsonSerializer.Serialize(conf),
            TriggeredBy = "test",
        };
        var run = ManualRuns.Build(dag, DagSerialization.Read(System.Text.Encoding.UTF8.GetBytes(data!)), request, Now);
        if (await _simulation.Database.Stores.Runs.CreateAsync(run, CancellationToken.None) != RunCreation.Created)
        {
            throw new InvalidOperationException($"DAG '{dagId}' has a run for {run.LogicalDate:O} already.");
        }

        Wake();
        return run.RunId;
    }

    /// <summary>Clears tasks of a run, so that they run again.</summary>
    /// <param name="dagId">Id of the DAG.</param>
    /// <param name="runId">Id of the run.</param>
    /// <param name="taskIds">The tasks, with what is downstream of them; none: all.</param>
    public void Clear(string dagId, string runId, params IReadOnlyList<string> taskIds)
    {
        ArgumentNullException.ThrowIfNull(taskIds);
        var request = new ClearRequest { DagId = dagId, RunIds = [runId], TaskIds = taskIds.Count == 0 ? null : taskIds, IncludeDownstream = true };
        _simulation.User.Start(() => _simulation.ClearAsync(request));
    }

    /// <summary>A node crashes here and now, and another process takes its place seconds later.</summary>
    /// <param name="node"><c>scheduler-1</c>, <c>worker-2</c>, …</param>
    public void Crash(string node)
    {
        BootOnce();
        var nodes = _simulation.Schedulers.Select(scheduler => scheduler.Node).Concat(_simulation.Workers.Select(worker => worker.Node)).ToList();
        _simulation.Crash(nodes.Find(other => other.Name == node)
            ?? throw new ArgumentException($"There is no node '{node}'; there are {string.Join(", ", nodes.Select(other => other.Name))}.", nameof(node)));
    }

    /// <summary>Lets time pass until that moment.</summary>
    /// <param name="until">The moment.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="SimulationFailedException">Something came about that must never be.</exception>
    public async Task RunUntilAsync(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        BootOnce();
        await _simulation.World.RunAsync(static () => false, until, cancellationToken);
        ThrowOnFailure();
    }

    /// <summary>Lets so much time pass.</summary>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="SimulationFailedException">Something came about that must never be.</exception>
    public Task RunForAsync(TimeSpan time, CancellationToken cancellationToken = default) => RunUntilAsync(Now + time, cancellationToken);

    /// <summary>Lets time pass until every run has ended and no schedule is behind.</summary>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="TimeoutException">Nothing has ended for a long time (<see cref="ClusterOptions.Patience"/>), and runs are left.</exception>
    /// <exception cref="SimulationFailedException">Something came about that must never be.</exception>
    public async Task RunUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        BootOnce();
        while (!IsIdle())
        {
            _isSettled = false;
            await _simulation.World.RunAsync(() => _isSettled, Now + _options.Patience, cancellationToken);
            ThrowOnFailure();
            if (!_isSettled && !IsIdle())
            {
                throw new TimeoutException($"Nothing has ended for {_options.Patience}, and these wait: {string.Join("; ", Waiting())}");
            }
        }
    }

    /// <summary>The runs of a DAG, oldest first.</summary>
    /// <param name="dagId">Id of the DAG.</param>
    /// <returns>The runs.</returns>
    public IReadOnlyList<TestedRun> Runs(string dagId) =>
        [.. _simulation.Database.Runs.Values.Where(run => run.DagId == dagId).OrderBy(run => run.RunAfter).ThenBy(run => run.Id).Select(ToTested)];

    internal VirtualCluster Simulation => _simulation;

    private void BootOnce()
    {
        if (_isBooted)
        {
            return;
        }

        _isBooted = true;
        _simulation.Boot();
        foreach (var scheduler in _simulation.Schedulers)
        {
            scheduler.OnRunEnded = (_, _) => _isSettled = true;
        }
    }

    private void Wake()
    {
        if (_isBooted)
        {
            _simulation.Wake("runs");
        }
    }

    private bool IsIdle() => _simulation.Database.Runs.Values.All(run => run.State.IsFinished())
        && _simulation.Database.Dags.Values.All(dag => dag.IsPaused || dag.Next?.CreateAfter is not { } due || due > Now);

    private IEnumerable<string> Waiting() =>
        from run in _simulation.Database.Runs.Values
        where !run.State.IsFinished()
        select $"{run.DagId} {run.RunId} is {run.State.Name()} with {string.Join(", ", ToTested(run).Tasks.Where(task => !task.State.IsFinished()).Select(task => $"{task.TaskId} {task.State.Name() ?? "none"}"))}";

    private void ThrowOnFailure()
    {
        if (_simulation.World.Failure is { } failure)
        {
            throw new SimulationFailedException($"With seed {_options.Seed}, at {Now:O}: {failure.Message}", failure);
        }
    }

    private TestedRun ToTested(DagRun run)
    {
        var order = _code.Dags[run.DagId].Tasks.Select((task, index) => (task.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        return new TestedRun
        {
            DagId = run.DagId,
            RunId = run.RunId,
            State = run.State,
            LogicalDate = run.LogicalDate,
            StartDate = run.StartDate,
            EndDate = run.EndDate,
            Tasks =
            [
                .. _simulation.Database.Tasks.Values.Where(task => task.Key.DagId == run.DagId && task.Key.RunId == run.RunId)
                    .OrderBy(task => order.GetValueOrDefault(task.Key.TaskId)).ThenBy(task => task.Key.MapIndex).Select(ToTested),
            ],
        };
    }

    private TestedTask ToTested(TaskInstance task) => new()
    {
        TaskId = task.Key.TaskId,
        MapIndex = task.Key.MapIndex,
        State = task.State,
        Tries = task.TryNumber,
        StartDate = task.StartDate,
        EndDate = task.EndDate,
        Reason = task.RetryReason,
        ResultJson = _simulation.Database.XComs.GetValueOrDefault(new XComKey(task.Key.DagId, task.Key.RunId, task.Key.TaskId, XCom.ReturnKey, task.Key.MapIndex))?.Value,
    };
}
